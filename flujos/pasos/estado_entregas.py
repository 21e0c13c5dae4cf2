"""De quién hay cifras, de quién consta la entrega y cómo se llevan las dos cuentas."""

from collections.abc import Sequence

import polars as pl

from lineamientos.procedimiento.tablero import Tablero

_VISTAS = 5


def de_quien_hay(cuentas: pl.DataFrame, tablero: Tablero) -> tuple[str, ...]:
    """Las oraciones que concilian lo que hay en las tablas con lo que consta en los expedientes.

    Args:
        cuentas: Filas de ``almacen.lecturas.estado``.
        tablero: El del mismo semestre.
    """
    con_archivos = _claves(cuentas.filter(pl.col("archivos") > 0))
    solo_api = _claves(cuentas.filter(pl.col("entregado") & (pl.col("archivos") == 0)))
    consta = [r.cuenta for r in tablero.renglones if r.llegada is not None]
    sin_constar = [c for c in con_archivos if c not in set(consta)]
    sin_cifras = [c for c in consta if c not in set(con_archivos)]
    con_cifras = len(con_archivos) + len(solo_api)
    frases = [
        f"Hay cifras de {con_cifras:,} de {_cuentas(len(cuentas))}: de {len(con_archivos):,} por los "
        f"archivos que entregaron y de {len(solo_api):,} solo por API. Consta la entrega de {len(consta):,}."
    ]
    if sin_constar:
        frases.append(
            f"De {_cuentas(len(sin_constar))} hay archivos y aún no consta la entrega: "
            f"{_lista(sin_constar)}. «pertinencia vigilar» la hace constar y la acusa."
        )
    if sin_cifras:
        frases.append(
            f"De {_cuentas(len(sin_cifras))} consta la entrega y no hay cifras de archivo: "
            f"{_lista(sin_cifras)}. Llegó en papel o no pudo leerse; vea «pertinencia observaciones»."
        )
    return tuple(frases)


PENDIENTES = (
    "Las observaciones pendientes son rechazos, observaciones y avisos de lo recibido, se hayan notificado o "
    "no; el procedimiento cuenta las notificadas (art. 14)."
)


def _claves(cuentas: pl.DataFrame) -> list[str]:
    return [str(c) for c in cuentas["cuenta"]]


def _cuentas(n: int) -> str:
    return "1 cuenta" if n == 1 else f"{n:,} cuentas"


def _lista(claves: Sequence[str]) -> str:
    de_mas = len(claves) - _VISTAS
    return ", ".join(claves[:_VISTAS]) + (f" y {de_mas:,} más" if de_mas > 0 else "")
