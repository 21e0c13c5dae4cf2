"""Parámetros de los flujos: lo que una persona llena en el formulario de Prefect."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

from prefect.runtime import flow_run
from pydantic import Field

from flujos.ajustes import raiz_del_espacio
from flujos.pasos.espacio import Espacio, abrir_espacio
from lineamientos.semestres import Semestre, semestre_en_evaluacion

EspacioDeTrabajo = Annotated[
    str | None,
    Field(
        title="Espacio de trabajo",
        description="Carpeta con pertinencia.toml. Vacío: la de PERTINENCIA_ESPACIO o la del worker.",
    ),
]
ClaveDeSemestre = Annotated[
    str | None,
    Field(
        title="Semestre",
        description="Por ejemplo 2026-1 (enero a junio de 2026). Vacío: el que toca evaluar en "
        "la fecha programada.",
        pattern=r"^\d{4}-[12]$",
    ),
]


def abrir(espacio: str | None) -> Espacio:
    """Abre el espacio que indica el parámetro."""
    return abrir_espacio(raiz_del_espacio(Path(espacio) if espacio else None))


def elegir_semestre(espacio: Espacio, clave: str | None) -> Semestre:
    """El semestre indicado, o el que toca evaluar en la fecha programada de la corrida.

    La fecha programada y no la de hoy: una corrida que se atrasó revisa lo que le tocaba.
    """
    if clave:
        return Semestre.de_texto(clave)
    programada = flow_run.scheduled_start_time
    momento = programada if isinstance(programada, datetime) else espacio.ahora()
    return semestre_en_evaluacion(momento.astimezone(espacio.zona).date())


def nombre_de_corrida() -> str:
    """Nombre de la corrida: qué flujo y de qué semestre."""
    semestre = flow_run.parameters.get("semestre") or "semestre en turno"
    return f"{flow_run.flow_name} {semestre}"
