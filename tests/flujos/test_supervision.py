"""El supervisor: levanta al que se cae, cada vez con más calma, y detiene a todos con lo que arrancaron."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flujos.pasos import supervision
from flujos.pasos.supervision import Pieza, Supervisor

pytestmark = pytest.mark.skipif(os.name == "nt", reason="usa grupos de procesos")
_DORMIR = "import time; time.sleep(60)"


def _pieza(carpeta: Path, programa: str, bitacora: Path | None = None) -> Pieza:
    return Pieza("La pieza", [sys.executable, "-c", programa], dict(os.environ), carpeta, bitacora)


def _hasta(condicion: Callable[[], bool]) -> None:
    limite = time.monotonic() + 20
    while not condicion():
        assert time.monotonic() < limite, "no llegó a tiempo"
        time.sleep(0.02)


def test_levanta_al_que_se_cae_y_dice_que_paso_y_donde_leerlo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "_ESPERAS", (0.0, 0.0))
    dichos: list[str] = []
    supervisor = Supervisor(dichos.append)
    pieza = _pieza(tmp_path, "print('esto dije'); raise SystemExit(3)", tmp_path / "b" / "p.log")
    supervisor.agregar(pieza)
    primero = pieza.proceso
    _hasta(lambda: not pieza.corre)
    supervisor.atender(pieza)
    supervisor.atender(pieza)
    assert pieza.proceso is not primero
    supervisor.detener()
    assert "La pieza se detuvo" in dichos[0]
    assert "código 3" in dichos[0]
    assert str(tmp_path / "b" / "p.log") in dichos[0]
    assert "esto dije" in (tmp_path / "b" / "p.log").read_text("utf-8")


def test_espera_mas_cada_vez_que_se_cae_enseguida(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ahora = [1_000.0]
    monkeypatch.setattr(supervision.time, "monotonic", lambda: ahora[0])
    supervisor = Supervisor(lambda _: None)
    pieza = _pieza(tmp_path, "pass")
    esperas = []
    for _ in range(6):
        pieza.arrancar()
        assert pieza.proceso is not None
        pieza.proceso.wait()
        supervisor.atender(pieza)
        esperas.append(pieza.levantar_en - ahora[0])
        supervisor.atender(pieza)
        assert pieza.levantar_en, "se levantó antes de tiempo"
        pieza.levantar_en = 0.0
    assert esperas == [1.0, 2.0, 5.0, 15.0, 60.0, 60.0]
    # Tras correr un buen rato, la siguiente caída es como la primera.
    pieza.arranco -= 3_600
    supervisor.atender(pieza)
    assert pieza.levantar_en - ahora[0] == 1.0


def test_al_detener_termina_con_lo_que_la_pieza_arranco(tmp_path: Path) -> None:
    programa = (
        "import subprocess, sys, time\n"
        f"hijo = subprocess.Popen([sys.executable, '-c', {_DORMIR!r}])\n"
        "open('hijo', 'w').write(str(hijo.pid))\n"
        "time.sleep(60)\n"
    )
    supervisor = Supervisor(lambda _: None)
    supervisor.agregar(_pieza(tmp_path, programa))
    archivo = tmp_path / "hijo"
    _hasta(lambda: archivo.exists() and archivo.read_text() != "")
    hijo = int(archivo.read_text())
    supervisor.detener()
    _hasta(lambda: not _vive(hijo))


def test_detiene_primero_a_la_ultima(tmp_path: Path) -> None:
    programa = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (open('orden', 'a').write(sys.argv[1]), sys.exit()))\n"
        "open(sys.argv[1], 'w').close()\n"
        "time.sleep(60)\n"
    )
    supervisor = Supervisor(lambda _: None)
    for nombre in ("a", "b"):
        pieza = _pieza(tmp_path, programa)
        pieza.orden = [*pieza.orden, nombre]
        supervisor.agregar(pieza)
        _hasta((tmp_path / nombre).exists)
    supervisor.detener()
    assert (tmp_path / "orden").read_text() == "ba"


@pytest.mark.skipif(sys.platform != "linux", reason="solo Linux avisa de la muerte del padre")
def test_si_matan_al_supervisor_lo_que_vigilaba_termina(tmp_path: Path) -> None:
    programa = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from flujos.pasos.supervision import Pieza, Supervisor\n"
        f"pieza = Pieza('p', [sys.executable, '-c', {_DORMIR!r}], dict(os.environ), Path.cwd())\n"
        "Supervisor(print).agregar(pieza)\n"
        "print(pieza.proceso.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", programa], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as padre:
        assert padre.stdout is not None
        hijo = int(padre.stdout.readline())
        padre.send_signal(signal.SIGKILL)
    _hasta(lambda: not _vive(hijo))


def test_deja_de_esperar_a_la_que_termina_antes_de_servir(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda _: None, dormir=lambda _: time.sleep(0.01))
    muerta, viva = _pieza(tmp_path, "pass"), _pieza(tmp_path, _DORMIR)
    supervisor.agregar(muerta)
    assert not supervisor.esperar_a(muerta, lambda: False, 20.0)
    supervisor.agregar(viva)
    assert not supervisor.esperar_a(viva, lambda: False, 0.05)
    assert supervisor.esperar_a(viva, lambda: True, 20.0)
    supervisor.detener()


def test_una_bitacora_que_crecio_se_aparta(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "_TOPE_BITACORA", 5)
    bitacora = tmp_path / "p.log"
    bitacora.write_text("mucho más que eso", "utf-8")
    pieza = _pieza(tmp_path, "print('nuevo')", bitacora)
    pieza.arrancar()
    assert pieza.proceso is not None
    pieza.proceso.wait()
    assert bitacora.read_text("utf-8") == "nuevo\n"
    assert (tmp_path / "p.log.anterior").read_text("utf-8") == "mucho más que eso"


def _vive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
