"""Avance hacia la terminal y hacia la página de Prefect."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from threading import Lock
from typing import cast
from uuid import UUID

from httpx import HTTPError
from prefect import get_run_logger
from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flujos.pasos.avance import Avance, sin_avance

_de_la_terminal: ContextVar[Avance] = ContextVar("avance_de_la_terminal", default=sin_avance)

MAXIMO_DE_AVISOS = 20
"""Cuántas veces, a lo más, dice un paso por dónde va: no debe haber una petición al servidor por archivo."""


@contextmanager
def con_avance(avance: Avance) -> Iterator[None]:
    """Mientras dura el bloque, los flujos de este proceso también avisan a ``avance``."""
    ficha = _de_la_terminal.set(avance)
    try:
        yield
    finally:
        _de_la_terminal.reset(ficha)


def avance_de_flujo() -> Avance:
    """Avance de un paso: lo anota en la bitácora y en un artefacto, y avisa a la terminal si la hay.

    A la terminal va todo; a Prefect, un renglón cada vigésima parte. Puede llamarse desde otros hilos.
    """
    en_prefect = _EnPrefect()
    terminal = _de_la_terminal.get()

    def avisar(etapa: str, hechos: int, total: int) -> None:
        terminal(etapa, hechos, total)
        if total:
            en_prefect.avisar(etapa, hechos, total)

    return avisar


class _EnPrefect:
    """El avance de un paso en su bitácora y en su artefacto de avance."""

    def __init__(self) -> None:
        self._bitacora = get_run_logger()
        # Otro hilo no sabe de qué corrida es el paso: se le da lo que se sabía al empezar.
        self._contexto = copy_context()
        self._candado = Lock()
        self._artefacto: UUID | None = None
        self._dichos = 0
        self._parte = -1

    def avisar(self, etapa: str, hechos: int, total: int) -> None:
        with self._candado:
            parte = hechos * (MAXIMO_DE_AVISOS - 1) // total
            if parte <= self._parte or self._dichos >= MAXIMO_DE_AVISOS:
                return
            self._parte = parte
            self._dichos += 1
            self._contexto.run(self._decir, etapa, hechos, total)

    def _decir(self, etapa: str, hechos: int, total: int) -> None:
        dicho = f"{etapa}: {hechos:,} de {total:,}"
        self._bitacora.info(dicho)
        por_ciento = round(100 * hechos / total, 1)
        try:
            if self._artefacto is None:
                self._artefacto = cast(UUID, create_progress_artifact(por_ciento, description=dicho))
            else:
                update_progress_artifact(self._artefacto, por_ciento, description=dicho)
        except HTTPError as error:
            # Que la página no sepa por dónde va un paso no es razón para detenerlo.
            self._bitacora.warning("No se pudo mostrar el avance: %s", error)
