"""Objeción: por qué un acto no puede asentarse tal como se dio, dicho para quien lo corrige."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Objecion:
    """Lo que se halló mal en un acto.

    Attributes:
        campo: De qué dato del acto trata.
        encontrado: Oración completa que dice qué se encontró.
        esperado: Lo que se esperaba, para seguir a «Se esperaba».
        que_hacer: Oración completa que dice cómo corregirlo.
    """

    campo: str
    encontrado: str
    esperado: str
    que_hacer: str

    def __str__(self) -> str:
        return f"{self.encontrado} Se esperaba {self.esperado}. {self.que_hacer}"
