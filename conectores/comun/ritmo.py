"""Ritmo: los límites de frecuencia que cada API declara en sus encabezados, compartidos por quienes piden."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conectores.comun.anaquel import Anaquel, EnMemoria
from conectores.comun.errores import VentanaLarga


@dataclass(frozen=True)
class Limite:
    """Lo que una respuesta dice de su límite.

    Attributes:
        restantes: Llamadas que quedan en la ventana.
        se_abre: Instante en que empieza otra ventana.
    """

    restantes: int
    se_abre: datetime


class Ritmo:
    """Detiene a quien pide cuando la ventana de su cubeta está agotada.

    Args:
        reloj: Instante actual, con zona.
        dormir: Espera esos segundos.
        espera_maxima: Lo más que vale esperar, en segundos; más allá el lote se deja para después.
        anaquel: Dónde se llevan los límites: compartido, si otros procesos piden con la misma credencial.
    """

    def __init__(
        self,
        reloj: Callable[[], datetime],
        dormir: Callable[[float], None],
        espera_maxima: float,
        anaquel: Anaquel | None = None,
    ) -> None:
        self._reloj, self._dormir, self._maxima = reloj, dormir, espera_maxima
        self._anaquel = EnMemoria() if anaquel is None else anaquel

    def tomar(self, cubeta: str) -> None:
        """Aparta una llamada de la cubeta; si no quedan, espera a que se abra.

        Raises:
            VentanaLarga: Si se abre más tarde de lo que vale esperar.
        """
        while True:
            with self._anaquel.abierto() as limites:
                if cubeta not in limites:
                    return
                guardado = limites[cubeta]
                limite = _de(guardado)
                falta = (limite.se_abre - self._reloj()).total_seconds()
                if falta <= 0:
                    del limites[cubeta]
                    return
                if limite.restantes > 0:
                    # Apartarla ya: otro no debe contar con la misma.
                    limites[cubeta] = _guardar(Limite(limite.restantes - 1, limite.se_abre))
                    return
            self.esperar(falta)
            with self._anaquel.abierto() as limites:
                # Ya se esperó lo que pedía; preguntarle otra vez a un reloj parado no terminaría nunca.
                if limites.get(cubeta) == guardado:
                    del limites[cubeta]

    def anotar(self, cubeta: str, limite: Limite) -> None:
        """Anota lo que dijo una respuesta; entre respuestas de una ventana vale la que menos deja."""
        with self._anaquel.abierto() as limites:
            previo = _de(limites[cubeta]) if cubeta in limites else None
            if previo is not None and previo.se_abre == limite.se_abre:
                limite = min(previo, limite, key=lambda x: x.restantes)
            limites[cubeta] = _guardar(limite)

    def esperar(self, segundos: float) -> None:
        """Espera, si vale la pena.

        Raises:
            VentanaLarga: Si son más segundos de los que vale esperar.
        """
        if segundos > self._maxima:
            raise VentanaLarga(
                f"La plataforma pide esperar {segundos / 60:.0f} min, más de los {self._maxima / 60:.0f} que "
                "vale esta corrida; lo que falta se pide en la siguiente.",
                segundos,
            )
        self._dormir(segundos)


def _guardar(limite: Limite) -> list[object]:
    return [limite.restantes, limite.se_abre.isoformat()]


def _de(guardado: Sequence[Any]) -> Limite:
    return Limite(guardado[0], datetime.fromisoformat(guardado[1]))
