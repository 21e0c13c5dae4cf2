"""Los flujos de Prefect: envolturas delgadas de los pasos, en tandas y nunca una tarea por cuenta."""

from collections.abc import Sequence
from dataclasses import dataclass

from prefect import get_run_logger
from prefect.states import Completed

from almacen.publicacion import Publicacion
from flujos.pasos import evaluacion as pasos_evaluacion
from flujos.pasos import informe as pasos_informe
from flujos.pasos import publicacion as pasos_publicacion
from flujos.pasos import recepcion as pasos_recepcion
from flujos.pasos import recepcion_tanda as pasos_tanda
from flujos.pasos.entradas import Entrante
from flujos.pasos.espacio import Espacio
from flujos.pasos.espera import avisar_si_hay_que_esperar
from flujos.pasos.evaluacion import ResumenEvaluacion
from flujos.pasos.horario import Decision, que_toca
from flujos.pasos.informe import Documentos
from flujos.pasos.lectores import Lectores
from flujos.pasos.lectores import lectores as repartir
from flujos.pasos.lecturas import Estado
from flujos.pasos.lecturas import estado as leer_estado
from flujos.pasos.recepcion_resumen import Preparacion, ResumenRecepcion, ResumenTanda
from flujos.pasos.recoleccion import ResumenRecoleccion
from flujos.pasos.recoleccion_corrida import recolecta
from flujos.prefect.artefactos import (
    anunciar_documentos,
    anunciar_evaluacion,
    anunciar_publicacion,
    anunciar_recepcion,
    anunciar_revision,
)
from flujos.prefect.artefactos_estado import anunciar_estado
from flujos.prefect.avance import avance_de_flujo
from flujos.prefect.parametros import (
    ClaveDeSemestre,
    EspacioDeTrabajo,
    abrir,
    elegir_semestre,
    por_horario,
)
from flujos.prefect.recoleccion import YA_SE_RECOLECTA, recoleccion
from flujos.prefect.tareas import flujo, tarea
from lineamientos.semestres import Semestre

SIN_EVALUAR = "Sin evaluar"
"""Cómo se llama en la lista de corridas el final de una revisión que no evaluó."""


@dataclass(frozen=True)
class ResumenSemestre:
    """Lo que dejó la revisión completa de un semestre; ``recoleccion``, si se recolecta por API."""

    semestre: Semestre
    recoleccion: ResumenRecoleccion | None
    recepcion: ResumenRecepcion
    evaluacion: ResumenEvaluacion
    documentos: Documentos
    publicacion: Publicacion


@tarea("Buscar archivos nuevos")
def preparar_recepcion(espacio: Espacio, semestre: Semestre) -> Preparacion:
    """Pone al día el padrón y reparte lo pendiente."""
    return pasos_recepcion.preparar(espacio, semestre)


@tarea("Recibir una tanda")
def recibir_tanda(espacio: Espacio, tanda: Sequence[Entrante], lectores: Lectores) -> ResumenTanda:
    """Aterriza, lee, revisa y carga una tanda de archivos."""
    return pasos_tanda.recibir_tanda(espacio, tanda, lectores)


@tarea("Acusar recibo")
def acusar(espacio: Espacio, semestre: Semestre) -> tuple[str, ...]:
    """Asienta la recepción de lo que entró, con su folio y si fue en tiempo."""
    return pasos_recepcion.acusar(espacio, semestre)


@tarea("Calificar")
def evaluar(espacio: Espacio, semestre: Semestre) -> ResumenEvaluacion:
    """Elige cifras, las revisa y califica."""
    return pasos_evaluacion.evaluar(espacio, semestre, avance_de_flujo())


@tarea("Escribir el informe")
def informar(espacio: Espacio, semestre: Semestre) -> Documentos:
    """Escribe los documentos del semestre."""
    return pasos_informe.informar(espacio, semestre, avance_de_flujo())


@tarea("Ver si toca calificar")
def decidir(espacio: Espacio, semestre: Semestre, *, por_horario: bool) -> Decision:
    """Decide si la revisión evalúa o si eso espera a una persona."""
    return que_toca(espacio, semestre, por_horario=por_horario)


@tarea("Publicar la base")
def publicar(espacio: Espacio) -> Publicacion:
    """Publica la copia de los analistas."""
    return pasos_publicacion.publicar(espacio)


@tarea("Ver el estado del semestre")
def ver_estado(espacio: Espacio, semestre: Semestre) -> Estado:
    """Lee qué entregó cada cuenta y qué le falta."""
    return leer_estado(espacio, semestre)


def _abrir(espacio: str) -> Espacio:
    """Abre el espacio; si otra corrida lo usa, lo dice en la bitácora."""
    abierto = abrir(espacio)
    avisar_si_hay_que_esperar(abierto, get_run_logger().warning)
    return abierto


