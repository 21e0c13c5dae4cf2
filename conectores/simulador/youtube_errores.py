"""Los errores de la Data API y de Analytics, con sus dos razones.

La razón vieja va en ``error.errors[0].reason``; la nueva, cuando la hay, en ``error.details[0].reason``, y
entonces la vieja suele decir menos (una clave inválida es «badRequest» en una y «API_KEY_INVALID» en otra).
Fuentes: https://developers.google.com/youtube/v3/docs/errors y
https://cloud.google.com/apis/design/errors
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class _Clase:
    estado: int
    status: str | None
    dominio: str
    mensaje: str
    detalle: str | None = None
    razon: str | None = None


_CLASES: dict[str, _Clase] = {
    "quotaExceeded": _Clase(
        403,
        None,
        "youtube.quota",
        "The request cannot be completed because you have exceeded your quota.",
    ),
    "rateLimitExceeded": _Clase(
        403, "RESOURCE_EXHAUSTED", "usageLimits", "The rate limit was exceeded.", "RATE_LIMIT_EXCEEDED"
    ),
    "keyInvalid": _Clase(
        400,
        "INVALID_ARGUMENT",
        "global",
        "API key not valid. Please pass a valid API key.",
        "API_KEY_INVALID",
        "badRequest",
    ),
    "forbidden": _Clase(
        403,
        "PERMISSION_DENIED",
        "global",
        "Method doesn't allow unregistered callers. Please use API Key or other form of consumer identity.",
    ),
    "playlistNotFound": _Clase(
        404, "NOT_FOUND", "youtube.playlistItem", "The playlist identified with the request cannot be found."
    ),
    "invalidPageToken": _Clase(
        400, "INVALID_ARGUMENT", "youtube.parameter", "The request specifies an invalid page token."
    ),
    "missingRequiredParameter": _Clase(
        400, "INVALID_ARGUMENT", "youtube.parameter", "No filter selected. Expected one of the filters."
    ),
    "invalidFilters": _Clase(
        400, "INVALID_ARGUMENT", "youtube.parameter", "The request specifies an invalid filter parameter."
    ),
    "invalidParameter": _Clase(400, "INVALID_ARGUMENT", "global", "Invalid value in the request."),
    "required": _Clase(400, "INVALID_ARGUMENT", "global", "Required parameter is missing."),
    "authError": _Clase(
        401,
        "UNAUTHENTICATED",
        "global",
        "Request had invalid authentication credentials.",
        "ACCESS_TOKEN_INVALID",
    ),
    "insufficientPermissions": _Clase(
        403, "PERMISSION_DENIED", "global", "Forbidden", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
    ),
    "badRequest": _Clase(400, "INVALID_ARGUMENT", "global", "The query is not supported."),
    "backendError": _Clase(503, "UNAVAILABLE", "global", "The service is currently unavailable."),
}


class ErrorGoogle(Exception):
    """Un error que la plataforma contesta.

    Attributes:
        razon: Nombre del error en la documentación.
        estado: Código HTTP con que se contesta.
    """

    def __init__(self, razon: str, mensaje: str | None = None, estado: int | None = None) -> None:
        self.razon = razon
        self._clase = _CLASES[razon]
        self.estado = self._clase.estado if estado is None else estado
        self._mensaje = self._clase.mensaje if mensaje is None else mensaje
        super().__init__(self._mensaje)

    def cuerpo(self) -> dict[str, Any]:
        """El cuerpo de la respuesta."""
        clase = self._clase
        detalle = {"message": self._mensaje, "domain": clase.dominio, "reason": clase.razon or self.razon}
        error: dict[str, Any] = {"code": self.estado, "message": self._mensaje, "errors": [detalle]}
        if clase.status is not None:
            error["status"] = clase.status
        if clase.detalle is not None:
            error["details"] = [
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": clase.detalle,
                    "domain": "googleapis.com",
                }
            ]
        return {"error": error}
