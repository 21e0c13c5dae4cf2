"""De qué momento es lo que recolecta una corrida que se atrasó.

Lo de los días en que nadie corrió ya no puede leerse: las corridas que quedaron pendientes leerían, una
tras otra, lo mismo del mismo instante, y se pagaría cada vez. Todas toman el momento de la última que ya
tocaba: la primera que corre lo recolecta y las demás lo encuentran hecho.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from prefect import get_run_logger
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.runtime import flow_run

from flujos.pasos.ajustes_generales import ZONA_DE_LOS_PLAZOS
from flujos.prefect.parametros import EL_QUE_TOCA, al_segundo
from flujos.reloj import reloj_del_sistema

_CANCELADAS = [StateType.CANCELLED, StateType.CANCELLING]
_MAXIMO = 200


def momento_que_toca() -> datetime:
    """Momento programado de la corrida o, si se atrasó, el de la última de su despliegue que ya tocaba.

    Una que otra contiene tiene el de quien la contiene: si aquella se interrumpe y se retoma, es el mismo.
    """
    with get_client(sync_client=True) as cliente:
        raiz = cliente.read_flow_run(UUID(flow_run.root_flow_run_id))
        propio, ahora = _momento(raiz), reloj_del_sistema()
        if raiz.deployment_id is None:
            return propio
        posteriores = cliente.read_flow_runs(
            flow_run_filter=FlowRunFilter(
                deployment_id=FlowRunFilterDeploymentId(any_=[raiz.deployment_id]),
                expected_start_time=FlowRunFilterExpectedStartTime(after_=propio, before_=ahora),
                state=FlowRunFilterState(type=FlowRunFilterStateType(not_any_=_CANCELADAS)),
            ),
            sort=FlowRunSort.EXPECTED_START_TIME_DESC,
            limit=_MAXIMO,
        )
    pedido = _pedido(raiz.parameters)
    ultimo = max([propio, *(_momento(c) for c in posteriores if _pedido(c.parameters) == pedido)])
    if ultimo > propio:
        get_run_logger().warning(
            "Esta corrida era la del %s y se atrasó; ya toca la del %s: se recolecta una sola vez, con ese "
            "momento.",
            *(f"{m.astimezone(ZONA_DE_LOS_PLAZOS):%Y-%m-%d %H:%M}" for m in (propio, ultimo)),
        )
    return ultimo


def _momento(corrida: FlowRun) -> datetime:
    if corrida.expected_start_time is None:
        raise ValueError(f"La corrida {corrida.id} no tiene momento programado")
    return al_segundo(corrida.expected_start_time)


def _pedido(parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Lo que se pidió: dejar un parámetro vacío es lo mismo que no darlo."""
    return {n: v for n, v in parametros.items() if v not in ("", EL_QUE_TOCA)}
