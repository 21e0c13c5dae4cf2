"""Aritmética del índice, contra cuentas a mano y contra los resultados publicados del índice ASEM."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
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
from tests.lineamientos.calificacion.apoyo_calificacion import RAIZ

ASEM = RAIZ.parent / "shared" / "oraculos" / "asem"
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


def _filas(ruta: Path) -> Iterator[dict[str, str]]:
    with ruta.open(encoding="utf-8", newline="") as archivo:
        yield from csv.DictReader(archivo)


@pytest.mark.skipif(not ASEM.is_dir(), reason="no están los datos del índice ASEM (oráculo externo)")
def test_reproduce_el_indice_asem() -> None:
    indicadores = {f["IndCode"]: f for f in _filas(ASEM / "IndMeta.csv")}
    pesos = {f["Code"]: float(f["Weight"]) for f in _filas(ASEM / "Weights.csv")}
    paises = {f["UnitCode"]: f for f in _filas(ASEM / "Data_Treated.csv")}
    puntajes: dict[str, dict[str, float]] = {p: {} for p in paises}
    for clave, meta in indicadores.items():
        signo = float(meta["Direction"])
        valores = {p: signo * float(f[clave]) for p, f in paises.items()}
        inferior, superior = min(valores.values()), max(valores.values())
        for pais, x in valores.items():
            puntajes[pais][clave] = normalizar(x, inferior, superior, 50)
    hijos: dict[str, dict[str, None]] = {}
    for meta in indicadores.values():
        for abajo, arriba in (("IndCode", "Agg1"), ("Agg1", "Agg2"), ("Agg2", "Agg3")):
            hijos.setdefault(meta[arriba], {})[meta[abajo]] = None
    niveles = [dict.fromkeys(m[nivel] for m in indicadores.values()) for nivel in ("Agg1", "Agg2", "Agg3")]
    for nivel in niveles:
        for grupo in nivel:
            for de_pais in puntajes.values():
                de_pais[grupo] = agregar({h: de_pais[h] for h in hijos[grupo]}, pesos)
    publicados = {f["UnitCode"]: f for f in _filas(ASEM / "Results_AggregatesScore.csv")}
    lugares = {f["UnitCode"]: int(f["Index"]) for f in _filas(ASEM / "Results_AggregatesRank.csv")}
    grupos = [g for nivel in niveles for g in nivel]
    assert len(paises) == 51 and len(indicadores) == 49 and len(grupos) == 11
    for pais, f in publicados.items():
        for grupo in grupos:
            assert redondear(puntajes[pais][grupo]) == Decimal(f[grupo]).quantize(Decimal("0.01")), (
                pais,
                grupo,
            )
    orden = sorted(puntajes, key=lambda p: -puntajes[p]["Index"])
    assert {p: i for i, p in enumerate(orden, start=1)} == lugares
    assert redondear(puntajes["CHE"]["Index"]) == Decimal("68.38")
    assert (redondear(puntajes["IND"]["Index"]), lugares["IND"]) == (Decimal("39.79"), 45)
