import pytest

from informes.cartas.palabras import articulos, con_fechas_largas, enumerar, punto
from lineamientos.referencias import Articulo


@pytest.mark.parametrize(
    ("partes", "dicho"),
    [
        ((), ""),
        (("7",), "7"),
        (("7", "9", "11"), "7, 9 y 11"),
        (("6, fracción II", "7", "11"), "6, fracción II; 7, y 11"),
        (("7", "8, fracción II"), "7 y 8, fracción II"),
        (("Facebook", "Instagram"), "Facebook e Instagram"),
        (("agua", "hielo"), "agua y hielo"),
    ],
)
def test_una_enumeracion_se_escribe_como_en_espanol(partes: tuple[str, ...], dicho: str) -> None:
    assert enumerar(partes) == dicho


def test_los_articulos_van_en_orden_sin_repetir_y_la_fraccion_cierra_con_coma() -> None:
    assert articulos((Articulo(13),)) == "el artículo 13"
    assert articulos((Articulo(8, "II"), Articulo(7), Articulo(7))) == "los artículos 7 y 8, fracción II,"
    assert articulos((Articulo(7), Articulo(6, "III"))) == "los artículos 6, fracción III, y 7"


def test_las_fechas_se_dicen_largas_y_lo_que_no_es_fecha_se_queda() -> None:
    assert con_fechas_largas("del 2027-01-20 al 2027-02-31, semestre 2026-2") == (
        "del 20 de enero de 2027 al 2027-02-31, semestre 2026-2"
    )


@pytest.mark.parametrize(
    ("texto", "dicho"), [("Hola", "Hola."), ("Hola. ", "Hola."), ("", ""), ("¿Ya?", "¿Ya?")]
)
def test_una_oracion_lleva_un_solo_punto(texto: str, dicho: str) -> None:
    assert punto(texto) == dicho
