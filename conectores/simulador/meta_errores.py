"""Los errores de la Graph API, con la forma y los códigos de la plataforma.

Fuente: https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from typing import Any

_MENSAJE = {
    1: "Please reduce the amount of data you're asking for, then retry your request",
    2: "An unexpected error has occurred. Please retry your request later.",
    4: "(#4) Application request limit reached",
    10: "(#10) This endpoint requires the 'pages_read_engagement' permission",
    17: "(#17) User request limit reached",
    32: "(#32) Page request limit reached",
    190: "Error validating access token: The session has been invalidated",
    200: "(#200) Requires instagram_manage_insights permission to manage the object",
    613: "(#613) Calls to this api have exceeded the rate limit.",
    80001: "(#80001) There have been too many calls to this Page account.",
}
_ESTADO = {1: 500, 2: 500}
"""Estado HTTP de cada código; los demás van con 400."""
_TRANSITORIOS = (1, 2, 4, 17, 32, 613, 80001)


class ErrorMeta(Exception):
    """Un error que la plataforma contesta.

    Attributes:
        codigo: Código de la Graph API.
        mensaje: Mensaje en inglés, como lo da la plataforma.
        subcodigo: ``error_subcode``, o ``None``.
        tipo: ``type``.
    """

    def __init__(
        self,
        codigo: int,
        mensaje: str | None = None,
        subcodigo: int | None = None,
        tipo: str = "OAuthException",
    ) -> None:
        self.codigo, self.subcodigo, self.tipo = codigo, subcodigo, tipo
        self.mensaje = _MENSAJE[codigo] if mensaje is None else mensaje
        super().__init__(self.mensaje)

    @property
    def estado(self) -> int:
        """Estado HTTP con que se contesta."""
        return _ESTADO.get(self.codigo, 400)

    def cuerpo(self, huella: str) -> dict[str, Any]:
        """El cuerpo; ``huella`` es lo que identifica a la respuesta (``fbtrace_id``)."""
        error: dict[str, Any] = {"message": self.mensaje, "type": self.tipo, "code": self.codigo}
        if self.subcodigo is not None:
            error["error_subcode"] = self.subcodigo
        if self.codigo in _TRANSITORIOS:
            error["is_transient"] = True
        return {"error": error | {"fbtrace_id": huella}}


def objeto_ausente(identificador: str) -> ErrorMeta:
    """100 con subcódigo 33: no existe o la ficha no alcanza a verlo."""
    return ErrorMeta(
        100,
        f"Unsupported get request. Object with ID '{identificador}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation",
        33,
        "GraphMethodException",
    )


def campo_ausente(campo: str, nodo: str) -> ErrorMeta:
    """100: el campo no existe en ese tipo de objeto."""
    return ErrorMeta(100, f"(#100) Tried accessing nonexisting field ({campo}) on node type ({nodo})")


def metrica_muerta() -> ErrorMeta:
    """100: una métrica que no existe hace fallar toda la petición, sin decir cuál fue."""
    return ErrorMeta(100, "(#100) The value must be a valid insights metric")


def parametro(mensaje: str) -> ErrorMeta:
    """100: un parámetro que no se acepta."""
    return ErrorMeta(100, f"(#100) {mensaje}")
