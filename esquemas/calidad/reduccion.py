"""Pocas filas que bastan para saber qué expectativas se cumplen en todo un marco.

Si ninguna fila rebasa un límite, tampoco lo rebasan la mayor y la menor; si las hay que lo rebasan, una de
esas dos es de ellas. Great Expectations juzga primero esas filas y, solo para lo que en ellas no se cumple,
el marco entero: dice lo mismo y, cuando los datos vienen bien, en la mitad del tiempo.
"""

from collections.abc import Callable, Mapping, Sequence

import polars as pl
import polars.selectors as cs

from esquemas.calidad.expectativas import Expectativa

_Posiciones = Callable[[Expectativa], list[pl.Expr]]


def filas_suficientes(marco: pl.DataFrame, expectativas: Sequence[Expectativa]) -> list[int]:
    """Posiciones, en orden, de filas entre las que cada expectativa falla si y solo si falla en el marco.

    Args:
        marco: Con las columnas que las expectativas nombran, y al menos una fila.
        expectativas: Lo que se espera de cada fila.

    Raises:
        KeyError: Si de una clase de expectativa no se ha escrito cómo reducir; es un error de programación.
    """
    buscadas = [x for e in expectativas for x in _POSICIONES[e.tipo](e)]
    # Para pandas, y así para Great Expectations, lo que no es un número falta.
    limpio = marco.with_columns(cs.float().fill_nan(None))
    halladas = limpio.select(x.implode().alias(str(i)) for i, x in enumerate(buscadas))
    return sorted({n for lista in halladas.row(0) for n in lista if n is not None})


def _extremos(expectativa: Expectativa) -> list[pl.Expr]:
    (columna,) = expectativa.columnas
    return [pl.col(columna).arg_min(), pl.col(columna).arg_max()]


def _vacia(expectativa: Expectativa) -> list[pl.Expr]:
    (columna,) = expectativa.columnas
    return [pl.col(columna).is_null().arg_true().head(1)]


def _distintas(expectativa: Expectativa) -> list[pl.Expr]:
    (columna,) = expectativa.columnas
    return [pl.col(columna).arg_unique()]


def _repetidas(expectativa: Expectativa) -> list[pl.Expr]:
    enteras = pl.all_horizontal(pl.col(c).is_not_null() for c in expectativa.columnas)
    return [(pl.struct(expectativa.columnas).is_duplicated() & enteras).arg_true()]


def _invertidas(expectativa: Expectativa) -> list[pl.Expr]:
    mayor, menor = expectativa.columnas
    return [(pl.col(mayor) < pl.col(menor)).arg_true().head(1)]


def _desiguales(expectativa: Expectativa) -> list[pl.Expr]:
    una, otra = expectativa.columnas
    return [(pl.col(una) != pl.col(otra)).arg_true().head(1)]


_POSICIONES: Mapping[str, _Posiciones] = {
    "ExpectColumnValuesToBeBetween": _extremos,
    "ExpectColumnValuesToNotBeNull": _vacia,
    "ExpectColumnValuesToBeInSet": _distintas,
    "ExpectCompoundColumnsToBeUnique": _repetidas,
    "ExpectColumnPairValuesAToBeGreaterThanB": _invertidas,
    "ExpectColumnPairValuesToBeEqual": _desiguales,
}
