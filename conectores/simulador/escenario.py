"""Lo que el simulador encuentra en cada plataforma: fichas, cuentas con problemas, límites y latencia."""

from collections.abc import Mapping
from dataclasses import dataclass, field

POR_VENTANA = {
    "x:/2/users": 300,
    "x:/2/users/by": 300,
    "x:/2/users/me": 75,
    "x:/2/users/:id/tweets": 10_000,
    "x:/2/users/:id/mentions": 450,
    "x:/2/tweets": 3_500,
}
"""Llamadas que X admite a una aplicación en cada ventana de 15 minutos, por cubeta.

Fuente: https://docs.x.com/x-api/fundamentals/rate-limits.
"""


@dataclass(frozen=True)
class Escenario:
    """Un escenario; lo que no se dice es lo normal.

    Attributes:
        fichas: Fichas que acepta cada red («x», «meta», «youtube», «oauth»); de una red que no está, acepta
            cualquiera que no sea vacía.
        fichas_de_usuario: Fichas de X que son de una persona y no de la aplicación, y la clave de su cuenta.
        fichas_revocadas: Fichas que se rechazan en cualquier red.
        inexistentes: Claves de cuentas que la plataforma no encuentra.
        ocultas: Claves de cuentas que ocultan sus suscriptores.
        protegidas: Claves de cuentas privadas.
        metricas_muertas: Métricas retiradas, con el nombre que les da la plataforma.
        limites: Llamadas por ventana de 15 minutos de cada cubeta; las demás, las de la plataforma.
        latencia_ms: Demora de cada respuesta, en milisegundos.
        ortografias: Ortografías que X admite al pedir campos.
        ortografia_de_respuesta: «pedida», o la única con que X contesta («tweet» o «post»).
        profundidad_publicaciones: Publicaciones más recientes que X deja leer.
        profundidad_sin_respuestas: Las mismas, si se pide excluir respuestas.
        profundidad_menciones: Menciones más recientes que X deja leer.
    """

    fichas: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fichas_de_usuario: Mapping[str, str] = field(default_factory=dict)
    fichas_revocadas: frozenset[str] = frozenset()
    inexistentes: frozenset[str] = frozenset()
    ocultas: frozenset[str] = frozenset()
    protegidas: frozenset[str] = frozenset()
    metricas_muertas: frozenset[str] = frozenset()
    limites: Mapping[str, int] = field(default_factory=dict)
    latencia_ms: float = 0.0
    ortografias: frozenset[str] = frozenset(("tweet", "post"))
    ortografia_de_respuesta: str = "pedida"
    profundidad_publicaciones: int = 3_200
    profundidad_sin_respuestas: int = 800
    profundidad_menciones: int = 800

    def admite(self, red: str, ficha: str) -> bool:
        """Si una ficha sirve en una red."""
        if not ficha or ficha in self.fichas_revocadas:
            return False
        return red not in self.fichas or ficha in self.fichas[red]

    def por_ventana(self, cubeta: str) -> int | None:
        """Llamadas que admite una cubeta en 15 minutos, o ``None`` si no tiene límite."""
        return self.limites.get(cubeta, POR_VENTANA.get(cubeta))

    @property
    def secretos(self) -> frozenset[str]:
        """Todas las fichas que se conocen: ninguna debe verse en una dirección."""
        return self.fichas_revocadas.union(self.fichas_de_usuario, *self.fichas.values())
