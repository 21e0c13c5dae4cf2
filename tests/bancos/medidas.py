"""Medir procesos enteros: segundos, CPU y memoria."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ORDEN = Path(sys.executable).with_name("pertinencia")


@dataclass(frozen=True)
class Corrida:
    """Un proceso que corrió entero.

    Attributes:
        empezo: Instante en que se lanzó, en segundos de época.
        segundos: De que se lanzó a que terminó.
        cpu: Segundos de procesador, suyos y de sus hijos.
        megabytes: Lo más que ocupó, según el sistema (residente máximo; no se muestrea).
        salida: Lo que escribió.
    """

    empezo: float
    segundos: float
    cpu: float
    megabytes: float
    salida: str


def correr(orden: Sequence[str], ambiente: Mapping[str, str] | None = None) -> Corrida:
    """Corre una orden y mide su proceso.

    Raises:
        RuntimeError: Si termina mal, con lo que dijo.
    """
    with tempfile.TemporaryFile("w+") as salida:
        empezo, reloj = time.time(), time.monotonic()
        proceso = subprocess.Popen(
            list(orden), stdout=salida, stderr=subprocess.STDOUT, env={**os.environ, **(ambiente or {})}
        )
        _, estado, uso = os.wait4(proceso.pid, 0)
        segundos = time.monotonic() - reloj
        proceso.returncode = os.waitstatus_to_exitcode(estado)
        salida.seek(0)
        dicho = salida.read()
    if proceso.returncode:
        raise RuntimeError(f"{' '.join(orden[:4])}: código {proceso.returncode}\n{dicho[-3000:]}")
    # En macOS el residente máximo va en bytes; en Linux, en kB.
    unidad = 2**20 if sys.platform == "darwin" else 2**10
    return Corrida(empezo, segundos, uso.ru_utime + uso.ru_stime, uso.ru_maxrss / unidad, dicho)


def carga() -> str:
    """Qué tan ocupado está el equipo: procesos en espera de procesador, y cuántos procesadores hay."""
    return f"{os.getloadavg()[0]:.1f} en {os.cpu_count()} procesadores"


def resumir(valores: Sequence[float], unidad: str = "s") -> str:
    """Mediana y extremos."""
    orden = sorted(valores)
    return f"{statistics.median(orden):.2f} {unidad} (de {orden[0]:.2f} a {orden[-1]:.2f}, n={len(orden)})"
