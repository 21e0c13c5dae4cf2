"""Correr un flujo desde la línea de comandos, con Prefect dentro de este proceso si no hay servidor."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Thread

from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings


@contextmanager
def embebido() -> Iterator[None]:
    """Ahorra lo que sobra cuando nadie vigila la corrida.

    Sin servidor, los latidos que dicen que una corrida sigue viva no tienen quién los oiga y cada flujo
    espera un segundo al suyo. Y mientras Prefect arranca, otro hilo importa el motor de calidad, que tarda
    segundos y siempre hace falta.
    """
    Thread(target=import_module, args=("esquemas.calidad.motor",), daemon=True).start()
    if PREFECT_API_URL.value():
        yield
        return
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield
