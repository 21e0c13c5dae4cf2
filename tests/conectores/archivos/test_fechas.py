from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conectores.archivos.fechas import Orden, fecha, fecha_ambigua, orden
from conectores.archivos.formato_celdas import razon_de_ausencia, red_de_celda, semestre_de_celda
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

FECHAS = st.dates(min_value=date(2006, 1, 1), max_value=date(2100, 12, 31))


@given(FECHAS)
def test_las_formas_de_escribir_un_dia_se_leen_igual(dia: date) -> None:
    assert fecha(dia.isoformat()) == dia
    assert fecha(f"{dia.isoformat()} 00:00:00") == dia
    assert fecha(dia.strftime("%d/%m/%Y"), Orden.DIA_MES) == dia
    assert fecha(dia.strftime("%m/%d/%Y"), Orden.MES_DIA) == dia
    assert fecha(str((dia - date(1899, 12, 30)).days)) == dia


@given(st.text(max_size=20))
def test_cualquier_texto_es_una_fecha_o_nada(texto: str) -> None:
    leida = fecha(texto)
    assert leida is None or 2006 <= leida.year <= 2100


@pytest.mark.parametrize(
    "texto", ["3 de julio de 2026", "3-jul-2026", "03 JUL 2026", "July 3, 2026", "3/julio/2026"]
)
def test_el_mes_puede_ir_en_letras(texto: str) -> None:
    assert fecha(texto) == date(2026, 7, 3)


@pytest.mark.parametrize(
    "texto", ["31/02/2026", "2026-13-01", "hoy", "3 de brumario de 2026", "1/1/26", "12345678"]
)
def test_lo_que_no_es_un_dia_del_calendario_no_se_lee(texto: str) -> None:
    assert fecha(texto) is None


def test_un_numero_mayor_que_doce_descubre_el_orden() -> None:
    assert orden(["07/03/2026", "07/15/2026"]) is Orden.MES_DIA
    assert orden(["07/03/2026", "15/07/2026"]) is Orden.DIA_MES
    assert orden(["07/15/2026", "15/07/2026"]) is Orden.SIN_EVIDENCIA
    assert fecha("07/15/2026") == date(2026, 7, 15)
    assert fecha("07/03/2026") == date(2026, 3, 7)
    assert fecha_ambigua("07/03/2026", Orden.SIN_EVIDENCIA)
    assert not fecha_ambigua("07/03/2026", Orden.MES_DIA)
    assert not fecha_ambigua("07/07/2026", Orden.SIN_EVIDENCIA)


@pytest.mark.parametrize(
    "texto",
    [
        "2026-1",
        "2026-I",
        "2026/1",
        "1-2026",
        "ene-26",
        "Jan-26",
        "2026-01-01 00:00:00",
        "01/01/2026",
        "1/1/2026",
        "'2026-1",
        "enero-junio 2026",
        "enero a junio de 2026",
    ],
)
def test_el_semestre_se_entiende_aunque_la_hoja_de_calculo_lo_convierta_en_fecha(texto: str) -> None:
    assert semestre_de_celda(texto) == Semestre(2026, 1)


def test_el_segundo_semestre_convertido_es_el_primero_de_febrero() -> None:
    for texto in ("feb-26", "2026-02-01", "01/02/2026", "2/1/2026", "julio-diciembre 2026"):
        assert semestre_de_celda(texto) == Semestre(2026, 2)


@pytest.mark.parametrize(
    "texto", ["", "2026", "2026-3", "mar-26", "2026-02-02", "02/02/2026", "enero-diciembre 2026"]
)
def test_un_semestre_que_no_se_entiende_no_se_adivina(texto: str) -> None:
    assert semestre_de_celda(texto) is None


def test_las_razones_y_las_redes_admiten_sus_variantes() -> None:
    assert razon_de_ausencia(" no DISPONIBLE ") is Ausencia.PLATAFORMA
    assert razon_de_ausencia("N/D") is Ausencia.PLATAFORMA
    assert razon_de_ausencia("n/a") is Ausencia.NO_APLICA
    assert razon_de_ausencia("#N/A") is None
    assert razon_de_ausencia("0") is None
    assert red_de_celda("Twitter (X)") == "x"
    assert red_de_celda("FACEBOOK") == "facebook"
    assert red_de_celda("Hi5") is None
