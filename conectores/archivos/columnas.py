"""Lectura de columnas enteras: cada texto distinto se lee una vez, por muchas celdas que lo repitan."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import polars as pl

from conectores.archivos.numeros import Convencion, Ilegible, ambiguo, convencion, entero

_SIMPLE = re.compile(r"\s*-?[0-9]{1,18}(?:\.0)?\s*")
"""Enteros sin separadores, y la forma ``1938.0`` de las exportaciones, que nada dicen de los separadores."""


@dataclass(frozen=True)
class ColumnaEntera:
    """Una columna leída como enteros.

    Attributes:
        valores: Serie Int64 del mismo largo; nula donde la celda está vacía o no puede leerse.
        ilegibles: Posición (desde 0) y código de cada celda que no puede leerse.
        ambigua: Una celda que se leyó por la regla de las tres cifras, con su valor, si hubo alguna.
    """

    valores: pl.Series
    ilegibles: tuple[tuple[int, str], ...] = ()
    ambigua: tuple[str, int] | None = None


def convencion_de(columnas: Iterable[Sequence[str]]) -> Convencion:
    """Convención de separadores de una tabla a partir de todas sus columnas numéricas."""
    distintas = dict.fromkeys(chain.from_iterable(columnas))
    return convencion(c for c in distintas if not _SIMPLE.fullmatch(c))


def enteros(
    celdas: Sequence[str], segun: Convencion | None = None, vacios: Sequence[str] = ()
) -> ColumnaEntera:
    """Lee una columna de celdas como enteros.

    Args:
        celdas: Texto de cada celda.
        segun: Convención de la tabla; si no se da, se deduce de la propia columna.
        vacios: Textos que en esta fuente significan celda vacía, por ejemplo ``-``.
    """
    distintas = dict.fromkeys(celdas)
    regla = segun if segun is not None else convencion_de([list(distintas)])
    leidas = {c: None if c.strip() in vacios else entero(c, regla) for c in distintas}
    valores = {c: v for c, v in leidas.items() if isinstance(v, int)}
    codigos = {c: v.codigo for c, v in leidas.items() if isinstance(v, Ilegible)}
    return ColumnaEntera(
        pl.Series("valor", list(map(valores.get, celdas)), dtype=pl.Int64),
        tuple((i, codigos[c]) for i, c in enumerate(celdas) if c in codigos) if codigos else (),
        next(((c, v) for c, v in valores.items() if ambiguo(c, regla)), None),
    )


def momentos(celdas: Sequence[str], formatos: Sequence[str]) -> tuple[pl.Series, tuple[int, ...]]:
    """Lee una columna de fechas con los formatos que declara su fuente, en orden.

    Args:
        celdas: Texto de cada celda.
        formatos: Formatos de strptime; los nombres de mes y día van en inglés, como en las exportaciones.

    Returns:
        Serie Datetime (sin zona) nula donde no pudo leerse, y las posiciones no vacías sin leer.
    """
    serie = pl.Series("celda", celdas, dtype=pl.String).str.strip_chars()
    leida = pl.Series("celda", [None] * len(serie), dtype=pl.Datetime("us"))
    for formato in formatos:
        con_hora = "%H" in formato or "%I" in formato
        if con_hora:
            intento = serie.str.to_datetime(formato, strict=False, time_unit="us")
        else:
            intento = serie.str.to_date(formato, strict=False).cast(pl.Datetime("us"))
        if intento.dtype == pl.Datetime("us", "UTC"):
            intento = intento.dt.replace_time_zone(None)
        leida = leida.fill_null(intento)
    malas = ((serie != "") & leida.is_null()).arg_true().to_list()
    return leida, tuple(malas)
