"""Los errores de X, con la forma de la plataforma: los de la respuesta entera y los de una parte de ella.

Fuente: https://docs.x.com/x-api/fundamentals/response-codes-and-errors.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from conectores.simulador.contexto import Contestacion
from conectores.simulador.fallas import Clase
from conectores.simulador.ventanas import Cupo

_PROBLEMAS = {"tweet": "https://api.twitter.com/2/problems/", "post": "https://api.x.com/2/problems/"}
"""La dirección con que se nombra un problema cambió junto con la ortografía."""


class ErrorX(Exception):
    """Una petición que X rechaza entera.

    Attributes:
        estado: Código HTTP.
        cuerpo: Lo que contesta.
    """

    def __init__(self, estado: int, cuerpo: Mapping[str, Any]) -> None:
        self.estado, self.cuerpo = estado, cuerpo
        super().__init__(str(cuerpo.get("detail")))


def invalida(parametro: str, valor: str, mensaje: str, ortografia: str = "tweet") -> ErrorX:
    """400: un parámetro que no se acepta."""
    return ErrorX(
        400,
        {
            "errors": [{"parameters": {parametro: [valor]}, "message": mensaje}],
            "title": "Invalid Request",
            "detail": "One or more parameters to your request was invalid.",
            "type": f"{_PROBLEMAS[ortografia]}invalid-request",
        },
    )


def sin_autorizacion() -> ErrorX:
    """401: la ficha falta o no sirve."""
    return ErrorX(401, _simple(401, "Unauthorized"))


def solo_de_usuario() -> ErrorX:
    """403: la ruta no admite la ficha de una aplicación."""
    return ErrorX(
        403,
        {
            "title": "Unsupported Authentication",
            "detail": "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  "
            "Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].",
            "type": f"{_PROBLEMAS['tweet']}unsupported-authentication",
            "status": 403,
        },
    )


def demasiadas() -> ErrorX:
    """429: la ventana está agotada."""
    return ErrorX(429, _simple(429, "Too Many Requests"))


def no_encontrado(recurso: str, parametro: str, valor: str, ortografia: str) -> dict[str, Any]:
    """Error parcial: la cuenta o la publicación no existe."""
    que = {"user": "user", "tweet": ortografia}[recurso]
    return {
        "value": valor,
        "detail": f"Could not find {que} with {parametro}: [{valor}].",
        "title": "Not Found Error",
        "resource_type": que,
        "parameter": parametro,
        "resource_id": valor,
        "type": f"{_PROBLEMAS[ortografia]}resource-not-found",
    }


def protegida(recurso: str, parametro: str, valor: str, ortografia: str) -> dict[str, Any]:
    """Error parcial: la cuenta es privada."""
    que = {"user": "user", "tweet": ortografia}[recurso]
    return {
        "value": valor,
        "detail": f"Sorry, you are not authorized to see the {que} with {parametro}: [{valor}].",
        "title": "Authorization Error",
        "resource_type": que,
        "parameter": parametro,
        "resource_id": valor,
        "section": "data",
        "type": f"{_PROBLEMAS[ortografia]}not-authorized-for-resource",
    }


def contestar(error: ErrorX, cupo: Cupo | None) -> Contestacion:
    """La respuesta de un error."""
    return Contestacion(en_bytes(error.cuerpo), error.estado, encabezados_de(cupo))


def de_falla(clase: Clase, ahora: datetime) -> Contestacion:
    """La respuesta de X a una falla provocada.

    Args:
        clase: La falla.
        ahora: Instante de las ventanas; la que se anuncia agotada se abre al segundo siguiente.

    Raises:
        ValueError: Si la falla no es de X.
    """
    match clase:
        case Clase.LIMITE:
            return contestar(demasiadas(), Cupo(300, -1, int(ahora.timestamp()) + 1))
        case Clase.LIMITE_MUDO:
            return contestar(demasiadas(), None)
        case Clase.SERVIDOR:
            return Contestacion(en_bytes(_simple(503, "Service Unavailable")), 503)
        case Clase.SIN_SALDO:
            cuerpo = {
                "account_id": 1_000_000_000_000_000_001,
                "title": "CreditsDepleted",
                "detail": "Your enrolled account [1000000000000000001] does not have any credits to fulfill "
                "this request.",
                "type": f"{_PROBLEMAS['post']}credits",
            }
            return Contestacion(en_bytes(cuerpo), 402)
    raise ValueError(f"{clase} no es una falla de X")


def encabezados_de(cupo: Cupo | None) -> dict[str, str]:
    """Los encabezados del límite de frecuencia."""
    if cupo is None:
        return {}
    return {
        "x-rate-limit-limit": str(cupo.limite),
        "x-rate-limit-remaining": str(max(0, cupo.restantes)),
        "x-rate-limit-reset": str(cupo.se_abre),
    }


def en_bytes(datos: object) -> bytes:
    """JSON sin espacios, como lo manda la plataforma."""
    return json.dumps(datos, ensure_ascii=False, separators=(",", ":")).encode()


def _simple(estado: int, titulo: str) -> dict[str, Any]:
    return {"title": titulo, "type": "about:blank", "status": estado, "detail": titulo}
