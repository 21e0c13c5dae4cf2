"""La cuota diaria de la Data API: 10,000 unidades que se reponen a medianoche del Pacífico.

Fuente: https://developers.google.com/youtube/v3/determine_quota_cost
"""

from collections.abc import Callable
from datetime import date, datetime
from threading import Lock

from conectores.simulador.youtube_errores import ErrorGoogle
from conectores.simulador.youtube_informe import PACIFICO

CUBETA = "youtube_unidades"
"""Cubeta de ``Escenario.limites`` con las unidades de un día, si no son las de la plataforma."""

_POR_DIA = 10_000


class Cuota:
    """Cuenta las unidades gastadas en el día; sirve a varios hilos.

    Args:
        reloj: Instante actual.
        tope: Da las unidades de un día, o ``None`` si son las de la plataforma.
    """

    def __init__(self, reloj: Callable[[], datetime], tope: Callable[[], int | None]) -> None:
        self._reloj, self._tope = reloj, tope
        self._dia: date | None = None
        self._gastadas = 0
        self._candado = Lock()

    def gastar(self) -> None:
        """Gasta una unidad; también las llamadas que terminan en error cuestan.

        Raises:
            ErrorGoogle: «quotaExceeded» si ya no quedan.
        """
        tope = self._tope()
        hoy = self._reloj().astimezone(PACIFICO).date()
        with self._candado:
            if hoy != self._dia:
                self._dia, self._gastadas = hoy, 0
            if self._gastadas >= (_POR_DIA if tope is None else tope):
                raise ErrorGoogle("quotaExceeded")
            self._gastadas += 1
