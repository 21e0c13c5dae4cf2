"""Cuánto se ha gastado en el periodo de cada tope y cuánto costaría lo que falta."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from almacen import vista_recoleccion
from almacen.maestro import Base
from conectores.comun.horas import inicio_del_dia
from flujos.pasos.ajustes_recoleccion import Tope, inicio_del_periodo

_ZONA_DE_LA_CUOTA = {"youtube": ZoneInfo("America/Los_Angeles")}
"""YouTube reinicia su cuota a la medianoche del Pacífico."""


def gastado_por_tope(
    base: Base, topes: Sequence[Tope], momento: datetime, zona: ZoneInfo
) -> dict[Tope, float]:
    """Lo gastado en el periodo que corre de cada tope, en dólares o en unidades según el tope."""
    resultado = {}
    for tope in topes:
        propia = _ZONA_DE_LA_CUOTA.get(tope.red, zona)
        primero = inicio_del_periodo(tope.periodo, momento.astimezone(propia).date())
        unidades, usd = vista_recoleccion.gastado(
            base, tope.red, tope.concepto or None, inicio_del_dia(primero, propia)
        )
        resultado[tope] = float(unidades) if tope.usd is None else usd
    return resultado
