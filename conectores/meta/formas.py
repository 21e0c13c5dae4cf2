"""Tomar un dato de una respuesta comprobando que tiene la forma prometida."""

from collections.abc import Mapping
from typing import Any

from conectores.comun.enteros import cabe
from conectores.comun.errores import ContratoRoto


def objeto(valor: object, que: str) -> Mapping[str, Any]:
    """Un objeto; vacío si no vino.

    Raises:
        ContratoRoto: Si vino otra cosa.
    """
    if valor is None:
        return {}
    if isinstance(valor, dict):
        return valor
    raise ContratoRoto(f"«{que}» trae {type(valor).__name__} donde va un objeto.")


def lista(valor: object, que: str) -> list[Mapping[str, Any]]:
    """Una lista de objetos; vacía si no vino.

    Raises:
        ContratoRoto: Si vino otra cosa.
    """
    if valor is None:
        return []
    if isinstance(valor, list):
        return [v if isinstance(v, dict) else objeto(v, que) for v in valor]
    raise ContratoRoto(f"«{que}» trae {type(valor).__name__} donde va una lista.")


def arista(valor: object, que: str) -> list[Mapping[str, Any]]:
    """Los elementos de una arista (``{"data": […]}``); ninguno si no vino.

    Raises:
        ContratoRoto: Si vino otra cosa.
    """
    return lista(objeto(valor, que).get("data"), que)


def entero(valor: object, que: str) -> int | None:
    """Una cifra; ``None`` si no vino.

    Raises:
        ContratoRoto: Si vino algo que no es un entero o que no cabe en una columna.
    """
    if valor is None:
        return None
    if not isinstance(valor, int) or isinstance(valor, bool):
        raise ContratoRoto(f"«{que}» trae {type(valor).__name__} donde va un número entero.")
    if not cabe(valor):
        raise ContratoRoto(f"«{que}» trae una cifra imposible: {valor}.")
    return valor


def texto(valor: object, que: str) -> str:
    """Un texto obligatorio.

    Raises:
        ContratoRoto: Si falta o no es texto.
    """
    if isinstance(valor, str) and valor:
        return valor
    raise ContratoRoto(f"Falta «{que}» o no es un texto.")
