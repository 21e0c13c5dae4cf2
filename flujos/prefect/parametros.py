"""Parámetros de los flujos: lo que una persona llena en el formulario de Prefect."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from prefect.context import FlowRunContext
from prefect.runtime import flow_run
from pydantic import Field

from flujos.ajustes import raiz_del_espacio
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import ZONA_DE_LOS_PLAZOS, Espacio, abrir_espacio
from lineamientos.semestres import Semestre, semestre_en_evaluacion

# Prefect pone de título el nombre del parámetro y de ayuda lo que diga la función; solo lo que va en
# json_schema_extra llega tal cual al formulario. Un texto vacío, y no None, da una casilla y no un selector.
ClaveDeSemestre = Annotated[
    str,
    Field(
        pattern=r"^(\d{4}-[12])?$",
        json_schema_extra={
            "title": "Semestre",
            "description": "Año y mitad: 2026-1 es de enero a junio de 2026; 2026-2, de julio a diciembre. "
            "Si lo deja vacío, es el que toca revisar en la fecha programada.",
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

# Sin acentos: la línea de tiempo de la página no los dibuja.
_TITULOS = {
    "recoleccion": "Recolectar",
    "semestre": "Revisar",
    "recepcion": "Recibir",
    "evaluacion": "Evaluar",
    "informe": "Informe",
    "publicacion": "Publicar",
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


def elegir_semestre(espacio: Espacio, clave: str) -> Semestre:
    """El semestre indicado, o el que toca evaluar en la fecha programada de la corrida.

    La fecha programada y no la de hoy: una corrida que se atrasó revisa lo que le tocaba.
    """
    return Semestre.de_texto(clave) if clave else semestre_en_evaluacion(_programada(espacio.zona))


def momento_programado() -> datetime:
    """Momento programado de la corrida, al segundo: da identidad a lo que se recolecta en ella."""
    momento: datetime = flow_run.scheduled_start_time
    return momento.astimezone(UTC).replace(microsecond=0)


def por_horario() -> bool:
    """Si la corrida la arrancó un horario; programarla a mano para después es pedirla una persona."""
    contexto = FlowRunContext.get()
    return contexto is not None and contexto.flow_run is not None and bool(contexto.flow_run.auto_scheduled)


def nombre_de_corrida() -> str:
    """Nombre de la corrida: qué se hace y de qué semestre."""
    titulo = _TITULOS[flow_run.flow_name]
    parametros = flow_run.parameters
    if "semestre" not in parametros:
        return titulo
    if flow_run.flow_name == "recoleccion" and not parametros["semestre"]:
        return f"{titulo} {_programada(ZONA_DE_LOS_PLAZOS):%Y-%m-%d}"
    clave = parametros["semestre"] or semestre_en_evaluacion(_programada(ZONA_DE_LOS_PLAZOS)).clave
    return f"{titulo} {clave}"


def _programada(zona: ZoneInfo) -> date:
    momento: datetime = flow_run.scheduled_start_time
    return momento.astimezone(zona).date()
