from pathlib import Path

import pytest

from flujos.errores import EspacioInvalido
from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.padron import leer_padron


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
        ("cuenta,red,usuario", "cuenta,red,otro", ("faltan las columnas usuario",)),
    ],
)
def test_un_padron_malo_se_dice_con_fila_y_columna(
    raiz: Path, de: str, a: str, fragmentos: tuple[str, ...]
) -> None:
    problemas = _cambiar(raiz, "padron/cuentas.csv", de, a)
    assert any(all(f in p for f in fragmentos) for p in problemas), problemas


def test_se_dicen_todos_los_problemas_de_una_vez(raiz: Path) -> None:
    ruta = raiz / "padron/cuentas.csv"
    ruta.write_text(ruta.read_text("utf-8").replace("x_dos,x,", "x_dos,equis,"), "utf-8")
    problemas = _cambiar(raiz, "pertinencia.toml", 'nombre = "Instituto Nacional Electoral"', 'nombre = ""')
    assert len(problemas) == 2


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
