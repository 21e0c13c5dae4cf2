"""La recolección como flujo: una tarea por etapa y red; los hilos y la carga van dentro."""

from collections.abc import Sequence

from prefect import get_run_logger
from prefect.runtime import flow_run
from prefect.states import Completed

from almacen.maestro import ESPERA_SEGUNDOS
from conectores.comun.consultas import Consulta, Etapa
from flujos.errores import RecoleccionEnCurso
from flujos.pasos import recoleccion as pasos
from flujos.pasos.credenciales import del_espacio
from flujos.pasos.espacio import Espacio
from flujos.pasos.recoleccion import ResumenEtapa, ResumenRecoleccion
from flujos.pasos.recoleccion_corrida import Corrida, abrir_corrida
from flujos.pasos.recoleccion_etapas import planear as planear_etapa
from flujos.pasos.recoleccion_reparto import Ayuda, ayudar, hay_recoleccion
from flujos.prefect.artefactos_recoleccion import anunciar_recoleccion
from flujos.prefect.atrasos import momento_que_toca
from flujos.prefect.avance import avance_de_flujo
from flujos.prefect.ayudantes import contar_ayudantes, pedir_ayuda
from flujos.prefect.credenciales import del_bloque
from flujos.prefect.limites import turno_de_prefect
from flujos.prefect.parametros import (
    ClaveDeSemestre,
    EspacioDeTrabajo,
    abrir,
)
from flujos.prefect.tareas import flujo, tarea
from lineamientos.semestres import Semestre

YA_SE_RECOLECTA = "Ya se recolecta"
"""Cómo se llama en la lista de corridas el final de una recolección que encontró a otra en curso."""
_ESPERA_CONTENIDA = 5.0


@tarea("Terminar lo que quedó a medias")
def terminar_lo_pendiente(corrida: Corrida) -> int:
    """Termina lo de recolecciones anteriores que murieron."""
    return pasos.terminar_lo_pendiente(corrida)


@tarea("Planear")
def planear(corrida: Corrida, etapa: Etapa) -> list[Consulta]:
    """Decide qué se pide en una etapa."""
    return planear_etapa(corrida, etapa)


@tarea("Recolectar y cargar")
def recolectar_etapa(corrida: Corrida, etapa: Etapa, consultas: Sequence[Consulta]) -> ResumenEtapa:
    """Recorre las consultas de una etapa y carga lo aterrizado."""
    return pasos.correr_etapa(corrida, etapa, consultas, avance_de_flujo())


@flujo("recoleccion")
def recoleccion(semestre: ClaveDeSemestre = "", espacio: EspacioDeTrabajo = "") -> ResumenRecoleccion:
    """Recolecta por API las cifras de las cuentas: seguidores, publicaciones y sus cifras, menciones.

    Sin semestre, lo que toca hoy; con él, lo de ese semestre desde su principio.
    """
    abierto = abrir(espacio)
    elegidos = (Semestre.de_texto(semestre),) if semestre else None
    credenciales = del_espacio(abierto, del_bloque)
    # El ejemplo ocurre siempre en el mismo momento, y su recolección también.
    momento = abierto.ahora() if abierto.ejemplo else momento_que_toca()
    cuentas = len(abierto.padron.cuentas)
    ayudantes = contar_ayudantes(cuentas)
    get_run_logger().info(
        "Preparo la recolección de %d cuentas%s.", cuentas, f", con ayuda de {ayudantes}" if ayudantes else ""
    )
    try:
        with abrir_corrida(
            abierto,
            momento,
            credenciales,
            semestres=elegidos,
            en_otro_proceso=True,
            turno=turno_de_prefect if ayudantes else None,
            espera_segundos=_cuanto_esperar(abierto),
        ) as corrida:
            pedir_ayuda(ayudantes, espacio, momento)
            terminar_lo_pendiente(corrida)
            etapas = [recolectar_etapa(corrida, e, planear(corrida, e)) for e in Etapa]
            resumen = pasos.cerrar(corrida, etapas)
    except RecoleccionEnCurso as error:
        get_run_logger().warning(str(error))
        # No es una falla: quien recolecta ya lee lo de este momento. En la lista de corridas se lee por qué.
        return Completed(name=YA_SE_RECOLECTA, message=str(error))  # type: ignore[return-value]
    anunciar_recoleccion(resumen)
    return resumen


def _cuanto_esperar(espacio: Espacio) -> float:
    """Segundos que se espera a otra recolección: la que otra corrida contiene no la detiene."""
    if flow_run.parent_flow_run_id is not None:
        return _ESPERA_CONTENIDA
    if hay_recoleccion(espacio):
        get_run_logger().warning(
            "Otra corrida recolecta en %s; se espera a que termine, hasta %.0f minutos. No hay que hacer "
            "nada.",
            espacio.raiz,
            ESPERA_SEGUNDOS / 60,
        )
    return ESPERA_SEGUNDOS


@flujo("recorrido")
def recorrido(espacio: EspacioDeTrabajo = "") -> Ayuda:
    """Ayuda a una recolección en curso: pide y guarda una parte; la inicia la recolección misma.

    Si no hay ninguna, termina sin hacer nada.
    """
    abierto = abrir(espacio)
    hecho = ayudar(
        abierto,
        del_espacio(abierto, del_bloque),
        turno=turno_de_prefect,
        avisar=get_run_logger().info,
    )
    get_run_logger().info("Ayudé con %d tandas, %d consultas.", hecho.tandas, hecho.consultas)
    return hecho
