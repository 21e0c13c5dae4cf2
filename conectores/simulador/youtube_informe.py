"""El informe de Analytics: qué días ya se conocen y la tabla que los da.

Un día del Pacífico se conoce entre 48 y 72 horas después de que termina; sin datos la tabla no trae
``rows``. Fuente: https://developers.google.com/youtube/analytics/reference/reports/query
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from conectores.simulador.youtube_errores import ErrorGoogle
from conectores.simulador.youtube_recursos import dispersion

PACIFICO = ZoneInfo("America/Los_Angeles")

METRICAS = {
    "views": "vistas",
    "engagedViews": "vistas_interesadas",
    "likes": "me_gusta",
    "shares": "compartidos",
    "comments": "comentarios",
    "subscribersGained": "seguidores_nuevos",
    "subscribersLost": "seguidores_perdidos",
}
"""Métrica de la plataforma y cifra del mundo de que sale."""

_RETRASO_MINIMO = 48
_DIA_DE_RETIROS = 11


def leer_fecha(texto: str | None, nombre: str) -> date:
    """Una fecha «AAAA-MM-DD».

    Raises:
        ErrorGoogle: Si falta o no se entiende.
    """
    if texto is None:
        raise ErrorGoogle("required", f"Required parameter: {nombre}")
    try:
        return date.fromisoformat(texto)
    except ValueError:
        raise ErrorGoogle("invalidParameter", f"Invalid value '{texto[:20]}' for {nombre}") from None


def leer_metricas(texto: str | None) -> list[str]:
    """Las métricas pedidas.

    Raises:
        ErrorGoogle: Si faltan o alguna no existe; falla toda la petición.
    """
    if not texto:
        raise ErrorGoogle("required", "Required parameter: metrics")
    nombres = texto.split(",")
    for nombre in nombres:
        if nombre not in METRICAS:
            raise ErrorGoogle(
                "badRequest", f"Unknown identifier ({nombre[:40]}) given in field parameters.metrics."
            )
    return nombres


def se_conoce(canal: str, dia: date, ahora: datetime) -> bool:
    """Si la plataforma ya da ese día del Pacífico."""
    siguiente = dia + timedelta(days=1)
    fin = datetime(siguiente.year, siguiente.month, siguiente.day, tzinfo=PACIFICO).astimezone(UTC)
    retraso = _RETRASO_MINIMO + dispersion(f"{canal} {dia}", 25)
    return ahora >= fin + timedelta(hours=retraso)


def con_retiros(
    canal: str, dia: date, cifras: Callable[[date], Mapping[str, int] | None]
) -> Mapping[str, int] | None:
    """Las cifras de un día; a uno de cada dos canales, el 11 de cada mes le retiran «me gusta».

    Lo que ese día pierde lo tuvo de más la víspera: el total del mes no cambia.

    Args:
        canal: Identificador del canal.
        dia: Día del Pacífico.
        cifras: Las del mundo en un día, o ``None`` si el canal no las tiene.
    """
    propias = cifras(dia)
    if propias is None or dispersion(canal, 2) or dia.day not in (_DIA_DE_RETIROS - 1, _DIA_DE_RETIROS):
        return propias
    if dia.day == _DIA_DE_RETIROS:
        return propias if cifras(dia - timedelta(days=1)) is None else {**propias, "me_gusta": -1}
    retirados = cifras(dia + timedelta(days=1))
    de_mas = 0 if retirados is None else retirados["me_gusta"] + 1
    return {**propias, "me_gusta": propias["me_gusta"] + de_mas}


def tabla(
    metricas: Sequence[str], dias: Sequence[tuple[date, Mapping[str, int]]], *, por_dia: bool
) -> dict[str, Any]:
    """La tabla del informe: una fila por día, o una sola con el total."""
    columnas = [{"name": m, "columnType": "METRIC", "dataType": "INTEGER"} for m in metricas]
    filas: list[list[str | int]]
    if por_dia:
        columnas.insert(0, {"name": "day", "columnType": "DIMENSION", "dataType": "STRING"})
        filas = [[dia.isoformat(), *(c[METRICAS[m]] for m in metricas)] for dia, c in dias]
    else:
        filas = [[sum(c[METRICAS[m]] for _, c in dias) for m in metricas]] if dias else []
    informe: dict[str, Any] = {"kind": "youtubeAnalytics#resultTable", "columnHeaders": columnas}
    if filas:
        informe["rows"] = filas
    return informe
