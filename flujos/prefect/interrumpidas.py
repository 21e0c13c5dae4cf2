"""Al arrancar el servicio: las corridas que quedaron «Running» sin proceso vuelven a la fila.

Quien las corría murió con el servicio y nadie lo dijo. La automatización que nota que no dan señales no
basta: tras reiniciar, el servidor aparta quince minutos los eventos cuyo anterior no recuerda.
"""

import os
import socket
from contextlib import suppress

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import AwaitingRetry

_MENSAJE = "Se interrumpió al detenerse el servicio; se retoma donde iba."
_POR_PAGINA = 200


def retomar_interrumpidas(cliente: SyncPrefectClient, *, una_computadora: bool) -> int:
    """Devuelve a la fila las de esta computadora cuyo proceso ya no existe; dice cuántas.

    Args:
        cliente: Cliente del servidor.
        una_computadora: Si todo lo que usa el servidor está en esta: solo así se sabe de dónde es un proceso
            del que Prefect no dice la computadora.
    """
    corriendo = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING]))
    )
    muertas = [
        c
        for c in cliente.read_flow_runs(flow_run_filter=corriendo, limit=_POR_PAGINA)
        if _sin_proceso(c, una_computadora=una_computadora)
    ]
    for corrida in muertas:
        # Sin pasar por «Crashed»: su evento, apartado, la devolvería otra vez a la fila ya terminada.
        cliente.set_flow_run_state(corrida.id, AwaitingRetry(message=_MENSAJE), force=True)
    return len(muertas)


def _sin_proceso(corrida: FlowRun, *, una_computadora: bool) -> bool:
    anfitrion, _, proceso = (corrida.infrastructure_pid or "").rpartition(":")
    de_aqui = anfitrion == socket.gethostname() or (not anfitrion and una_computadora)
    if corrida.deployment_id is None or not de_aqui or not proceso.isdecimal():
        return False
    with suppress(PermissionError):
        try:
            os.kill(int(proceso), 0)
        except ProcessLookupError:
            return True
    return False
