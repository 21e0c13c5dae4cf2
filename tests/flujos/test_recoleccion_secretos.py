"""Ninguna credencial queda en bitácoras, lotes, bases, artefactos, excepciones ni en la lista de procesos."""

import base64
import hashlib
import hmac
import subprocess
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
import zstandard
from prefect.client.orchestration import get_client
from prefect.flow_engine import run_flow
from prefect.settings import (
    PREFECT_API_DATABASE_CONNECTION_URL,
    PREFECT_LOGGING_LEVEL,
    temporary_settings,
)

from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.entorno import Entorno
from conectores.comun.errores import ErrorDeApi
from conectores.comun.llamadas import Intento, Politica
from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import Clase, PlanDeFallas
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import CuentaSimulada, Nucleo
from conectores.simulador.servidor import Simulador
from flujos.pasos import recoleccion as pasos
from flujos.pasos.credenciales import del_espacio, nombre_por_cuenta
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.recoleccion_encargo import crear_conectores
from flujos.prefect.recoleccion import recoleccion
from tests.flujos.apoyo_fallas import PlanParejo
from tests.flujos.apoyo_prefect import servidor_de_prueba
from tests.flujos.apoyo_recoleccion import MARCAS, REDES, crear_espacio, en, no_esperar, renovacion

_INICIO = datetime(2026, 9, 1, 12, tzinfo=UTC)
_MOMENTO = _INICIO + timedelta(days=5)
_LIMITE, _DEMORA = (2.0, 0.8), 2.0
_FUENTE = FuentePareja(12, 70, REDES, _INICIO, timedelta(hours=2))
_DE_META = tuple(c for c in _FUENTE.cuentas() if c.red in ("facebook", "instagram"))
_DE_YOUTUBE = tuple(c for c in _FUENTE.cuentas() if c.red == "youtube")
_ACCESO_DE_GOOGLE = "ya29."
"""Con lo que empieza toda ficha de acceso de OAuth: dura una hora, pero es un secreto."""
_HABLADOR = """
import logging, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
from conectores.x import cliente
# El conector la calla; aquí se le deja hablar, también en el proceso que pide: al recibir la espera de la
# recolección importa este módulo.
logging.getLogger("tweepy.client").setLevel(logging.DEBUG)

def no_esperar(_):
    pass
"""
_ORDEN = """
import functools, sys
from hablador import no_esperar
from flujos.pasos import recoleccion

recoleccion.recolectar = functools.partial(
    recoleccion.recolectar, dormir=no_esperar, tiempo_limite=(2.0, 0.8)
)
from flujos.cli.principal import principal
print("empieza", flush=True)
for _ in range(2):
    try:
        principal()
    except SystemExit as final:
        codigo = final.code
sys.exit(codigo)
"""
"""La orden, dos veces, con la bitácora de todas las bibliotecas en DEBUG y sin esperas entre reintentos."""


def _ficha(cuenta: CuentaSimulada) -> str:
    return f"marca-ficha-{cuenta.cuenta}"


_REVOCADAS = frozenset((_ficha(_DE_META[0]), renovacion(_DE_YOUTUBE[0])))
# El identificador de cliente no es un secreto: va en la dirección en que el titular autoriza.
_MARCADOS = [v for n, v in MARCAS.items() if n != "PERTINENCIA_YOUTUBE_CLIENTE_ID"]
_SECRETOS = frozenset((*_MARCADOS, *(_ficha(c) for c in _DE_META), *(renovacion(c) for c in _DE_YOUTUBE)))


def _variantes() -> dict[str, bytes]:
    """Cada secreto, y lo que de él se deriva, en las escrituras en que podría quedar."""
    fichas = [s for s in _SECRETOS if "meta" in s or "ficha" in s]
    pruebas = [
        hmac.new(MARCAS["PERTINENCIA_META_SECRETO_APP"].encode(), f.encode(), hashlib.sha256).hexdigest()
        for f in fichas
    ]
    buscados = {_ACCESO_DE_GOOGLE: _ACCESO_DE_GOOGLE.encode()}
    for secreto in (*_SECRETOS, *pruebas):
        crudo = secreto.encode()
        buscados[secreto] = crudo
        buscados[f"{secreto} en dirección"] = quote(secreto, safe="").encode()
        buscados[f"{secreto} en hexadecimal"] = crudo.hex().encode()
        for corrido in range(3):
            # En base64 se ve distinto según dónde empiece; sin los extremos, que dependen de lo de al lado.
            en_64 = base64.b64encode(b"\0" * corrido + crudo)[4 * bool(corrido) : -4]
            buscados[f"{secreto} en base64, corrido {corrido}"] = en_64
    return buscados


_VARIANTES = _variantes()


