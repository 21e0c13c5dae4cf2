"""Otros procesos de esta máquina, para repartir lo que ocupa un núcleo entero."""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from typing import Any

_PROCESOS = 2


def varios_nucleos() -> bool:
    """Si otro proceso ganaría algo."""
    return (os.cpu_count() or 1) > 1


@contextmanager
def procesos(
    preparar: Callable[..., None] | None = None, datos: tuple[Any, ...] = ()
) -> Iterator[ProcessPoolExecutor | None]:
    """Procesos que ayudan y terminan con el bloque, o ``None`` si la máquina tiene un solo núcleo.

    Args:
        preparar: Lo que cada uno hace al arrancar, además de vigilar que este siga vivo.
        datos: Argumentos de ``preparar``: lo que recibe una sola vez.
    """
    if not varios_nucleos():
        yield None
        return
    with ProcessPoolExecutor(
        _PROCESOS, mp_context=get_context("spawn"), initializer=_arrancar, initargs=(preparar, datos)
    ) as ayudantes:
        try:
            yield ayudantes
        except BaseException:
            ayudantes.shutdown(wait=False, cancel_futures=True)
            raise


def _arrancar(preparar: Callable[..., None] | None, datos: tuple[Any, ...]) -> None:
    if preparar is not None:
        preparar(*datos)
    threading.Thread(target=morir_con_el_padre, daemon=True).start()


def morir_con_el_padre() -> None:
    """Termina este proceso en cuanto el que lo creó muere; va en un hilo.

    Sin esto, si el proceso principal muere de golpe, este se quedaría esperando trabajo para siempre.
    """
    padre = parent_process()
    if padre is not None:
        connection.wait([padre.sentinel])
        os._exit(1)
