"""Ventanas de 15 minutos: cuántas llamadas quedan en cada cubeta y cuándo se abre la siguiente."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

_DURA = 15 * 60


@dataclass(frozen=True)
class Cupo:
    """Lo que queda tras apartar una llamada.

    Attributes:
        limite: Llamadas por ventana.
        restantes: Las que quedan, o -1 si la llamada ya no cupo.
        se_abre: Segundo desde 1970 en que se abre la siguiente ventana.
    """

    limite: int
    restantes: int
    se_abre: int


class Ventanas:
    """Cuenta llamadas por cubeta; sirve a varios hilos.

    Args:
        reloj: Instante actual, con zona.
        por_ventana: Llamadas que admite una cubeta, o ``None`` si no tiene límite.
    """

    def __init__(self, reloj: Callable[[], datetime], por_ventana: Callable[[str], int | None]) -> None:
        self._reloj, self._por_ventana = reloj, por_ventana
        self._abiertas: dict[str, tuple[int, int]] = {}
        self._candado = Lock()

    def tomar(self, cubeta: str) -> Cupo | None:
        """Aparta una llamada; ``None`` si la cubeta no tiene límite."""
        limite = self._por_ventana(cubeta)
        if limite is None:
            return None
        ahora = int(self._reloj().timestamp())
        with self._candado:
            se_abre, hechas = self._abiertas.get(cubeta, (0, 0))
            if not ahora < se_abre <= ahora + _DURA:
                se_abre, hechas = ahora + _DURA, 0
            self._abiertas[cubeta] = (se_abre, min(hechas + 1, limite))
        return Cupo(limite, limite - hechas - 1, se_abre)
