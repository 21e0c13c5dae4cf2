"""Matar una reconstrucción en cualquier momento no pierde la base, y repetirla da lo mismo."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.reconstruccion import reconstruir
from tests.fallas.conftest import ORDEN, a_medias
from tests.flujos.apoyo_recuperacion import espacio_trabajado, foto

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows no tiene SIGKILL")

_MOMENTOS = 10
_SEMILLA = 20260720
_MORIR_AL_PONERLA = """
import os, signal, sys
from pathlib import Path
metodo = sys.argv.pop(1)
original = getattr(Path, metodo)

def morir(propia, otra):
    if "maestro.duckdb" in (propia.name, Path(otra).name) and "antes" not in Path(otra).name:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(propia, otra)

setattr(Path, metodo, morir)
from flujos.cli.principal import principal
principal()
"""
"""Corre la orden y la mata justo antes de conservar la anterior o de poner la nueva en su lugar."""


@pytest.fixture(scope="module")
def modelo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return espacio_trabajado(tmp_path_factory.mktemp("modelo") / "E").raiz


def _entero(raiz: Path) -> None:
    espacio = abrir_espacio(raiz)
    esperada = foto(espacio.rutas.publicado)
    assert foto(espacio.rutas.maestro) == esperada, "la muerte no debe tocar la base que había"
    assert reconstruir(espacio).igual
    assert foto(espacio.rutas.maestro) == esperada
    assert not (espacio.rutas.datos / "reconstruccion").exists()
    assert a_medias(raiz) == []


def test_morir_en_cualquier_momento_no_pierde_la_base(modelo: Path, tmp_path: Path) -> None:
    orden = [str(ORDEN), "reconstruir", "--espacio"]
    tranquilo = tmp_path / "tranquilo"
    shutil.copytree(modelo, tranquilo)
    inicio = time.monotonic()
    subprocess.run([*orden, str(tranquilo)], capture_output=True, check=True)
    duracion = time.monotonic() - inicio
    azar = random.Random(_SEMILLA)  # noqa: S311 — reparte momentos, no guarda secretos
    for i in range(_MOMENTOS):
        copia = tmp_path / f"muerte_{i}"
        shutil.copytree(modelo, copia)
        with subprocess.Popen([*orden, str(copia)], stdout=subprocess.DEVNULL) as proceso:
            try:
                proceso.wait(duracion * (i + azar.random()) / _MOMENTOS)
            except subprocess.TimeoutExpired:
                proceso.send_signal(signal.SIGKILL)
        _entero(copia)


@pytest.mark.parametrize("metodo", ["hardlink_to", "replace"])
def test_morir_al_ponerla_en_su_lugar_no_pierde_la_base(modelo: Path, tmp_path: Path, metodo: str) -> None:
    copia = tmp_path / "copia"
    shutil.copytree(modelo, copia)
    orden = [sys.executable, "-c", _MORIR_AL_PONERLA, metodo, "reconstruir", "--espacio", str(copia)]
    assert subprocess.run(orden, capture_output=True, check=False).returncode == -signal.SIGKILL
    _entero(copia)
