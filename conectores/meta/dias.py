"""Los días de Meta, que son del Pacífico, y las ventanas que se piden con ellos.

Fuente: https://developers.facebook.com/docs/graph-api/reference/insights («end_time»).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from conectores.comun.horas import inicio_del_dia

PACIFICO = ZoneInfo("America/Los_Angeles")
_UN_DIA = timedelta(days=1)


def dia_de(end_time: str) -> date:
    """Día de una cifra: la fecha del Pacífico de ``end_time`` (su medianoche final) menos uno.

    Raises:
        ValueError: Si el texto no es una fecha con zona.
    """
    return instante(end_time).astimezone(PACIFICO).date() - _UN_DIA


def instante(texto: str) -> datetime:
    """Instante de un texto como «2026-07-04T19:50:58+0000», en UTC.

    Raises:
        ValueError: Si el texto no es una fecha con zona.
    """
    leido = datetime.fromisoformat(texto)
    if leido.tzinfo is None:
        raise ValueError(f"«{texto}» no dice su zona")
    return leido.astimezone(UTC)


def medianoche(dia: date) -> datetime:
    """Primer instante de un día del Pacífico, en UTC."""
    return inicio_del_dia(dia, PACIFICO)


def dia_del_pacifico(momento: datetime) -> date:
    """Día del Pacífico en que cae un instante."""
    return momento.astimezone(PACIFICO).date()


def ultimo_completo(momento: datetime) -> date:
    """Último día del Pacífico que ya terminó en un instante."""
    return dia_del_pacifico(momento) - _UN_DIA


def trozos(desde: date, hasta: date, dias: int) -> Iterator[tuple[date, date]]:
    """Parte un periodo, con ambos extremos, en trozos de a lo más ``dias`` días."""
    while desde <= hasta:
        fin = min(hasta, desde + timedelta(days=dias - 1))
        yield desde, fin
        desde = fin + _UN_DIA


def dias_entre(desde: date, hasta: date) -> Iterator[date]:
    """Cada día de un periodo, con ambos extremos."""
    return (desde + timedelta(days=i) for i in range((hasta - desde).days + 1))


def quincena_de(dia: date) -> tuple[date, date]:
    """La quincena fija de un día: del 1 al 15 o del 16 al fin de mes."""
    if dia.day <= 15:
        return dia.replace(day=1), dia.replace(day=15)
    siguiente = (dia.replace(day=28) + timedelta(days=4)).replace(day=1)
    return dia.replace(day=16), siguiente - _UN_DIA


def quincenas(desde: date, hasta: date) -> Iterator[tuple[date, date]]:
    """Las quincenas fijas que empiezan en ``desde`` o después y terminan en ``hasta`` o antes."""
    inicio, fin = quincena_de(desde)
    if inicio < desde:
        inicio, fin = quincena_de(fin + _UN_DIA)
    while fin <= hasta:
        yield inicio, fin
        inicio, fin = quincena_de(fin + _UN_DIA)
