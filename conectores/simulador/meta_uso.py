"""El uso de la aplicación: cuántas peticiones lleva en la hora y qué encabezados lo dicen.

Con poco uso la plataforma no manda encabezados.
Fuente: https://developers.facebook.com/docs/graph-api/overview/rate-limiting
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from conectores.simulador.meta_errores import ErrorMeta
from conectores.simulador.meta_lote import en_json

CUBETA = "meta"
"""Cubeta de ``Escenario.limites`` con las peticiones que la aplicación puede hacer en una hora."""

_HORA = timedelta(hours=1)
_DESDE_PORCIENTO = 10


class Uso:
    """Cuenta las peticiones de la última hora; sirve a varios hilos.

    Args:
        reloj: Instante actual.
        tope: Da las peticiones que admite una hora, o ``None`` si no tiene límite.
    """

    def __init__(self, reloj: Callable[[], datetime], tope: Callable[[], int | None]) -> None:
        self._reloj, self._tope = reloj, tope
        self._hechas: deque[datetime] = deque()
        self._candado = Lock()

    def tomar(self) -> None:
        """Cuenta una petición.

        Raises:
            ErrorMeta: Código 4 si la hora ya está llena.
        """
        tope = self._tope()
        if tope is None:
            return
        with self._candado:
            if self._vigentes() >= tope:
                raise ErrorMeta(4)
            self._hechas.append(self._reloj())

    def encabezados(self, objeto: str) -> dict[str, str]:
        """``X-App-Usage`` y ``X-Business-Use-Case-Usage``, si el uso lo amerita."""
        tope = self._tope()
        if tope is None:
            return {}
        with self._candado:
            usadas = self._vigentes()
            espera = self._hechas[0] + _HORA - self._reloj() if usadas >= tope else timedelta()
        porciento = usadas * 100 // tope
        return {} if porciento < _DESDE_PORCIENTO else encabezados_de_uso(objeto, porciento, espera)

    def _vigentes(self) -> int:
        limite = self._reloj() - _HORA
        while self._hechas and self._hechas[0] <= limite:
            self._hechas.popleft()
        return len(self._hechas)


def encabezados_de_uso(objeto: str, porciento: int, espera: timedelta) -> dict[str, str]:
    """Los dos encabezados de uso.

    Args:
        objeto: Página o cuenta de que se trata.
        porciento: Parte del límite que se lleva usada.
        espera: Cuánto falta para recuperar el acceso; se dice en minutos enteros, hacia arriba.
    """
    minutos = -(-espera // timedelta(minutes=1))
    caso = {
        "type": "pages",
        "call_count": porciento,
        "total_cputime": porciento // 2,
        "total_time": porciento // 2,
        "estimated_time_to_regain_access": minutos,
    }
    uso = {"call_count": porciento, "total_time": porciento // 2, "total_cputime": porciento // 2}
    return {"X-App-Usage": en_json(uso), "X-Business-Use-Case-Usage": en_json({objeto: [caso]})}
