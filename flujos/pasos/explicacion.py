"""Explicar la propuesta de una cuenta con lo que guardó la última evaluación de un semestre."""

import polars as pl

from almacen import evaluaciones
from almacen.lecturas import expediente
from almacen.maestro import abrir_maestro
from almacen.repeticion import marcos
from esquemas.tablas import CUENTAS
from flujos.errores import OrdenInvalida, SinEvaluacion
from flujos.pasos.espacio import Espacio
from flujos.pasos.evaluacion import fases_de
from flujos.pasos.informe import datos_de
from informes.contexto import contexto
from informes.explicacion import Explicacion
from informes.explicacion import explicar as explicar_cuenta
from lineamientos.calificacion.alternativas import buscar, preparar
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.parametros_guardados import restaurar
from lineamientos.semestres import Semestre


def explicar(espacio: Espacio, semestre: Semestre, cuenta: str) -> Explicacion:
    """Explica la propuesta de una cuenta, y busca qué la cambiaría.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
        OrdenInvalida: Si la evaluación no incluyó la cuenta; dice cuáles se le parecen.
    """
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        guardado = expediente(base, semestre)
        if guardado is None:
            raise SinEvaluacion(semestre)
        de_la_evaluacion = marcos(base, guardado.evaluacion["evaluacion"])
        previas = evaluaciones.calificaciones_anteriores(base, semestre.clave)
    calificadas = guardado.marcos["calificaciones"]["cuenta"].to_list()
    if cuenta not in calificadas:
        raise OrdenInvalida(_no_esta(cuenta, calificadas, semestre))
    cifras = de_la_evaluacion["cifras"]
    padron = de_la_evaluacion["padron_evaluado"].select([c.campo.nombre for c in CUENTAS.columnas])
    parametros = restaurar(de_la_evaluacion["parametros"].iter_rows(named=True)).del_semestre(semestre)
    preparado = preparar(
        cifras,
        espacio.padron.cuentas if padron.is_empty() else padron,
        semestre,
        _fases(espacio, cifras, guardado.evaluacion["fase"], semestre),
        ParametrosCalificacion.de_vigentes(parametros),
        metas=de_la_evaluacion["metas"],
        previas=previas,
    )
    ctx = contexto(datos_de(espacio, semestre, guardado))
    suya = de_la_evaluacion["incertidumbre"].filter(pl.col("cuenta") == cuenta)
    incertidumbre = None if suya.is_empty() else suya.row(0, named=True)
    return explicar_cuenta(ctx, cuenta, buscar(preparado, cuenta), incertidumbre)


def _fases(espacio: Espacio, cifras: pl.DataFrame, fase: str, semestre: Semestre) -> dict[str, str]:
    """La del semestre es la que se guardó; las de los anteriores, las del calendario."""
    return fases_de(espacio, cifras) | {semestre.clave: fase}


def _no_esta(cuenta: str, calificadas: list[str], semestre: Semestre) -> str:
    parecidas = [c for c in calificadas if cuenta.lower() in c.lower()][:5]
    sugerencia = f" ¿Quiso decir {' o '.join(parecidas)}?" if parecidas else ""
    return (
        f"La evaluación del {semestre.nombre} no incluye la cuenta «{cuenta}».{sugerencia} Las claves se "
        "ven con: "
        f"pertinencia estado {semestre.clave}"
    )
