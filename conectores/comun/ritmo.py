"""Ritmo: los límites de frecuencia que cada API declara en sus encabezados, compartidos por los hilos."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

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
    """

    def __init__(
        self, reloj: Callable[[], datetime], dormir: Callable[[float], None], espera_maxima: float
    ) -> None:
        self._reloj, self._dormir, self._maxima = reloj, dormir, espera_maxima
        self._limites: dict[str, Limite] = {}
        self._candado = Lock()

    def tomar(self, cubeta: str) -> None:
        """Aparta una llamada de la cubeta; si no quedan, espera a que se abra.

        Raises:
            VentanaLarga: Si se abre más tarde de lo que vale esperar.
        """
        while True:
            with self._candado:
                limite = self._limites.get(cubeta)
                if limite is None:
                    return
                falta = (limite.se_abre - self._reloj()).total_seconds()
                if falta <= 0:
                    del self._limites[cubeta]
                    return
                if limite.restantes > 0:
                    # Apartarla ya: otro hilo no debe contar con la misma.
                    self._limites[cubeta] = Limite(limite.restantes - 1, limite.se_abre)
                    return
            self.esperar(falta)
            with self._candado:
                # Ya se esperó lo que pedía; preguntarle otra vez a un reloj parado no terminaría nunca.
                if self._limites.get(cubeta) is limite:
                    del self._limites[cubeta]

    def anotar(self, cubeta: str, limite: Limite) -> None:
        """Anota lo que dijo una respuesta; entre respuestas de una ventana vale la que menos deja."""
        with self._candado:
            previo = self._limites.get(cubeta)
            if previo is not None and previo.se_abre == limite.se_abre:
                limite = min(previo, limite, key=lambda x: x.restantes)
            self._limites[cubeta] = limite

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
