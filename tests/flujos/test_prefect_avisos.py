"""Cuando la corrida de un despliegue termina mal, queda un aviso; y avisar no estorba a la corrida."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.flow_engine import run_flow
from prefect.states import Cancelling, Crashed, Failed

from almacen.errores import AlmacenOcupado
from flujos.pasos import publicacion as pasos_publicacion
from flujos.pasos.espacio import Espacio
from flujos.prefect import revision as flujos
from flujos.prefect.avisos import avisar_que_termino_mal
from tests.flujos.apoyo_prefect import servidor_de_prueba
from tests.flujos.conftest import S

pytestmark = pytest.mark.prefect


@pytest.fixture(scope="module", autouse=True)
def servidor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with servidor_de_prueba(tmp_path_factory):
        yield


def _correr(flujo: Flow[Any, Any], parametros: dict[str, str]) -> State[Any]:
    """Corre un flujo como la corrida de un despliegue."""
    with get_client(sync_client=True) as cliente:
        despliegue = cliente.create_deployment(cliente.create_flow(flujo), flujo.name)
        corrida = cliente.create_flow_run_from_deployment(despliegue, parameters=parametros)
    return run_flow(flujo, flow_run=corrida, parameters=parametros, return_type="state")


def _avisos(raiz: Path) -> list[tuple[str, str]]:
    """Asunto y texto de los avisos de un espacio."""
    rutas = sorted((raiz / "datos" / "comunicaciones" / "avisos").glob("*.eml"))
    mensajes = [message_from_bytes(r.read_bytes(), policy=default) for r in rutas]
    return [(str(m["Subject"]), m.get_content()) for m in mensajes]


def test_una_corrida_que_falla_deja_un_solo_aviso_que_dice_que_hacer(espacio: Espacio) -> None:
    # Falla la evaluación, que corre dentro: el aviso es uno, el de la corrida que alguien ve en la lista.
    estado = _correr(flujos.semestre, {"semestre": S.clave, "espacio": str(espacio.raiz)})
    assert estado.is_failed()
    ((asunto, texto),) = _avisos(espacio.raiz)
    assert asunto == "Pertinencia: «Revisar 2026-1» falló"
    assert "Despliegue: semestre" in texto
    assert "Programada para: 20" in texto
    assert "(America/Mexico_City)" in texto
    assert "Qué pasó: No se ha cargado nada del primer semestre de 2026." in texto
    assert "Qué hacer: Haga lo que dice el mensaje." in texto
    assert "/runs/flow-run/" in texto


def test_un_espacio_mal_escrito_tambien_avisa(raiz: Path) -> None:
    (raiz / "padron" / "cuentas.csv").write_text("esto no es un padrón\n", "utf-8")
    assert _correr(flujos.recepcion, {"espacio": str(raiz)}).is_failed()
    ((_, texto),) = _avisos(raiz)
    assert "padron/cuentas.csv" in texto
    assert "Corrija lo que dice el mensaje en el espacio de trabajo" in texto


def test_un_semestre_mal_escrito_avisa_sin_palabras_en_ingles(espacio: Espacio) -> None:
    assert _correr(flujos.recepcion, {"semestre": "2026", "espacio": str(espacio.raiz)}).is_failed()
    ((_, texto),) = _avisos(espacio.raiz)
    assert "un parámetro de la corrida no es válido" in texto


@pytest.mark.parametrize("espacio_dado", ["/no/existe", ""])
def test_si_no_hay_donde_dejarlo_la_corrida_termina_como_iba_a_terminar(
    espacio_dado: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERTINENCIA_ESPACIO", str(tmp_path))
    estado = _correr(flujos.recepcion, {"espacio": espacio_dado})
    assert estado.is_failed()
    assert "No hay pertinencia.toml" in str(estado.message)
    assert not (tmp_path / "datos").exists()


def test_una_corrida_que_termina_bien_no_avisa(espacio: Espacio) -> None:
    assert _correr(flujos.recepcion, {"espacio": str(espacio.raiz)}).is_completed()
    assert _avisos(espacio.raiz) == []


def test_lo_que_corre_en_la_terminal_no_avisa(espacio: Espacio, monkeypatch: pytest.MonkeyPatch) -> None:
    def ocupado(_: Espacio) -> None:
        raise KeyError("x")

    monkeypatch.setattr(pasos_publicacion, "publicar", ocupado)
    assert flujos.publicacion(str(espacio.raiz), return_state=True).is_failed()
    assert _avisos(espacio.raiz) == []


@pytest.mark.parametrize(
    ("estado", "asunto", "dicho"),
    [
        (Crashed(message="Flow run process exited"), "se interrumpió de golpe", "Vea si ya se retomó sola"),
        (Cancelling(), "se canceló", "Si no fue a propósito"),
        (Failed(data=AlmacenOcupado(Path("m"), 5), message="x"), "falló", "Espere a que termine"),
        (Failed(data=KeyError("x"), message="x"), "falló", "Es un defecto del programa"),
        (Failed(data=OSError(28, "No space left"), message="x"), "falló", "el espacio en disco"),
        (State(type=StateType.FAILED, message="sin datos"), "falló", "sin datos"),
    ],
    ids=lambda v: "" if isinstance(v, State) else str(v),
)
def test_el_aviso_dice_que_paso_y_que_hacer(
    espacio: Espacio, estado: State[Any], asunto: str, dicho: str
) -> None:
    corrida = FlowRun(
        id=uuid4(),
        # Si se interrumpió, el worker no sabe cómo se llamó al empezar.
        name="unbeatable-ostrich",
        expected_start_time=datetime(2026, 7, 3, 13, 30, tzinfo=UTC),
        flow_id=uuid4(),
        deployment_id=uuid4(),
        parameters={"espacio": str(espacio.raiz)},
    )
    for _ in range(2):
        avisar_que_termino_mal(flujos.recepcion, corrida, estado)
    ((como, texto),) = _avisos(espacio.raiz)
    assert como == f"Pertinencia: «Recibir 2026-1» {asunto}"
    assert dicho in texto
    assert "Programada para: 2026-07-03 07:30 (America/Mexico_City)" in texto


def test_una_interrumpida_que_se_retoma_y_falla_son_dos_avisos(espacio: Espacio) -> None:
    corrida = FlowRun(
        id=uuid4(), flow_id=uuid4(), deployment_id=uuid4(), parameters={"espacio": str(espacio.raiz)}
    )
    for estado in (Crashed(), Crashed(), Failed(data=KeyError("x"))):
        avisar_que_termino_mal(flujos.recepcion, corrida, estado)
    assert len(_avisos(espacio.raiz)) == 2
