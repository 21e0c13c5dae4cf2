"""De verdad: servidor, despliegues, worker y un horario que llega hasta el informe.

Con una versión de SQLAlchemy el servidor dejó de crear las corridas de los horarios y solo lo decía su
bitácora; con una de FastAPI fallaba cada flujo. Esta prueba impide actualizar sin darse cuenta.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
import requests

from flujos.ajustes import apagar_telemetria
from flujos.pasos.espacio import Espacio
from tests.flujos.apoyo_prefect import poner_base
from tests.flujos.conftest import S, formato_lleno

pytestmark = pytest.mark.prefect

_T = TypeVar("_T")
_RAIZ = Path(__file__).parents[2]
_TOPE_SEGUNDOS = 240


class _Prefect:
    """Un Prefect propio: su carpeta, su puerto y sus procesos."""

    def __init__(self, carpeta: Path) -> None:
        apagar_telemetria()
        with socket.socket() as libre:
            libre.bind(("127.0.0.1", 0))
            self.puerto = str(libre.getsockname()[1])
        self.api = f"http://127.0.0.1:{self.puerto}/api"
        self.carpeta = carpeta
        self.limite = time.monotonic() + _TOPE_SEGUNDOS
        self.entorno = os.environ | {
            "PREFECT_HOME": str(carpeta),
            "PREFECT_API_URL": self.api,
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "5",
            "PERTINENCIA_PROGRAMA": str(_RAIZ),
            "NO_PROXY": "127.0.0.1",
        }
        self.sesion = requests.Session()
        self.sesion.trust_env = False
        self.procesos: list[subprocess.Popen[bytes]] = []

    def orden(self, *argumentos: str) -> None:
        hecho = subprocess.run(
            [sys.executable, "-m", "prefect", *argumentos],
            cwd=_RAIZ,
            env=self.entorno,
            capture_output=True,
            text=True,
            timeout=_TOPE_SEGUNDOS,
            check=False,
        )
        assert hecho.returncode == 0, hecho.stdout + hecho.stderr

    def al_fondo(self, nombre: str, *argumentos: str) -> None:
        with (self.carpeta / f"{nombre}.log").open("wb") as bitacora:
            self.procesos.append(
                subprocess.Popen(
                    [sys.executable, "-m", "prefect", *argumentos],
                    cwd=_RAIZ,
                    env=self.entorno,
                    stdout=bitacora,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )

    def pedir(self, ruta: str, cuerpo: object = None) -> Any:
        respuesta = self.sesion.request(
            "GET" if cuerpo is None else "POST", self.api + ruta, json=cuerpo, timeout=20
        )
        respuesta.raise_for_status()
        return respuesta.json()

    def esperar(self, que: str, obtener: Callable[[], _T | None]) -> _T:
        """Pregunta hasta que haya respuesta; si no la hay a tiempo, falla con las bitácoras."""
        while time.monotonic() < self.limite:
            with suppress(OSError):
                if (valor := obtener()) is not None:
                    return valor
            time.sleep(0.5)
        bitacoras = "\n".join(b.read_text("utf-8", "replace")[-4000:] for b in self.carpeta.glob("*.log"))
        pytest.fail(f"No llegó a tiempo: {que}.\n{bitacoras}")

    def corridas(self, despliegue: str) -> list[dict[str, Any]]:
        filtro = {"deployment_id": {"any_": [despliegue]}}
        corridas: list[dict[str, Any]] = self.pedir(
            "/flow_runs/filter", {"flow_runs": filtro, "sort": "EXPECTED_START_TIME_ASC"}
        )
        return corridas

    def cerrar(self) -> None:
        """Termina lo que haya: primero el worker, luego el servidor, y lo que dejaran vivo."""
        self.sesion.close()
        for proceso in reversed(self.procesos):
            with suppress(ProcessLookupError):
                os.killpg(proceso.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                proceso.wait(20)
            with suppress(ProcessLookupError):
                os.killpg(proceso.pid, signal.SIGKILL)
            proceso.wait()


@pytest.fixture
def prefect_real(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Prefect]:
    carpeta = tmp_path / "prefect"
    poner_base(tmp_path_factory, carpeta / "prefect.db")
    prefect = _Prefect(carpeta)
    try:
        prefect.al_fondo("servidor", "server", "start", "--port", prefect.puerto, "--no-ui")
        prefect.esperar("el servidor", lambda: prefect.pedir("/health") or None)
        prefect.pedir("/work_pools/", {"name": "pertinencia", "type": "process"})
        prefect.orden("--no-prompt", "deploy", "--all")
        yield prefect
    finally:
        prefect.cerrar()


def test_un_horario_llega_hasta_el_informe(prefect_real: _Prefect, espacio: Espacio) -> None:
    (espacio.entradas / "x.csv").write_bytes(formato_lleno(espacio, "x"))
    prefect = prefect_real
    despliegue = prefect.pedir("/deployments/name/semestre/semestre")["id"]

    def propias() -> list[dict[str, Any]] | None:
        return prefect.corridas(despliegue) or None

    # El horario de prefect.yaml: el servidor crea sus corridas, todas a las 7:00 de México.
    programadas = prefect.esperar("las corridas del horario propio", propias)
    horas = [
        datetime.fromisoformat(c["expected_start_time"]).astimezone(ZoneInfo("America/Mexico_City"))
        for c in programadas
    ]
    assert {(h.hour, h.minute) for h in horas} == {(7, 0)}
    assert {h.month for h in horas} <= {1, 2, 7, 8}

    prefect.entorno["PERTINENCIA_ESPACIO"] = str(espacio.raiz)
    prefect.al_fondo("worker", "worker", "start", "--pool", "pertinencia", "--limit", "1")
    # Cada medio minuto y no una vez: el servidor mira los horarios por rondas y una fecha única pudo pasar.
    horario = {"interval": 30, "timezone": "America/Mexico_City"}
    prefect.pedir(
        f"/deployments/{despliegue}/schedules",
        [{"active": True, "schedule": horario, "parameters": {"semestre": S.clave}}],
    )

    def terminada() -> dict[str, Any] | None:
        return next(
            (
                c
                for c in prefect.corridas(despliegue)
                if c["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
            ),
            None,
        )

    corrida = prefect.esperar("la corrida del horario", terminada)
    bitacora = prefect.pedir("/logs/filter", {"logs": {"flow_run_id": {"any_": [corrida["id"]]}}})
    mensajes = "\n".join(m["message"] for m in bitacora)
    assert corrida["state_type"] == "COMPLETED", mensajes
    assert corrida["name"] == f"Revisar {S.clave}"
    assert "Corre el plazo de evaluación del art. 13" in mensajes, "no supo que la arrancó el horario"
    assert (espacio.informes(S) / f"informe_{S.clave}.pdf").stat().st_size > 1000
    assert espacio.rutas.publicado.exists()
