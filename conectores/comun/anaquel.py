"""Dónde se lleva una cuenta que usan varios hilos: en la memoria o, si la usan otros procesos, fuera."""

from collections.abc import Iterator, MutableMapping
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from typing import Any, Protocol

Cuentas = MutableMapping[str, Any]
"""Por clave, lo que se lleva contado: números, textos y listas de ellos."""


class Anaquel(Protocol):
    """Un lugar con cuentas que uno a la vez lee y cambia."""

    def abierto(self) -> AbstractContextManager[Cuentas]:
        """Las cuentas; mientras dura el bloque nadie más las lee ni las cambia."""
        ...


class EnMemoria:
    """Las cuentas de los hilos de un proceso."""

    def __init__(self) -> None:
        self._cuentas: dict[str, Any] = {}
        self._candado = Lock()

    @contextmanager
    def abierto(self) -> Iterator[Cuentas]:
        """Las cuentas, bajo candado."""
        with self._candado:
            yield self._cuentas
