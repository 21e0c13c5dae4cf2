"""Bancos de velocidad y memoria: procesos completos, con sus cifras en la salida.

make bancos                                  # la revisión de 1,000 cuentas y 500,000 publicaciones
python -m tests.bancos --cuentas 200 --repeticiones 3
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.siembra import sembrar_entradas
from flujos.pasos import ejemplo
from lineamientos.semestres import Semestre

ORDEN = Path(sys.executable).with_name("pertinencia")
SEMESTRE = Semestre(2026, 1)


@dataclass(frozen=True)
class Medida:
    """Un proceso medido: segundos de pared y pico de memoria del árbol de procesos, en MB."""

    segundos: float
    megabytes: float


def medir(argumentos: Sequence[str]) -> Medida:
    """Corre la orden y mide el proceso y sus hijos."""
    inicio = time.monotonic()
    proceso = subprocess.Popen([str(ORDEN), *argumentos], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    pico = 0.0
    errores: list[bytes] = []

    def leer_errores() -> None:
        if proceso.stderr:
            errores.append(proceso.stderr.read())

    hilo = threading.Thread(target=leer_errores)
    hilo.start()
    while proceso.poll() is None:
        pico = max(pico, sum(_residente(p) for p in _arbol(proceso.pid)))
        time.sleep(0.05)
    hilo.join()
    if proceso.returncode not in (0, 1):
        raise RuntimeError(f"{argumentos}: código {proceso.returncode}\n{errores[0].decode()[-3000:]}")
    return Medida(time.monotonic() - inicio, pico)


def _arbol(raiz: int) -> list[int]:
    """El proceso y sus descendientes, según /proc."""
    hijos: dict[int, list[int]] = {}
    for carpeta in Path("/proc").glob("[0-9]*"):
        try:
            padre = int((carpeta / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        hijos.setdefault(padre, []).append(int(carpeta.name))
    resultado, pendientes = [], [raiz]
    while pendientes:
        actual = pendientes.pop()
        resultado.append(actual)
        pendientes.extend(hijos.get(actual, []))
    return resultado


def _residente(pid: int) -> float:
    """Memoria proporcional del proceso en MB: lo compartido se reparte entre quienes lo usan."""
    try:
        for renglon in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if renglon.startswith("Pss:"):
                return int(renglon.split()[1]) / 1024
    except OSError:
        return 0.0
    return 0.0


def _pasos(raiz: Path) -> dict[str, float]:
    """Segundos de calificar y de escribir el PDF, medidos dentro de un proceso."""
    programa = (
        "import json,sys,time\n"
        "from pathlib import Path\n"
        "from flujos.pasos.espacio import abrir_espacio\n"
        "from tests.bancos.pasos import cronometrar\n"
        "print(json.dumps(cronometrar(abrir_espacio(Path(sys.argv[1])))))\n"
    )
    salida = subprocess.run(
        [sys.executable, "-c", programa, str(raiz)], capture_output=True, text=True, check=True
    ).stdout
    resultado: dict[str, float] = json.loads(salida.splitlines()[-1])
    return resultado


def principal() -> None:
    """Siembra, mide y dice."""
    opciones = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    opciones.add_argument("--cuentas", type=int, help="menos que las mil de la meta, para probar el banco")
    opciones.add_argument("--repeticiones", type=int, default=1)
    dadas = opciones.parse_args()
    _medir_ayuda()
    mundo = (
        Mundo.nuevo(7, cuentas=dadas.cuentas, semestres=(SEMESTRE,), publicaciones_por_cuenta=500)
        if dadas.cuentas
        else Mundo.para_medir(7)
    )
    primeras, segundas = [], []
    for _ in range(dadas.repeticiones):
        with tempfile.TemporaryDirectory() as carpeta:
            raiz = Path(carpeta) / "E"
            inicio = time.monotonic()
            ejemplo.preparar(raiz, mundo, con_recoleccion=False)
            siembra = sembrar_entradas(raiz, mundo, SEMESTRE, con_defectos=False)
            tamano = sum(p.stat().st_size for p in (raiz / "entradas").rglob("*") if p.is_file())
            print(
                f"Sembrado: {len(mundo.cuentas)} cuentas, {len(siembra.archivos)} archivos, "
                f"{tamano / 1e6:.0f} MB en {time.monotonic() - inicio:.1f} s (no se cuenta)."
            )
            primeras.append(medir(["semestre", SEMESTRE.clave, "--espacio", str(raiz)]))
            segundas.append(medir(["semestre", SEMESTRE.clave, "--espacio", str(raiz)]))
            pasos = _pasos(raiz)
            shutil.rmtree(raiz)
    _decir("semestre, primera corrida", primeras)
    _decir("semestre, segunda corrida", segundas)
    print(f"publicaciones en la base: {pasos.pop('publicaciones'):,.0f}")
    for nombre, segundos in pasos.items():
        print(f"{nombre}: {segundos:.2f} s")


def _medir_ayuda() -> None:
    ayudas = [medir(["--help"]) for _ in range(7)]
    _decir("pertinencia --help", ayudas[1:])


def _decir(que: str, medidas: Sequence[Medida]) -> None:
    segundos = sorted(m.segundos for m in medidas)
    print(
        f"{que}: mediana {statistics.median(segundos):.2f} s (de {segundos[0]:.2f} a {segundos[-1]:.2f}, "
        f"n={len(segundos)}), pico {max(m.megabytes for m in medidas):,.0f} MB"
    )


if __name__ == "__main__":
    principal()
