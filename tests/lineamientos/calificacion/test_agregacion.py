"""Aritmética del índice, contra cuentas a mano."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineamientos.calificacion.agregacion import (
    agregar,
    media,
    mediana,
    normalizar,
    normalizar_frecuencia,
    percentil,
)
from lineamientos.calificacion.redondeo import redondear

FINITOS = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("puntos", "mostrado"),
    [
        (69.996, "70.00"),
        (69.995, "70.00"),
        (69.994999999, "69.99"),
        (0.005, "0.01"),
        (2.675, "2.68"),
        (49.99499999999999, "50.00"),  # la cola binaria de 49.995
        (100.0, "100.00"),
        (0.0, "0.00"),
    ],
)
def test_redondeo_mitad_hacia_arriba(puntos: float, mostrado: str) -> None:
    assert redondear(puntos) == Decimal(mostrado)
    assert str(redondear(puntos)) == mostrado


@given(st.floats(0, 100), st.floats(0, 100))
def test_redondear_no_invierte_el_orden(a: float, b: float) -> None:
    assert redondear(min(a, b)) <= redondear(max(a, b))


@pytest.mark.parametrize(
    ("valores", "p", "esperado"),
    [
        ([1, 2, 3, 4, 5], 50, 3),
        ([4, 1, 3, 2], 50, 2.5),
        (range(101), 5, 5),
        (range(101), 95, 95),
        ([1, 2], 5, 1.05),
        ([7], 95, 7),
    ],
)
def test_percentil_con_interpolacion(valores: list[float], p: float, esperado: float) -> None:
    assert percentil(list(valores), p) == pytest.approx(esperado)


def test_percentil_de_nada_es_un_error() -> None:
    with pytest.raises(ValueError, match="ninguna"):
        percentil([], 50)


@given(st.lists(FINITOS, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_media_y_mediana_no_dependen_del_orden(valores: list[float], azar: Random) -> None:
    revueltos = list(valores)
    azar.shuffle(revueltos)
    assert media(revueltos) == media(valores)
    assert mediana(revueltos) == mediana(valores)


def test_normalizar() -> None:
    assert normalizar(15, 10, 20, 50) == 50
    assert normalizar(9, 10, 20, 50) == 0
    assert normalizar(21, 10, 20, 50) == 100
    assert normalizar(3, 3, 3, 50) == normalizar(99, 3, 3, 50) == 50
    with pytest.raises(ValueError, match="supera"):
        normalizar(1, 2, 1, 50)


def test_mas_frecuencia_que_la_referencia_no_es_mejor() -> None:
    assert normalizar_frecuencia(0, 7, 50) == 0
    assert normalizar_frecuencia(7, 7, 50) == 100
    assert normalizar_frecuencia(70, 7, 50) == 100
    assert normalizar_frecuencia(1, 3, 50) == pytest.approx(50)  # ln 2 / ln 4
    assert normalizar_frecuencia(5, 0, 50) == 50


def test_agregar_pondera() -> None:
    assert agregar({"a": 100, "b": 0}, {"a": 40, "b": 10}) == pytest.approx(80)
    with pytest.raises(KeyError):
        agregar({"a": 1, "c": 1}, {"a": 1})
