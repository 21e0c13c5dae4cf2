"""Avance hacia la terminal y hacia la página de Prefect."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from prefect import get_run_logger

from flujos.pasos.avance import Avance, sin_avance

_de_la_terminal: ContextVar[Avance] = ContextVar("avance_de_la_terminal", default=sin_avance)


@contextmanager
def con_avance(avance: Avance) -> Iterator[None]:
    """Mientras dura el bloque, los flujos de este proceso también avisan a ``avance``."""
    ficha = _de_la_terminal.set(avance)
    try:
        yield
    finally:
        _de_la_terminal.reset(ficha)


def avance_de_flujo() -> Avance:
    """Avance que anota en la bitácora de la corrida y avisa a la terminal si la hay."""
    bitacora = get_run_logger()
    terminal = _de_la_terminal.get()

    def avisar(etapa: str, hechos: int, total: int) -> None:
        terminal(etapa, hechos, total)
        if total:
            bitacora.info("%s: %d de %d", etapa, hechos, total)

    return avisar
