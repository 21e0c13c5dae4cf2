"""Correr un flujo desde la línea de comandos, con Prefect dentro de este proceso si no hay servidor."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread

from prefect.client.orchestration import get_client
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_HOME,
    temporary_settings,
)

from almacen.candado import candado

_ESPERA_DEL_ARRANQUE = 120.0


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
    _arrancar()
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


def _arrancar() -> None:
    """Arranca el servidor que va dentro, uno a la vez por espacio.

    Al arrancar prepara su base de SQLite; dos órdenes del mismo segundo la prepararían a la vez y una
    imprimiría un error que no lo es.

    Raises:
        AlmacenOcupado: Si otra orden lleva arrancando más de lo que se espera.
    """
    with (
        candado(Path(PREFECT_HOME.value()) / "arranque", _ESPERA_DEL_ARRANQUE),
        get_client(sync_client=True) as cliente,
    ):
        cliente.hello()
