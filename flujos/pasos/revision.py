"""Revisión con Great Expectations: de una tanda de lotes y de las cifras del semestre (art. 14)."""

from dataclasses import dataclass

import polars as pl

from esquemas.hallazgos import Hallazgo


@dataclass(frozen=True)
class Revisado:
    """Una tanda revisada.

    Attributes:
        hallazgos: Lote y hallazgo.
        rotos: Lotes cuyo contrato se rompió: no se cargan.
    """

    mediciones: pl.DataFrame
    publicaciones: pl.DataFrame
    diarias: pl.DataFrame
    hallazgos: tuple[tuple[str, Hallazgo], ...]
    rotos: frozenset[str]
