"""Plan de fallas: qué respuestas salen mal y cómo, decidido por semilla y no por el orden de llegada.

La misma petición falla de la misma manera en su mismo intento, y después de ``intentos`` fallas seguidas
sale bien: repetir la recolección siempre termina.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from enum import StrEnum
from threading import Lock


class Clase(StrEnum):
    """Una manera de fallar."""

    LIMITE = "429_con_encabezados"
    """Demasiadas peticiones, con lo que la red dice en sus encabezados."""
    LIMITE_MUDO = "429_sin_encabezados"
    SERVIDOR = "5xx"
    TIEMPO = "tiempo_agotado"
    """La respuesta tarda más de lo que nadie espera."""
    CORTADA = "json_cortado"
    """Termina a la mitad, pero el HTTP está entero."""
    CORTADA_EN_HTTP = "http_cortado"
    """Promete más bytes de los que llegan y cierra la conexión."""
    MALFORMADA = "json_malformado"
    VACIA = "200_vacio"
    DUPLICADOS = "elementos_duplicados"
    """Una página buena que trae dos veces algunos de sus elementos."""
    REPETIDA = "pagina_repetida"
    """Otra vez la página anterior del mismo recorrido."""
    SIN_SALDO = "402"
    FICHA_REVOCADA = "190"
    PERMISO_RETIRADO = "invalid_grant"
    CUOTA_DIARIA = "cuota_diaria"


DEFINITIVAS = frozenset((Clase.SIN_SALDO, Clase.FICHA_REVOCADA, Clase.PERMISO_RETIRADO, Clase.CUOTA_DIARIA))
"""Las que el cliente no debe reintentar en la misma corrida."""
DE_TODAS = frozenset(Clase) - DEFINITIVAS - {Clase.DUPLICADOS, Clase.REPETIDA}
"""Las que cualquier respuesta puede sufrir; las demás dependen de la red y de lo que se contesta."""


class PlanDeFallas:
    """Decide qué respuestas fallan; sirve a varios hilos.

    Args:
        semilla: De ella salen las decisiones.
        proporcion: De 0 a 1, cuántas respuestas fallan.
        clases: Las que se usan.
        demora_s: Segundos que tarda una respuesta con ``TIEMPO``; más que el límite del cliente.
        intentos: Veces seguidas que una misma petición puede fallar.
        definitivas: Veces que puede darse cada clase definitiva en toda la vida del plan.

    Raises:
        ValueError: Si la proporción no está entre 0 y 1.
    """

    def __init__(
        self,
        semilla: int = 0,
        proporcion: float = 0.0,
        clases: Iterable[Clase] = tuple(Clase),
        *,
        demora_s: float = 1.0,
        intentos: int = 3,
        definitivas: int = 1,
    ) -> None:
        if not 0 <= proporcion <= 1:
            raise ValueError(f"La proporción de fallas va de 0 a 1: {proporcion}")
        self.semilla, self.proporcion, self.demora_s = semilla, proporcion, demora_s
        self.clases = frozenset(clases)
        self._maximo, self._definitivas = intentos, definitivas
        self._hechos: Counter[bytes] = Counter()
        self._dadas: Counter[Clase] = Counter()
        self._candado = Lock()

    def decidir(self, peticion: str, posibles: Collection[Clase]) -> Clase | None:
        """Si la siguiente respuesta a una petición falla, y cómo.

        Args:
            peticion: Lo que la distingue: método, dirección y cuerpo. Cada llamada es un intento más.
            posibles: Clases que esa respuesta puede sufrir.
        """
        if not self.proporcion:
            return None
        clave = hashlib.blake2b(peticion.encode(), digest_size=16).digest()
        with self._candado:
            self._hechos[clave] += 1
            intento = self._hechos[clave]
            if intento > self._maximo or self._fraccion(clave, intento, "falla") >= self.proporcion:
                return None
            candidatas = sorted(
                c
                for c in self.clases.intersection(posibles)
                if c not in DEFINITIVAS or self._dadas[c] < self._definitivas
            )
            if not candidatas:
                return None
            clase = candidatas[int(self._fraccion(clave, intento, "clase") * len(candidatas))]
            self._dadas[clase] += 1
            return clase

    def _fraccion(self, clave: bytes, intento: int, tema: str) -> float:
        mezcla = hashlib.blake2b(clave + f"{self.semilla}:{intento}:{tema}".encode(), digest_size=8)
        return int.from_bytes(mezcla.digest(), "big") / 2**64
