"""Opciones que comparten las órdenes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flujos.pasos.espacio import Espacio
    from lineamientos.semestres import Semestre

EspacioOpcion = Annotated[
    Path | None,
    typer.Option(
        "--espacio",
        metavar="CARPETA",
        help="Espacio de trabajo; si no, PERTINENCIA_ESPACIO o la carpeta actual.",
    ),
]
SemestreArgumento = Annotated[
    str | None,
    typer.Argument(help="Semestre, por ejemplo 2026-1; si no, el que toca evaluar hoy.", metavar="SEMESTRE"),
]
SemestreQueSePide = Annotated[
    str | None,
    typer.Argument(help="Semestre, por ejemplo 2026-1; si no, el que toca pedir hoy.", metavar="SEMESTRE"),
]
JsonOpcion = Annotated[bool, typer.Option("--json", help="Responde en JSON, para programas.")]


def abrir(espacio: Path | None) -> "Espacio":
    """Abre el espacio de trabajo."""
    from flujos.ajustes import raiz_del_espacio
    from flujos.pasos.espacio import abrir_espacio

    return abrir_espacio(raiz_del_espacio(espacio))


def elegir(espacio: "Espacio", semestre: str | None) -> "Semestre":
    """El semestre indicado o el que toca evaluar hoy."""
    from lineamientos.semestres import Semestre, semestre_en_evaluacion

    return Semestre.de_texto(semestre) if semestre else semestre_en_evaluacion(espacio.ahora_local().date())


def elegir_por_pedir(espacio: "Espacio", semestre: str | None) -> "Semestre":
    """El semestre indicado o el que toca pedir hoy a quienes administran las cuentas."""
    from flujos.pasos.plazos import semestre_que_se_pide
    from lineamientos.semestres import Semestre

    return Semestre.de_texto(semestre) if semestre else semestre_que_se_pide(espacio)
