from pathlib import Path

import pytest

from flujos.errores import EspacioInvalido
from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.formato import escribir_formatos
from flujos.pasos.padron import leer_padron
from tests.flujos.conftest import S


def _cambiar(raiz: Path, archivo: str, de: str, a: str) -> list[str]:
    ruta = raiz / archivo
    texto = ruta.read_text("utf-8")
    assert de in texto
    ruta.write_text(texto.replace(de, a), "utf-8")
    with pytest.raises(EspacioInvalido) as error:
        abrir_espacio(raiz)
    return error.value.problemas


@pytest.mark.parametrize(
    ("de", "a", "fragmentos"),
    [
        ("x_dos,x,", "x_dos,equis,", ("fila 3", "«red»", "«equis»", "facebook")),
        ("x_dos,x,ine_dos,,INE Dos,cncs", "x_dos,x,ine_dos,,INE Dos,otra", ("fila 3", "«otra»", "areas.csv")),
        ("x_dos,x", "x_uno,x", ("fila 3", "«x_uno»", "fila 2")),
        ("cncs,no,,,Ana", "cncs,quizá,,,Ana", ("fila 3", "«central»", "«quizá»")),
        ("cncs,no,,,Ana", "cncs,no,2026-13-01,,Ana", ("fila 3", "«vigente_desde»", "2026-07-01")),
        ("cncs,no,,,Ana", "cncs,no,2026-02-01,2026-01-01,Ana", ("fila 3", "antes de empezar")),
        ("x_dos,x", "../x_dos,x", ("fila 3", "diagonales")),
        ("x_dos,x,ine_dos", "x_dos,x,", ("fila 3", "«usuario»", "obligatoria")),
        ("x_dos,x", "x.uno,x", ("fila 3", "«x.uno»", "«x_uno»", "fila 2")),
        ("x_dos,x", "Rechazados,x", ("fila 3", "«cuenta»", "«Rechazados»")),
        ("x_dos,x", ".x_dos,x", ("fila 3", "«cuenta»", "con punto")),
        ("INE Dos", '"INE" Dos', ("fila 3", "comilla")),
        ("INE Dos", "INE\0Dos", ("fila 3", "«nombre»", "control")),
        ("INE Dos", "INE, Dos", ("fila 3", "más celdas")),
        ("cuenta,red,usuario,id_plataforma", "cuenta,red,usuario,usuario", ("usuario", "más de una vez")),
        ("cuenta,red,usuario", "cuenta,red,otro", ("faltan las columnas usuario",)),
    ],
)
def test_un_padron_malo_se_dice_con_fila_y_columna(
    raiz: Path, de: str, a: str, fragmentos: tuple[str, ...]
) -> None:
    problemas = _cambiar(raiz, "padron/cuentas.csv", de, a)
    assert any(all(f in p for f in fragmentos) for p in problemas), problemas


@pytest.mark.parametrize(
    ("fila", "fragmentos"),
    [
        ("2026-03-01,Redes,cncs,12,2,no", ("fila 3", "«tema»", "fila 2")),
        ("2026-03-02,Redes,otra,12,2,no", ("fila 3", "«area»", "«otra»", "areas.csv")),
        ("2026-03-02,Redes,cncs,-1,2,no", ("fila 3", "«asistentes»", "«-1»")),
        ("2026-03-02,Redes,cncs,9223372036854775808,2,no", ("fila 3", "«asistentes»", "entero")),
        ("2026-03-02,Redes,cncs,12,nan,no", ("fila 3", "«horas»", "«nan»")),
        ("2026-03-02,Redes,cncs,12,-2,no", ("fila 3", "«horas»", "«-2»")),
        ("2026-03-02,Redes,cncs,12,1e400,no", ("fila 3", "«horas»")),
    ],
)
def test_una_capacitacion_mala_se_dice_con_fila_y_columna(
    raiz: Path, fila: str, fragmentos: tuple[str, ...]
) -> None:
    encabezados = "fecha,tema,area,asistentes,horas,ejemplo"
    (raiz / "padron/capacitaciones.csv").write_text(
        f"{encabezados}\n2026-03-01,Redes,cncs,12,2,no\n{fila}\n", "utf-8"
    )
    _, problemas = leer_padron(raiz / "padron")
    assert len(problemas) == 1
    assert all(f in problemas[0] for f in fragmentos), problemas


