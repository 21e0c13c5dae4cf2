"""Los días de la Graph API: van de medianoche a medianoche en Los Ángeles y se nombran por su final."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from conectores.simulador.meta_errores import parametro

PACIFICO = ZoneInfo("America/Los_Angeles")


@lru_cache(maxsize=4096)
def fin_del_dia(dia: date) -> datetime:
    """Instante en UTC en que termina un día del Pacífico: 07:00 en horario de verano, 08:00 en el otro."""
    siguiente = dia + timedelta(days=1)
    return datetime(siguiente.year, siguiente.month, siguiente.day, tzinfo=PACIFICO).astimezone(UTC)


def en_texto(momento: datetime) -> str:
    """Fecha y hora como las escribe la Graph API («2026-07-02T07:00:00+0000»)."""
    return momento.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "+0000")


def leer_momento(texto: str, nombre: str) -> datetime:
    """Un ``since`` o ``until``: segundos desde 1970 o una fecha, que empieza a medianoche del Pacífico.

    Raises:
        ErrorMeta: Código 100 si no es ninguna de las dos cosas.
    """
    if texto.isascii() and texto.isdigit():
        return datetime.fromtimestamp(int(texto), UTC)
    try:
        momento = datetime.fromisoformat(texto)
    except ValueError:
        raise parametro(f"param {nombre} must be a valid timestamp or date") from None
    return momento.replace(tzinfo=momento.tzinfo or PACIFICO).astimezone(UTC)


def dias_entre(desde: datetime, hasta: datetime) -> list[date]:
    """Días del Pacífico que terminan después de ``desde`` y a más tardar en ``hasta``."""
    dia = desde.astimezone(PACIFICO).date()
    dias = []
    while fin_del_dia(dia) <= hasta:
        dias.append(dia)
        dia += timedelta(days=1)
    return dias
