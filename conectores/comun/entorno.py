"""Lo que todo conector recibe de fuera: reloj, espera, libreta y dirección; así no los busca él."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from conectores.comun.anaquel import Anaquel
from conectores.comun.llamadas import Intento, Politica
from conectores.comun.ritmo import Ritmo


@dataclass(frozen=True)
class Entorno:
    """Con qué trabaja un conector.

    Attributes:
        reloj: Instante actual, con zona.
        dormir: Espera esos segundos.
        anotar: Recibe cada llamada, saliera bien o mal.
        bases: Dirección de cada red («x», «meta», «youtube», «oauth») si no es la de la plataforma: la del
            simulador.
        politica: Cuánto se insiste.
        espera_maxima: Lo más que vale esperar a que se abra una ventana, en segundos.
        tiempo_limite: Segundos para conectar y para recibir.
        limites: Dónde se llevan los límites de frecuencia, o ``None`` si solo los usa este proceso.
    """

    reloj: Callable[[], datetime]
    dormir: Callable[[float], None]
    anotar: Callable[[Intento], None] = lambda _: None
    bases: dict[str, str] = field(default_factory=dict)
    politica: Politica = field(default_factory=Politica)
    espera_maxima: float = 900.0
    tiempo_limite: tuple[float, float] = (5.0, 30.0)
    limites: Anaquel | None = None

    def ritmo(self) -> Ritmo:
        """Quien cuida sus límites de frecuencia."""
        return Ritmo(self.reloj, self.dormir, self.espera_maxima, self.limites)
