"""Lo que un normalizador obtiene de las páginas de un lote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property

import polars as pl

from conectores.comun.columnas import Columnas
from esquemas.campos import Tabla
from esquemas.derivados import vacia
from esquemas.hallazgos import Hallazgo
from esquemas.tablas import DIARIAS, MEDICIONES, MENCIONES, PERFILES, PUBLICACIONES, RECOLECCIONES

COMPLETO = "completo"
"""Resultado de una cuenta cuya consulta se leyó entera; los demás son razones de ``Ausencia``."""


def _sin_filas(tabla: Tabla) -> Callable[[], pl.DataFrame]:
    """Da siempre el mismo marco vacío: hacerlo en cada lote pesa cuando los lotes son miles."""
    return cache(lambda: vacia(tabla).drop("lote"))


@dataclass(frozen=True)
class LecturaApi:
    """Marcos con el esquema de ``esquemas.tablas`` sin la columna ``lote``, que pone quien carga.

    Attributes:
        perfiles: Identificadores de cada cuenta.
        de_publicaciones: Una fila por publicación, sin repetir dentro del lote; aún en columnas, si el
            normalizador las deja así para que se junten con las de otros lotes antes de ser un marco.
        menciones: Identificador y fecha, sin textos.
        diarias: Cifras de cuenta por día; el nivel de seguidores va con la métrica ``seguidores``.
        mediciones: Cifras de un periodo.
        recolecciones: Qué se logró de cada cuenta, con su razón si no: una fila por cuenta de la consulta.
        hallazgos: Lo que no tiene la forma esperada.
    """

    perfiles: pl.DataFrame = field(default_factory=_sin_filas(PERFILES))
    de_publicaciones: pl.DataFrame | Columnas = field(default_factory=_sin_filas(PUBLICACIONES))
    menciones: pl.DataFrame = field(default_factory=_sin_filas(MENCIONES))
    diarias: pl.DataFrame = field(default_factory=_sin_filas(DIARIAS))
    mediciones: pl.DataFrame = field(default_factory=_sin_filas(MEDICIONES))
    recolecciones: pl.DataFrame = field(default_factory=_sin_filas(RECOLECCIONES))
    hallazgos: tuple[Hallazgo, ...] = ()

    @cached_property
    def publicaciones(self) -> pl.DataFrame:
        """Las publicaciones como marco."""
        dadas = self.de_publicaciones
        return dadas.marco() if isinstance(dadas, Columnas) else dadas
