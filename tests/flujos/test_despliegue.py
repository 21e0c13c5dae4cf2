"""``compose.yaml``, ``Dockerfile`` y las unidades de systemd: lo que nombran existe."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from runpy import run_path
from threading import Thread
from typing import Any

import pytest
import typer
import yaml
from prefect.settings import Settings
from prefect.settings.legacy import _get_settings_fields

from flujos.cli.principal import app
from flujos.pasos.servicio import GRUPO

_RAIZ = Path(__file__).parents[2]
_DESPLIEGUE = _RAIZ / "despliegue"
_COMPOSE: dict[str, Any] = yaml.safe_load((_RAIZ / "compose.yaml").read_text("utf-8"))
_SERVICIOS: dict[str, Any] = _COMPOSE["services"]
_NUESTROS = ["servidor", "worker"]
_UNIDADES = sorted(_DESPLIEGUE.glob("*.service"))
_DOCKERFILE = (_RAIZ / "Dockerfile").read_text("utf-8")
_DE_COMPOSE = {"PERTINENCIA_CARPETA", "PERTINENCIA_USUARIO", "PERTINENCIA_BASE_CLAVE"}
"""Las que solo lee Compose, para llenar ``compose.yaml``."""
_DE_SYSTEMD = [_DESPLIEGUE / "pertinencia.env.ejemplo", _DESPLIEGUE / "servidor.env.ejemplo"]


def _declaradas(ruta: Path) -> set[str]:
    """Variables de una muestra, también las que están comentadas."""
    return set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", ruta.read_text("utf-8"), re.MULTILINE))


def _unidad(ruta: Path) -> dict[str, list[str]]:
    pares = re.findall(r"^([A-Za-z]+)=(.*)$", ruta.read_text("utf-8"), re.MULTILINE)
    valores: dict[str, list[str]] = {}
    for clave, valor in pares:
        valores.setdefault(clave, []).append(valor)
    return valores


def _existe_la_variable(nombre: str) -> bool:
    """Si alguien la lee: Prefect, el programa o, de las de telemetría, la biblioteca que la apaga."""
    if nombre.startswith("PREFECT_"):
        return nombre in _get_settings_fields(Settings)
    return f'"{nombre}"' in "".join(
        (_RAIZ / "flujos" / r).read_text("utf-8") for r in ("ajustes.py", "pasos/servicio.py")
    )


def _entiende(argumentos: list[str]) -> None:
    """Que la línea de comandos acepte la orden, sin correrla."""
    grupo = typer.main.get_command(app)
    orden = grupo.commands[argumentos[0]]  # type: ignore[attr-defined]
    orden.make_context(argumentos[0], list(argumentos[1:]))


def _orden_de(servicio: str) -> list[str]:
    orden: list[str] = _SERVICIOS[servicio]["command"]
    return orden


def test_compose_y_systemd_arrancan_ordenes_que_existen() -> None:
    for servicio in _NUESTROS:
        _entiende(_orden_de(servicio))
    for ruta in _UNIDADES:
        (linea,) = _unidad(ruta)["ExecStart"]
        programa, *argumentos = linea.split()
        assert programa == "/opt/pertinencia/.venv/bin/pertinencia"
        _entiende(argumentos)
    (por_omision,) = re.findall(r"^CMD (.*)$", _DOCKERFILE, re.MULTILINE)
    assert re.search(r'^ENTRYPOINT \["pertinencia"\]$', _DOCKERFILE, re.MULTILINE)
    _entiende(yaml.safe_load(por_omision))


def test_la_prueba_de_ordenes_nota_una_que_no_existe() -> None:
    with pytest.raises(Exception, match="--soloo"):
        _entiende(["servidor", "--soloo", "worker"])


@pytest.mark.parametrize("servicio", _NUESTROS)
def test_cada_variable_de_compose_la_lee_alguien(servicio: str) -> None:
    for nombre in _SERVICIOS[servicio]["environment"]:
        assert _existe_la_variable(nombre), nombre


@pytest.mark.parametrize("ruta", _DE_SYSTEMD, ids=lambda r: r.name)
def test_cada_variable_de_las_muestras_la_lee_alguien(ruta: Path) -> None:
    declaradas = _declaradas(ruta)
    assert declaradas
    assert {n for n in declaradas if not _existe_la_variable(n)} == set()


def test_las_variables_del_dockerfile_las_lee_alguien() -> None:
    (bloque,) = re.findall(r"^ENV (DO_NOT_TRACK.*?[^\\])\n\n", _DOCKERFILE, re.MULTILINE | re.DOTALL)
    nombres = set(re.findall(r"([A-Z_0-9]+)=", bloque))
    assert {n for n in nombres if not _existe_la_variable(n)} == {
        "PYTHONUNBUFFERED",
        "PIP_ROOT_USER_ACTION",
        "HOME",
    }


def test_una_variable_mal_escrita_se_nota() -> None:
    assert not _existe_la_variable("PREFECT_SERVER_DATABASE_PASWORD")
    assert not _existe_la_variable("PERTINENCIA_CLAVE")


def test_lo_que_compose_pide_esta_en_su_muestra_y_no_trae_valor_secreto() -> None:
    texto = (_RAIZ / "compose.yaml").read_text("utf-8")
    pedidas = set(re.findall(r"\$\{([A-Z_]+)", texto))
    muestra = _DESPLIEGUE / "compose.env.ejemplo"
    assert pedidas == _declaradas(muestra) == _DE_COMPOSE | {"PERTINENCIA_SERVIDOR_CLAVE"}
    for ruta in (muestra, *_DE_SYSTEMD):
        assert not re.search(r"^[^#\n]*(CLAVE|PASSWORD)=\S", ruta.read_text("utf-8"), re.MULTILINE)
    for servicio in _SERVICIOS.values():
        for nombre, valor in servicio["environment"].items():
            if re.search("CLAVE|PASSWORD", nombre):
                assert re.fullmatch(r"\$\{[A-Z_]+(:\?[^}]+)?\}", valor)


def test_solo_la_pagina_se_publica_y_solo_en_esta_computadora() -> None:
    publicados = {n: s["ports"] for n, s in _SERVICIOS.items() if "ports" in s}
    assert publicados == {"servidor": ["127.0.0.1:4200:4200"]}
    assert _COMPOSE["networks"]["base"] == {"internal": True}
    assert "base" not in _SERVICIOS["worker"]["networks"]


def test_cada_servicio_se_levanta_y_dice_si_sirve() -> None:
    for nombre, servicio in _SERVICIOS.items():
        assert servicio["restart"] == "unless-stopped", nombre
        assert servicio["healthcheck"]["test"], nombre
    assert _SERVICIOS["worker"]["deploy"]["replicas"] == 2
    montados = [v["target"] for v in _SERVICIOS["worker"]["volumes"]]
    assert montados == ["/espacio"] == [v["target"] for v in _SERVICIOS["servidor"]["volumes"]]
    assert "PERTINENCIA_ESPACIO=/espacio" in _DOCKERFILE


def test_la_imagen_no_corre_como_root_ni_lleva_lo_que_no_debe() -> None:
    assert re.findall(r"^USER (\w+)$", _DOCKERFILE, re.MULTILINE) == ["pertinencia"]
    assert "--require-hashes" in _DOCKERFILE
    assert not re.search(r"https?://|--index-url", _DOCKERFILE)
    reglas = (_RAIZ / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in reglas
    assert {"**/.env", "**/*.env"} <= set(reglas[reglas.index("*") :])


def test_a_la_imagen_entra_todo_lo_que_corre() -> None:
    reglas = (_RAIZ / ".dockerignore").read_text("utf-8").splitlines()
    dejadas = {r[1:] for r in reglas if r.startswith("!")}
    paquetes = re.findall(r'^    "(\w+)(?:\.\w+)*",$', (_RAIZ / "pyproject.toml").read_text("utf-8"), re.M)
    salas = {p for p in paquetes if (_RAIZ / p / "__init__.py").is_file() or (_RAIZ / p).is_dir()}
    sueltos = {"prefect.yaml", "automatizaciones.yaml", "requisitos.lock", "pyproject.toml", "README.md"}
    assert salas | sueltos | {"despliegue"} == dejadas
    assert all((_RAIZ / d).exists() for d in dejadas)
    assert not any(fnmatch(d, "*.env") for d in dejadas)


@pytest.mark.parametrize("ruta", _UNIDADES, ids=lambda r: r.name)
def test_la_unidad_protege_y_detiene_en_orden(ruta: Path) -> None:
    unidad = _unidad(ruta)
    esperado = {
        "User": ["pertinencia"], "NoNewPrivileges": ["true"], "ProtectSystem": ["strict"],
        "ReadWritePaths": ["/srv/pertinencia"], "KillMode": ["mixed"], "Restart": ["always"],
    }  # fmt: skip
    assert {k: unidad[k] for k in esperado} == esperado
    # Treinta segundos por pieza, y la todo en uno tiene dos.
    assert int(unidad["TimeoutStopSec"][0]) >= (90 if ruta.name == "pertinencia.service" else 60)
    assert "PERTINENCIA_ESPACIO=/srv/pertinencia/" in _DE_SYSTEMD[0].read_text("utf-8")
    archivos = [Path(e.removeprefix("-")).name for e in unidad["EnvironmentFile"]]
    assert all((_DESPLIEGUE / f"{a}.ejemplo").is_file() for a in archivos)
    assert ("servidor.env" in archivos) == ("worker" not in ruta.name), "el worker no ve la clave de la base"


@pytest.mark.herramientas
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no está systemd-analyze")
def test_systemd_entiende_las_unidades(tmp_path: Path) -> None:
    copias = []
    for ruta in _UNIDADES:
        copia = tmp_path / ruta.name.replace("@", "@1")
        # Aquí no está instalado el programa: lo que se comprueba es lo demás.
        texto = ruta.read_text("utf-8").replace("/opt/pertinencia/.venv/bin/pertinencia", sys.executable)
        copia.write_text(texto, "utf-8")
        copias.append(str(copia))
    hecho = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *copias], capture_output=True, text=True, check=False
    )
    assert (hecho.returncode, hecho.stdout + hecho.stderr) == (0, "")


@pytest.fixture
def pagina() -> Iterator[tuple[int, list[str]]]:
    pedidas: list[str] = []

    class Pagina(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pedidas.append(self.path)
            self.send_response(200 if len(pedidas) == 1 else 503)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Callada."""

    with HTTPServer(("127.0.0.1", 0), Pagina) as servidor:
        hilo = Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02})
        hilo.start()
        yield servidor.server_address[1], pedidas
        servidor.shutdown()
        hilo.join()


def test_la_salud_del_servidor_es_que_conteste(pagina: tuple[int, list[str]]) -> None:
    salud = _salud()
    puerto, pedidas = pagina
    assert salud["servidor"](puerto)
    assert not salud["servidor"](puerto), "contestó, pero que no está bien"
    assert not salud["servidor"](1)
    assert pedidas == ["/api/health"] * 2


def test_la_salud_del_worker_es_que_haya_uno(tmp_path: Path) -> None:
    salud = _salud()
    assert not salud["worker"](tmp_path)
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "cmdline").write_bytes(b"python\0-m\0prefect\0server\0start\0")
    assert not salud["worker"](tmp_path)
    (tmp_path / "8").mkdir()
    orden = ["python", "-m", "prefect", "worker", "start", "--pool", GRUPO]
    (tmp_path / "8" / "cmdline").write_bytes("\0".join(orden).encode())
    assert salud["worker"](tmp_path)
    for servicio in _NUESTROS:
        prueba = _SERVICIOS[servicio]["healthcheck"]["test"]
        assert prueba == ["CMD", "python", "despliegue/salud.py", servicio]


def _salud() -> dict[str, Any]:
    return run_path(str(_DESPLIEGUE / "salud.py"))
