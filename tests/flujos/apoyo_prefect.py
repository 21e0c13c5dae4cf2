"""Un Prefect de prueba cuya base ya está migrada: migrarla desde cero en cada arranque tarda segundos."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from prefect.server.database import provide_database_interface
from prefect.server.database.dependencies import temporary_database_interface
from prefect.settings import (
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_SERVER_DATABASE_CONNECTION_URL,
    temporary_settings,
)
from prefect.testing import utilities

from flujos.ajustes import apagar_telemetria
from tests.flujos.apoyo_compartido import una_vez


def poner_base(fabrica: pytest.TempPathFactory, destino: Path) -> None:
    """Deja en ``destino`` una base de Prefect vacía y migrada."""
    destino.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(una_vez(fabrica, "prefect.db", _migrar), destino)


def _migrar(ruta: Path) -> None:
    async def crear() -> None:
        base = provide_database_interface()
        await base.create_db()
        await (await base.engine()).dispose()

    apagar_telemetria()
    direccion = {PREFECT_SERVER_DATABASE_CONNECTION_URL: f"sqlite+aiosqlite:///{ruta}"}
    with temporary_database_interface(), temporary_settings(direccion):
        asyncio.run(crear())


@contextmanager
def servidor_de_prueba(fabrica: pytest.TempPathFactory) -> Iterator[None]:
    """``prefect_test_harness`` sobre una base ya migrada y sin esperar el latido de cada flujo."""
    apagar_telemetria()
    carpeta = fabrica.mktemp("prefect")
    poner_base(fabrica, carpeta / "prefect-test.db")
    with ExitStack() as pila:
        with patch.object(utilities, "mkdtemp", lambda: str(carpeta)):
            pila.enter_context(utilities.prefect_test_harness(server_startup_timeout=90))
        pila.enter_context(temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}))
        yield
