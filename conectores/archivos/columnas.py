"""Lectura de columnas enteras: miles de celdas de una vez, y una por una solo las que no son simples."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from conectores.archivos.numeros import Convencion, Ilegible, ambiguo, convencion, entero

_SIMPLE = r"^\s*(-?[0-9]{1,18})(?:\.0)?\s*$"
"""Enteros sin separadores, y la forma ``1938.0`` de las exportaciones, que polars convierte directo."""


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
    raros: list[str] = []
    for celdas in columnas:
        serie = pl.Series("celda", celdas, dtype=pl.String)
        raros.extend(serie.filter(~serie.str.contains(_SIMPLE)).unique(maintain_order=True).to_list())
    return convencion(raros)


def enteros(
    celdas: Sequence[str], segun: Convencion | None = None, vacios: Sequence[str] = ()
) -> ColumnaEntera:
    """Lee una columna de celdas como enteros.

    Args:
        celdas: Texto de cada celda.
        segun: Convención de la tabla; si no se da, se deduce de la propia columna.
        vacios: Textos que en esta fuente significan celda vacía, por ejemplo ``-``.
    """
    serie = pl.Series("celda", celdas, dtype=pl.String)
    rapidos = serie.str.extract(_SIMPLE).cast(pl.Int64)
    pendientes = serie.filter(rapidos.is_null()).unique(maintain_order=True).to_list()
    if not pendientes:
        return ColumnaEntera(rapidos.alias("valor"))
    regla = segun if segun is not None else convencion(pendientes)
    leidos = {t: None if t.strip() in vacios else entero(t, regla) for t in pendientes}
    valores = {t: v for t, v in leidos.items() if isinstance(v, int)}
    codigos = {t: v.codigo for t, v in leidos.items() if isinstance(v, Ilegible)}
    if valores:
        otros = serie.replace_strict(valores, default=None, return_dtype=pl.Int64)
        rapidos = rapidos.fill_null(otros)
    ilegibles: tuple[tuple[int, str], ...] = ()
    if codigos:
        malas = serie.is_in(list(codigos)).arg_true().to_list()
        ilegibles = tuple((i, codigos[celdas[i]]) for i in malas)
    ambigua = next(((t, v) for t, v in valores.items() if ambiguo(t, regla)), None)
    return ColumnaEntera(rapidos.alias("valor"), ilegibles, ambigua)


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
