from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from almacen import carga
from almacen.maestro import Base, Rutas, abrir_maestro
from esquemas.derivados import esquema_polars
from esquemas.tablas import AREAS, CAPACITACIONES, CATALOGO, CUENTAS
from lineamientos import catalogo
from tests.almacen.apoyo_api import catalogo_entero, padron
from tests.almacen.apoyo_lotes import AHORA
from tests.apoyo_bases import poner_maestro

METRICAS = {
    "x": ("mensajes_propios", "impresiones", "crecimiento_seguidores", "compartidos"),
    "facebook": (
        "publicaciones",
        "publicaciones_propias",
        "contenidos_multimedia",
        "reacciones",
        "visualizaciones",
    ),
    "youtube": ("publicaciones", "vistas", "me_gusta"),
}


@pytest.fixture
def rutas(tmp_path: Path) -> Rutas:
    """Las de un espacio con su maestro vacío."""
    con_maestro = Rutas(tmp_path / "datos")
    poner_maestro(con_maestro)
    return con_maestro


@pytest.fixture
def rutas_nuevas(tmp_path: Path) -> Rutas:
    """Las de un espacio que aún no tiene ninguna base."""
    return Rutas(tmp_path / "nuevas")


@pytest.fixture
def base(rutas: Rutas) -> Iterator[Base]:
    with abrir_maestro(rutas, AHORA) as abierta:
        carga.sustituir_padron(
            abierta, _areas(), _cuentas(), pl.DataFrame(schema=esquema_polars(CAPACITACIONES))
        )
        carga.sustituir_catalogo(abierta, _catalogo())
        yield abierta


def _areas() -> pl.DataFrame:
    fila = {"area": "a", "nombre": "Área", "tipo_area": "central", "entidad": None, "ejemplo": True}
    return pl.DataFrame([fila], schema=esquema_polars(AREAS))


def _cuentas() -> pl.DataFrame:
    filas = [
        {
            "cuenta": cuenta,
            "red": red,
            "usuario": cuenta,
            "id_plataforma": None,
            "nombre": cuenta,
            "area": "a",
            "central": False,
            "vigente_desde": desde,
            "vigente_hasta": None,
            "ejemplo": True,
        }
        for cuenta, red, desde in (
            ("x1", "x", None),
            ("x_nueva", "x", date(2026, 6, 29)),
            ("f1", "facebook", None),
            ("y1", "youtube", None),
        )
    ]
    return pl.DataFrame(filas, schema=esquema_polars(CUENTAS))


def _catalogo() -> pl.DataFrame:
    filas = [
        {
            "red": red,
            "metrica": m,
            "titulo": catalogo.METRICAS[m].titulo,
            "unidad": "u",
            "tabla_art11": catalogo.tabla_de_red(red),
            "letra": None,
            "definicion": f"{red}.{m}.v1",
            "descripcion": "d",
            "desde": None,
            "hasta": None,
        }
        for red, metricas in METRICAS.items()
        for m in metricas
    ]
    return pl.DataFrame(filas, schema=esquema_polars(CATALOGO))


@pytest.fixture
def base_api(rutas: Rutas) -> Iterator[Base]:
    """Base con cuentas de las cuatro redes con API y el catálogo entero."""
    with abrir_maestro(rutas, AHORA) as abierta:
        carga.sustituir_padron(
            abierta, _areas(), padron(), pl.DataFrame(schema=esquema_polars(CAPACITACIONES))
        )
        carga.sustituir_catalogo(abierta, catalogo_entero())
        yield abierta
