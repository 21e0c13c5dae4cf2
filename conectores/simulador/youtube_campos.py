"""Respuesta parcial: el parámetro ``fields`` de las API de Google, «kind,items(id,snippet/title)».

Fuente: https://developers.google.com/youtube/v3/getting-started#fields
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from conectores.simulador.youtube_errores import ErrorGoogle

Seleccion = Mapping[str, "Seleccion | None"]
"""Campos que se dejan; ``None`` deja el campo entero."""

_PIEZA = re.compile(r"[A-Za-z0-9_*]+|[,()/]")


@lru_cache(maxsize=64)
def leer_seleccion(texto: str) -> Seleccion:
    """La selección que dice un parámetro ``fields``.

    Raises:
        ErrorGoogle: «invalidParameter» si no se entiende.
    """
    piezas = _PIEZA.findall(texto)
    if not piezas or "".join(piezas) != texto.replace(" ", ""):
        raise _invalida(texto)
    seleccion, resto = _lista(piezas, texto)
    if resto:
        raise _invalida(texto)
    return seleccion


def recortar(dato: Any, seleccion: Seleccion) -> Any:
    """El dato con solo los campos elegidos; en una lista, los de cada elemento."""
    if isinstance(dato, list):
        return [recortar(d, seleccion) for d in dato]
    if not isinstance(dato, dict) or "*" in seleccion:
        return dato
    recorte = {}
    for nombre, valor in dato.items():
        if nombre in seleccion:
            dentro = seleccion[nombre]
            recorte[nombre] = valor if dentro is None else recortar(valor, dentro)
    return recorte


def _lista(piezas: list[str], texto: str) -> tuple[Seleccion, list[str]]:
    seleccion: dict[str, Seleccion | None] = {}
    while True:
        nombre, dentro, piezas = _campo(piezas, texto)
        previo = seleccion.get(nombre)
        seleccion[nombre] = {**previo, **dentro} if previo and dentro else dentro
        if not piezas or piezas[0] != ",":
            return seleccion, piezas
        piezas = piezas[1:]


def _campo(piezas: list[str], texto: str) -> tuple[str, Seleccion | None, list[str]]:
    if not piezas or piezas[0] in ",()/":
        raise _invalida(texto)
    nombre, resto = piezas[0], piezas[1:]
    if resto and resto[0] == "/":
        hijo, dentro, resto = _campo(resto[1:], texto)
        return nombre, {hijo: dentro}, resto
    if resto and resto[0] == "(":
        dentro, resto = _lista(resto[1:], texto)
        if not resto or resto[0] != ")":
            raise _invalida(texto)
        return nombre, dentro, resto[1:]
    return nombre, None, resto


def _invalida(texto: str) -> ErrorGoogle:
    return ErrorGoogle("invalidParameter", f"Invalid field selection {texto[:60]}")