def _hallados(texto: bytes) -> list[str]:
    return [nombre for nombre, v in _VARIANTES.items() if v in texto]


def _simulador(plan: PlanDeFallas) -> Simulador:
    """Un simulador que conoce todas las fichas y por eso ve cualquiera que llegue en una dirección."""
    escenario = Escenario(
        fichas={
            "x": frozenset((MARCAS["PERTINENCIA_X_TOKEN"],)),
            "meta": frozenset((MARCAS["PERTINENCIA_META_TOKEN"], *(_ficha(c) for c in _DE_META))),
            "meta_app": frozenset((MARCAS["PERTINENCIA_META_SECRETO_APP"],)),
            "youtube": frozenset((MARCAS["PERTINENCIA_YOUTUBE_CLAVE"],)),
            "oauth": frozenset(renovacion(c) for c in _DE_YOUTUBE),
            "oauth_cliente": frozenset((MARCAS["PERTINENCIA_YOUTUBE_CLIENTE_SECRETO"],)),
        },
        fichas_de_usuario={
            **{renovacion(c): c.cuenta for c in _DE_YOUTUBE},
            **{_ficha(c): c.cuenta for c in _DE_META},
        },
        fichas_revocadas=_REVOCADAS,
    )
    return Simulador(Nucleo(_FUENTE, _MOMENTO), escenario, plan)


def _espacio(destino: Path, simulador: Simulador) -> Espacio:
    """Un espacio con una ficha por página, además de las generales, y el reloj parado."""
    espacio = crear_espacio(destino, _FUENTE, simulador.base)
    with (destino / ".env").open("a", encoding="utf-8") as salida:
        salida.writelines(f"{nombre_por_cuenta(c.red, c.cuenta)}={_ficha(c)}\n" for c in _DE_META)
    ajustes = destino / "pertinencia.toml"
    ajustes.write_text(f"{ajustes.read_text('utf-8')}\n[ejemplo]\nhoy = {_MOMENTO.isoformat()}\n", "utf-8")
    return abrir_espacio(espacio.raiz)


def _contenidos(raiz: Path) -> Iterator[tuple[str, bytes]]:
    """Cada archivo bajo una carpeta menos ``.env``: sus bytes y, si está comprimido, lo de dentro."""
    for ruta in sorted(raiz.rglob("*")):
        if ruta.is_file() and ruta.name != ".env":
            crudo = ruta.read_bytes()
            yield str(ruta), crudo
            if ruta.suffix == ".zst":
                yield f"{ruta} (dentro)", zstandard.ZstdDecompressor().decompress(crudo)
            if ruta.suffix == ".duckdb":
                # Además de los bytes, los textos: la base los guarda comprimidos.
                with duckdb.connect(ruta, read_only=True) as base:
                    for (tabla,) in base.sql("SELECT table_name FROM duckdb_tables()").fetchall():
                        yield f"{ruta} {tabla}", repr(base.table(tabla).fetchall()).encode()


def _con_secretos(raiz: Path) -> dict[str, list[str]]:
    return {nombre: h for nombre, contenido in _contenidos(raiz) if (h := _hallados(contenido))}


def test_la_busqueda_halla_un_secreto_escrito_de_cualquier_modo() -> None:
    secreto = MARCAS["PERTINENCIA_X_TOKEN"].encode()
    for escrito in (b"Bearer " + secreto, secreto.hex().encode(), b"ya29.otra"):
        assert _hallados(b"antes " + escrito + b" despues")
    for antes in (b"", b"a", b"ab"):
        assert _hallados(base64.b64encode(antes + secreto + b" despues")), antes


def test_ni_la_orden_ni_lo_que_deja_tienen_un_secreto(tmp_path: Path) -> None:
    plan = PlanParejo(5, 0.3, demora_s=_DEMORA)
    with _simulador(plan) as simulador:
        raiz = _espacio(tmp_path / "E", simulador).raiz
        orden = ["recolectar", "--momento", _MOMENTO.isoformat(), "--espacio", str(raiz)]
        (tmp_path / "hablador.py").write_text(_HABLADOR, "utf-8")
        (tmp_path / "orden.py").write_text(_ORDEN, "utf-8")
        with (
            (tmp_path / "errores").open("wb") as errores,
            subprocess.Popen(
                [sys.executable, "orden.py", *orden],
                stdout=subprocess.PIPE,
                stderr=errores,
                cwd=tmp_path,
                env={"PYTHONPATH": str(Path(__file__).parents[2])},
            ) as proceso,
        ):
            assert proceso.stdout is not None
            primera = proceso.stdout.readline()
            proc = Path(f"/proc/{proceso.pid}")
            visible = [(proc / n).read_bytes() for n in ("cmdline", "environ") if (proc / n).exists()]
            salida = primera + proceso.stdout.read()
        bitacora = (tmp_path / "errores").read_bytes()
        contabilidad = simulador.contabilidad
        assert contabilidad.secretos_en_url == 0
        for red in (*REDES, "oauth"):
            assert contabilidad.buenas(red) > 0, red
        assert {c for r in REDES for c in contabilidad.fallas(r)} >= {Clase.SIN_SALDO, Clase.FICHA_REVOCADA}
    assert proceso.returncode == 1, "las credenciales revocadas dejan pendientes"
    # La bitácora sí habló, también de lo que se pidió; de los encabezados, nadie.
    for voz in (b"DEBUG:urllib3", b"GET /2/users/"):
        assert voz in bitacora
    assert b"Authorization" not in bitacora
    assert b"invalid_grant" in salida
    assert _hallados(bitacora) == []
    assert _hallados(salida) == []
    assert [_hallados(v) for v in visible] == [[]] * len(visible)
    assert _con_secretos(raiz) == {}


