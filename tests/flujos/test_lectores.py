"""Repartir la lectura entre procesos da lo mismo que leer aquí, y ningún proceso queda suelto."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flujos.pasos import lectores
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.recepcion import recibir
from tests.flujos.conftest import S, formato_lleno
from tests.flujos.test_recepcion import _tablas

_ESPERAR = """
import sys, time
from pathlib import Path
from flujos.pasos import lectores
from flujos.pasos.entradas import en_tandas, enumerar
from flujos.pasos.espacio import abrir_espacio
from lineamientos.semestres import Semestre

if __name__ == "__main__":
    lectores._ARCHIVOS_PARA_REPARTIR = 1
    espacio = abrir_espacio(Path(sys.argv[1]))
    tandas = en_tandas(enumerar(espacio, Semestre(2026, 1)))
    with lectores.lectores(espacio, tandas) as reparto:
        reparto.leer(tandas[0])
        print(*reparto._procesos._processes, flush=True)
        time.sleep(60)
"""


def _llenar(espacio: Espacio) -> None:
    for red, cuenta in (("x", "x_uno"), ("facebook", "fb_uno")):
        carpeta = espacio.entradas / cuenta
        carpeta.mkdir(parents=True)
        (carpeta / f"{red}.csv").write_bytes(formato_lleno(espacio, red))
    (espacio.entradas / "x_uno" / "vacio.csv").write_bytes(b"")


def test_repartir_la_lectura_no_cambia_el_resultado(
    espacio: Espacio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _llenar(espacio)
    gemelo = abrir_espacio(Path(shutil.copytree(espacio.raiz, tmp_path / "gemelo")))
    aqui = recibir(espacio, S)
    monkeypatch.setattr(lectores, "_ARCHIVOS_PARA_REPARTIR", 1)
    repartida = recibir(gemelo, S)
    assert repartida == aqui
    assert _tablas(gemelo) == _tablas(espacio)


@pytest.mark.skipif(os.name == "nt", reason="Windows no tiene SIGKILL")
def test_si_el_principal_muere_de_golpe_los_que_leen_terminan(espacio: Espacio, tmp_path: Path) -> None:
    _llenar(espacio)
    programa = tmp_path / "esperar.py"
    programa.write_text(_ESPERAR, "utf-8")
    with subprocess.Popen(
        [sys.executable, str(programa), str(espacio.raiz)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    ) as principal:
        assert principal.stdout is not None
        hijos = [int(p) for p in principal.stdout.readline().split()]
        assert hijos
        principal.send_signal(signal.SIGKILL)
    limite = time.monotonic() + 20
    while any(_vive(p) for p in hijos) and time.monotonic() < limite:
        time.sleep(0.1)
    assert not [p for p in hijos if _vive(p)]


def _vive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
