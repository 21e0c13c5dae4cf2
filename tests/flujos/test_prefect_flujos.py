"""Los flujos corriendo en un servidor de Prefect de prueba."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from httpx import ConnectError
from prefect import Flow, flow
from prefect.artifacts import update_progress_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.client.schemas.objects import FlowRun, State
from prefect.flow_engine import run_flow
from prefect.states import Scheduled

from almacen.errores import AlmacenOcupado
from conectores.simulador.fuente_pareja import FuentePareja
from flujos.errores import OrdenInvalida
from flujos.pasos import publicacion as pasos_publicacion
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.prefect import avance
from flujos.prefect import revision as flujos
from flujos.prefect.presupuesto import presupuesto
from flujos.prefect.respaldo import respaldo
from flujos.prefect.revision import ResumenSemestre
from lineamientos.catalogo import REDES
from tests.flujos.apoyo_prefect import servidor_de_prueba
from tests.flujos.apoyo_recoleccion import crear_espacio
from tests.flujos.conftest import S, formato_lleno

pytestmark = pytest.mark.prefect


@pytest.fixture(scope="module", autouse=True)
def servidor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with servidor_de_prueba(tmp_path_factory):
        yield


def _correr(
    flujo: Flow[Any, Any], parametros: dict[str, str], programada: datetime | None = None
) -> tuple[FlowRun, State[Any]]:
    """Corre un flujo como lo haría un worker: con su corrida ya creada."""
    with get_client(sync_client=True) as cliente:
        programado = Scheduled(scheduled_time=programada) if programada else None
        corrida = cliente.create_flow_run(flujo, parameters=parametros, state=programado)
        estado = run_flow(flujo, flow_run=corrida, parameters=parametros, return_type="state")
        return cliente.read_flow_run(corrida.id), estado


def _por_horario(monkeypatch: pytest.MonkeyPatch, valor: bool) -> None:
    # Una corrida de horario de verdad la crea el servidor; la de test_prefect_servidor lo es.
    monkeypatch.setattr(flujos, "por_horario", lambda: valor)


def _artefactos(corrida: FlowRun) -> dict[str, str]:
    with get_client(sync_client=True) as cliente:
        suyos = cliente.read_artifacts(
            artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[corrida.id]))
        )
    return {str(a.key): str(a.data) for a in suyos}


def _entregar(espacio: Espacio, red: str = "x") -> None:
    (espacio.entradas / f"{red}.csv").write_bytes(formato_lleno(espacio, red))


def _parar_reloj(raiz: Path, momento: str) -> None:
    ajustes = raiz / "pertinencia.toml"
    partes = ajustes.read_text("utf-8").split("[ejemplo]")
    ajustes.write_text(f"{partes[0]}[ejemplo]\nhoy = {momento}\n", "utf-8")


def _bytes(espacio: Espacio) -> dict[str, bytes]:
    fijos = (espacio.informes(S), espacio.rutas.publicado.parent)
    return {r.as_posix(): r.read_bytes() for c in fijos for r in sorted(c.rglob("*")) if r.is_file()}


def test_la_revision_deja_documentos_y_repetirla_no_cambia_nada(espacio: Espacio) -> None:
    _entregar(espacio)
    parametros = {"semestre": S.clave, "espacio": str(espacio.raiz)}
    corrida, estado = _correr(flujos.semestre, parametros)
    resumen = estado.result()
    assert isinstance(resumen, ResumenSemestre)
    assert estado.is_completed()
    assert corrida.name == "Revisar 2026-1"
    for documento in (resumen.documentos.html, resumen.documentos.pdf, resumen.documentos.xlsx):
        assert documento.stat().st_size > 1000
    antes = _bytes(espacio)
    _, otra = _correr(flujos.semestre, parametros)
    assert otra.result().evaluacion.nueva is False
    assert _bytes(espacio) == antes

    paginas = _artefactos(corrida)
    assert set(paginas) == {"revision-2026-1", "estado-2026-1"}
    pagina = paginas["revision-2026-1"]
    assert str(resumen.documentos.pdf.resolve()) in pagina
    assert "file:" not in pagina
    assert "PROVISIONAL" in pagina


@pytest.mark.parametrize(("hora_utc", "clave"), [(1, "2024-2"), (7, "2025-1")])
def test_sin_semestre_se_revisa_el_que_toca_en_la_fecha_programada(
    espacio: Espacio, hora_utc: int, clave: str
) -> None:
    # A la una de la mañana del 1 de julio en UTC todavía es 30 de junio en México. El reloj del espacio está
    # en 2026: una corrida que se atrasó revisa lo que le tocaba.
    corrida, estado = _correr(
        flujos.recepcion, {"espacio": str(espacio.raiz)}, datetime(2025, 7, 1, hora_utc, tzinfo=UTC)
    )
    assert estado.is_completed()
    assert corrida.name == f"Recibir {clave}"
    assert set(_artefactos(corrida)) == {f"recepcion-{clave}", f"estado-{clave}"}


def test_el_horario_no_falla_por_falta_de_entregas_y_lo_dice(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    _por_horario(monkeypatch, True)
    parametros = {"semestre": S.clave, "espacio": str(espacio.raiz)}
    corrida, estado = _correr(flujos.semestre, parametros)
    assert estado.is_completed()
    assert estado.name == "Sin evaluar"
    assert "no se ha cargado ninguna entrega" in str(estado.message)
    assert "no se ha cargado ninguna entrega" in _artefactos(corrida)["revision-2026-1"]
    assert espacio.rutas.publicado.exists()

    _por_horario(monkeypatch, False)
    _, pedida = _correr(flujos.semestre, parametros)
    assert pedida.is_failed()
    assert isinstance(pedida.result(raise_on_failure=False), OrdenInvalida)


def test_pasado_el_plazo_el_horario_cierra_una_vez_y_lo_tardio_espera_a_una_persona(
    raiz: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _por_horario(monkeypatch, True)
    _parar_reloj(raiz, "2026-08-03T07:00:00-06:00")
    espacio = abrir_espacio(raiz)
    _entregar(espacio)
    parametros = {"semestre": S.clave, "espacio": str(raiz)}
    _, cierre = _correr(flujos.semestre, parametros)
    assert cierre.result().evaluacion.nueva

    _entregar(espacio, "facebook")
    _, despues = _correr(flujos.semestre, parametros)
    assert (despues.is_completed(), despues.name) == (True, "Sin evaluar")

    _por_horario(monkeypatch, False)
    _, pedida = _correr(flujos.semestre, parametros)
    assert pedida.result().evaluacion.nueva


@pytest.mark.parametrize(
    ("error", "veces"),
    [(AlmacenOcupado(Path("maestro.duckdb"), 600), 3), (OrdenInvalida("no se puede"), 1), (KeyError("x"), 1)],
    ids=["transitorio", "definitivo", "de programación"],
)
def test_solo_se_reintenta_que_el_almacen_este_ocupado(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch, error: Exception, veces: int
) -> None:
    llamadas = []

    def falla(_: Espacio) -> None:
        llamadas.append(1)
        raise error

    monkeypatch.setattr(pasos_publicacion, "publicar", falla)
    tarea = flujos.publicar.with_options(retry_delay_seconds=0)

    @flow
    def corrida() -> None:
        tarea(espacio)

    estado = corrida(return_state=True)
    assert estado.is_failed()
    assert len(llamadas) == veces
    assert type(estado.result(raise_on_failure=False)) is type(error)


def test_lo_que_viene_en_un_archivo_no_es_formato_ni_enlace_en_la_pagina(espacio: Espacio) -> None:
    hostil = "![x](http://ejemplo.invalid/a.png) <img src=x> **a** https://ejemplo.invalid"
    contenido = formato_lleno(espacio, "x", impresiones=hostil)
    (espacio.entradas / "x.csv").write_bytes(contenido)
    corrida, _ = _correr(flujos.recepcion, {"semestre": S.clave, "espacio": str(espacio.raiz)})
    pagina = _artefactos(corrida)["recepcion-2026-1-problemas"]
    assert r"\!\[x\]\(http\:\/\/ejemplo\.invalid" in pagina
    assert "<img" not in pagina.replace(r"\<img", "")
    assert "https://" not in pagina


def _progreso(corrida: FlowRun) -> list[tuple[str | None, float]]:
    with get_client(sync_client=True) as cliente:
        suyos = cliente.read_artifacts(
            artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[corrida.id]))
        )
    return [(a.description, float(str(a.data))) for a in suyos if a.type == "progress"]


def test_un_paso_largo_dice_por_donde_va_pocas_veces_aunque_avise_desde_otro_hilo(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    enviados: list[float] = []

    def actualizar(artefacto: UUID, por_ciento: float, description: str) -> UUID:
        enviados.append(por_ciento)
        return update_progress_artifact(artefacto, por_ciento, description=description)

    monkeypatch.setattr(avance, "update_progress_artifact", actualizar)
    de_la_terminal: list[int] = []

    @flow(name="recepcion")
    def largo() -> None:
        avisar = avance.avance_de_flujo()

        def trabajar() -> None:
            for hecho in range(1001):
                avisar("Recibiendo", hecho, 1000)

        hilo = Thread(target=trabajar)
        hilo.start()
        hilo.join()

    with avance.con_avance(lambda _, hechos, __: de_la_terminal.append(hechos)):
        corrida, estado = _correr(largo, {})
    assert estado.is_completed()
    assert len(de_la_terminal) == 1001
    assert 10 <= len(enviados) < avance.MAXIMO_DE_AVISOS
    assert _progreso(corrida) == [("Recibiendo: 1,000 de 1,000", 100.0)]


def test_que_la_pagina_no_reciba_el_avance_no_detiene_el_paso(monkeypatch: pytest.MonkeyPatch) -> None:
    def sin_servidor(*_: object, **__: object) -> None:
        raise ConnectError("no hay quien conteste")

    monkeypatch.setattr(avance, "create_progress_artifact", sin_servidor)

    @flow(name="recepcion")
    def largo() -> str:
        avance.avance_de_flujo()("Recibiendo", 1, 2)
        return "listo"

    assert _correr(largo, {})[1].result() == "listo"


def test_la_recepcion_deja_el_estado_del_semestre(espacio: Espacio) -> None:
    _entregar(espacio)
    corrida, _ = _correr(flujos.recepcion, {"semestre": S.clave, "espacio": str(espacio.raiz)})
    pagina = _artefactos(corrida)["estado-2026-1"]
    assert "Hay cifras de 2 de 3 cuentas" in pagina
    assert r"fb\_uno" in pagina
    assert "Cuenta por cuenta: `pertinencia estado 2026-1`" in pagina
    assert _progreso(corrida) == [("Recibiendo archivos: 1 de 1", 100.0)]


@pytest.mark.parametrize(
    ("alcance", "semestre", "nombre", "clave"),
    [
        ("la siguiente recolección", "el que toca", "de la siguiente recoleccion", "presupuesto-siguiente"),
        ("un semestre completo", "el que toca", "2026-2", "presupuesto-2026-2"),
        ("un semestre completo", "2027-1", "2027-1", "presupuesto-2027-1"),
    ],
)
def test_el_presupuesto_dice_cuanto_costara_sin_pedir_nada(
    tmp_path: Path, alcance: str, semestre: str, nombre: str, clave: str
) -> None:
    inicio = datetime(2026, 7, 20, 12, tzinfo=UTC)
    fuente = FuentePareja(2, 40, ["x", "youtube"], inicio, timedelta(hours=12))
    # A esa dirección nadie contesta: si pidiera algo, fallaría.
    espacio = crear_espacio(tmp_path / "E", fuente, "http://127.0.0.1:9", redes=["x", "youtube"])
    parametros = {"alcance": alcance, "semestre": semestre, "espacio": str(espacio.raiz)}
    corrida, estado = _correr(presupuesto, parametros, inicio)
    assert corrida.name == f"Presupuesto {nombre}"
    calculado = estado.result()
    pagina = _artefactos(corrida)[clave]
    for red in ("x", "youtube"):
        peticiones, usd = calculado.total(red)
        assert peticiones > 0
        assert f"| {REDES[red]} | {calculado.cuentas[red]} | {peticiones:,} | {usd:,.2f} |" in pagina
    assert "## Topes de gasto" in pagina
    assert "marca-" not in pagina


def test_sin_redes_el_presupuesto_dice_que_no_se_recolecta(espacio: Espacio) -> None:
    corrida, _ = _correr(presupuesto, {"espacio": str(espacio.raiz)})
    assert "no recolecta por API" in _artefactos(corrida)["presupuesto-siguiente"]


@pytest.mark.parametrize("con_destino", [True, False])
def test_el_respaldo_queda_donde_se_pide_y_la_pagina_dice_donde(
    espacio: Espacio, tmp_path: Path, con_destino: bool
) -> None:
    _entregar(espacio)
    (espacio.raiz / ".env").write_text("PERTINENCIA_X_TOKEN=marca-equis-7f3a\n", "utf-8")
    destino = tmp_path / "otro disco"
    parametros = {"espacio": str(espacio.raiz)} | ({"destino": str(destino)} if con_destino else {})
    corrida, estado = _correr(respaldo, parametros)
    hecho = estado.result()
    assert corrida.name == "Respaldar"
    assert hecho.ruta.stat().st_size == hecho.bytes > 0
    assert (hecho.ruta.parent == destino.resolve()) is con_destino
    pagina = _artefactos(corrida)["respaldo"]
    assert str(hecho.ruta) in pagina
    assert "no se respaldan" in pagina
    assert b"marca-equis-7f3a" not in hecho.ruta.read_bytes()
