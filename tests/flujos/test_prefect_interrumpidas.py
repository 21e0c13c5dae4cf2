"""Qué corridas se dan por interrumpidas al arrancar el servicio."""

import os
import socket
import subprocess
import sys
from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect.client.schemas.objects import FlowRun

from flujos.prefect.interrumpidas import retomar_interrumpidas

_AQUI = socket.gethostname()


class _Cliente:
    def __init__(self, corridas: list[FlowRun]) -> None:
        self._corridas = corridas
        self.marcadas: list[tuple[UUID, str, bool]] = []

    def read_flow_runs(self, *, flow_run_filter: Any, limit: int) -> list[FlowRun]:
        assert {t.value for t in flow_run_filter.state.type.any_} == {"RUNNING", "PENDING"}
        return self._corridas[:limit]

    def set_flow_run_state(self, identidad: UUID, estado: Any, *, force: bool) -> None:
        self.marcadas.append((identidad, estado.type.value, force))


def _corrida(proceso: str | None, *, de_despliegue: bool = True) -> FlowRun:
    return FlowRun(
        flow_id=uuid4(), deployment_id=uuid4() if de_despliegue else None, infrastructure_pid=proceso
    )


@pytest.fixture(scope="module")
def muerto() -> int:
    """Identidad de un proceso que ya terminó."""
    with subprocess.Popen([sys.executable, "-c", "pass"]) as proceso:
        proceso.wait()
    return proceso.pid


@pytest.mark.parametrize("una_computadora", [True, False])
def test_vuelven_a_la_fila_solo_las_de_esta_computadora_cuyo_proceso_ya_no_existe(
    muerto: int, una_computadora: bool
) -> None:
    con_nombre, sin_nombre = _corrida(f"{_AQUI}:{muerto}"), _corrida(str(muerto))
    cliente = _Cliente(
        [
            con_nombre,
            sin_nombre,
            _corrida(f"{_AQUI}:{os.getpid()}"),
            _corrida(str(os.getpid())),
            _corrida(f"otra-{_AQUI}:{muerto}"),
            _corrida(f"{_AQUI}:{muerto}", de_despliegue=False),
            _corrida(None),
            _corrida("no se entiende"),
        ]
    )
    esperadas = [con_nombre, sin_nombre] if una_computadora else [con_nombre]
    assert retomar_interrumpidas(cliente, una_computadora=una_computadora) == len(esperadas)  # type: ignore[arg-type]
    assert cliente.marcadas == [(c.id, "SCHEDULED", True) for c in esperadas]
