"""PostgreSQL, dos workers y mil cuentas: matar a uno a media recolección y que termine sin ayuda de nadie.

Necesita PostgreSQL (el de Debian: ``apt install postgresql``); donde no está, se omite y lo dice.
"""

import getpass
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from conectores.simulador.fuente_pareja import FuentePareja
from flujos.pasos.credenciales import del_espacio
from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.recoleccion import recolectar
from tests.fallas.apoyo_servicio import Api, esperar, puerto_libre, servicio, simulador
from tests.fallas.conftest import a_medias
from tests.flujos.apoyo_recoleccion import crear_espacio, foto

_INICIO = datetime(2026, 9, 1, 12, tzinfo=UTC)
_MOMENTO = _INICIO + timedelta(days=9)
_CUENTAS, _PUBLICACIONES = 1_000, 20
_POR_VENTANA = _CUENTAS + 100
"""Lo justo: cada cuenta pide sus publicaciones y sus menciones una vez, y con cien de más ya se pasarían."""
_HILOS = 16
_TOPE = 420.0
_BINARIOS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)

pytestmark = pytest.mark.skipif(
    _BINARIOS is None and shutil.which("initdb") is None,
    reason="no está PostgreSQL; instálelo con «apt install postgresql»",
)


def _como_postgres(*orden: str) -> list[str]:
    """PostgreSQL no corre como root."""
    return ["runuser", "-u", "postgres", "--", *orden] if getpass.getuser() == "root" else list(orden)


@contextmanager
def _postgres(carpeta: Path) -> Iterator[str]:
    """Un PostgreSQL propio; da la dirección de su base."""
    binarios = _BINARIOS.parent if _BINARIOS is not None else Path(str(shutil.which("initdb"))).parent
    datos, puerto = carpeta / "pg", puerto_libre()
    datos.mkdir()
    if getpass.getuser() == "root":
        shutil.chown(datos, "postgres")
        # La carpeta de pruebas es de root: el otro usuario solo necesita atravesarla.
        for padre in datos.parents:
            with suppress(PermissionError):
                padre.chmod(padre.stat().st_mode | 0o011)
    preparar = [str(binarios / "initdb"), "-D", str(datos), "-U", "prefect", "-A", "trust", "--no-sync"]
    subprocess.run(_como_postgres(*preparar), check=True, capture_output=True)
    servir = [str(binarios / "postgres"), "-D", str(datos), "-p", str(puerto), "-k", str(datos)]
    with subprocess.Popen(
        _como_postgres(*servir), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as proceso:
        try:
            crear = [
                str(binarios / "createdb"),
                "-h",
                str(datos),
                "-p",
                str(puerto),
                "-U",
                "prefect",
                "prefect",
            ]
            esperar("PostgreSQL", lambda: _sale_bien(crear) or None)
            yield f"postgresql+asyncpg://prefect@127.0.0.1:{puerto}/prefect"
        finally:
            os.killpg(proceso.pid, signal.SIGINT)


def _sale_bien(orden: list[str]) -> bool:
    return subprocess.run(orden, capture_output=True, check=False).returncode == 0


def _simulador() -> AbstractContextManager[str]:
    return simulador(
        "--cuentas", str(_CUENTAS), "--publicaciones", str(_PUBLICACIONES), "--redes", "x",
        "--inicio", _INICIO.isoformat(), "--ahora", _MOMENTO.isoformat(), "--latencia-ms", "150",
        "--hora-del-cliente", _MOMENTO.isoformat(), "--por-ventana", str(_POR_VENTANA), "--preparar",
    )  # fmt: skip


def _contado(base: str) -> dict[str, Any]:
    leido: dict[str, Any] = requests.get(f"{base}/_control/contabilidad", timeout=30).json()["redes"]["x"]
    return leido


def _matar_con_su_worker(corrida: dict[str, Any]) -> None:
    """Mata el proceso de una corrida y el worker que lo arrancó, de golpe y a la vez."""
    proceso = int(corrida["infrastructure_pid"].rpartition(":")[2])
    worker = int(Path(f"/proc/{proceso}/stat").read_text().rpartition(")")[2].split()[1])
    for quien in (worker, proceso):
        with suppress(ProcessLookupError):
            os.kill(quien, signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="busca los procesos en /proc")
@pytest.mark.parametrize("victima", ["recorrido", "recoleccion"])
def test_matar_un_worker_a_media_recoleccion_de_mil_cuentas(tmp_path: Path, victima: str) -> None:
    fuente = FuentePareja(_CUENTAS, _PUBLICACIONES, ["x"], _INICIO, timedelta(hours=1))
    ajustes = f"hilos = {_HILOS}\n\n[ejemplo]\nhoy = {_MOMENTO.isoformat()}\n"
    with ExitStack() as pila:
        base = pila.enter_context(_simulador())
        tranquilo = crear_espacio(tmp_path / "T", fuente, base, redes=["x"], ajustes=ajustes)
        recolectar(tranquilo, _MOMENTO, del_espacio(tranquilo))
        esperado, minimas = foto(tranquilo), _contado(base)["buenas"]
        base = pila.enter_context(_simulador())
        raiz = crear_espacio(tmp_path / "E", fuente, base, redes=["x"], ajustes=ajustes).raiz
        puerto = str(puerto_libre())
        ambiente = os.environ | {
            "PREFECT_API_DATABASE_CONNECTION_URL": pila.enter_context(_postgres(tmp_path)),
            "PREFECT_API_URL": f"http://127.0.0.1:{puerto}/api",
        }
        comunes = ("--espacio", str(raiz), "--puerto", puerto, "--solo")
        pila.enter_context(servicio(tmp_path, ambiente, *comunes, "servidor"))
        api = Api(ambiente["PREFECT_API_URL"])
        esperar("los despliegues", lambda: api.pedir("/deployments/name/recorrido/recorrido"))
        for _ in range(2):
            pila.enter_context(servicio(tmp_path, ambiente, *comunes, "worker"))
        esperar("los dos workers", lambda: api.workers() == 2 or None)

        principal = api.correr("recoleccion/recoleccion")

        def a_media_recoleccion() -> dict[str, Any] | None:
            # Con las dos corridas pidiendo, y menos de la mitad pedido.
            ayudan = [c for c in api.corridas("recorrido") if c["state_type"] == "RUNNING"]
            tandas = list((raiz / "datos" / "aterrizaje" / "reparto").glob("*/*.candado"))
            if not ayudan or len(tandas) < 4 or _contado(base)["buenas"] < minimas // 5:
                return None
            return next(c for c in api.corridas(victima) if c["state_type"] == "RUNNING")

        _matar_con_su_worker(esperar("las dos corridas", a_media_recoleccion))
        assert _contado(base)["buenas"] < minimas, "murió cuando ya no quedaba nada por pedir"
        final = esperar(
            "el final de la recolección",
            lambda: (
                c
                if (c := api.pedir(f"/flow_runs/{principal}"))["state_type"]
                in ("COMPLETED", "FAILED", "CANCELLED")
                else None
            ),
            _TOPE,
        )
        assert final["state_type"] == "COMPLETED", final["state"]
        contado = _contado(base)
    assert foto(abrir_espacio(raiz)) == esperado
    assert a_medias(raiz / "datos" / "aterrizaje") == []
    # A lo más, lo que el muerto tenía en vuelo: una página por hilo.
    assert minimas <= contado["buenas"] <= minimas + _HILOS
    assert contado["fallas"] == {}, "se pasó un límite"
