"""El presupuesto como flujo: lo que costará recolectar, antes de pedir nada."""

from flujos.pasos import presupuesto as pasos
from flujos.pasos.credenciales import del_espacio
from flujos.pasos.espacio import Espacio
from flujos.pasos.presupuesto import Presupuesto
from flujos.prefect.artefactos_presupuesto import anunciar_presupuesto
from flujos.prefect.credenciales import del_bloque
from flujos.prefect.parametros import (
    SEMESTRE_COMPLETO,
    Alcance,
    EspacioDeTrabajo,
    SemestreDelPresupuesto,
    abrir,
    momento_programado,
    semestre_en_curso,
)
from flujos.prefect.tareas import flujo, tarea
from lineamientos.semestres import Semestre


@tarea("Presupuestar")
def presupuestar(espacio: Espacio, semestre: Semestre | None) -> Presupuesto:
    """Planea como la recolección y cuenta lo que costaría, sin llamar a nadie."""
    momento = espacio.ahora() if espacio.ejemplo else momento_programado()
    return pasos.presupuestar(espacio, del_espacio(espacio, del_bloque), momento, semestre=semestre)


@flujo("presupuesto")
def presupuesto(
    alcance: Alcance = "la siguiente recolección",
    semestre: SemestreDelPresupuesto = "",
    espacio: EspacioDeTrabajo = "",
) -> Presupuesto:
    """Dice cuánto costará recolectar por API, red por red; no pide nada a ninguna plataforma."""
    abierto = abrir(espacio)
    elegido = semestre_en_curso(abierto, semestre) if alcance == SEMESTRE_COMPLETO else None
    calculado = presupuestar(abierto, elegido)
    anunciar_presupuesto(calculado, elegido)
    return calculado
