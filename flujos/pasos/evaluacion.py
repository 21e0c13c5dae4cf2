"""Evaluación (art. 13): elegir cifras entre fuentes, revisarlas, calificar y guardar como versión nueva."""

from collections.abc import Mapping
from dataclasses import dataclass

from almacen import evaluaciones
from almacen.maestro import Base
from esquemas.hallazgos import Hallazgo
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.espacio import Espacio
from flujos.pasos.evaluacion_cifras import consolidar_semestre, fases_de, metas_congeladas
from flujos.pasos.evaluacion_identidad import encabezado_de
from flujos.pasos.evaluacion_resultados import resultados_de
from flujos.pasos.plazos import plazos
from flujos.pasos.recomendaciones import recomendar_semestre
from flujos.pasos.revision import revisar_semestre
from lineamientos.calificacion.incertidumbre import medir_incertidumbre
from lineamientos.calificacion.metodo import calificar
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.calificacion.parametros_incertidumbre import Variaciones
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class ResumenEvaluacion:
    """Lo que resultó de evaluar.

    Attributes:
        semestre: Semestre evaluado.
        evaluacion: Identidad de la evaluación.
        nueva: ``False`` si ya estaba guardada con las mismas cifras, parámetros y método.
        por_clase: Cuentas por dictamen propuesto.
        hallazgos: Observaciones sobre las cifras.
        provisional: Por qué es provisional, o ``None``.
    """

    semestre: Semestre
    evaluacion: str
    nueva: bool
    por_clase: Mapping[str, int]
    hallazgos: tuple[Hallazgo, ...]
    provisional: str | None


def evaluar(espacio: Espacio, semestre: Semestre, avance: Avance = sin_avance) -> ResumenEvaluacion:
    """Evalúa un semestre con lo cargado y guarda el resultado; repetirlo sin cambios no guarda nada.

    Los semestres anteriores entran como se evaluaron; si no se evaluaron, como están cargados.

    Raises:
        OrdenInvalida: Si el semestre no ha terminado o no se ha cargado nada de él.
    """
    exigir_terminado(espacio, semestre)
    vigentes = espacio.parametros.del_semestre(semestre)
    with abrir_al_dia(espacio) as base:
        _exigir_entregas(base, semestre)
        avance("Eligiendo cifras", 0, 4)
        anteriores = evaluaciones.cifras_anteriores(base, semestre.clave)
        consolidacion = consolidar_semestre(base, espacio, semestre, vigentes, anteriores)
        cifras = consolidacion.cifras
        avance("Revisando cifras", 1, 4)
        hallazgos = revisar_semestre(base, semestre, vigentes, consolidacion)
        avance("Calificando", 2, 4)
        previas = evaluaciones.calificaciones_anteriores(base, semestre.clave)
        fases = fases_de(espacio, cifras)
        parametros = ParametrosCalificacion.de_vigentes(vigentes)
        congeladas = metas_congeladas(base, semestre, parametros)
        resultado = calificar(
            cifras,
            espacio.padron.cuentas,
            semestre,
            fases=fases,
            parametros=parametros,
            metas_congeladas=congeladas,
            previas=previas,
        )
        avance("Midiendo la incertidumbre", 3, 4)
        incertidumbre = medir_incertidumbre(
            resultado.insumos,
            Variaciones.de_vigentes(vigentes),
            parametros,
            metodos=evaluaciones.metodos_anteriores(base, semestre.clave),
        )
        hechas = recomendar_semestre(
            espacio,
            base,
            semestre,
            vigentes,
            cifras=cifras,
            previas=previas,
            fase=fases[semestre.clave],
            resultado=resultado,
        )
        entradas = (cifras, espacio.padron.cuentas, previas, congeladas)
        encabezado = encabezado_de(espacio, semestre, vigentes, entradas, resultado, hallazgos, fases, hechas)
        evaluacion, nueva = evaluaciones.guardar(
            base,
            encabezado,
            resultados_de(espacio, encabezado, vigentes, cifras, resultado, incertidumbre, hallazgos, hechas),
        )
        avance("Midiendo la incertidumbre", 4, 4)
    conteo = resultado.calificaciones.group_by("clase_propuesta").len().sort("clase_propuesta")
    return ResumenEvaluacion(
        semestre=semestre,
        evaluacion=evaluacion,
        nueva=nueva,
        por_clase=dict(conteo.iter_rows()),
        hallazgos=tuple(hallazgos),
        provisional=encabezado.motivo_provisional,
    )


def exigir_terminado(espacio: Espacio, semestre: Semestre) -> None:
    """Comprueba que el semestre ya terminó: antes, sus cifras no existen completas.

    Raises:
        OrdenInvalida: Si no ha terminado; dice desde cuándo se entrega su estadística.
    """
    if semestre.fin < espacio.ahora_local().date():
        return
    inicio = plazos(espacio, semestre).ventana_inicio.fecha
    raise OrdenInvalida(
        f"El {semestre.nombre} termina el {semestre.fin:%Y-%m-%d} y su estadística se entrega desde el "
        f"{inicio:%Y-%m-%d}; no puede evaluarse antes. ¿Quiso decir {semestre.anterior().clave}?"
    )


def _exigir_entregas(base: Base, semestre: Semestre) -> None:
    cargados = base.consultar(
        "SELECT count(*) AS n FROM lotes WHERE semestre = $semestre AND estado <> 'rechazado'",
        {"semestre": semestre.clave},
    ).item()
    if not cargados:
        raise OrdenInvalida(
            f"No se ha cargado nada del {semestre.nombre}. Revise que los archivos estén en entradas/ "
            "de este espacio y corra «pertinencia recibir»; sin una sola entrega no se evalúa."
        )
