"""Con qué se entra a YouTube: la clave pública del proyecto y la autorización de cada titular."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from conectores.comun.secretos import Secreto


@dataclass(frozen=True)
class CredencialesYoutube:
    """Credenciales de un proyecto de Google Cloud.

    Attributes:
        clave: Clave de API con que se lee lo público, o ``None``.
        cliente_id: Identificador del cliente OAuth de escritorio; vacío si no hay.
        cliente_secreto: Secreto de ese cliente, o ``None``.
        renovaciones: Ficha de renovación que dio el titular de cada cuenta, por clave del padrón.
    """

    clave: Secreto | None = None
    cliente_id: str = ""
    cliente_secreto: Secreto | None = None
    renovaciones: Mapping[str, Secreto] = field(default_factory=dict)

    @property
    def con_cliente(self) -> bool:
        """Si hay con qué renovar una autorización."""
        return bool(self.cliente_id) and bool(self.cliente_secreto)

    def autoriza(self, cuenta: str) -> bool:
        """Si puede leerse lo privado de una cuenta."""
        return self.con_cliente and bool(self.renovaciones.get(cuenta))
