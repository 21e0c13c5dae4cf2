"""La normalización y la agregación, contra los resultados y los programas de otros."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import skcriteria
from pymcdm.methods import WSM
from skcriteria.agg.simple import WeightedSumModel

from lineamientos.calificacion.agregacion import agregar, normalizar
from lineamientos.calificacion.parametros_calificacion import CRITERIOS
from lineamientos.calificacion.redondeo import redondear
from tests.lineamientos.calificacion.apoyo_calificacion import CIFRAS_X, RAIZ, Flota, parametros

ASEM = RAIZ.parent / "shared" / "oraculos" / "asem"
PESOS = {"desempeno": 40, "frecuencia": 10, "originalidad": 30, "seguidores_nuevos": 20}


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
    normalizados = {f["UnitCode"]: f for f in _filas(ASEM / "Data_Normalised.csv")}
    publicados = {f["UnitCode"]: f for f in _filas(ASEM / "Results_AggregatesScore.csv")}
    lugares = {f["UnitCode"]: int(f["Index"]) for f in _filas(ASEM / "Results_AggregatesRank.csv")}
    grupos = [g for nivel in niveles for g in nivel]
    assert len(paises) == 51 and len(indicadores) == 49 and len(grupos) == 11
    for pais, f in normalizados.items():
        for clave in indicadores:
            assert puntajes[pais][clave] == pytest.approx(float(f[clave]), abs=1e-9), (pais, clave)
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


def _comparar(puntajes: np.ndarray, pesos: dict[str, float], obtenidos: list[float]) -> None:
    """Con los dos programas de suma ponderada; los pesos se les dan sumando uno, como los piden."""
    unitarios = np.array(list(pesos.values())) / sum(pesos.values())
    # Sin decirle otra cosa, pymcdm dividiría cada columna entre su suma.
    pymcdm = WSM(normalization_function=lambda x, cost=False: x)
    ajeno = pymcdm(puntajes, unitarios, np.ones(len(pesos)), validation=False)
    assert obtenidos == pytest.approx(ajeno.tolist(), abs=1e-12)
    problema = skcriteria.mkdm(puntajes, [max] * len(pesos), weights=unitarios)
    otro = WeightedSumModel().evaluate(problema).e_.score
    assert obtenidos == pytest.approx(otro.tolist(), abs=1e-12)


@pytest.mark.parametrize("pesos", [dict.fromkeys(CRITERIOS, 25.0), PESOS], ids=["iguales", "distintos"])
def test_la_agregacion_es_la_suma_ponderada_de_otros_dos_programas(pesos: dict[str, float]) -> None:
    puntajes = np.random.default_rng(13).uniform(0, 100, (500, len(CRITERIOS)))
    obtenidos = [agregar(dict(zip(CRITERIOS, fila, strict=True)), pesos) for fila in puntajes.tolist()]
    _comparar(puntajes, pesos, obtenidos)


def test_el_indice_que_se_guarda_es_el_de_los_otros_dos_programas() -> None:
    r = Flota().companeras().cuenta("c", CIFRAS_X).calificar(parametros=parametros(pesos=PESOS))
    por_cuenta = r.criterios.pivot("criterio", index="cuenta", values="puntaje")
    puntajes = por_cuenta.select(CRITERIOS).to_numpy()
    exactos = [agregar(dict(zip(CRITERIOS, fila, strict=True)), PESOS) for fila in puntajes.tolist()]
    _comparar(puntajes, PESOS, exactos)
    guardados = r.calificaciones["indice"].to_list()
    assert por_cuenta["cuenta"].to_list() == r.calificaciones["cuenta"].to_list()
    assert [redondear(x) for x in exactos] == [Decimal(str(g)).quantize(Decimal("0.01")) for g in guardados]
