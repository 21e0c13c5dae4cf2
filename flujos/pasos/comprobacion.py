"""Un renglón de «pertinencia verificar»."""

from dataclasses import dataclass
from typing import Literal

Resultado = Literal["bien", "nota", "aviso", "mal"]
"""«nota»: algo que conviene saber y no hay que corregir."""


@dataclass(frozen=True)
class Comprobacion:
    """Una comprobación.

    Attributes:
        que: Qué se comprobó.
        resultado: Cómo salió; solo «mal» hace que la orden termine con falla.
        detalle: Lo que se encontró y, si hace falta, qué hacer.
    """

    que: str
    resultado: Resultado
    detalle: str
