"""Medir procesos enteros: segundos, CPU y memoria."""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import threading
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
        megabytes: Lo más que ocupó el mayor de sus procesos, según el sistema (residente máximo).
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


class MemoriaEnConjunto:
    """Lo más que ocupa un proceso con todos los que lanza, por muestreo, mientras dura el bloque.

    Lo que comparten se cuenta una vez (PSS). Leerlo cuesta: no se mide tiempo en la misma corrida. Solo en
    Linux; donde no hay ``/proc`` queda en cero.
    """

    def __init__(self, de: int | None = None) -> None:
        """De un proceso y los suyos; sin decir cuál, de los que este lance mientras dure el bloque."""
        self.megabytes = 0.0
        self._de = de
        self._basta = threading.Event()

    def __enter__(self) -> "MemoriaEnConjunto":
        self._hilo = threading.Thread(target=self._muestrear)
        self._hilo.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._basta.set()
        self._hilo.join()

    def _muestrear(self) -> None:
        ajenos = set(_descendientes(os.getpid())) if self._de is None else set()
        while not self._basta.wait(0.05):
            raiz = os.getpid() if self._de is None else self._de
            suyos = [p for p in _descendientes(raiz) if p not in ajenos]
            if self._de is not None:
                suyos.append(self._de)
            self.megabytes = max(self.megabytes, sum(_pss(p) for p in suyos))


def _descendientes(pid: int) -> list[int]:
    padres: dict[int, list[int]] = {}
    for estado in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            campos = estado.read_text().rpartition(")")[2].split()
            padres.setdefault(int(campos[1]), []).append(int(estado.parent.name))
    hallados = list(padres.get(pid, ()))
    for hallado in hallados:
        hallados.extend(padres.get(hallado, ()))
    return hallados


def _pss(pid: int) -> float:
    """Megabytes; nada, de uno que ya terminó."""
    with contextlib.suppress(OSError):
        for linea in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if linea.startswith("Pss:"):
                return int(linea.split()[1]) / 1024
    return 0.0


def carga() -> str:
    """Qué tan ocupado está el equipo: procesos en espera de procesador, y cuántos procesadores hay."""
    return f"{os.getloadavg()[0]:.1f} en {os.cpu_count()} procesadores"


def resumir(valores: Sequence[float], unidad: str = "s") -> str:
    """Mediana y extremos."""
    orden = sorted(valores)
    return f"{statistics.median(orden):.2f} {unidad} (de {orden[0]:.2f} a {orden[-1]:.2f}, n={len(orden)})"
