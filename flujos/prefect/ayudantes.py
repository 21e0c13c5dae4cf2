"""Pedir ayuda a los demás workers para una recolección."""

from datetime import UTC, datetime

from httpx import HTTPError
from prefect import get_run_logger
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import WorkerStatus
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound
from prefect.runtime import deployment, flow_run

from flujos.pasos.servicio import GRUPO

DESPLIEGUE = "recorrido/recorrido"
_MAXIMO = 3
"""Con más, los límites de las plataformas y no las manos son lo que falta."""


_CUENTAS_POR_AYUDANTE = 200
"""Con menos, la que ayuda apenas habría arrancado cuando ya no queda nada que pedir."""


def contar_ayudantes(cuentas: int) -> int:
    """Cuántos workers pueden ayudar a recolectar esas cuentas; ninguno si esto no lo corre un worker."""
    if not deployment.id or cuentas < _CUENTAS_POR_AYUDANTE:
        return 0
    try:
        with get_client(sync_client=True) as cliente:
            workers = cliente.read_workers_for_work_pool(GRUPO)
    except (HTTPError, ObjectNotFound) as error:
        # Sin ayuda la recolección se hace igual: no vale detenerla por no saber quién hay.
        get_run_logger().warning("No se sabe cuántos workers hay (%s): se recolecta sin ayuda.", error)
        return 0
    vivos = sum(w.status is WorkerStatus.ONLINE for w in workers)
    return min(max(vivos - 1, 0), cuentas // _CUENTAS_POR_AYUDANTE, _MAXIMO)


def pedir_ayuda(cuantos: int, espacio: str, momento: datetime) -> None:
    """Pide que otras corridas ayuden; si nadie las toma, la recolección se hace igual.

    Args:
        cuantos: Cuántas corridas.
        espacio: Carpeta del espacio, o vacío si es la del worker.
        momento: Momento programado: repetir el mismo intento no pide la ayuda dos veces.
    """
    intento = flow_run.run_count or 1
    for numero in range(cuantos):
        try:
            run_deployment(
                DESPLIEGUE,
                parameters={"espacio": espacio},
                timeout=0,
                as_subflow=False,
                idempotency_key=f"ayuda-{momento.astimezone(UTC):%Y%m%dT%H%M%S}-{intento}-{numero}",
            )
        except ObjectNotFound:
            get_run_logger().warning(
                "No está el despliegue %s: la recolección se hace sin ayuda. Reinicie "
                "«pertinencia servidor», que lo pone.",
                DESPLIEGUE,
            )
            return
