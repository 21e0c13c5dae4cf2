"""El simulador como proceso aparte, con su control."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from tests.flujos.apoyo_recoleccion import crear_espacio

_CADA = timedelta(hours=1)


@dataclass(frozen=True)
class Mundo:
    """Cuentas de X que publican cada hora y terminan poco antes de ahora, para que nada toque releerse.

    Attributes:
        cuentas: Cuántas.
        publicaciones: De cada una.
        inicio: Instante de la primera.
        ahora: Instante que se sirve.
    """

    cuentas: int
    publicaciones: int
    inicio: datetime
    ahora: datetime

    @classmethod
    def reciente(cls, cuentas: int, publicaciones: int) -> "Mundo":
        """Termina una hora antes de este momento: las relecturas se cuentan desde la lectura real."""
        ahora = datetime.now(UTC).replace(microsecond=0)
        return cls(cuentas, publicaciones, ahora - publicaciones * _CADA, ahora)

    @property
    def fuente(self) -> FuentePareja:
        """Las mismas cuentas y publicaciones que sirve el proceso."""
        return FuentePareja(self.cuentas, self.publicaciones, ["x"], self.inicio, _CADA)

    def me_gusta(self) -> int:
        """Suma de los me gusta de todas, como deben quedar guardados."""
        fuente = self.fuente
        cifras = Nucleo(fuente, self.ahora).cifras
        return sum(cifras(p).get("me_gusta", 0) for c in fuente.cuentas() for p in fuente.publicaciones(c))


class Servido:
    """Un simulador que corre en otro proceso.

    Args:
        base: Su dirección.
        mundo: Qué sirve.
    """

    def __init__(self, base: str, mundo: Mundo) -> None:
        self.base, self.mundo = base, mundo

    def reiniciar(self) -> None:
        """Pone su contabilidad en cero."""
        self._control("reiniciar", b"")

    def contabilidad(self) -> dict[str, Any]:
        """Lo que lleva contado de X, y cuándo llegó la primera petición, en segundos de época."""
        datos = self._control("contabilidad")
        return {**datos["redes"]["x"], "primera": time.time() - datos["desde_la_primera"]}

    def espacio(self, destino: Path, *, hilos: int) -> Path:
        """Un espacio nuevo con sus cuentas, que recolecta de él."""
        return crear_espacio(
            destino, self.mundo.fuente, self.base, redes=["x"], ajustes=f"hilos = {hilos}\n"
        ).raiz

    def _control(self, cual: str, cuerpo: bytes | None = None) -> Any:
        metodo = "GET" if cuerpo is None else "POST"
        respuesta = requests.request(metodo, f"{self.base}/_control/{cual}", data=cuerpo, timeout=30)
        respuesta.raise_for_status()
        return respuesta.json()


@contextmanager
def servir(mundo: Mundo, latencia_ms: float) -> Iterator[Servido]:
    """Levanta el simulador y lo detiene al salir."""
    orden = [
        sys.executable,
        "-m",
        "conectores.simulador",
        f"--cuentas={mundo.cuentas}",
        f"--publicaciones={mundo.publicaciones}",
        "--redes=x",
        f"--inicio={mundo.inicio.isoformat()}",
        f"--ahora={mundo.ahora.isoformat()}",
        f"--latencia-ms={latencia_ms}",
        "--sin-limites",
        "--preparar",
    ]
    proceso = subprocess.Popen(orden, stdout=subprocess.PIPE, text=True)
    try:
        if proceso.stdout is None:
            raise RuntimeError("El simulador no tiene salida")
        _, puerto = proceso.stdout.readline().split()
        yield Servido(f"http://127.0.0.1:{puerto}", mundo)
    finally:
        proceso.terminate()
        proceso.wait()
