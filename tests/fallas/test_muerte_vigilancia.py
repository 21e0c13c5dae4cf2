"""Matar la vigilancia en cualquier paso y repetirla: ninguna comunicación falta ni sale dos veces."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from almacen import expediente as guardado
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.comunicaciones import Estado, estado_de, leer_cartas
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.notificar import resolver_duda
from flujos.pasos.vigilancia import vigilar
from informes.cartas.correo import mensaje_id
from lineamientos.semestres import Semestre
from tests.flujos.apoyo_bandeja import Buzon, servidor
from tests.flujos.apoyo_smtp import certificado
from tests.flujos.apoyo_vigilancia import a_las, entregar, sembrar

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows no tiene SIGKILL")

S = Semestre(2026, 1)
_MUERE = datetime(2026, 7, 15, 9, 5)
_REPITE = datetime(2026, 7, 15, 9, 30)
_RAIZ = Path(__file__).parents[2]
_MUERTES = 24
_SEMILLA = 20260715
# Cada fsync y cada cambio de nombre es un paso que queda en disco: entre dos de ellos se muere.
_PROGRAMA = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
raiz, momento, limite = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])
pasos = 0
def contado(hacer):
    def envuelta(*a, **k):
        global pasos
        pasos += 1
        if pasos == limite:
            os.kill(os.getpid(), signal.SIGKILL)
        return hacer(*a, **k)
    return envuelta
os.fsync, Path.replace = contado(os.fsync), contado(Path.replace)
from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.vigilancia import vigilar
from tests.flujos.apoyo_vigilancia import a_las
vigilar(a_las(abrir_espacio(raiz), momento), "Ana")
print(pasos)
"""


def _correr(raiz: Path, limite: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _PROGRAMA, str(raiz), _MUERE.isoformat(), str(limite)],
        cwd=_RAIZ,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def buzon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Buzon]:
    pem = certificado(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with servidor(pem, Buzon()) as abierto:
        yield abierto


def _sembrado(raiz: Path, buzon: Buzon) -> Path:
    """Requeridas y, al cerrar la entrega: una en silencio, una observada y una en tiempo."""
    smtp = (
        '\n[comunicaciones.smtp]\nservidor = "127.0.0.1"\nseguridad = "tls"\n'
        f'puerto = {buzon.puerto}\nremitente = "redes@example.org"\n'
    )
    espacio = sembrar(raiz, 3, ajustes=smtp)
    vigilar(a_las(espacio, datetime(2026, 6, 24, 9, 5)), "Ana")
    entregar(espacio, S, ["x_001"], datetime(2026, 7, 14, 11), ["o1"])
    entregar(espacio, S, ["x_002"], datetime(2026, 7, 14, 12))
    return raiz


def _escritas(espacio: Espacio) -> list[str]:
    with abrir_al_dia(espacio) as base:
        return sorted(guardado.comunicaciones(base, S.clave)["comunicacion"])


def _resolver_dudas(espacio: Espacio, buzon: Buzon) -> int:
    """Lo que haría una persona: preguntar a quien debió recibirla."""
    dudosas = [c for c in leer_cartas(espacio, S) if estado_de(espacio, c, _REPITE.date()) is Estado.DUDOSA]
    recibidas = {m["Message-ID"] for m in buzon.mensajes}
    for carta in dudosas:
        resolver_duda(espacio, carta.identidad, "Ana", llego=mensaje_id(carta.identidad) in recibidas)
    return len(dudosas)


def test_muerta_en_cualquier_paso_y_repetida_ninguna_falta_ni_sale_dos_veces(
    tmp_path: Path, buzon: Buzon
) -> None:
    base = _sembrado(tmp_path / "base", buzon)
    entera = Path(shutil.copytree(base, tmp_path / "entera"))
    previos = len(buzon.mensajes)
    hecha = _correr(entera, 0)
    assert hecha.returncode == 0, hecha.stderr
    pasos = int(hecha.stdout)
    esperadas = _escritas(a_las(abrir_espacio(entera), _REPITE))
    # El silencio, las observaciones y dos acuses, además de los tres requerimientos.
    assert len(esperadas) == 3 + 4
    assert len(buzon.mensajes) - previos == 4
    puntos = random.Random(_SEMILLA).sample(range(1, pasos + 1), _MUERTES)  # noqa: S311
    dudas = 0
    for punto in sorted(puntos):
        buzon.mensajes.clear()
        copia = Path(shutil.copytree(base, tmp_path / f"muere_{punto}"))
        muerta = _correr(copia, punto)
        assert muerta.returncode == -signal.SIGKILL, muerta.stderr
        espacio = a_las(abrir_espacio(copia), _REPITE)
        vigilar(espacio, "Luz")
        dudas += _resolver_dudas(espacio, buzon)
        vigilar(espacio, "Luz")
        assert _escritas(espacio) == esperadas, punto
        salieron = Counter(m["Message-ID"] for m in buzon.mensajes)
        assert salieron == Counter(
            mensaje_id(c) for c in esperadas if mensaje_id(c) not in _requerimientos(espacio)
        ), punto
        assert all(c.fila["notificada"] for c in leer_cartas(espacio, S)), punto
        shutil.rmtree(copia)
    # Solo queda en duda lo que murió entre entregar el mensaje y saber que se tomó.
    assert dudas <= _MUERTES // 4


def _requerimientos(espacio: Espacio) -> set[str]:
    return {
        mensaje_id(c.identidad)
        for c in leer_cartas(espacio, S)
        if c.fila["clase_comunicacion"] == "requerimiento"
    }


def test_dos_a_la_vez_hacen_lo_de_una(tmp_path: Path, buzon: Buzon) -> None:
    raiz = _sembrado(tmp_path / "E", buzon)
    buzon.mensajes.clear()
    orden = [sys.executable, "-c", _PROGRAMA, str(raiz), _MUERE.isoformat(), "0"]
    procesos = [subprocess.Popen(orden, cwd=_RAIZ, stderr=subprocess.PIPE, text=True) for _ in "ab"]
    for proceso in procesos:
        _, dicho = proceso.communicate(timeout=120)
        assert proceso.returncode == 0, dicho
    assert len(buzon.mensajes) == 4
    assert len({m["Message-ID"] for m in buzon.mensajes}) == 4
