"""Leer y escribir JSON deprisa: cada página se lee varias veces y son miles."""

import json
from typing import Any

import orjson


def leer(cuerpo: bytes) -> Any:
    """Lo que dice un texto JSON.

    Lo que la biblioteca rápida no admite y la de Python sí (marca de orden de bytes, medio par sustituto)
    lo lee esta: que una página se acepte no depende de cuál se use.

    Raises:
        ValueError: Si no es JSON.
    """
    try:
        return orjson.loads(cuerpo)
    except orjson.JSONDecodeError:
        return json.loads(cuerpo)


def escribir(datos: object) -> bytes:
    """El texto JSON de unos datos, sin espacios y en UTF-8."""
    return orjson.dumps(datos)