def test_una_clave_de_area_no_escribe_fuera_del_espacio(raiz: Path) -> None:
    for archivo in ("padron/areas.csv", "padron/cuentas.csv"):
        ruta = raiz / archivo
        ruta.write_text(ruta.read_text("utf-8").replace("cncs", "../../../fuera/cncs"), "utf-8")
    with pytest.raises(EspacioInvalido, match=r"areas.csv, fila \d+, columna «area».*diagonales"):
        escribir_formatos(abrir_espacio(raiz), S, None)
    assert not list(raiz.parent.rglob("fuera"))


@pytest.mark.parametrize(
    ("fila", "fragmentos"),
    [
        ("cncs,C,central,,Eva,eva@,,no", ("fila 2", "«correo_encargado»", "«eva@»", "ana@example.org")),
        ("cncs,C,central,,Eva,eva@a.org; e@a.org,,no", ("fila 2", "«correo_encargado»")),
        ("cncs,C,central,,Eva,eva@example.org,America/Marte,no", ("fila 2", "«zona_horaria»", "Marte")),
        ("cncs,C,central,,Eva,eva@example.org,../etc,no", ("fila 2", "«zona_horaria»")),
    ],
)
def test_un_encargado_malo_se_dice_con_fila_y_columna(
    raiz: Path, fila: str, fragmentos: tuple[str, ...]
) -> None:
    encabezados = "area,nombre,tipo_area,entidad,encargado,correo_encargado,zona_horaria,ejemplo"
    (raiz / "padron/areas.csv").write_text(f"{encabezados}\n{fila}\n", "utf-8")
    _, problemas = leer_padron(raiz / "padron")
    assert len(problemas) == 1
    assert all(f in problemas[0] for f in fragmentos), problemas


def test_un_padron_sin_encargados_sigue_sirviendo(raiz: Path) -> None:
    (raiz / "padron/areas.csv").write_text(
        "area,nombre,tipo_area,entidad,ejemplo\ncncs,C,central,,no\n", "utf-8"
    )
    padron, problemas = leer_padron(raiz / "padron")
    assert problemas == []
    assert padron.encargados.rows() == [("cncs", None, None, None)]


def test_las_filas_vacias_no_corren_la_cuenta(raiz: Path) -> None:
    problemas = _cambiar(raiz, "padron/cuentas.csv", "x_dos,x,", "\n\nx_dos,equis,")
    assert "fila 5" in problemas[0]


def test_se_dicen_todos_los_problemas_de_una_vez(raiz: Path) -> None:
    ruta = raiz / "padron/cuentas.csv"
    ruta.write_text(ruta.read_text("utf-8").replace("x_dos,x,", "x_dos,equis,"), "utf-8")
    problemas = _cambiar(raiz, "pertinencia.toml", 'nombre = "Instituto Nacional Electoral"', 'nombre = ""')
    assert len(problemas) == 2


def test_se_dicen_los_problemas_de_varias_filas_y_columnas(raiz: Path) -> None:
    cuentas = raiz / "padron/cuentas.csv"
    texto = cuentas.read_text("utf-8").replace("x_dos,x,ine_dos", "x_dos,equis,")
    cuentas.write_text(
        texto.replace("no,,,Ana", "quizá,ayer,,Ana").replace("fb_uno,facebook", "fb_uno,fb"), "utf-8"
    )
    problemas = _cambiar(raiz, "padron/areas.csv", "central", "oficina")
    assert sorted(p.split(":")[0] for p in problemas) == [
        "padron/areas.csv, fila 2, columna «tipo_area»",
        "padron/cuentas.csv, fila 3, columna «central»",
        "padron/cuentas.csv, fila 3, columna «red»",
        "padron/cuentas.csv, fila 3, columna «usuario»",
        "padron/cuentas.csv, fila 3, columna «vigente_desde»",
        "padron/cuentas.csv, fila 4, columna «red»",
    ]


@pytest.mark.parametrize("codificacion", ["cp1252", "utf-16"])
def test_un_padron_en_otra_codificacion_pide_utf8(raiz: Path, codificacion: str) -> None:
    ruta = raiz / "padron/cuentas.csv"
    ruta.write_bytes(ruta.read_text("utf-8").encode(codificacion))
    with pytest.raises(EspacioInvalido, match="UTF-8"):
        abrir_espacio(raiz)


def test_los_contactos_van_aparte_de_las_cuentas(raiz: Path) -> None:
    padron, problemas = leer_padron(raiz / "padron")
    assert problemas == []
    assert "correo_administrador" in padron.contactos.columns
    assert not [c for c in padron.cuentas.columns if "correo" in c or "administrador" in c or "titular" in c]
    assert padron.por_clave()["fb_uno"].usuario == "ine.uno"
    assert "encargado" not in padron.areas.columns
    assert padron.encargados["correo_encargado"].to_list() == ["encargado@example.org"]
