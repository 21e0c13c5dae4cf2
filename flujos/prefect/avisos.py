"""Cuando la corrida de un despliegue termina mal, deja un aviso para las personas.

Prefect llama a esto al terminar la corrida: en su proceso si falló, en el del worker si se interrumpió o se
canceló. Un error aquí solo queda en la bitácora: Prefect no cambia por él el resultado de la corrida.
"""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import MissingResult, ParameterTypeError
from prefect.logging.loggers import flow_run_logger
from prefect.utilities.urls import url_for

from almacen.errores import AlmacenOcupado, ErrorDeAlmacen
from conectores.comun.errores import ErrorDeApi
from flujos.ajustes import raiz_del_espacio
from flujos.errores import EspacioInvalido, OrdenInvalida, RecolectorMuerto, SinEvaluacion
from flujos.pasos.ajustes_generales import ZONA_DE_LOS_PLAZOS
from flujos.pasos.avisos import Buzon, dejar
from flujos.prefect.parametros import nombrar
from lineamientos.errores import ErrorDeLineamientos

_REINTENTE = "Cuando esté corregido, abra la corrida y oprima «Retry»; nada se contará dos veces."
_QUE_HACER: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (EspacioInvalido, f"Corrija lo que dice el mensaje en el espacio de trabajo. {_REINTENTE}"),
    (AlmacenOcupado, "Espere a que termine el otro proceso y oprima «Retry»; nada se perdió."),
    (RecolectorMuerto, "Oprima «Retry»: pedirá solo lo que falta."),
    (
        (OrdenInvalida, SinEvaluacion, ErrorDeLineamientos, ErrorDeAlmacen, ErrorDeApi),
        f"Haga lo que dice el mensaje. {_REINTENTE}",
    ),
    (ParameterTypeError, "Vuelva a pedir la corrida y elija el semestre en la lista del formulario."),
    (
        OSError,
        "Revise los permisos de la carpeta, el espacio en disco y la red, y oprima «Retry»; nada se perdió.",
    ),
)
_DEFECTO = (
    "Es un defecto del programa: copie la bitácora de la corrida y repórtelo. Mientras, la línea de comandos "
    "hace lo mismo."
)
_CONOCIDOS = (
    EspacioInvalido,
    OrdenInvalida,
    RecolectorMuerto,
    SinEvaluacion,
    ErrorDeLineamientos,
    ErrorDeAlmacen,
    ErrorDeApi,
)


def avisar_que_termino_mal(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Deja el aviso de una corrida que falló, se interrumpió o se canceló, y lo envía si hay por dónde.

    Las que no son de un despliegue (las de la terminal y las que otra corrida contiene) no avisan: quien las
    pidió ya lo está viendo.
    """
    if flow_run.deployment_id is None:
        return
    espacio = str(flow_run.parameters.get("espacio") or "")
    buzon = Buzon.de_la_carpeta(raiz_del_espacio(Path(espacio) if espacio else None))
    nombre = _nombre(flow, flow_run)
    asunto = f"Pertinencia: «{nombre}» {_que_paso(state)}"
    # Una interrumpida puede retomarse y fallar después: son dos avisos; que se interrumpa otra vez, no.
    identidad = f"{flow_run.id}-interrumpida" if state.is_crashed() else str(flow_run.id)
    aviso = dejar(buzon, asunto, _cuerpo(flow.name, nombre, flow_run, state), identidad)
    bitacora = flow_run_logger(flow_run)
    if aviso.enviado:
        bitacora.info(aviso.detalle)
    else:
        bitacora.warning(aviso.detalle)


def _nombre(flujo: Flow[..., Any], corrida: FlowRun) -> str:
    """Qué hacía la corrida; si se interrumpió, el worker no sabe el que se le puso al empezar."""
    propios = flujo.parameters.properties
    parametros = {n: propio.get("default", "") for n, propio in propios.items()} | corrida.parameters
    programada = corrida.expected_start_time or corrida.created
    if programada is None:
        return corrida.name
    return nombrar(flujo.name, parametros, programada.astimezone(ZONA_DE_LOS_PLAZOS).date())


def _que_paso(estado: State[Any]) -> str:
    if estado.is_crashed():
        return "se interrumpió de golpe"
    if estado.is_failed():
        return "falló"
    return "se canceló"


def _cuerpo(despliegue: str, nombre: str, corrida: FlowRun, estado: State[Any]) -> str:
    programada = corrida.expected_start_time
    cuando = _fecha(programada, ZONA_DE_LOS_PLAZOS) if programada else "sin fecha programada"
    mensaje, que_hacer = _explicar(estado)
    pagina = url_for("flow-run", corrida.id) or "(abra la página de Prefect y busque la corrida)"
    return (
        f"La corrida «{nombre}» {_que_paso(estado)}.\n\n"
        f"Despliegue: {despliegue}\n\n"
        f"Programada para: {cuando}\n\n"
        f"Qué pasó: {mensaje}\n\n"
        f"Qué hacer: {que_hacer}\n\n"
        f"La corrida en la página de Prefect: {pagina}\n\n"
        "Ningún dato se pierde porque una corrida termine mal: lo entregado sigue en «entradas» y lo "
        "cargado, en la base. docs/operacion.md trae la lista de lo que puede fallar.\n"
    )


def _fecha(momento: Any, zona: ZoneInfo) -> str:
    return f"{momento.astimezone(zona):%Y-%m-%d %H:%M} ({zona.key})"


def _explicar(estado: State[Any]) -> tuple[str, str]:
    """Qué pasó y qué hacer, en oraciones."""
    if estado.is_crashed():
        return (
            "el proceso se detuvo sin terminar; suele ser que se apagó la computadora, se cerró la sesión o "
            "faltó memoria.",
            "Vea si ya se retomó sola (automatización «retomar-interrumpidas»); si no, oprima «Retry». Lo "
            "que quedó a medias se completa y nada se cuenta dos veces.",
        )
    if not estado.is_failed():
        return "alguien la canceló.", "Si no fue a propósito, vuelva a pedirla desde su despliegue."
    error = _error(estado)
    if error is None:
        return str(estado.message or "no dejó mensaje."), _DEFECTO
    que_hacer = next((que for clases, que in _QUE_HACER if isinstance(error, clases)), _DEFECTO)
    if isinstance(error, _CONOCIDOS):
        return str(error), que_hacer
    if isinstance(error, ParameterTypeError):
        return "un parámetro de la corrida no es válido.", que_hacer
    return f"{type(error).__name__}: {error}", que_hacer


def _error(estado: State[Any]) -> Exception | None:
    try:
        resultado = estado.result(raise_on_failure=False)
    except MissingResult:
        return None
    return resultado if isinstance(resultado, Exception) else None
