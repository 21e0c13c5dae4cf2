"""Números, fechas y ausencias como se escriben en México.

Coma de miles y punto decimal; una ausencia se dice con palabras y nunca como cero ni en blanco.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from lineamientos.ausencias import TITULOS, Ausencia

ZONA = ZoneInfo("America/Mexico_City")
"""Zona en que se dan los plazos y las fechas a las personas."""

_MESES = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
_MENOS = "\N{MINUS SIGN}"
_FIJO = "\N{NO-BREAK SPACE}"


def entero(valor: int) -> str:
    """Entero con coma de miles: ``1,234,567``."""
    return f"{valor:,d}".replace("-", _MENOS)


def decimal(valor: float, lugares: int = 2) -> str:
    """Decimal con punto, redondeado hacia arriba en el medio: ``12.34``.

    Raises:
        ValueError: Si no es un número finito.
    """
    exacto = Decimal(repr(float(valor)))
    if not exacto.is_finite():
        raise ValueError(f"{valor} no es un número que pueda mostrarse")
    redondo = exacto.quantize(Decimal(1).scaleb(-lugares), rounding=ROUND_HALF_UP)
    return f"{redondo + 0:,f}".replace("-", _MENOS)


def porcentaje(parte: float, total: float, lugares: int = 1) -> str:
    """Parte de un total, en porcentaje; sin total se dice, no se inventa un cero."""
    return f"{decimal(100 * parte / total, lugares)}{_FIJO}%" if total else "sin total"


def proporcion(valor: float, lugares: int = 0) -> str:
    """Proporción entre 0 y 1 como porcentaje."""
    return porcentaje(valor, 1, lugares)


def variacion(actual: int, previo: int) -> str:
    """Cambio relativo con signo: ``+12.5 %``; desde cero no hay porcentaje y se dice."""
    if previo == 0:
        return "sin cambio" if actual == 0 else "desde cero"
    texto = porcentaje(actual - previo, abs(previo))
    return f"+{texto}" if actual > previo else texto


def fecha(dia: date) -> str:
    """Fecha larga: ``31 de diciembre de 2026``."""
    return f"{dia.day} de {_MESES[dia.month - 1]} de {dia.year}"


def mes(numero: int) -> str:
    """Nombre de un mes, de 1 a 12."""
    return _MESES[numero - 1]


def fecha_corta(dia: date) -> str:
    """Fecha para una columna angosta: ``31/12/2026``."""
    return f"{dia.day:02d}/{dia.month:02d}/{dia.year}"


def momento(instante: datetime) -> str:
    """Fecha y hora en la Ciudad de México: ``20 de enero de 2027, 18:05 h``.

    Raises:
        ValueError: Si el instante no lleva zona.
    """
    local = _local(instante)
    return f"{fecha(local.date())}, {local:%H:%M}{_FIJO}h"


def momento_corto(instante: datetime) -> str:
    """Fecha y hora para una columna angosta: ``20/01/2027 18:05``."""
    local = _local(instante)
    return f"{fecha_corta(local.date())} {local:%H:%M}"


def periodo(inicio: date, fin: date) -> str:
    """Periodo con ambos extremos: ``1 de julio al 31 de diciembre de 2026``."""
    if inicio.year == fin.year:
        return f"{inicio.day} de {_MESES[inicio.month - 1]} al {fecha(fin)}"
    return f"{fecha(inicio)} al {fecha(fin)}"


def ausencia(razon: str) -> str:
    """Razón de una ausencia en palabras.

    Raises:
        ValueError: Si la razón no está en la lista.
    """
    return TITULOS[Ausencia(razon)]


def cuantos(numero: int, singular: str, plural: str) -> str:
    """Número con su sustantivo: ``1 cuenta``, ``2 cuentas``."""
    return f"{entero(numero)} {singular if numero == 1 else plural}"


def _local(instante: datetime) -> datetime:
    if instante.tzinfo is None:
        raise ValueError("Un instante sin zona no puede mostrarse")
    return instante.astimezone(ZONA)
