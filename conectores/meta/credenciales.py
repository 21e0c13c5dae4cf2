"""Con qué se entra a la Graph API: versión, fichas de acceso y secreto de la aplicación."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from conectores.comun.secretos import Secreto


@dataclass(frozen=True)
class CredencialesMeta:
    """Credenciales de Facebook e Instagram.

    Attributes:
        version: Versión de la Graph API que se pide.
        fichas: Ficha de acceso propia de cada cuenta, por clave del padrón.
        general: Ficha de quien administra todas las cuentas (usuario del sistema), o ``None``.
        secreto_app: Secreto de la aplicación; con él cada petición prueba que la hace su dueño.
    """

    version: str = "v27.0"
    fichas: Mapping[str, Secreto] = field(default_factory=dict)
    general: Secreto | None = None
    secreto_app: Secreto | None = None

    def ficha(self, cuenta: str) -> Secreto | None:
        """La ficha con que se lee una cuenta: la suya o la general."""
        return self.fichas.get(cuenta, self.general)

    def prueba(self, ficha: Secreto) -> Secreto | None:
        """``appsecret_proof`` de una ficha, o ``None`` si no hay secreto de la aplicación.

        HMAC-SHA256 con la clave de la aplicación, en hexadecimal.
        Fuente: https://developers.facebook.com/docs/graph-api/guides/secure-requests
        """
        if self.secreto_app is None:
            return None
        clave, mensaje = self.secreto_app.revelar().encode(), ficha.revelar().encode()
        return Secreto(hmac.new(clave, mensaje, hashlib.sha256).hexdigest())
