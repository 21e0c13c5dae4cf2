"""El servicio de verdad, en procesos propios: lo comparten las pruebas de fallas y los bancos."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import requests

_T = TypeVar("_T")
ORDEN = Path(sys.executable).with_name("pertinencia")
FINALES = ("COMPLETED", "FAILED", "CANCELLED")
"""Estados de que una corrida ya no sale sola; de «CRASHED» sí."""


def puerto_libre() -> int:
    """Un puerto que nadie usa."""
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        numero: int = libre.getsockname()[1]
        return numero


@contextmanager
def servicio(carpeta: Path, ambiente: dict[str, str], *argumentos: str) -> Iterator[subprocess.Popen[bytes]]:
    """``pertinencia servidor`` con esos argumentos, mientras dura el bloque."""
    with (
        (carpeta / f"{argumentos[-1]}-{time.monotonic_ns()}.log").open("wb") as bitacora,
        subprocess.Popen(
            [str(ORDEN), "servidor", *argumentos],
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


def esperar(que: str, obtener: Callable[[], _T | None], tope: float = 90.0) -> _T:
    """Pregunta hasta que haya respuesta.

    Raises:
        TimeoutError: Si no la hay a tiempo.
    """
    limite = time.monotonic() + tope
    while time.monotonic() < limite:
        with suppress(requests.RequestException):
            if (valor := obtener()) is not None:
                return valor
        time.sleep(0.3)
    raise TimeoutError(f"No llegó a tiempo: {que}")


class Api:
    """El servidor de Prefect, por su API."""

    def __init__(self, base: str) -> None:
        self._base = base

    def pedir(self, ruta: str, cuerpo: object = None) -> Any:
        """Lo que contesta una ruta; con cuerpo, por POST."""
        metodo = "GET" if cuerpo is None else "POST"
        respuesta = requests.request(metodo, f"{self._base}{ruta}", json=cuerpo, timeout=30)
        respuesta.raise_for_status()
        return respuesta.json()

    def workers(self) -> int:
        """Cuántos workers están en línea."""
        vivos = self.pedir("/work_pools/pertinencia/workers/filter", {})
        return sum(w["status"] == "ONLINE" for w in vivos)

    def correr(self, despliegue: str, parametros: Mapping[str, str] | None = None) -> str:
        """Pide una corrida de un despliegue y da su identidad."""
        identidad = self.pedir(f"/deployments/name/{despliegue}")["id"]
        cuerpo = {"state": {"type": "SCHEDULED"}, "parameters": dict(parametros or {})}
        corrida: str = self.pedir(f"/deployments/{identidad}/create_flow_run", cuerpo)["id"]
        return corrida

    def corridas(self, flujo: str) -> list[dict[str, Any]]:
        """Las corridas de un flujo."""
        filtro = {"flows": {"name": {"any_": [flujo]}}}
        hechas: list[dict[str, Any]] = self.pedir("/flow_runs/filter", filtro)
        return hechas

    def terminar(self, corrida: str, tope: float) -> dict[str, Any]:
        """Espera a que una corrida termine y la da."""
        return esperar(
            "el final de la corrida",
            lambda: c if (c := self.pedir(f"/flow_runs/{corrida}"))["state_type"] in FINALES else None,
            tope,
        )
