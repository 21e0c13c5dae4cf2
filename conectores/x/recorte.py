"""Lo que se guarda de una página: sin textos de terceros, que no llegan al disco."""

from typing import Any

from conectores.comun import textos_json
from conectores.x.declaracion import MENCIONES, PREFIJO_RT
from conectores.x.paginas import Objeto
from conectores.x.referencias import REPUBLICADA, referencias

_DE_LA_RESPUESTA = ("data", "errors", "meta")
"""Lo demás (``includes``) son objetos de terceros, que no se piden."""
_DE_UNA_MENCION = ("id", "created_at")


def recortar(operacion: str, datos: Objeto) -> bytes:
    """El cuerpo que se aterriza de una respuesta ya comprobada.

    De una mención quedan el identificador y la fecha; del texto de una republicación, que es de otra
    cuenta, el prefijo que dice de cuál.
    """
    recortados: dict[str, Any] = {n: datos[n] for n in _DE_LA_RESPUESTA if n in datos}
    elementos = recortados.get("data", [])
    if operacion == MENCIONES:
        elementos = [{n: e[n] for n in _DE_UNA_MENCION if n in e} for e in elementos]
    else:
        elementos = [_sin_texto_ajeno(e) for e in elementos]
    if elementos:
        recortados["data"] = elementos
    return textos_json.escribir(recortados)


def _sin_texto_ajeno(elemento: Objeto) -> Objeto:
    dadas = referencias(elemento)
    if not dadas or not any(r.get("type") == REPUBLICADA for r in dadas):
        return elemento
    prefijo = PREFIJO_RT.match(str(elemento.get("text", "")))
    return elemento | {"text": prefijo[0] if prefijo else ""}
