"""``prefect.yaml`` contra los flujos que nombra y contra los modelos de Prefect. No necesita servidor."""

import asyncio
import subprocess
import sys
from datetime import date, datetime, timedelta
from inspect import signature
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import prefect
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import validate
from prefect import Flow
from prefect.automations import Automation
from prefect.cli.deploy._models import (
    ConcurrencyLimitSpec,
    DeploymentConfig,
    PrefectYamlModel,
    RawScheduleConfig,
    WorkPoolConfig,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.schedules import construct_schedule
from prefect.deployments.steps.core import _get_function_for_step
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger
from prefect.exceptions import ParameterTypeError
from prefect.flows import load_flow_from_entrypoint
from prefect.server.schemas.schedules import CronSchedule
from prefect.utilities.callables import parameter_schema

from flujos.errores import OrdenInvalida
from flujos.prefect.parametros import EL_QUE_TOCA, carpeta_de_respaldos, semestres_por_ofrecer
from flujos.prefect.recoleccion import YA_SE_RECOLECTA
from flujos.prefect.revision import SIN_EVALUAR
from lineamientos.semestres import Semestre, semestre_en_evaluacion

_RAIZ = Path(__file__).parents[2]
_YAML: dict[str, Any] = yaml.safe_load((_RAIZ / "prefect.yaml").read_text("utf-8"))
_DESPLIEGUES: list[dict[str, Any]] = _YAML["deployments"]
_DECLARADAS = yaml.safe_load((_RAIZ / "automatizaciones.yaml").read_text("utf-8"))["automations"]
_AUTOMATIZACIONES = {d["name"]: Automation.model_validate(d) for d in _DECLARADAS}
_ZONA = ZoneInfo("America/Mexico_City")
_NOMBRES = [d["name"] for d in _DESPLIEGUES]
_LLAMADO = {d["name"]: d for d in _DESPLIEGUES}
_DE_LA_REVISION = ["recoleccion", "semestre", "recepcion", "evaluacion", "informe"]
_PARAMETROS = {nombre: ["semestre", "espacio"] for nombre in _DE_LA_REVISION} | {
    "publicacion": ["espacio"],
    "presupuesto": ["alcance", "semestre", "espacio"],
    "respaldo": ["destino", "espacio"],
    "vigilancia": ["que_hacer", "quien", "espacio"],
    "recorrido": ["espacio"],
}
_por_despliegue = pytest.mark.parametrize("despliegue", _DESPLIEGUES, ids=_NOMBRES)


def _flujo(despliegue: dict[str, Any]) -> Flow[Any, Any]:
    ruta, nombre = despliegue["entrypoint"].split(":")
    return load_flow_from_entrypoint(f"{_RAIZ / ruta}:{nombre}")


def _fechas_de_2027(horario: dict[str, Any]) -> list[datetime]:
    """Las fechas de 2027, hasta las mil que Prefect da de una vez."""
    cron = CronSchedule(cron=horario["cron"], timezone=horario["timezone"])
    fechas = asyncio.run(cron.get_dates(n=1000, start=datetime(2027, 1, 1, tzinfo=_ZONA)))
    return [f.astimezone(_ZONA) for f in fechas if f.astimezone(_ZONA).year == 2027]


def test_son_los_del_diseno() -> None:
    nombres = [*_DE_LA_REVISION, "publicacion", "presupuesto", "respaldo", "vigilancia", "recorrido"]
    assert nombres == _NOMBRES


def test_un_worker_puede_cargar_cada_flujo_desde_su_archivo() -> None:
    # Prefect pone la carpeta del archivo en el camino de importación: ahí «flujos» sería otro módulo.
    programa = (
        "import sys\nfrom prefect.flows import load_flow_from_entrypoint\n"
        "print([load_flow_from_entrypoint(e).name for e in sys.argv[1:]])\n"
    )
    orden = [sys.executable, "-c", programa, *(d["entrypoint"] for d in _DESPLIEGUES)]
    salida = subprocess.run(orden, cwd=_RAIZ, capture_output=True, text=True, check=False)
    assert salida.stdout.strip() == str(_NOMBRES), salida.stderr[-2000:]


def test_ningun_modulo_de_flujos_prefect_se_llama_como_un_paquete() -> None:
    # Con su carpeta en el camino de importación lo taparía, en el worker y en los procesos que este arranca.
    paquetes = {p.parent.name for p in _RAIZ.glob("*/__init__.py")}
    assert "flujos" in paquetes
    assert not paquetes & {m.stem for m in (_RAIZ / "flujos" / "prefect").glob("*.py")}


def test_prefect_conoce_cada_clave() -> None:
    # Los modelos de Prefect ignoran lo que no conocen: una clave mal escrita no haría nada y nadie lo diría.
    PrefectYamlModel.model_validate(_YAML)
    alias = {"prefect-version", "definitions"}
    assert set(_YAML) - alias <= set(PrefectYamlModel.model_fields)
    for despliegue in _DESPLIEGUES:
        assert set(despliegue) <= set(DeploymentConfig.model_fields)
        assert set(despliegue["work_pool"]) <= set(WorkPoolConfig.model_fields)
        assert set(despliegue.get("concurrency_limit", {})) <= set(ConcurrencyLimitSpec.model_fields)
        for horario in despliegue["schedules"]:
            RawScheduleConfig.model_validate(horario)
            construct_schedule(cron=horario["cron"], timezone=horario["timezone"])


def test_los_pasos_para_tomar_el_codigo_existen() -> None:
    (paso,) = _YAML["pull"]
    (nombre,) = paso
    assert set(paso[nombre]) == set(signature(_get_function_for_step(nombre)).parameters)


def test_la_version_es_la_instalada() -> None:
    assert _YAML["prefect-version"] == prefect.__version__


@_por_despliegue
def test_cada_despliegue_nombra_un_flujo_y_solo_sus_parametros(despliegue: dict[str, Any]) -> None:
    flujo = _flujo(despliegue)
    assert flujo.name == despliegue["name"]
    assert set(despliegue["parameters"]) <= set(flujo.parameters.properties)
    for horario in despliegue["schedules"]:
        assert set(horario.get("parameters", {})) <= set(flujo.parameters.properties)


@_por_despliegue
def test_cada_despliegue_corre_de_uno_en_uno_en_el_grupo_y_dice_que_hace(despliegue: dict[str, Any]) -> None:
    assert despliegue["work_pool"]["name"] == "pertinencia"
    # De la ayuda a una recolección corren varias: para eso es.
    uno = None if despliegue["name"] == "recorrido" else {"limit": 1, "collision_strategy": "ENQUEUE"}
    assert despliegue.get("concurrency_limit") == uno
    assert len(despliegue["description"]) > 30


@_por_despliegue
def test_lo_que_dan_prefect_yaml_y_sus_horarios_lo_acepta_el_flujo(despliegue: dict[str, Any]) -> None:
    flujo = _flujo(despliegue)
    esquema = parameter_schema(flujo).model_dump_for_openapi()
    for propios in ({}, *(h.get("parameters", {}) for h in despliegue["schedules"])):
        dados = despliegue["parameters"] | propios
        validate(dados, esquema)
        flujo.validate_parameters(dados)


@_por_despliegue
def test_el_formulario_pide_textos_con_titulo_y_explicacion_en_espanol(despliegue: dict[str, Any]) -> None:
    campos = parameter_schema(_flujo(despliegue)).properties
    # Con una unión (texto o nada) la página muestra un selector «str / None» y esconde la casilla.
    assert all(c["type"] == "string" and isinstance(c["default"], str) for c in campos.values())
    assert all(c["title"] != nombre and c["description"] for nombre, c in campos.items())
    assert all(c["default"] in c["enum"] for c in campos.values() if "enum" in c)
    orden = sorted(campos, key=lambda nombre: campos[nombre]["position"])
    assert orden == _PARAMETROS[despliegue["name"]]


@_por_despliegue
def test_si_una_corrida_termina_mal_alguien_se_entera(despliegue: dict[str, Any]) -> None:
    flujo = _flujo(despliegue)
    for ganchos in (flujo.on_failure_hooks, flujo.on_crashed_hooks, flujo.on_cancellation_hooks):
        assert [g.__name__ for g in ganchos] == ["avisar_que_termino_mal"]


@_por_despliegue
def test_la_primera_linea_del_flujo_dice_que_hace(despliegue: dict[str, Any]) -> None:
    assert _flujo(despliegue).description


@pytest.mark.parametrize(
    ("valor", "recibido"),
    [("", ""), (EL_QUE_TOCA, ""), ("2026-1", "2026-1"), ("1999-2", "1999-2")],
)
@pytest.mark.parametrize("nombre", [*_DE_LA_REVISION, "presupuesto"])
def test_el_flujo_recibe_la_clave_o_nada_la_de_quien_la_de(nombre: str, valor: str, recibido: str) -> None:
    flujo = _flujo(_LLAMADO[nombre])
    assert flujo.validate_parameters({"semestre": valor})["semestre"] == recibido
    assert flujo.validate_parameters({})["semestre"] == ""


@pytest.mark.parametrize("valor", ["2026", "2026-3", "el que no toca", "2026-1; rm"])
def test_un_semestre_mal_escrito_no_llega_al_flujo(valor: str) -> None:
    with pytest.raises(ParameterTypeError):
        _flujo(_LLAMADO["semestre"]).validate_parameters({"semestre": valor})


@given(st.dates(min_value=date(2010, 1, 1), max_value=date(2900, 1, 1)))
def test_la_lista_empieza_por_lo_cercano_y_llega_a_dos_anios_mas(hoy: date) -> None:
    claves = semestres_por_ofrecer(hoy)
    assert claves[:2] == [Semestre.de_fecha(hoy).clave, semestre_en_evaluacion(hoy).clave]
    assert Semestre.de_fecha(hoy.replace(year=hoy.year + 2, day=1)).clave == claves[-1]
    al_reves = semestres_por_ofrecer(hoy, primero_los_que_vienen=True)
    assert al_reves[1] == Semestre.de_fecha(hoy).siguiente().clave
    assert sorted(al_reves) == sorted(set(claves))


def test_nada_con_horario_evalua_salvo_la_revision_que_decide_si_toca() -> None:
    # Nada fuera de la revisión, que decide si toca, puede iniciar una evaluación sin una persona.
    con_horario = [d["name"] for d in _DESPLIEGUES if d["schedules"]]
    assert con_horario == ["recoleccion", "semestre", "recepcion", "respaldo", "vigilancia"]
    assert all(h["active"] for d in _DESPLIEGUES for h in d["schedules"])
    assert {h["timezone"] for d in _DESPLIEGUES for h in d["schedules"]} == {"America/Mexico_City"}


def test_la_recoleccion_corre_cada_dia_del_anio_antes_que_la_revision() -> None:
    (horario,) = _LLAMADO["recoleccion"]["schedules"]
    inicio = datetime(2027, 1, 1, 6, tzinfo=_ZONA)
    assert _fechas_de_2027(horario) == [inicio + timedelta(days=n) for n in range(365)]


def test_la_revision_corre_cada_dia_de_enero_febrero_julio_y_agosto_a_las_siete() -> None:
    (horario,) = _LLAMADO["semestre"]["schedules"]
    fechas = _fechas_de_2027(horario)
    esperadas = [
        dia.replace(hour=7)
        for n in range(365)
        if (dia := datetime(2027, 1, 1, tzinfo=_ZONA) + timedelta(days=n)).month in (1, 2, 7, 8)
    ]
    assert fechas == esperadas


def test_la_recepcion_corre_cada_hora_a_la_media_para_no_encontrarse_con_la_revision() -> None:
    (horario,) = _LLAMADO["recepcion"]["schedules"]
    fechas = _fechas_de_2027(horario)
    inicio = datetime(2027, 1, 1, 0, 30, tzinfo=_ZONA)
    assert fechas[:48] == [inicio + timedelta(hours=n) for n in range(48)]
    assert {f.minute for f in fechas} == {30}
    assert {f.month for f in fechas} <= {1, 2, 7, 8}


@pytest.mark.parametrize("destino", ["respaldos", "../respaldos", "./x"])
def test_un_respaldo_no_va_a_una_carpeta_que_depende_de_donde_corre_el_worker(destino: str) -> None:
    with pytest.raises(OrdenInvalida, match="ruta completa"):
        carpeta_de_respaldos(destino)


def test_la_carpeta_de_respaldos_es_la_indicada_o_la_de_siempre(tmp_path: Path) -> None:
    assert carpeta_de_respaldos(str(tmp_path)) == tmp_path
    assert carpeta_de_respaldos("") is None


def test_el_respaldo_corre_cada_madrugada() -> None:
    (horario,) = _LLAMADO["respaldo"]["schedules"]
    inicio = datetime(2027, 1, 1, 3, tzinfo=_ZONA)
    assert _fechas_de_2027(horario) == [inicio + timedelta(days=n) for n in range(365)]


def test_la_automatizacion_nota_las_corridas_interrumpidas_y_no_toca_las_terminadas() -> None:
    disparador = _disparador("corridas-interrumpidas")
    finales = {"Completed", "Failed", "Crashed", "Cancelled", SIN_EVALUAR, YA_SE_RECOLECTA}
    assert disparador.expect == {f"prefect.flow-run.{s}" for s in finales | {"heartbeat"}}
    assert disparador.after == {"prefect.flow-run.heartbeat"}
    # Tres señales perdidas seguidas; cada despliegue las da al ritmo que se espera.
    (ritmo,) = {
        int(d["work_pool"]["job_variables"]["env"]["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"]) for d in _DESPLIEGUES
    }
    assert disparador.within == timedelta(seconds=3 * ritmo)


def test_lo_interrumpido_se_retoma_si_es_de_un_despliegue() -> None:
    # Un subflujo interrumpido no: su corrida la vuelve a hacer la del despliegue, y nadie la tomaría.
    disparador = _disparador("retomar-interrumpidas")
    assert disparador.expect == {"prefect.flow-run.Crashed"}
    assert disparador.model_dump(mode="json")["match_related"] == {
        "prefect.resource.role": "deployment",
        "prefect.resource.id": "prefect.deployment.*",
    }
    (accion,) = _AUTOMATIZACIONES["retomar-interrumpidas"].actions
    assert isinstance(accion, ChangeFlowRunState)
    assert accion.state is StateType.SCHEDULED


def _disparador(nombre: str) -> EventTrigger:
    disparador = _AUTOMATIZACIONES[nombre].trigger
    assert isinstance(disparador, EventTrigger)
    return disparador


def test_de_las_automatizaciones_prefect_conoce_cada_clave() -> None:
    for declarada in _DECLARADAS:
        assert set(declarada) <= set(Automation.model_fields)
