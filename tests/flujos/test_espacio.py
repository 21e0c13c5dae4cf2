from pathlib import Path

import pytest

from flujos.errores import EspacioInvalido, OrdenInvalida
from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.inicio import iniciar


def test_un_espacio_nuevo_se_abre_sin_tocarlo(tmp_path: Path) -> None:
    creados = iniciar(tmp_path / "E")
    espacio = abrir_espacio(tmp_path / "E")
    assert len(espacio.padron.cuentas) == 3
    assert not espacio.ejemplo
    assert tmp_path / "E" / "parametros" / "plazos.toml" in creados


def test_iniciar_no_pisa_un_espacio(tmp_path: Path) -> None:
    iniciar(tmp_path / "E")
    padron = tmp_path / "E" / "padron" / "cuentas.csv"
    padron.write_text("mío")
    with pytest.raises(OrdenInvalida, match="ya hay un espacio"):
        iniciar(tmp_path / "E")
    assert padron.read_text() == "mío"


def test_iniciar_respeta_archivos_que_ya_estaban(tmp_path: Path) -> None:
    padron = tmp_path / "E" / "padron" / "cuentas.csv"
    padron.parent.mkdir(parents=True)
    padron.write_text("mío")
    iniciar(tmp_path / "E")
    assert padron.read_text() == "mío"


def test_sin_espacio_se_dice_como_crearlo(tmp_path: Path) -> None:
    with pytest.raises(EspacioInvalido, match="pertinencia iniciar"):
        abrir_espacio(tmp_path)


@pytest.mark.parametrize(
    ("archivo", "texto", "fragmento"),
    [
        ("pertinencia.toml", "[organismo\n", "pertinencia.toml no se entiende"),
        ("pertinencia.toml", '[organismo]\nnombre = "O"\nzona_horaria = "Luna/Mar"\n', "Luna/Mar"),
        ("pertinencia.toml", '[organismo]\nnombre = "O"\n[limites]\nbytes = 3\n', "no existe «bytes»"),
        ("pertinencia.toml", '[organismo]\nnombre = "O"\n[limites]\nfilas = -1\n', "entero positivo"),
        ("pertinencia.toml", '[organismo]\nnombre = "O"\n[ejemplo]\nhoy = 2026-07-20\n', "con zona"),
        ("pertinencia.toml", 'organismo = "x"\n', "«organismo»: se esperaba una sección [organismo]"),
        ("pertinencia.toml", "[organismo]\nnombre = 5\n", "[organismo] nombre: se esperaba un texto"),
        ("pertinencia.toml", '[organismo]\nnombre = "  "\n', "falta el nombre"),
        ("pertinencia.toml", '[organismo]\nnombre = "O"\nzona_horaria = 5\n', "zona_horaria: se esperaba"),
        ("pertinencia.toml", '[organismo]\nnombre = "O"\nzona_horaria = "America"\n', "«America» no existe"),
        ("pertinencia.toml", '[organismo]\nnombre = "O"\nzona_horaria = "../x"\n', "«../x» no existe"),
        ("pertinencia.toml", 'limites = 3\n[organismo]\nnombre = "O"\n', "una sección [limites]"),
        ("pertinencia.toml", 'ejemplo = "si"\n[organismo]\nnombre = "O"\n', "una sección [ejemplo]"),
        ("pertinencia.toml", '[[ejemplo]]\n[organismo]\nnombre = "O"\n', "una sección [ejemplo]"),
        (
            "pertinencia.toml",
            '[organismo]\nnombre = "O"\n[padron]\ndominios = "ine.mx"\n',
            "[padron] dominios",
        ),
        (
            "pertinencia.toml",
            '[organismo]\nnombre = "O"\n[padron]\ndominios = ["ine"]\n',
            "[padron] dominios",
        ),
        ("pertinencia.toml", '[organismo]\nnombre = "O"\n[padron]\ncuentas_por_persona = 1\n', "2 o más"),
        ("pertinencia.toml", '[organismo]\nnombre = "O"\n[padron]\notro = 1\n', "no existe «otro»"),
        ("parametros/plazos.toml", "parametro = 3\n", "«parametro»: se esperaban tablas"),
        ("parametros/plazos.toml", "[parametro]\nclave = 3\n", "con doble corchete"),
        ("parametros/plazos.toml", "[[parametro]]\nclave = 3\n", "parametros"),
        ("parametros/calendario.toml", "proceso_electoral = 3\n", "calendario"),
        ("parametros/plazos.toml", "[[parametro]]\nclave = 'x'\n", "parametros"),
        ("parametros/extra.toml", "[otra]\na = 1\n", "parametros/extra.toml: no se esperaba «otra»"),
    ],
)
def test_la_configuracion_mala_se_explica(raiz: Path, archivo: str, texto: str, fragmento: str) -> None:
    (raiz / archivo).write_text(texto, "utf-8")
    with pytest.raises(EspacioInvalido) as error:
        abrir_espacio(raiz)
    assert fragmento in str(error.value)


def test_una_clave_de_parametro_mal_escrita_se_dice_con_su_archivo_y_las_parecidas(raiz: Path) -> None:
    archivo = raiz / "parametros" / "plazos.toml"
    de_fabrica = archivo.read_text("utf-8")
    mal = de_fabrica.replace("plazos.ventana.dias_habiles", "plazos.ventana.dias_habliles")
    otro = de_fabrica.split("[[parametro]]")[1].replace("plazos.requerimiento.dias_habiles_antes", "qqqq")
    archivo.write_text(f"{mal}\n[[parametro]]{otro}", "utf-8")
    with pytest.raises(EspacioInvalido) as error:
        abrir_espacio(raiz)
    con_parecidas, sin_parecidas = error.value.problemas
    assert con_parecidas.startswith(
        "parametros/plazos.toml: no existe el parámetro «plazos.ventana.dias_habliles». ¿Quiso decir "
        "«plazos.ventana.dias_habiles»"
    )
    assert "no existe el parámetro «qqqq». Las que existen" in sin_parecidas


def test_un_campo_de_parametro_mal_escrito_se_dice_con_su_archivo(raiz: Path) -> None:
    archivo = raiz / "parametros" / "plazos.toml"
    archivo.write_text(archivo.read_text("utf-8").replace("unidad =", "uniadd =", 1), "utf-8")
    with pytest.raises(EspacioInvalido, match=r"parametros/plazos\.toml: En el parámetro .* uniadd"):
        abrir_espacio(raiz)


def test_ajustes_en_otra_codificacion_piden_utf8(raiz: Path) -> None:
    (raiz / "pertinencia.toml").write_bytes("[organismo]\nnombre = 'Señal'\n".encode("cp1252"))
    with pytest.raises(EspacioInvalido, match="UTF-8"):
        abrir_espacio(raiz)


def test_sin_calendario_no_se_abre(raiz: Path) -> None:
    (raiz / "parametros" / "calendario.toml").unlink()
    with pytest.raises(EspacioInvalido, match="calendario"):
        abrir_espacio(raiz)
