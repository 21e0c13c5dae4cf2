"""La historia de las corridas hechas sin servidor se borra con la limpieza del propio Prefect."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.prefect

_GUION = """
import asyncio, sys
from datetime import timedelta
from pathlib import Path

from flujos.ajustes import preparar_prefect

preparar_prefect(Path(sys.argv[1]))
import sqlalchemy as sa
from prefect import flow
from prefect.server.database import provide_database_interface
from flujos.prefect.embebido import embebido
from flujos.reloj import reloj_del_sistema
from flujos.prefect.limpieza import hay_servidor, limpiar_historia

assert not hay_servidor()
assert limpiar_historia(30, ensayo=False) == 0, "sin historia no hay nada"


@flow
def corrida():
    return 1


with embebido():
    corrida()
    corrida()


async def envejecer():
    db = provide_database_interface()
    async with db.session_context(begin_transaction=True) as sesion:
        una = (await sesion.execute(sa.select(db.FlowRun.id).limit(1))).scalar_one()
        await sesion.execute(
            sa.update(db.FlowRun).where(db.FlowRun.id == una)
            .values(end_time=reloj_del_sistema() - timedelta(days=40))
        )


asyncio.run(envejecer())
print([limpiar_historia(30, ensayo=e) for e in (True, False, False)])


async def quedan():
    db = provide_database_interface()
    async with db.session_context() as sesion:
        return (await sesion.execute(sa.select(sa.func.count()).select_from(db.FlowRun))).scalar_one()


print(asyncio.run(quedan()))
"""


def test_se_borran_las_corridas_viejas_y_las_demas_se_quedan(tmp_path: Path) -> None:
    ambiente = {n: v for n, v in os.environ.items() if not n.startswith("PREFECT_")}
    orden = [sys.executable, "-c", _GUION, str(tmp_path)]
    corrida = subprocess.run(orden, capture_output=True, text=True, check=False, env=ambiente)
    assert corrida.returncode == 0, corrida.stderr
    assert corrida.stdout.split("\n")[:2] == ["[1, 1, 0]", "1"]
