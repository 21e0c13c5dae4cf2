"""Nada sale de esta computadora: ni telemetría, ni avisos de versiones, ni consultas de nombres.

Se corre todo (el ejemplo con su simulador y una revisión por el servidor y su worker) y se cuentan las
conexiones de todos los procesos de dos maneras: con un gancho de Python, que dice qué programa fue, y con
«strace», que ve también lo que no es Python. Donde no hay strace, esa se omite y lo dice.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import pytest

from flujos.pasos.espacio import abrir_espacio
from tests.fallas.apoyo_servicio import PROGRAMA, Api, esperar, puerto_libre, servicio
from tests.fallas.conftest import ORDEN
from tests.flujos.conftest import S

_GANCHO = """
import os
import sys

_DESTINO = os.open(os.environ["VIGIA_CONEXIONES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def _anotar(suceso, argumentos):
    if suceso in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        direccion = argumentos[1]
        if not isinstance(direccion, tuple):
            return
        anfitrion = direccion[0]
    elif suceso in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        anfitrion = argumentos[0]
    else:
        return
    if isinstance(anfitrion, bytes):
        anfitrion = anfitrion.decode()
    programa = " ".join(sys.orig_argv[1:4]).replace("\\n", " ")
    os.write(_DESTINO, f"{os.getpid()}\\t{programa[:200]}\\t{suceso}\\t{anfitrion}\\n".encode())


sys.addaudithook(_anotar)
"""
_LLAMADAS = "connect,sendto,sendmsg,sendmmsg"
_DIRECCION = re.compile(
    r"sa_family=AF_INET6?, sin6?_port=htons\((?P<puerto>\d+)\)"
    r'.*?(?:inet_addr\("(?P<v4>[^"]+)"\)|inet_pton\(AF_INET6, "(?P<v6>[^"]+)")'
)
_NOMBRES = "53"


@dataclass(frozen=True)
class _Conexion:
    quien: str
    suceso: str
    destino: str

    @property
    def sale(self) -> bool:
        """Si va más allá de esta computadora; preguntar por un nombre de fuera también es salir."""
        if self.destino in ("localhost", "None", ""):
            return False
        try:
            direccion = ip_address(self.destino.partition("%")[0])
        except ValueError:
            return True
        return not (direccion.is_loopback or direccion.is_unspecified)


@dataclass(frozen=True)
class _Vigilado:
    segun_python: tuple[_Conexion, ...]
    segun_el_sistema: tuple[_Conexion, ...] | None


def _con_strace(carpeta: Path) -> list[str]:
    """Con qué se arranca un programa para ver sus llamadas y las de sus hijos; nada si aquí no se puede."""
    if shutil.which("strace") is None:
        return []
    # -D: quien sigue es nieto, y así lo que se le dice al programa le llega al programa.
    orden = ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={_LLAMADAS}", "-e", "signal=none"]
    orden += ["-A", "-o", str(carpeta / "llamadas.txt")]
    hecho = subprocess.run([*orden, "true"], capture_output=True, check=False)
    return orden if hecho.returncode == 0 else []


def _con_gancho(carpeta: Path, anotadas: Path) -> dict[str, str]:
    """El ambiente en que todo Python anota a qué se conecta y qué nombres pregunta."""
    (carpeta / "gancho").mkdir()
    (carpeta / "gancho" / "sitecustomize.py").write_text(_GANCHO, "utf-8")
    return {n: v for n, v in os.environ.items() if n not in _QUE_APAGAN} | {
        "PYTHONPATH": os.pathsep.join((str(carpeta / "gancho"), str(PROGRAMA))),
        "VIGIA_CONEXIONES": str(anotadas),
    }


@pytest.fixture(scope="module")
def vigilado(tmp_path_factory: pytest.TempPathFactory) -> _Vigilado:
    carpeta = tmp_path_factory.mktemp("vigia")
    anotadas, raiz, puerto = carpeta / "conexiones.txt", carpeta / "E", str(puerto_libre())
    ambiente = _con_gancho(carpeta, anotadas)
    prefijo = _con_strace(carpeta)
    orden = [*prefijo, str(ORDEN), "ejemplo", "--espacio", str(raiz)]
    hecho = subprocess.run(orden, env=ambiente, capture_output=True, text=True, check=False)
    assert hecho.returncode == 0, hecho.stdout + hecho.stderr
    api = Api(f"http://127.0.0.1:{puerto}/api")
    with servicio(carpeta, ambiente, "--espacio", str(raiz), "--puerto", puerto, prefijo=prefijo):
        esperar("el worker", lambda: api.workers() or None, 240.0)
        corrida = api.correr("semestre/semestre", semestre=S.clave)
        final = api.esperar_final(corrida, 420.0)
        assert final["state_type"] == "COMPLETED", api.bitacora(corrida)
    assert abrir_espacio(raiz).rutas.publicado.exists()
    return _Vigilado(_de_python(anotadas), _del_sistema(carpeta / "llamadas.txt") if prefijo else None)


_QUE_APAGAN = ("DO_NOT_TRACK", "PREFECT_SERVER_ANALYTICS_ENABLED", "GX_ANALYTICS_ENABLED")
"""Variables que ya apagan telemetría donde se corre la prueba: sin ellas, quien la apaga es el programa."""


def _de_python(ruta: Path) -> tuple[_Conexion, ...]:
    partes = [renglon.split("\t") for renglon in ruta.read_text("utf-8").splitlines()]
    return tuple(_Conexion(f"{pid} {programa}", suceso, a) for pid, programa, suceso, a in partes)


def _del_sistema(ruta: Path) -> tuple[_Conexion, ...]:
    conexiones = []
    for renglon in ruta.read_text("utf-8", "replace").splitlines():
        if hallada := _DIRECCION.search(renglon):
            # Un servidor de nombres puede estar en esta computadora y preguntarle a otro.
            nombres = hallada["puerto"] == _NOMBRES
            destino = "un nombre" if nombres else hallada["v4"] or hallada["v6"]
            conexiones.append(_Conexion(renglon.split()[0], renglon, destino))
    return tuple(conexiones)


def _que_salen(conexiones: Sequence[_Conexion]) -> list[_Conexion]:
    return sorted({c for c in conexiones if c.sale}, key=str)


def test_ningun_programa_de_python_sale(vigilado: _Vigilado) -> None:
    vistas = vigilado.segun_python
    programas = " ".join({c.quien for c in vistas if not c.sale})
    # El gancho estuvo en todos: la línea de comandos, el servidor, el worker y la corrida.
    for quien in ("pertinencia ejemplo", "prefect server", "prefect worker", "prefect.engine"):
        assert quien in programas, f"el gancho no vio a «{quien}»: {programas}"
    assert _que_salen(vistas) == []


def test_nada_sale_segun_el_sistema(vigilado: _Vigilado) -> None:
    if vigilado.segun_el_sistema is None:
        pytest.skip("no hay strace, o aquí no puede seguir a otros procesos («apt install strace»)")
    assert any(not c.sale for c in vigilado.segun_el_sistema), "strace no vio ni las conexiones locales"
    assert _que_salen(vigilado.segun_el_sistema) == []


@pytest.mark.parametrize(
    ("destino", "sale"),
    [("127.0.0.1", False), ("::1", False), ("localhost", False), ("192.0.2.7", True), ("ejemplo.org", True)],
)
def test_que_cuenta_como_salir(destino: str, sale: bool) -> None:
    assert _Conexion("", "", destino).sale is sale


def test_el_gancho_nota_lo_que_sale(tmp_path: Path) -> None:
    anotadas = tmp_path / "conexiones.txt"
    # Los mismos avisos que da Python al conectarse, sin conectarse.
    programa = (
        "import sys; sys.audit('socket.connect', None, ('192.0.2.7', 443)); "
        "sys.audit('socket.getaddrinfo', 'fuera.example', 443, 0, 0, 0)"
    )
    orden = [sys.executable, "-c", programa]
    subprocess.run(orden, env=_con_gancho(tmp_path, anotadas), check=True)
    assert {c.destino for c in _que_salen(_de_python(anotadas))} == {"192.0.2.7", "fuera.example"}


def test_strace_nota_lo_que_sale(tmp_path: Path) -> None:
    llamadas = tmp_path / "llamadas.txt"
    llamadas.write_text(
        '7 connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.7")}, 16) = 0\n'
        "7 connect(3, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), "
        'inet_pton(AF_INET6, "2001:db8::7", &sin6_addr), sin6_scope_id=0}, 28) = 0\n'
        '7 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0\n'
        '7 connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = 0\n'
        '7 connect(3, {sa_family=AF_UNIX, sun_path="/x"}, 110) = 0\n',
        "utf-8",
    )
    assert {c.destino for c in _que_salen(_del_sistema(llamadas))} == {
        "192.0.2.7",
        "2001:db8::7",
        "un nombre",
    }
