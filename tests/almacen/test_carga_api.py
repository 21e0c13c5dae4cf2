from datetime import datetime, timedelta

import polars as pl

from almacen.carga import anotar_llamadas, anotar_pendientes
from almacen.maestro import Base
from esquemas.derivados import ajustar
from esquemas.tablas import LLAMADAS, RECOLECCIONES
from tests.almacen.apoyo_api import LEIDO, cargar_api, publicacion, recoleccion

DIA = datetime(2026, 2, 1)
TABLAS = ("lotes", "publicaciones", "menciones", "perfiles", "diarias", "recolecciones", "llamadas")


def _llamada(n: int, **columnas: object) -> dict[str, object]:
    return {
        "llamada": f"l1:{n}", "red": "x", "operacion": "publicaciones", "peticion": "GET", "momento": LEIDO,
        "estado_http": 200, "resultado": "buena", "concepto": "post_leido", "unidades": 2, "costo_usd": 0.01,
    } | columnas  # fmt: skip


def _cargar(base: Base, *publicaciones: str) -> None:
    cargar_api(
        base, "l1", recoleccion("x1", "publicaciones"),
        publicaciones=[publicacion("x1", p, DIA) for p in publicaciones],
        menciones=[{"archivo": "p", "cuenta": "x1", "id_mencion": "1", "mencionada_en": LEIDO}],
        perfiles=[{"archivo": "p", "cuenta": "x1", "red": "x", "id_plataforma": "9", "leida_en": LEIDO}],
        llamadas=[_llamada(0), _llamada(0, concepto="otro")],
    )  # fmt: skip


def _todo(base: Base) -> dict[str, list[tuple[object, ...]]]:
    return {t: base.consultar(f"SELECT * FROM {t} ORDER BY ALL").rows() for t in TABLAS}


def test_cargar_dos_veces_no_cambia_nada(base_api: Base) -> None:
    _cargar(base_api, "1", "2")
    antes = _todo(base_api)
    _cargar(base_api, "1", "2")
    assert _todo(base_api) == antes
    assert {t: len(f) for t, f in antes.items()} == {
        "lotes": 1, "publicaciones": 2, "menciones": 1, "perfiles": 1, "diarias": 0, "recolecciones": 1,
        "llamadas": 2,
    }  # fmt: skip


def test_releer_un_lote_sustituye_lo_suyo(base_api: Base) -> None:
    _cargar(base_api, "1", "2")
    _cargar(base_api, "3")
    assert base_api.consultar("SELECT id_publicacion FROM publicaciones").rows() == [("3",)]


def _pendiente(lote: str, **columnas: object) -> pl.DataFrame:
    fila = recoleccion("x1", "publicaciones", resultado="fallo", detalle="No contestó.") | columnas
    return ajustar(pl.DataFrame([{"lote": lote} | fila]), RECOLECCIONES)


def test_lo_pendiente_se_anota_y_se_sustituye_cuando_el_lote_cierra(base_api: Base) -> None:
    anotar_pendientes(base_api, _pendiente("l1"))
    anotar_pendientes(
        base_api, _pendiente("l1", resultado="sobre_presupuesto", leida_en=LEIDO + timedelta(1))
    )
    anotar_pendientes(base_api, _pendiente("l2"))
    resultados = "SELECT lote, resultado FROM recolecciones ORDER BY lote"
    assert base_api.consultar(resultados).rows() == [("l1", "sobre_presupuesto"), ("l2", "fallo")]
    _cargar(base_api, "1")
    assert base_api.consultar(resultados).rows() == [("l1", "completo"), ("l2", "fallo")]


def test_una_llamada_ya_anotada_se_queda_como_estaba(base_api: Base) -> None:
    for unidades in (2, 9):
        fila = {"lote": "l1"} | _llamada(0, unidades=unidades)
        anotar_llamadas(base_api, ajustar(pl.DataFrame([fila]), LLAMADAS))
    assert base_api.consultar("SELECT unidades FROM llamadas").rows() == [(2,)]