def test_ninguna_excepcion_ni_renglon_de_la_libreta_cita_un_secreto(tmp_path: Path) -> None:
    """Cada clase de falla, en toda petición: ninguna sale bien y todas acaban en una excepción."""
    dichas: list[str] = []
    intentos: list[Intento] = []
    with _simulador(PlanDeFallas()) as simulador:
        espacio = en(_espacio(tmp_path / "E", simulador), _MOMENTO)
        credenciales = del_espacio(espacio)
        entorno = Entorno(
            reloj=espacio.reloj,
            dormir=lambda _: None,
            anotar=intentos.append,
            bases=simulador.bases,
            politica=Politica(intentos=2),
            tiempo_limite=(2.0, 0.2),
        )
        consultas = _una_de_cada(espacio)
        for clase in Clase:
            simulador.contexto.plan = PlanDeFallas(
                3, 1.0, (clase,), demora_s=0.4, intentos=99, definitivas=99
            )
            # Otros cada vez: uno ya renovado no volvería a pedir su ficha de acceso.
            conectores = crear_conectores(entorno, credenciales, REDES)
            for consulta in consultas:
                try:
                    conectores[consulta.red].pedir(consulta, None)
                except ErrorDeApi as error:
                    partes = (
                        *traceback.format_exception(error), repr(error), repr(vars(error)),
                        repr(error.__context__), repr(error.__cause__),
                    )  # fmt: skip
                    dichas.append("\n".join(partes))
    texto = "\n".join(dichas) + repr(intentos) + repr(credenciales) + repr(vars(credenciales))
    assert len(dichas) > len(Clase) * 3
    assert _hallados(texto.encode()) == []


def _una_de_cada(espacio: Espacio) -> list[Consulta]:
    """Una consulta de cada red y, en YouTube, de cada credencial."""
    elegidas: dict[tuple[str, str], Consulta] = {}
    with pasos.abrir_corrida(espacio, _MOMENTO, del_espacio(espacio)) as corrida:
        for etapa in (Etapa.PERFILES, Etapa.PUBLICACIONES):
            for c in pasos.planear(corrida, etapa):
                elegidas.setdefault((c.red, c.operacion), c)
    return list(elegidas.values())


@pytest.mark.prefect
def test_ni_el_servidor_de_prefect_ni_sus_artefactos_tienen_un_secreto(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        pasos, "abrir_corrida", partial(pasos.abrir_corrida, dormir=no_esperar, tiempo_limite=_LIMITE)
    )
    with (
        servidor_de_prueba(tmp_path_factory),
        temporary_settings({PREFECT_LOGGING_LEVEL: "DEBUG"}),
        _simulador(PlanParejo(5, 0.3, demora_s=_DEMORA)) as simulador,
    ):
        raiz = _espacio(tmp_path / "E", simulador).raiz
        parametros = {"espacio": str(raiz)}
        with get_client(sync_client=True) as cliente:
            corrida = cliente.create_flow_run(recoleccion, parameters=parametros)
            estado = run_flow(recoleccion, flow_run=corrida, parameters=parametros, return_type="state")
            artefactos = cliente.read_artifacts()
            todo = repr((cliente.read_flow_run(corrida.id), estado, artefactos, cliente.read_logs()))
        ubicacion = str(PREFECT_API_DATABASE_CONNECTION_URL.value())
        base = Path(ubicacion.partition(":///")[2])
        assert artefactos
        assert _hallados(todo.encode()) == []
        assert base.exists()
        for archivo in base.parent.glob(f"{base.name}*"):
            assert _hallados(archivo.read_bytes()) == [], archivo
        assert simulador.contabilidad.secretos_en_url == 0
    assert _con_secretos(raiz) == {}
