"""``verificar`` contra un servidor de verdad: vacío, completo, y con cada cosa apagada."""

import asyncio
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import (
    DeploymentScheduleCreate,
    GlobalConcurrencyLimitUpdate,
    WorkPoolUpdate,
)
from prefect.client.schemas.schedules import CronSchedule
from prefect.flows import flow
from prefect.settings import PREFECT_API_URL

from flujos.pasos.comprobacion import Comprobacion
from flujos.pasos.servicio import GRUPO
from flujos.prefect import puesta_en_marcha
from flujos.prefect.limites import limite_de
from flujos.prefect.verificacion import verificar_servidor
from tests.flujos.apoyo_prefect import servidor_de_prueba

pytestmark = pytest.mark.prefect

_RAIZ = Path(__file__).parents[2]
_DESPLIEGUES = yaml.safe_load((_RAIZ / "prefect.yaml").read_text("utf-8"))["deployments"]


@flow
def cualquiera() -> None:
    """Para colgarle despliegues."""


@pytest.fixture(scope="module")
def cliente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SyncPrefectClient]:
    with servidor_de_prueba(tmp_path_factory), get_client(sync_client=True) as uno:
        yield uno


def _verificar() -> dict[str, Comprobacion]:
    api = PREFECT_API_URL.value()
    assert api
    return {c.que: c for c in verificar_servidor(api, None)}


def _poner_todo(cliente: SyncPrefectClient) -> None:
    puesta_en_marcha.poner_grupo(cliente)
    puesta_en_marcha.poner_limites(cliente)
    puesta_en_marcha.poner_automatizaciones(cliente, _RAIZ / "automatizaciones.yaml")
    suyo = cliente.create_flow(cualquiera)
    for uno in _DESPLIEGUES:
        horarios = [
            DeploymentScheduleCreate(schedule=CronSchedule(cron=h["cron"]), active=True)
            for h in uno["schedules"]
        ]
        cliente.create_deployment(suyo, uno["name"], schedules=horarios, work_pool_name=GRUPO)


def _poner_worker() -> None:
    async def latir() -> None:
        async with get_client() as otro:
            await otro.send_worker_heartbeat(GRUPO, "de prueba", heartbeat_interval_seconds=60)

    asyncio.run(latir())


# Va antes que las demás: el servidor es de todo el archivo y aquí tiene que estar vacío.
def test_un_servidor_vacio_y_luego_completo_y_luego_con_todo_apagado(cliente: SyncPrefectClient) -> None:
    vacio = _verificar()
    assert vacio["Servidor"].resultado == "bien"
    assert {c.resultado for q, c in vacio.items() if q != "Servidor"} == {"mal"}
    assert "Grupo de trabajo" in vacio

    _poner_todo(cliente)
    sin_worker = _verificar()
    assert [q for q, c in sin_worker.items() if c.resultado != "bien"] == ["Workers"]
    assert "--solo worker" in sin_worker["Workers"].detalle

    _poner_worker()
    completo = _verificar()
    assert {c.resultado for c in completo.values()} == {"bien"}
    assert completo["Workers"].detalle == "en línea: 1"

    cliente.update_work_pool(GRUPO, WorkPoolUpdate(is_paused=True))
    semestre = cliente.read_deployment_by_name("cualquiera/semestre")
    cliente.pause_deployment(semestre.id)
    cliente.update_global_concurrency_limit(limite_de("x"), GlobalConcurrencyLimitUpdate(active=False))
    (retomar,) = cliente.read_automations_by_name("retomar-interrumpidas")
    cliente.delete_automation(retomar.id)
    apagado = _verificar()
    assert apagado["Grupo de trabajo"].resultado == "mal"
    assert (apagado["Despliegues"].resultado, "semestre" in apagado["Despliegues"].detalle) == ("aviso", True)
    assert (apagado["Límites por red"].resultado, apagado["Automatizaciones"].resultado) == ("aviso", "mal")


def test_una_direccion_que_no_contesta_es_una_falla_de_una_oracion() -> None:
    (una,) = verificar_servidor("http://127.0.0.1:1/api", None)
    assert una.resultado == "mal"
    assert "no contesta" in una.detalle


def test_una_contrasena_que_no_sirve_se_dice_sin_mostrarla() -> None:
    class Cerrado(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Callado."""

    with HTTPServer(("127.0.0.1", 0), Cerrado) as servidor:
        hilo = Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02})
        hilo.start()
        (una,) = verificar_servidor(
            f"http://127.0.0.1:{servidor.server_address[1]}/api", "pertinencia:secreta-secreta"
        )
        servidor.shutdown()
        hilo.join()
    assert una.resultado == "mal"
    assert "PERTINENCIA_SERVIDOR_CLAVE" in una.detalle
    assert "secreta" not in una.detalle


def test_volver_a_poner_las_automatizaciones_no_las_toca_y_un_cambio_si(
    cliente: SyncPrefectClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Tocarlas borra lo que llevan contado, y con ello lo que se interrumpió al detener el servicio.
    declaradas = _RAIZ / "automatizaciones.yaml"
    tocadas: list[str] = []
    tocar = cliente.update_automation

    def anotar(identidad: Any, nueva: Any) -> None:
        tocadas.append(nueva.name)
        tocar(identidad, nueva)

    monkeypatch.setattr(cliente, "update_automation", anotar)
    for _ in range(2):
        puesta_en_marcha.poner_automatizaciones(cliente, declaradas)
    assert tocadas == []
    cambiadas = tmp_path / "automatizaciones.yaml"
    cambiadas.write_text(declaradas.read_text("utf-8").replace("within: 90", "within: 91"), "utf-8")
    for _ in range(2):
        puesta_en_marcha.poner_automatizaciones(cliente, cambiadas)
    assert tocadas == ["corridas-interrumpidas"]
