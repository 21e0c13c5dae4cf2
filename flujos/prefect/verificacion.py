"""Comprobar un servidor: que tenga lo que pone «pertinencia servidor» y quien haga las corridas."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import prefect
import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import WorkerStatus
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

from flujos.pasos.comprobacion import Comprobacion
from flujos.pasos.servicio import CLAVE, GRUPO
from flujos.prefect.limites import limite_de
from lineamientos.catalogo import REDES

_PROGRAMA = Path(__file__).resolve().parents[2]
_REPONER = "Reinicie «pertinencia servidor», que los pone."


def verificar_servidor(api: str, acceso: str | None) -> list[Comprobacion]:
    """Compara lo que hay en un servidor con lo que declara el programa.

    Args:
        api: Dirección de su API.
        acceso: Usuario y contraseña (``pertinencia:…``), o ``None`` si no pide.
    """
    ajustes: dict[Any, Any] = {PREFECT_API_URL: api}
    if acceso is not None:
        ajustes[PREFECT_API_AUTH_STRING] = acceso
    try:
        with temporary_settings(ajustes), get_client(sync_client=True) as cliente:
            return list(_todo(cliente, api))
    except PrefectHTTPStatusError as error:
        if error.response.status_code == HTTPStatus.UNAUTHORIZED:
            detalle = f"{api} no acepta la contraseña; revise {CLAVE} en .env o en el ambiente."
        else:
            detalle = f"{api} contestó {error.response.status_code}; revise la bitácora del servidor."
    except httpx.TransportError as error:
        detalle = f"{api} no contesta ({type(error).__name__}); revise que esté corriendo y la red."
    return [Comprobacion("Servidor", "mal", detalle)]


def _todo(cliente: SyncPrefectClient, api: str) -> Iterator[Comprobacion]:
    yield _version(cliente, api)
    yield from _grupo(cliente)
    yield _despliegues(cliente)
    yield _automatizaciones(cliente)
    yield _limites(cliente)


def _version(cliente: SyncPrefectClient, api: str) -> Comprobacion:
    suya = cliente.api_version()
    if suya == prefect.__version__:
        return Comprobacion("Servidor", "bien", f"{api}, Prefect {suya}")
    return Comprobacion(
        "Servidor",
        "mal",
        f"{api} corre Prefect {suya} y aquí está instalado {prefect.__version__}: ponga en las dos "
        "computadoras la misma versión del programa.",
    )


def _grupo(cliente: SyncPrefectClient) -> Iterator[Comprobacion]:
    try:
        grupo = cliente.read_work_pool(GRUPO)
    except ObjectNotFound:
        yield Comprobacion("Grupo de trabajo", "mal", f"no está «{GRUPO}». {_REPONER}")
        return
    if grupo.is_paused:
        yield Comprobacion(
            "Grupo de trabajo",
            "mal",
            f"«{GRUPO}» está en pausa: nada corre. Quítela en la página, en «Work Pools».",
        )
    vivos = sum(w.status is WorkerStatus.ONLINE for w in cliente.read_workers_for_work_pool(GRUPO))
    if vivos:
        yield Comprobacion("Workers", "bien", f"en línea: {vivos}")
    else:
        yield Comprobacion(
            "Workers",
            "mal",
            "ninguno en línea: lo que toque queda esperando. Arranque «pertinencia servidor», o «pertinencia "
            "servidor --solo worker» si van aparte.",
        )


def _despliegues(cliente: SyncPrefectClient) -> Comprobacion:
    declarados = yaml.safe_load((_PROGRAMA / "prefect.yaml").read_text("utf-8"))["deployments"]
    puestos = {d.name: d for d in cliente.read_deployments()}
    faltan = [d["name"] for d in declarados if d["name"] not in puestos]
    if faltan:
        return Comprobacion("Despliegues", "mal", f"faltan {', '.join(faltan)}. {_REPONER}")
    con_horario = [d["name"] for d in declarados if d["schedules"]]
    parados = [n for n in con_horario if puestos[n].paused or not any(s.active for s in puestos[n].schedules)]
    if parados:
        return Comprobacion(
            "Despliegues",
            "aviso",
            f"su horario está apagado: {', '.join(parados)}. Si no fue a propósito, enciéndalo en la "
            "página del despliegue.",
        )
    return Comprobacion(
        "Despliegues", "bien", f"{len(declarados)}, {len(con_horario)} con su horario encendido"
    )


def _automatizaciones(cliente: SyncPrefectClient) -> Comprobacion:
    declaradas = yaml.safe_load((_PROGRAMA / "automatizaciones.yaml").read_text("utf-8"))["automations"]
    halladas = {d["name"]: cliente.read_automations_by_name(d["name"]) for d in declaradas}
    faltan = [n for n, iguales in halladas.items() if not iguales]
    if faltan:
        return Comprobacion("Automatizaciones", "mal", f"faltan {', '.join(faltan)}. {_REPONER}")
    apagadas = [n for n, iguales in halladas.items() if not any(a.enabled for a in iguales)]
    if apagadas:
        return Comprobacion(
            "Automatizaciones",
            "aviso",
            f"apagadas: {', '.join(apagadas)}. Sin ellas, lo que se interrumpe de golpe no se retoma solo.",
        )
    return Comprobacion("Automatizaciones", "bien", f"{len(halladas)} encendidas")


def _limites(cliente: SyncPrefectClient) -> Comprobacion:
    puestos = {x.name: x for x in cliente.read_global_concurrency_limits(limit=200)}
    nombres = [limite_de(red) for red in REDES]
    faltan = [n for n in nombres if n not in puestos]
    if faltan:
        return Comprobacion("Límites por red", "mal", f"faltan {', '.join(faltan)}. {_REPONER}")
    sin_efecto = [n for n in nombres if not puestos[n].active]
    if sin_efecto:
        return Comprobacion(
            "Límites por red",
            "aviso",
            f"apagados: {', '.join(sin_efecto)}. Enciéndalos en la página, en «Concurrency».",
        )
    return Comprobacion("Límites por red", "bien", f"{len(nombres)}")
