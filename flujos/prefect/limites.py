"""Los límites globales de Prefect que comparten los workers: cuántos recorren a la vez cada red."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from prefect.concurrency.sync import concurrency

POR_RED = 4
"""Corridas que pueden pedirle a la vez a una red; se cambia en la página, en «Concurrency»."""
_ESPERA = 1.0


def limite_de(red: str) -> str:
    """Nombre del límite de una red."""
    return f"recoleccion-{red}"


@contextmanager
def turno_de_prefect(red: str) -> Iterator[bool]:
    """Toma un lugar del límite de la red mientras dura el bloque; ``False`` si no hay."""
    with ExitStack() as pila:
        try:
            pila.enter_context(concurrency(limite_de(red), occupy=1, timeout_seconds=_ESPERA))
        except TimeoutError:
            yield False
            return
        yield True
