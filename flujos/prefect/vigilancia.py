"""La vigilancia del procedimiento como flujo: cada día y cuando alguien la pida."""

from prefect import get_run_logger

from flujos.ajustes import usuario_del_equipo
from flujos.pasos import vigilancia as pasos
from flujos.pasos.espacio import Espacio
from flujos.pasos.espera import avisar_si_hay_que_esperar
from flujos.pasos.lecturas import estado
from flujos.pasos.vigilancia import ResumenDeVigilancia
from flujos.prefect.artefactos_estado import anunciar_estado
from flujos.prefect.artefactos_vigilancia import anunciar_vigilancia
from flujos.prefect.avance import avance_de_flujo
from flujos.prefect.parametros import (
    SOLO_DECIR,
    EspacioDeTrabajo,
    QueHacer,
    QuienInicia,
    abrir,
)
from flujos.prefect.tareas import flujo, tarea


@tarea("Vigilar")
def vigilar(espacio: Espacio, por: str) -> ResumenDeVigilancia:
    """Asienta lo que ocurrió, escribe lo que se debe y envía lo que puede salir."""
    return pasos.vigilar(espacio, por, avance_de_flujo())


@tarea("Decir qué toca")
def ensayar(espacio: Espacio) -> ResumenDeVigilancia:
    """Dice qué haría la vigilancia ahora y no escribe nada."""
    return pasos.ensayar(espacio, espacio.ahora_local())


@flujo("vigilancia")
def vigilancia(
    que_hacer: QueHacer = "lo que toca hoy",
    quien: QuienInicia = "",
    espacio: EspacioDeTrabajo = "",
) -> ResumenDeVigilancia:
    """Hace una sola vez lo que toca hoy del procedimiento: requerir, recordar, acusar, observar y avisar."""
    abierto = abrir(espacio)
    avisar_si_hay_que_esperar(abierto, get_run_logger().warning)
    ensayo = que_hacer == SOLO_DECIR
    resumen = ensayar(abierto) if ensayo else vigilar(abierto, quien.strip() or usuario_del_equipo())
    anunciar_vigilancia(resumen, ensayo=ensayo)
    for visto in resumen.semestres:
        anunciar_estado(visto.semestre, estado(abierto, visto.semestre))
    return resumen
