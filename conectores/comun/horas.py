"""De los instantes en UTC que dan las API a la hora y al día de la Ciudad de México, y al revés."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONA = ZoneInfo("America/Mexico_City")
"""Zona en que corren los días del semestre."""


def hora_local(instante: datetime) -> datetime:
    """Hora de la Ciudad de México de un instante, sin zona, como se guarda ``publicada_en``."""
    return instante.astimezone(ZONA).replace(tzinfo=None)


def dia_local(instante: datetime) -> date:
    """Día de la Ciudad de México en que cae un instante."""
    return instante.astimezone(ZONA).date()


def inicio_del_dia(dia: date, zona: ZoneInfo = ZONA) -> datetime:
    """Primer instante de un día en una zona, en UTC."""
    return datetime.combine(dia, time(), zona).astimezone(UTC)
