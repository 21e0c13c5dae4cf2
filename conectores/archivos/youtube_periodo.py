"""Periodo de una exportación de YouTube Studio: solo lo dice el nombre de su comprimido o carpeta."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from conectores.archivos.exportacion_comun import del_al

_FECHAS = re.compile(r"(?<![0-9])([0-9]{4}-[0-9]{2}-[0-9]{2})_([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")


@dataclass(frozen=True)
class Periodo:
    """Días que abarcan los totales, ambos incluidos."""

    desde: date
    hasta: date

    @property
    def texto(self) -> str:
        """«del 2025-12-01 al 2025-12-31»."""
        return del_al(self.desde, self.hasta)


def periodo_del_nombre(archivo: str) -> Periodo | None:
    """Periodo que dice la ruta, por ejemplo «Contenido 2025-12-01_2026-01-01 Canal.zip → …».

    YouTube escribe como segunda fecha el día siguiente al último: ``2025-12-01_2026-01-01`` es diciembre.

    Returns:
        El periodo, o ``None`` si la ruta no lo dice, lo dice de dos maneras o sus fechas no existen.
    """
    vistos = dict.fromkeys(_FECHAS.findall(archivo))
    if len(vistos) != 1:
        return None
    desde, siguiente = next(iter(vistos))
    try:
        periodo = Periodo(date.fromisoformat(desde), date.fromisoformat(siguiente) - timedelta(days=1))
    except ValueError:
        return None
    return periodo if periodo.desde <= periodo.hasta else None
