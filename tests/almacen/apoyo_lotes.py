"""Filas de la tabla de lotes para las pruebas del almacén."""

from datetime import UTC, datetime

import polars as pl

from esquemas.derivados import esquema_polars
from esquemas.tablas import LOTES

AHORA = datetime(2026, 7, 20, 16, tzinfo=UTC)


def fila_de_lote(lote: str, **cambios: object) -> dict[str, object]:
    return {
        "lote": lote,
        "origen": "archivo",
        "semestre": "2026-1",
        "clase": "x_resumen",
        "carpeta": "x1",
        "archivo": f"x1/{lote}.csv",
        "sha256": "0" * 64,
        "bytes": 10,
        "recibido_en": AHORA,
        "estado": "cargado",
        "filas_leidas": 1,
        "filas_rechazadas": 0,
        "lector": "1",
    } | cambios


def lotes(*filas: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(filas), schema=esquema_polars(LOTES))
