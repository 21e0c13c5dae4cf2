"""Direcciones de correo: qué forma tienen y de qué dominio son (Lineamientos, arts. 2 y 9)."""

import re
from collections.abc import Iterable
from typing import TypeGuard

_DIRECCION = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])",
    re.ASCII,
)
_LARGO_MAXIMO = 254
"""Lo más que mide una dirección según RFC 5321."""


def es_direccion(valor: object) -> TypeGuard[str]:
    """Si es una sola dirección, con su arroba y un dominio con punto; que exista solo lo dice un envío."""
    return isinstance(valor, str) and len(valor) <= _LARGO_MAXIMO and _DIRECCION.fullmatch(valor) is not None


def comparable(direccion: str) -> str:
    """La forma en que dos direcciones se comparan: ningún correo distingue mayúsculas en la práctica."""
    return direccion.strip().casefold()


def es_de(direccion: str, dominios: Iterable[str]) -> bool:
    """Si la dirección es de uno de esos dominios o de un subdominio suyo."""
    suyo = direccion.rpartition("@")[2].casefold()
    return any(suyo == d.casefold() or suyo.endswith(f".{d.casefold()}") for d in dominios)
