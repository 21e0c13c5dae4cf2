"""Matar una recolección en cualquier momento y repetirla da lo mismo, y no paga dos veces lo aterrizado."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from almacen.candado import candado
from conectores.simulador.fuente_pareja import FuentePareja
from flujos.pasos.credenciales import del_espacio
from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.recoleccion import recolectar
from tests.fallas.conftest import ORDEN, a_medias
from tests.flujos.apoyo_recoleccion import REDES, crear_espacio, foto

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows no tiene SIGKILL")

_INICIO = datetime(2026, 9, 1, 12, tzinfo=UTC)
_MOMENTO = _INICIO + timedelta(days=9)
_CUENTAS, _PUBLICACIONES, _CADA_HORAS = 32, 160, 1
_LATENCIA_MS = 60
_HILOS = 4
_MUERTES = 20
_ESPERA_MAXIMA_S = 0.4
"""Menos de lo que tarda en cargarse la última etapa."""
_SEMILLA = 20260910


@dataclass(frozen=True)
class _Servidor:
    """El simulador en otro proceso."""

    base: str

    def contado(self) -> dict[str, dict[str, Any]]:
        """Lo que ha contado, por red, desde que se puso en cero."""
        leido: dict[str, dict[str, Any]] = self._control("GET", "contabilidad")["redes"]
        return leido

    def reiniciar(self) -> None:
        """Pone la cuenta en cero."""
        self._control("POST", "reiniciar")

    def _control(self, metodo: str, que: str) -> Any:
        respuesta = requests.request(metodo, f"{self.base}/_control/{que}", timeout=10)
        respuesta.raise_for_status()
        return respuesta.json()


@contextmanager
def _simulador() -> Iterator[_Servidor]:
    orden = [
        sys.executable, "-m", "conectores.simulador", "--cuentas", str(_CUENTAS),
        "--publicaciones", str(_PUBLICACIONES), "--cada-horas", str(_CADA_HORAS), "--redes", ",".join(REDES),
        "--inicio", _INICIO.isoformat(), "--ahora", _MOMENTO.isoformat(),
        "--latencia-ms", str(_LATENCIA_MS), "--sin-limites", "--preparar",
    ]  # fmt: skip
    with subprocess.Popen(orden, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as proceso:
        try:
            assert proceso.stdout is not None
            puerto = re.fullmatch(r"listo (\d+)", proceso.stdout.readline().strip())
            assert puerto is not None
            yield _Servidor(f"http://127.0.0.1:{puerto[1]}")
        finally:
            proceso.kill()


@pytest.fixture(scope="module")
def servidor() -> Iterator[_Servidor]:
    """Un simulador para todas las pruebas de este archivo."""
    with _simulador() as levantado:
        yield levantado


@pytest.fixture
def por_recolectar(tmp_path: Path, servidor: _Servidor) -> Path:
    """Un espacio con el reloj parado, todas las credenciales y nada recolectado."""
    fuente = FuentePareja(_CUENTAS, _PUBLICACIONES, REDES, _INICIO, timedelta(hours=_CADA_HORAS))
    raiz = tmp_path / "E"
    crear_espacio(raiz, fuente, servidor.base, ajustes=f"hilos = {_HILOS}\n")
    ajustes = raiz / "pertinencia.toml"
    ajustes.write_text(f"{ajustes.read_text('utf-8')}\n[ejemplo]\nhoy = {_MOMENTO.isoformat()}\n", "utf-8")
    return raiz


def _terminar(raiz: Path) -> None:
    espacio = abrir_espacio(raiz)
    assert recolectar(espacio, _MOMENTO, del_espacio(espacio)).abiertos == ()


def _matar_tras(raiz: Path, servidor: _Servidor, paginas: int, segundos: float) -> bool:
    """Corre la orden y la mata esos segundos después de que se contestaron esas páginas; dice si alcanzó."""
    orden = [str(ORDEN), "recolectar", "--momento", _MOMENTO.isoformat(), "--espacio", str(raiz)]
    with subprocess.Popen(orden, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as proceso:
        while proceso.poll() is None:
            if _buenas(servidor.contado()) >= paginas:
                time.sleep(segundos)
                proceso.send_signal(signal.SIGKILL)
                return proceso.wait() == -signal.SIGKILL
            time.sleep(0.005)
    return False


def _buenas(contado: Mapping[str, Mapping[str, Any]]) -> int:
    return sum(r["buenas"] for red, r in contado.items() if red != "oauth")


def test_morir_veinte_veces_no_cambia_lo_guardado_ni_paga_dos_veces_lo_aterrizado(
    por_recolectar: Path, tmp_path: Path, servidor: _Servidor
) -> None:
    servidor.reiniciar()
    tranquilo = tmp_path / "tranquilo"
    shutil.copytree(por_recolectar, tranquilo)
    _terminar(tranquilo)
    esperado = foto(abrir_espacio(tranquilo))
    minimas = _buenas(servidor.contado())
    assert minimas > 4 * _MUERTES, "con pocas páginas las muertes no caerían en distintos lugares"

    azar = random.Random(_SEMILLA)  # noqa: S311 — reparte momentos, no guarda secretos
    for i in range(_MUERTES):
        copia = tmp_path / f"muerte_{i}"
        shutil.copytree(por_recolectar, copia)
        servidor.reiniciar()
        momento = int(minimas * (i + azar.random()) / _MUERTES)
        # Con la espera, unas muertes caen mientras se piden páginas y otras mientras se cargan.
        murio = _matar_tras(copia, servidor, momento, azar.uniform(0, _ESPERA_MAXIMA_S))
        assert murio, f"terminó antes de {momento} páginas"
        # El proceso que pide muere con él, y entre una muerte y otra puede aterrizar algo: se le espera.
        with candado(abrir_espacio(copia).rutas.aterrizaje / "recorrido", 30):
            pass
        aterrizadas = _aterrizadas(copia)
        _espera_al_vuelo(servidor)
        hasta_morir = _buenas(servidor.contado())
        assert hasta_morir - aterrizadas <= _HILOS, "se pidió más de una página por hilo sin aterrizar"
        _terminar(copia)
        assert foto(abrir_espacio(copia)) == esperado, f"muerte tras {momento} de {minimas} páginas"
        # Lo ya aterrizado no se vuelve a pedir: tras la muerte solo se pide lo que faltaba.
        assert _buenas(servidor.contado()) - hasta_morir == minimas - aterrizadas
        assert _buenas(servidor.contado()) <= minimas + _HILOS
        assert a_medias(copia) == []


def _aterrizadas(raiz: Path) -> int:
    return sum(1 for _ in (raiz / "datos" / "aterrizaje").rglob("pagina-*.zst"))


def _espera_al_vuelo(servidor: _Servidor) -> None:
    """Deja que el simulador termine de contar lo que la muerte dejó pedido."""
    antes = -1
    while (ahora := _buenas(servidor.contado())) != antes:
        antes = ahora
        time.sleep(3 * _LATENCIA_MS / 1000)
