"""Matar el programa en cualquier momento y volver a correrlo da lo mismo que si nadie lo hubiera matado."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fallas.conftest import a_medias, foto, hasta_el_final, ordenes

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows no tiene SIGKILL")

_MOMENTOS = 20
_SEMILLA = 20260720
_MORIR_AL_RENOMBRAR = """
import os, signal, sys
from pathlib import Path
renombrar, cuenta = Path.replace, [int(sys.argv.pop(1))]

def morir(origen, destino):
    cuenta[0] -= 1
    if cuenta[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return renombrar(origen, destino)

Path.replace = morir
from flujos.cli.principal import principal
principal()
"""
"""Corre una orden y la mata justo antes de que deje en su lugar el n-ésimo archivo."""


def _matar_a_los(raiz: Path, segundos: float) -> None:
    """Corre las dos órdenes y mata, ``segundos`` después de empezar, la que esté corriendo."""
    limite = time.monotonic() + segundos
    for orden in ordenes(raiz):
        with subprocess.Popen(orden, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as proceso:
            try:
                proceso.wait(max(0.0, limite - time.monotonic()))
            except subprocess.TimeoutExpired:
                proceso.send_signal(signal.SIGKILL)
                return


def test_morir_en_cualquier_momento_no_cambia_el_resultado(por_recibir: Path, tmp_path: Path) -> None:
    tranquilo = tmp_path / "tranquilo"
    shutil.copytree(por_recibir, tranquilo)
    inicio = time.monotonic()
    for orden in ordenes(tranquilo):
        corrida = subprocess.run(orden, capture_output=True, text=True, check=False)
        assert corrida.returncode in (0, 1), corrida.stderr
    duracion = time.monotonic() - inicio
    esperado = foto(tranquilo)
    azar = random.Random(_SEMILLA)  # noqa: S311 — reparte momentos, no guarda secretos
    restos: list[str] = []
    for i in range(_MOMENTOS):
        copia = tmp_path / f"muerte_{i}"
        shutil.copytree(por_recibir, copia)
        momento = duracion * (i + azar.random()) / _MOMENTOS
        _matar_a_los(copia, momento)
        hasta_el_final(copia)
        assert foto(copia) == esperado, f"muerte a los {momento:.3f} s de {duracion:.3f}"
        restos += a_medias(copia)
    assert restos == []


def test_morir_antes_de_dejar_cada_archivo_no_cambia_el_resultado(por_recibir: Path, tmp_path: Path) -> None:
    """Cada archivo que la recepción deja en su lugar es un punto en que puede morir."""
    tranquilo = tmp_path / "tranquilo"
    shutil.copytree(por_recibir, tranquilo)
    hasta_el_final(tranquilo)
    esperado = foto(tranquilo)
    muertes = 0
    restos: list[str] = []
    while True:
        copia = tmp_path / f"archivo_{muertes}"
        shutil.copytree(por_recibir, copia)
        recibir = ordenes(copia)[0][1:]
        orden = [sys.executable, "-c", _MORIR_AL_RENOMBRAR, str(muertes), *recibir]
        corrida = subprocess.run(orden, capture_output=True, text=True, check=False)
        if corrida.returncode != -signal.SIGKILL:
            assert corrida.returncode == 1, corrida.stderr
            break
        muertes += 1
        hasta_el_final(copia)
        assert foto(copia) == esperado, f"muerte antes del archivo {muertes}"
        restos += a_medias(copia)
    # Cuatro lotes de una página y un manifiesto, el motivo del rechazo y el archivo que se aparta; y los dos
    # asientos (padrón y recepciones), cada uno con dos páginas, su marca de pendiente y su manifiesto. Al
    # final, el apunte de las huellas de lo que hay en entradas.
    assert muertes == 10 + 2 * 4 + 1
    assert restos == []
