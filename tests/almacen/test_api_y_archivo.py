"""Lo leído por API y lo entregado por archivo no se mezclan; si difieren, se observa (S401)."""

from datetime import datetime

import polars as pl
import pytest

from almacen.candidatas import candidatas
from almacen.carga import Tanda, cargar
from almacen.maestro import Base
from esquemas.derivados import ajustar
from esquemas.tablas import PUBLICACIONES
from lineamientos.calificacion.consolidacion import ENTRE_FUENTES, Consolidacion, consolidar
from tests.almacen.apoyo_api import S, cargar_api, padron, publicacion, recoleccion
from tests.almacen.apoyo_lotes import fila_de_lote, lotes

DIA = datetime(2026, 2, 1, 10)


def _exportar(base: Base, cuantas: int) -> None:
    filas = [
        {
            "lote": "e1", "archivo": "a.csv", "fila": i, "cuenta": "x1", "red": "x", "semestre": S.clave,
            "id_publicacion": str(i), "publicada_en": DIA, "compartidos": 10,
        }
        for i in range(cuantas)
    ]  # fmt: skip
    cargar(
        base,
        Tanda(lotes=lotes(fila_de_lote("e1")), publicaciones=ajustar(pl.DataFrame(filas), PUBLICACIONES)),
    )


def _leer(base: Base, cuantas: int, **columnas: object) -> None:
    cargar_api(
        base, "l1", recoleccion("x1", "publicaciones", **columnas),
        publicaciones=[publicacion("x1", str(i), DIA, compartidos=1) for i in range(cuantas)],
    )  # fmt: skip


def _candidatas(base: Base) -> pl.DataFrame:
    return candidatas(base, S, codigo_corte="L704", dias_de_tolerancia=3)


def _consolidar(base: Base) -> Consolidacion:
    return consolidar(
        _candidatas(base), cuentas=padron(), semestres=[S], preferencia=("api", "exportacion", "formato"),
        tolerancia=0.05,
    )  # fmt: skip


def test_las_mismas_publicaciones_se_cuentan_en_cada_fuente(base_api: Base) -> None:
    _exportar(base_api, 3)
    _leer(base_api, 4)
    por_fuente = {
        (f["fuente"], f["metrica"]): f["valor"]
        for f in _candidatas(base_api)
        .filter(pl.col("metrica").is_in(["mensajes_propios", "compartidos"]))
        .iter_rows(named=True)
    }
    assert por_fuente == {
        ("exportacion", "mensajes_propios"): 3,
        ("exportacion", "compartidos"): 30,
        ("api", "mensajes_propios"): 4,
        ("api", "compartidos"): 4,
    }


@pytest.mark.parametrize(("por_api", "difiere"), [(100, False), (104, False), (120, True)])
def test_si_difieren_mas_que_la_tolerancia_vale_la_preferida_y_se_observa(
    base_api: Base, por_api: int, difiere: bool
) -> None:
    _exportar(base_api, 100)
    _leer(base_api, por_api)
    hecha = _consolidar(base_api)
    elegida = hecha.cifras.filter(cuenta="x1", metrica="mensajes_propios").row(0, named=True)
    assert (elegida["valor"], elegida["fuente"], elegida["lote"]) == (por_api, "api", "l1")
    dudas = hecha.discrepancias.filter(metrica="mensajes_propios", tipo=ENTRE_FUENTES)
    assert dudas.select("fuente_elegida", "valor_elegido", "fuente", "valor").rows() == (
        [("api", por_api, "exportacion", 100)] if difiere else []
    )


def test_una_ausencia_por_api_no_tapa_lo_que_se_entrego(base_api: Base) -> None:
    _exportar(base_api, 100)
    _leer(base_api, 7, resultado="sobre_presupuesto")
    hecha = _consolidar(base_api)
    elegida = hecha.cifras.filter(cuenta="x1", metrica="mensajes_propios").row(0, named=True)
    assert (elegida["valor"], elegida["fuente"]) == (100, "exportacion")
    sola = hecha.cifras.filter(cuenta="x1", metrica="mensajes_publicados").row(0, named=True)
    assert (sola["valor"], sola["ausencia"], sola["fuente"]) == (None, "sobre_presupuesto", "api")
    assert hecha.discrepancias.is_empty()
