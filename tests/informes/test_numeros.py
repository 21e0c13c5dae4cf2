from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from informes import numeros
from lineamientos.ausencias import TITULOS


@pytest.mark.parametrize(
    ("valor", "escrito"), [(0, "0"), (999, "999"), (1234567, "1,234,567"), (-12345, "\u221212,345")]
)
def test_enteros_con_coma_de_miles(valor: int, escrito: str) -> None:
    assert numeros.entero(valor) == escrito


@pytest.mark.parametrize(
    ("valor", "lugares", "escrito"),
    [
        (69.995, 2, "70.00"),
        (0.5, 0, "1"),
        (1234.5, 2, "1,234.50"),
        (-0.001, 2, "0.00"),
        (-1.5, 1, "\u22121.5"),
    ],
)
def test_decimales_redondean_el_medio_hacia_arriba(valor: float, lugares: int, escrito: str) -> None:
    assert numeros.decimal(valor, lugares) == escrito


@pytest.mark.parametrize("valor", [float("nan"), float("inf")])
def test_lo_que_no_es_numero_no_se_muestra(valor: float) -> None:
    with pytest.raises(ValueError, match="no es un número"):
        numeros.decimal(valor)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_un_entero_escrito_se_vuelve_a_leer(valor: int) -> None:
    assert int(numeros.entero(valor).replace(",", "").replace("\u2212", "-")) == valor


def test_sin_total_no_se_inventa_un_porcentaje() -> None:
    assert numeros.porcentaje(0, 0) == "sin total"
    assert numeros.porcentaje(1, 3) == "33.3\u00a0%"


@pytest.mark.parametrize(
    ("actual", "previo", "escrito"),
    [
        (150, 100, "+50.0\u00a0%"),
        (50, 100, "\u221250.0\u00a0%"),
        (5, 0, "desde cero"),
        (0, 0, "sin cambio"),
        (-5, -10, "+50.0\u00a0%"),
    ],
)
def test_variacion(actual: int, previo: int, escrito: str) -> None:
    assert numeros.variacion(actual, previo) == escrito


def test_fechas_de_mexico() -> None:
    assert numeros.fecha(date(2026, 12, 31)) == "31 de diciembre de 2026"
    assert numeros.periodo(date(2026, 7, 1), date(2026, 12, 31)) == "1 de julio al 31 de diciembre de 2026"
    assert (
        numeros.periodo(date(2025, 12, 1), date(2026, 1, 6)) == "1 de diciembre de 2025 al 6 de enero de 2026"
    )
    assert numeros.momento(datetime(2027, 1, 1, 2, 5, tzinfo=UTC)) == "31 de diciembre de 2026, 20:05\u00a0h"


def test_un_instante_sin_zona_se_rechaza() -> None:
    with pytest.raises(ValueError, match="zona"):
        numeros.momento(datetime(2026, 1, 1))


@pytest.mark.parametrize("razon", list(TITULOS))
def test_cada_ausencia_se_dice_con_palabras(razon: str) -> None:
    assert numeros.ausencia(razon).strip() not in ("", "0")


def test_una_razon_desconocida_no_se_inventa() -> None:
    with pytest.raises(ValueError, match="porque_si"):
        numeros.ausencia("porque_si")
