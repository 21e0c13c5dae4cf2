"""Parámetros de los flujos: lo que una persona llena en el formulario de Prefect."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from prefect.context import FlowRunContext
from prefect.runtime import flow_run
from pydantic import AfterValidator, Field

from esquemas.hallazgos import limpiar
from flujos.ajustes import raiz_del_espacio
from flujos.errores import OrdenInvalida
from flujos.pasos.ajustes_generales import ZONA_DE_LOS_PLAZOS as _ZONA
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.reloj import reloj_del_sistema
from lineamientos.semestres import Semestre, semestre_en_evaluacion

EL_QUE_TOCA = "el que toca"
"""Cómo se llama en el formulario no elegir semestre; los flujos reciben un texto vacío."""

_ANTERIORES, _SIGUIENTES = 6, 4


def semestres_por_ofrecer(hoy: date, *, primero_los_que_vienen: bool = False) -> list[str]:
    """Las claves que ofrece el formulario: el semestre en curso, los anteriores y los que vienen.

    La lista se fija al desplegar: llega a dos años adelante para que siga sirviendo sin volver a hacerlo.
    """
    actual = Semestre.de_fecha(hoy)
    anteriores = _seguidos(actual, Semestre.anterior, _ANTERIORES)
    siguientes = _seguidos(actual, Semestre.siguiente, _SIGUIENTES)
    resto = siguientes + anteriores if primero_los_que_vienen else anteriores + siguientes
    return [actual.clave, *resto]


def _seguidos(desde: Semestre, paso: Callable[[Semestre], Semestre], cuantos: int) -> list[str]:
    claves = []
    for _ in range(cuantos):
        desde = paso(desde)
        claves.append(desde.clave)
    return claves


def _sin_nombre(valor: str) -> str:
    return "" if valor == EL_QUE_TOCA else valor


def _semestre(descripcion: str, *, primero_los_que_vienen: bool = False) -> Any:
    """Lo que Prefect y pydantic saben de un parámetro de semestre.

    El formulario muestra una lista; la línea de comandos y los horarios dan cualquier clave o nada. Prefect
    pone de título el nombre del parámetro y de ayuda lo que diga la función; solo lo que va en
    json_schema_extra llega tal cual al formulario. Un texto vacío, y no None, da una lista y no un selector.
    """
    hoy = reloj_del_sistema().astimezone(_ZONA).date()
    claves = semestres_por_ofrecer(hoy, primero_los_que_vienen=primero_los_que_vienen)
    return Field(
        pattern=rf"^(\d{{4}}-[12]|{EL_QUE_TOCA})?$",
        json_schema_extra={
            "title": "Semestre",
            "description": f"2026-1 es de enero a junio de 2026; 2026-2, de julio a diciembre. {descripcion}",
            "enum": [EL_QUE_TOCA, *claves],
            "default": EL_QUE_TOCA,
        },
    )


ClaveDeSemestre = Annotated[
    str,
    _semestre("«el que toca» es el que se revisa en la fecha programada."),
    AfterValidator(_sin_nombre),
]
SemestreDelPresupuesto = Annotated[
    str,
    _semestre(
        "Solo cuenta si pidió un semestre completo; «el que toca» es entonces el que está en curso.",
        primero_los_que_vienen=True,
    ),
    AfterValidator(_sin_nombre),
]
SEMESTRE_COMPLETO = "un semestre completo"
Alcance = Annotated[
    Literal["la siguiente recolección", "un semestre completo"],
    Field(
        json_schema_extra={
            "title": "Qué se presupuesta",
            "description": "La siguiente recolección, o una diaria durante todo un semestre.",
        },
    ),
]
EspacioDeTrabajo = Annotated[
    str,
    Field(
        json_schema_extra={
            "title": "Carpeta del espacio de trabajo",
            "description": "La ruta completa de la carpeta que tiene pertinencia.toml, en la computadora "
            "donde corre el worker. Si la deja vacía, es la de siempre (PERTINENCIA_ESPACIO).",
        },
    ),
]

CarpetaDeRespaldos = Annotated[
    str,
    Field(
        json_schema_extra={
            "title": "Carpeta en que queda el respaldo",
            "description": "La ruta completa, en la computadora donde corre el worker; mejor en otro disco. "
            "Si la deja vacía, es la de siempre.",
        },
    ),
]

SOLO_DECIR = "solo decir qué haría"
QueHacer = Annotated[
    Literal["lo que toca hoy", "solo decir qué haría"],
    Field(
        json_schema_extra={
            "title": "Qué se hace",
            "description": "Lo que toca hoy, una sola vez; o solo decir qué haría, sin escribir nada.",
        },
    ),
]
QuienInicia = Annotated[
    str,
    Field(
        max_length=120,
        json_schema_extra={
            "title": "Quién la inicia",
            "description": "Su nombre, para que conste en los expedientes. Vacío, consta el usuario de la "
            "computadora donde corre el worker.",
        },
    ),
]

# Sin acentos: la línea de tiempo de la página no los dibuja.
_TITULOS = {
    "recoleccion": "Recolectar",
    "recorrido": "Ayudar a recolectar",
    "semestre": "Revisar",
    "recepcion": "Recibir",
    "evaluacion": "Evaluar",
    "informe": "Informe",
    "publicacion": "Publicar",
    "presupuesto": "Presupuesto",
    "respaldo": "Respaldar",
    "vigilancia": "Vigilar",
}


_INTERRUPCIONES = 5
"""Veces que se retoma sola una corrida interrumpida de golpe: si ni así acaba, no es casualidad."""


def abrir(espacio: str) -> Espacio:
    """Abre el espacio que indica el parámetro.

    Raises:
        OrdenInvalida: Si la corrida se ha interrumpido de golpe demasiadas veces.
    """
    veces: int = flow_run.run_count or 0
    if veces > _INTERRUPCIONES + 1:
        raise OrdenInvalida(
            f"Esta corrida se interrumpió de golpe {veces - 1} veces y ya no se retoma sola. Suele ser "
            "falta de memoria: vea la bitácora del worker, corrija la causa y arranque otra; nada se perdió."
        )
    return abrir_espacio(raiz_del_espacio(Path(espacio) if espacio else None))


def carpeta_de_respaldos(destino: str) -> Path | None:
    """La carpeta que indica el parámetro, o ``None`` si es la de siempre.

    Raises:
        OrdenInvalida: Si no es una ruta completa: sería de la carpeta del programa, donde nadie la busca.
    """
    if not destino:
        return None
    if not Path(destino).is_absolute():
        raise OrdenInvalida(
            f"«{limpiar(destino)}» no es una ruta completa. Escríbala desde la raíz del disco."
        )
    return Path(destino)


def elegir_semestre(espacio: Espacio, clave: str) -> Semestre:
    """El semestre indicado, o el que toca evaluar en la fecha programada de la corrida.

    La fecha programada y no la de hoy: una corrida que se atrasó revisa lo que le tocaba.
    """
    return Semestre.de_texto(clave) if clave else semestre_en_evaluacion(_programada(espacio.zona))


def semestre_en_curso(espacio: Espacio, clave: str) -> Semestre:
    """El semestre indicado, o el que corre en la fecha programada: el que se está recolectando."""
    return Semestre.de_texto(clave) if clave else Semestre.de_fecha(_programada(espacio.zona))


def momento_programado() -> datetime:
    """Momento programado de la corrida, al segundo: da identidad a lo que se recolecta en ella."""
    return al_segundo(flow_run.scheduled_start_time)


def al_segundo(momento: datetime) -> datetime:
    """El momento, al segundo y en UTC.

    Prefect da un datetime de otra biblioteca, que no se divide entre un lapso de la de Python.
    """
    return datetime.fromtimestamp(int(momento.timestamp()), UTC)


def por_horario() -> bool:
    """Si la corrida la arrancó un horario; programarla a mano para después es pedirla una persona."""
    contexto = FlowRunContext.get()
    return contexto is not None and contexto.flow_run is not None and bool(contexto.flow_run.auto_scheduled)


def nombre_de_corrida() -> str:
    """Nombre de la corrida que está empezando."""
    return nombrar(flow_run.flow_name, flow_run.parameters, _programada(_ZONA))


def nombrar(flujo: str, parametros: Mapping[str, Any], programada: date) -> str:
    """Qué se hace y de qué semestre o de qué día.

    Args:
        flujo: Nombre del flujo.
        parametros: Todos los suyos, con su valor.
        programada: Fecha programada, en la zona de los plazos.
    """
    titulo = _TITULOS[flujo]
    clave = _sin_nombre(parametros.get("semestre", ""))
    if flujo == "presupuesto":
        if parametros["alcance"] != SEMESTRE_COMPLETO:
            return f"{titulo} de la siguiente recoleccion"
        return f"{titulo} {clave or Semestre.de_fecha(programada).clave}"
    if "semestre" not in parametros:
        return titulo
    if flujo == "recoleccion" and not clave:
        return f"{titulo} {programada:%Y-%m-%d}"
    return f"{titulo} {clave or semestre_en_evaluacion(programada).clave}"


def _programada(zona: ZoneInfo) -> date:
    momento: datetime = flow_run.scheduled_start_time
    return momento.astimezone(zona).date()
