"""Explicar la última evaluación de un semestre: la propuesta de una cuenta, y el método en una nota."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from almacen import evaluaciones
from almacen.lecturas import Expediente, expediente
from almacen.maestro import abrir_maestro
from almacen.repeticion import marcos
from esquemas.tablas import CUENTAS
from flujos.errores import OrdenInvalida, SinEvaluacion
from flujos.pasos.espacio import Espacio
from flujos.pasos.evaluacion_cifras import fases_de
from flujos.pasos.evaluacion_identidad import huella_del_metodo
from flujos.pasos.informe import datos_de
from informes.contexto import contexto
from informes.explicacion import Explicacion
from informes.explicacion import explicar as explicar_cuenta
from informes.modelo import construir
from informes.nota import construir_nota
from informes.pdf_nota import escribir_nota as escribir_pdf_de_nota
from lineamientos.calificacion.alternativas import Preparado, buscar, preparar
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.calificacion.sensibilidad import medir_sensibilidad
from lineamientos.parametros_guardados import restaurar
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class Preparada:
    """La última evaluación de un semestre, lista para explicarla o moverla.

    Attributes:
        guardado: Lo que muestra el informe.
        tablas: Lo que la evaluación guardó, por tabla.
        preparado: El semestre, listo para calificarlo con otras cifras o parámetros.
    """

    guardado: Expediente
    tablas: Mapping[str, pl.DataFrame]
    preparado: Preparado


def preparar_evaluacion(espacio: Espacio, semestre: Semestre) -> Preparada:
    """Lee la última evaluación de un semestre y la prepara con su padrón, sus parámetros y sus metas.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
        OrdenInvalida: Si se hizo con otro método.
    """
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        guardado = expediente(base, semestre)
        if guardado is None:
            raise SinEvaluacion(semestre)
        if guardado.evaluacion["huella_metodo"] != huella_del_metodo():
            raise OrdenInvalida(
                f"La última evaluación del {semestre.nombre} se hizo con otro método (huella "
                f"{guardado.evaluacion['huella_metodo'][:12]}); con el instalado se explicaría otra cosa. "
                f"Califique otra vez con «pertinencia calificar {semestre.clave}», o instale la versión del "
                "programa de entonces."
            )
        tablas = marcos(base, guardado.evaluacion["evaluacion"])
        previas = evaluaciones.calificaciones_anteriores(base, semestre.clave)
    padron = tablas["padron_evaluado"].select([c.campo.nombre for c in CUENTAS.columnas])
    parametros = restaurar(tablas["parametros"].iter_rows(named=True)).del_semestre(semestre)
    preparado = preparar(
        tablas["cifras"],
        espacio.padron.cuentas if padron.is_empty() else padron,
        semestre,
        _fases(espacio, tablas["cifras"], guardado.evaluacion["fase"], semestre),
        ParametrosCalificacion.de_vigentes(parametros),
        metas=tablas["metas"],
        previas=previas,
    )
    return Preparada(guardado, tablas, preparado)


def explicar(espacio: Espacio, semestre: Semestre, cuenta: str) -> Explicacion:
    """Explica la propuesta de una cuenta, y busca qué la cambiaría.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
        OrdenInvalida: Si la evaluación no incluyó la cuenta, y dice cuáles se le parecen; o si es de otro
            método.
    """
    lista = preparar_evaluacion(espacio, semestre)
    calificadas = lista.tablas["calificaciones"]["cuenta"].sort().to_list()
    if cuenta not in calificadas:
        raise OrdenInvalida(_no_esta(cuenta, calificadas, semestre))
    ctx = contexto(datos_de(espacio, semestre, lista.guardado))
    return explicar_cuenta(ctx, cuenta, buscar(lista.preparado, cuenta))


def escribir_nota(espacio: Espacio, semestre: Semestre, ruta: Path | None = None) -> Path:
    """Escribe la nota metodológica de la última evaluación de un semestre.

    Args:
        espacio: Espacio abierto.
        semestre: El evaluado.
        ruta: Archivo PDF; sin ella, junto al informe.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
        OSError: Si no puede escribirse.
    """
    lista = preparar_evaluacion(espacio, semestre)
    datos = datos_de(espacio, semestre, lista.guardado)
    portada = construir(datos).portada
    nota = construir_nota(contexto(datos), portada, medir_sensibilidad(lista.preparado))
    destino = ruta or espacio.informes(semestre) / f"nota_metodologica_{semestre.clave}.pdf"
    escribir_pdf_de_nota(nota, destino)
    return destino


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
