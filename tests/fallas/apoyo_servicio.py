"""El servicio de verdad: «pertinencia servidor» y su API, para las pruebas que lo manejan."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

import pytest
import requests

from tests.fallas.conftest import ORDEN

PROGRAMA = Path(__file__).parents[2]
FINALES = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
_REPETICIONES = 10
_T = TypeVar("_T")


def puerto_libre() -> int:
    """Un puerto que nadie usa."""
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        numero: int = libre.getsockname()[1]
        return numero


@contextmanager
def servicio(
    carpeta: Path, ambiente: Mapping[str, str], *argumentos: str, prefijo: Sequence[str] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """``pertinencia servidor`` mientras dura el bloque; su bitácora queda en la carpeta."""
    with (
        (carpeta / f"{argumentos[-1]}-{time.monotonic_ns()}.log").open("wb") as bitacora,
        subprocess.Popen(
            [*prefijo, str(ORDEN), "servidor", *argumentos],
            env=ambiente,
            stdout=bitacora,
            stderr=subprocess.STDOUT,
        ) as proceso,
    ):
        try:
            yield proceso
        finally:
            proceso.terminate()
            proceso.wait(60)


@contextmanager
def simulador(*argumentos: str) -> Iterator[str]:
    """El simulador en su proceso; da su dirección."""
    orden = [sys.executable, "-m", "conectores.simulador", *argumentos]
    with subprocess.Popen(orden, stdout=subprocess.PIPE, text=True, cwd=PROGRAMA) as proceso:
        try:
            assert proceso.stdout is not None
            yield f"http://127.0.0.1:{proceso.stdout.readline().split()[1]}"
        finally:
            proceso.kill()


def esperar(que: str, obtener: Callable[[], _T | None], tope: float = 90.0) -> _T:
    """Pregunta hasta que haya respuesta; si no la hay a tiempo, la prueba falla y dice qué faltó."""
    limite = time.monotonic() + tope
    while time.monotonic() < limite:
        with suppress(requests.RequestException):
            if (valor := obtener()) is not None:
                return valor
        time.sleep(0.3)
    pytest.fail(f"No llegó a tiempo: {que}")


class Api:
    """El servidor de Prefect, por su API."""

    def __init__(self, base: str) -> None:
        self._base = base

    def pedir(self, ruta: str, cuerpo: object = None) -> Any:
        metodo = "GET" if cuerpo is None else "POST"
        for _ in range(_REPETICIONES):
            respuesta = requests.request(metodo, f"{self._base}{ruta}", json=cuerpo, timeout=30)
            if respuesta.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
                break
            # La base de SQLite estaba ocupada y no se hizo nada: los clientes de Prefect también repiten.
            time.sleep(0.5)
        respuesta.raise_for_status()
        return respuesta.json()

    def borrar(self, ruta: str) -> None:
        requests.delete(f"{self._base}{ruta}", timeout=30).raise_for_status()

    def workers(self) -> int:
        vivos = self.pedir("/work_pools/pertinencia/workers/filter", {})
        return sum(w["status"] == "ONLINE" for w in vivos)

    def correr(self, despliegue: str, **parametros: str) -> str:
        identidad = self.despliegue(despliegue)
        cuerpo = {"state": {"type": "SCHEDULED"}, "parameters": parametros}
        corrida: str = self.pedir(f"/deployments/{identidad}/create_flow_run", cuerpo)["id"]
        return corrida

    def despliegue(self, nombre: str) -> str:
        identidad: str = self.pedir(f"/deployments/name/{nombre}")["id"]
        return identidad

    def esperar_final(self, corrida: str, tope: float = 240.0) -> dict[str, Any]:
        """La corrida, cuando ya acabó."""

        def acabada() -> dict[str, Any] | None:
            leida: dict[str, Any] = self.pedir(f"/flow_runs/{corrida}")
            return leida if leida["state_type"] in FINALES else None

        return esperar(f"el final de {corrida}", acabada, tope)

    def bitacora(self, corrida: str) -> str:
        """Lo que dijo una corrida y las que contiene."""
        hijas = {"flow_runs": {"parent_flow_run_id": {"any_": [corrida]}}}
        ids = [corrida, *(c["id"] for c in self.pedir("/flow_runs/filter", hijas))]
        renglones = self.pedir(
            "/logs/filter", {"logs": {"flow_run_id": {"any_": ids}}, "sort": "TIMESTAMP_ASC"}
        )
        return "\n".join(r["message"] for r in renglones)

    def corridas(self, flujo: str) -> list[dict[str, Any]]:
        filtro = {"flows": {"name": {"any_": [flujo]}}}
        hechas: list[dict[str, Any]] = self.pedir("/flow_runs/filter", filtro)
        return hechas
