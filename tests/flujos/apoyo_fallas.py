"""Un plan de fallas en que se dan todas las clases, por pocas que sean las peticiones."""

from collections import Counter
from collections.abc import Collection
from threading import Lock

from conectores.simulador.fallas import DEFINITIVAS, Clase, PlanDeFallas


class PlanParejo(PlanDeFallas):
    """Falla las mismas peticiones que el plan de su semilla, cada vez con la clase que menos se ha dado.

    Args:
        semilla: De ella salen las peticiones que fallan.
        proporcion: De 0 a 1, cuántas respuestas fallan.
        demora_s: Segundos que tarda una respuesta que agota el tiempo.
        tardias: Cuántas lo agotan a lo más, o ``None`` si las que toquen: en cada una el cliente espera de
            verdad su tope entero.
    """

    def __init__(
        self, semilla: int, proporcion: float, *, demora_s: float, tardias: int | None = None
    ) -> None:
        super().__init__(semilla, proporcion, demora_s=demora_s)
        self._veces: Counter[Clase] = Counter()
        self._topes = dict.fromkeys(DEFINITIVAS, 1)
        if tardias is not None:
            self._topes[Clase.TIEMPO] = tardias
        self._turno = Lock()

    def decidir(self, peticion: str, posibles: Collection[Clase]) -> Clase | None:
        """Como el plan, con otra clase; la de una parte de un lote de Meta, que no se cuenta, se deja."""
        suya = super().decidir(peticion, frozenset(posibles) - DEFINITIVAS)
        if suya is None or Clase.CORTADA not in posibles:
            return suya
        with self._turno:
            caben = [c for c in posibles if c not in self._topes or self._veces[c] < self._topes[c]]
            clase = min(caben, key=lambda c: (self._veces[c], c))
            self._veces[clase] += 1
            return clase
