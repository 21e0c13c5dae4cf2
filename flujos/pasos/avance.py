"""Cómo un paso dice por dónde va, sin saber quién lo mira."""

from typing import Protocol


class Avance(Protocol):
    """Recibe el avance de un trabajo largo."""

    def __call__(self, etapa: str, hechos: int, total: int) -> None:
        """Dice que en ``etapa`` van ``hechos`` de ``total``."""


def sin_avance(etapa: str, hechos: int, total: int) -> None:
    """No dice nada: para pruebas y programas."""
