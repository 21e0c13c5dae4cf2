"""La historia de las corridas hechas sin servidor: se borra con la misma limpieza que trae Prefect.

Un servidor la hace solo, con sus propios ajustes (``PREFECT_SERVER_SERVICES_DB_VACUUM_*``); el que va dentro
del proceso no vive lo bastante para hacerla.
"""

import asyncio
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from prefect.server.database import provide_database_interface
from prefect.server.schemas.states import TERMINAL_STATES
from prefect.server.services.db_vacuum import vacuum_old_flow_runs
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_HOME,
    PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD,
    temporary_settings,
)

from flujos.reloj import reloj_del_sistema

BASE = "prefect.db"


def hay_servidor() -> bool:
    """Si las corridas van a un servidor: entonces su historia es de él."""
    return bool(PREFECT_API_URL.value())


def limpiar_historia(dias: int, *, ensayo: bool) -> int:
    """Borra las corridas terminadas hace más de unos días, con su bitácora y sus artefactos; dice cuántas.

    Args:
        dias: Días que se conserva una corrida desde que terminó.
        ensayo: Si solo se cuentan.
    """
    if not (Path(PREFECT_HOME.value()) / BASE).exists():
        return 0
    return asyncio.run(_limpiar(timedelta(days=dias), ensayo=ensayo))


async def _limpiar(edad: timedelta, *, ensayo: bool) -> int:
    db = provide_database_interface()
    viejas = sa.select(sa.func.count()).where(
        db.FlowRun.parent_task_run_id.is_(None),
        db.FlowRun.state_type.in_(TERMINAL_STATES),
        db.FlowRun.end_time < reloj_del_sistema() - edad,
    )
    async with db.session_context() as sesion:
        cuantas = int((await sesion.execute(viejas)).scalar_one())
    if cuantas and not ensayo:
        with temporary_settings({PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD: edad}):
            await vacuum_old_flow_runs(db=db)
    return cuantas
