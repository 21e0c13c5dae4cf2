"""Los límites globales de Prefect que comparten los workers: cuántos piden a la vez a cada red."""

AYUDANTES_POR_RED = 4
"""Corridas que pueden pedirle a la vez a una red; se cambia en la página, en «Concurrency»."""


def limite_de(red: str) -> str:
    """Nombre del límite de una red."""
    return f"recoleccion-{red}"
