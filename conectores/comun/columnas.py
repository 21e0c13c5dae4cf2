"""Filas que aún no son un marco: hacer uno por lote cuesta más que leer el lote, y son miles de lotes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

import polars as pl

Listas = Mapping[str, Sequence[Any]]
"""Los valores de cada columna, todas del mismo largo."""


@dataclass(frozen=True)
class Columnas:
    """Filas en listas, una por columna, y con qué se vuelven marco.

    Attributes:
        listas: Las columnas; al menos una.
        armar: Hace el marco de unas listas; el de varias seguidas es el de sus marcos seguidos.
    """

    listas: Listas
    armar: Callable[[Listas], pl.DataFrame]

    @property
    def height(self) -> int:
        """Cuántas filas son; se llama como en los marcos."""
        return len(next(iter(self.listas.values())))

    def marco(self) -> pl.DataFrame:
        """Las filas como marco."""
        return self.armar(self.listas)


def en_marcos(partes: Sequence[pl.DataFrame | Columnas]) -> list[pl.DataFrame]:
    """Las partes como marcos, en su orden; las que siguen y se arman igual, en uno solo."""
    marcos: list[pl.DataFrame] = []
    for armar, grupo in groupby(partes, key=lambda p: p.armar if isinstance(p, Columnas) else None):
        if armar is None:
            marcos.extend(p for p in grupo if isinstance(p, pl.DataFrame))
        else:
            marcos.append(armar(_seguidas([p.listas for p in grupo if isinstance(p, Columnas)])))
    return marcos


def _seguidas(partes: Sequence[Listas]) -> Listas:
    return {nombre: list(chain.from_iterable(p[nombre] for p in partes)) for nombre in partes[0]}
