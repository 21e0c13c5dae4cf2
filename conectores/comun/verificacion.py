"""Qué se averiguó de una credencial: si sirve, para qué y hasta cuándo, sin mostrarla."""

from dataclasses import dataclass
from typing import Literal

Resultado = Literal["bien", "aviso", "mal"]
"""«bien» sirve; «aviso» falta algo o no pudo comprobarse; «mal» la plataforma la rechaza."""


@dataclass(frozen=True)
class Verificacion:
    """Un renglón de ``pertinencia verificar``.

    Attributes:
        red: Red social.
        credencial: Nombre para mostrar («clave de YouTube»), nunca su valor.
        cuenta: Clave del padrón, si la credencial es de una sola cuenta.
        resultado: «bien», «aviso» o «mal».
        detalle: Oración con lo que permite, cuándo caduca o qué hacer.
    """

    red: str
    credencial: str
    cuenta: str | None
    resultado: Resultado
    detalle: str