@flujo("recepcion")
def recepcion(semestre: ClaveDeSemestre = "", espacio: EspacioDeTrabajo = "") -> ResumenRecepcion:
    """Recibe y revisa los archivos que los administradores dejaron en «entradas» (art. 11)."""
    abierto = _abrir(espacio)
    elegido = elegir_semestre(abierto, semestre)
    avance = avance_de_flujo()
    resumenes, hechos = [], 0
    with pasos_recepcion.turno(abierto):
        preparacion = preparar_recepcion(abierto, elegido)
        total = sum(len(tanda) for tanda in preparacion.tandas)
        with repartir(abierto, preparacion.tandas) as lectores:
            for tanda in preparacion.tandas:
                avance("Recibiendo archivos", hechos, total)
                hechos += len(tanda)
                resumenes.append(recibir_tanda(abierto, tanda, lectores))
        acuses = acusar(abierto, elegido)
    avance("Recibiendo archivos", total, total)
    resumen = ResumenRecepcion(
        preparacion.vistos,
        preparacion.ya_conocidos,
        tuple(resumenes),
        preparacion.avisos,
        acuses,
        preparacion.correos,
    )
    get_run_logger().info(
        "En «entradas»: %d archivos. Ya cargados: %d; cargados ahora: %d; en parte: %d; rechazados: %d.",
        resumen.vistos,
        resumen.ya_conocidos,
        *(resumen.suma(campo) for campo in ("cargados", "parciales", "rechazados")),
    )
    anunciar_recepcion(elegido, resumen)
    anunciar_estado(elegido, ver_estado(abierto, elegido))
    return resumen


@flujo("evaluacion")
def evaluacion(semestre: ClaveDeSemestre = "", espacio: EspacioDeTrabajo = "") -> ResumenEvaluacion:
    """Propone la calificación de pertinencia de cada cuenta (art. 13)."""
    abierto = _abrir(espacio)
    resumen = evaluar(abierto, elegir_semestre(abierto, semestre))
    por_clase = ", ".join(f"{clase}: {cuentas}" for clase, cuentas in resumen.por_clase.items())
    novedad = "Evaluación nueva" if resumen.nueva else "Nada cambió desde la evaluación anterior"
    get_run_logger().info("%s. %s.", novedad, por_clase)
    anunciar_evaluacion(resumen)
    return resumen


@flujo("informe")
def informe(semestre: ClaveDeSemestre = "", espacio: EspacioDeTrabajo = "") -> Documentos:
    """Escribe el informe del semestre en HTML, PDF y XLSX (arts. 5, 6 y 8)."""
    abierto = _abrir(espacio)
    elegido = elegir_semestre(abierto, semestre)
    documentos = informar(abierto, elegido)
    get_run_logger().info("Documentos en %s", documentos.html.parent)
    anunciar_documentos(elegido, documentos)
    return documentos


@flujo("publicacion")
def publicacion(espacio: EspacioDeTrabajo = "") -> Publicacion:
    """Publica la base de solo lectura para analistas."""
    publicada = publicar(_abrir(espacio))
    get_run_logger().info("Base publicada en %s", publicada.ruta)
    anunciar_publicacion(publicada)
    return publicada


@flujo("semestre")
def semestre(semestre: ClaveDeSemestre = "", espacio: EspacioDeTrabajo = "") -> ResumenSemestre:
    """Revisa un semestre de punta a punta: recolección, recepción, evaluación, informe y publicación.

    La que arranca el horario solo evalúa cuando toca (art. 13); si no, termina bien y dice por qué.
    """
    abierto = abrir(espacio)
    elegido = elegir_semestre(abierto, semestre)
    recolectado = _recolectar(abierto, elegido, espacio)
    recibido = recepcion(elegido.clave, espacio)
    decision = decidir(abierto, elegido, por_horario=por_horario())
    get_run_logger().info(decision.razon)
    evaluado = evaluacion(elegido.clave, espacio) if decision.evaluar else None
    documentos = informe(elegido.clave, espacio) if decision.informar else None
    publicada = publicacion(espacio)
    anunciar_revision(elegido, decision, recibido, evaluado, documentos, publicada)
    anunciar_estado(elegido, ver_estado(abierto, elegido))
    if evaluado is None or documentos is None:
        # Prefect toma un estado devuelto por el estado de la corrida: en la lista se lee por qué no evaluó.
        return Completed(name=SIN_EVALUAR, message=decision.razon)  # type: ignore[return-value]
    return ResumenSemestre(elegido, recolectado, recibido, evaluado, documentos, publicada)


def _recolectar(abierto: Espacio, elegido: Semestre, espacio: str) -> ResumenRecoleccion | None:
    """Recolecta, si el espacio lo hace; que otra recolección esté en curso no detiene la revisión."""
    if not recolecta(abierto):
        return None
    estado = recoleccion(elegido.clave, espacio, return_state=True)
    if estado.name == YA_SE_RECOLECTA:
        get_run_logger().warning("No se recolectó. %s", estado.message)
        return None
    return estado.result()
