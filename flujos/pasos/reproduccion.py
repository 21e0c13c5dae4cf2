"""Repetir una evaluación guardada desde sus lotes y comparar cada tabla byte por byte (art. 13).

Se rehace una base al lado con lo aterrizado, como en «reconstruir», se vuelve a como estaba antes de la
evaluación y se evalúa otra vez con el padrón, los parámetros y la hora de entonces. No cambia nada.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from almacen import antecedente, repeticion
from almacen.maestro import ESPERA_SEGUNDOS, Base, abrir_maestro, conectada
from esquemas.canonico import Comparada, comparar
from esquemas.tablas import CUENTAS, EVALUACIONES, OBSERVACIONES
from flujos.errores import OrdenInvalida, SinEvaluacion
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.comparacion import elegir
from flujos.pasos.espacio import Espacio
from flujos.pasos.evaluacion import ResumenEvaluacion, evaluar
from flujos.pasos.evaluacion_identidad import huella_del_metodo
from flujos.pasos.reconstruccion import Reconstruccion, armar, taller
from lineamientos.errores import ParametroFaltante
from lineamientos.parametros_guardados import restaurar
from lineamientos.semestres import Semestre

_OBRA = "reproduccion"
_DEL_METODO = frozenset({"huella", "huella_metodo", "metodo"})
"""Columnas del encabezado que cambian con el método aunque nada más cambie."""


@dataclass(frozen=True)
class Reproduccion:
    """Lo que resultó de repetir una evaluación.

    Attributes:
        semestre: Clave del semestre.
        evaluacion: Identidad de la guardada.
        version: Su número en el semestre.
        metodo: Versión y huella del método con que se hizo.
        instalado: Huella del método instalado.
        tablas: Cada tabla comparada.
        lotes: Lotes releídos de lo aterrizado.
        tomados: Lotes que se tomaron de la base, por razón; releerlos no daría lo mismo.
        purgados: Lotes cuyas páginas se borraron por retención.
        posteriores: Lotes que llegaron después y no entraron.
        danados: Una oración por lote que no pudo leerse.
        sin_padron: Si la evaluación es anterior a que se guardara el padrón, y se usó el de hoy.
        sin_observaciones: Si no se compararon porque hay una evaluación posterior del semestre.
    """

    semestre: str
    evaluacion: str
    version: int
    metodo: tuple[str, str]
    instalado: str
    tablas: tuple[Comparada, ...]
    lotes: int
    tomados: Mapping[str, int]
    purgados: int
    posteriores: int
    danados: tuple[str, ...]
    sin_padron: bool
    sin_observaciones: bool

    @property
    def otro_metodo(self) -> bool:
        """Si el método instalado no es aquel con que se hizo."""
        return self.metodo[1] != self.instalado

    @property
    def igual(self) -> bool:
        """Si todas las tablas dieron los mismos bytes."""
        return all(t.igual for t in self.tablas)


@dataclass(frozen=True)
class _Guardada:
    """Una evaluación como está en la base."""

    encabezado: Mapping[str, Any]
    marcos: Mapping[str, pl.DataFrame]
    ultima: bool


def reproducir(
    espacio: Espacio,
    semestre: Semestre,
    cual: str | None = None,
    *,
    avance: Avance = sin_avance,
    espera_segundos: float = ESPERA_SEGUNDOS,
) -> Reproduccion:
    """Repite una evaluación guardada; mientras dura nadie recibe, recolecta ni escribe en la base.

    Args:
        espacio: Espacio abierto.
        semestre: El evaluado.
        cual: Número de versión o principio de la identidad de la evaluación; sin él, la última.
        avance: Recibe qué se hace y cuánto va.
        espera_segundos: Cuánto se espera a cada uno que esté escribiendo.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
        OrdenInvalida: Si no tiene la evaluación que se pidió.
        AlmacenOcupado: Si alguien no termina a tiempo.
    """
    with taller(espacio, _OBRA, espera_segundos) as obra:
        copia = obra / "antes.duckdb"
        elegida, _ = antecedente.elegir((espacio.rutas.maestro,), copia, espacio.ahora())
        if elegida is None:
            raise SinEvaluacion(semestre)
        with conectada(copia) as base:
            guardada = _leer(base, semestre, cual)
        entonces = replace(_como_entonces(espacio, guardada), maestro_en_obra=obra / "maestro.duckdb")
        rehecha = armar(entonces, copia, avance, reservado=False)
        with abrir_maestro(entonces.rutas, entonces.ahora()) as base:
            posteriores = repeticion.volver_a_antes(base, guardada.encabezado)
        repetida = _evaluar(entonces, semestre, guardada, avance)
        with abrir_maestro(entonces.rutas, entonces.ahora()) as base:
            ahora = repeticion.marcos(base, repetida.evaluacion)
    return _resultado(guardada, ahora, rehecha, posteriores)


def _evaluar(entonces: Espacio, semestre: Semestre, guardada: _Guardada, avance: Avance) -> ResumenEvaluacion:
    """Evalúa como entonces; un método posterior puede pedir un parámetro que aún no había."""
    try:
        return evaluar(entonces, semestre, avance)
    except ParametroFaltante as error:
        huella = guardada.encabezado["huella_metodo"]
        if huella == huella_del_metodo():
            raise
        raise OrdenInvalida(
            f"El método instalado es otro: aquella evaluación se hizo con la versión "
            f"{guardada.encabezado['metodo']} (huella {huella[:12]}), y el de hoy pide un parámetro que "
            "entonces no había. No es una diferencia de datos: para repetirla, instale la versión del "
            f"programa de entonces. ({error})"
        ) from error


def _leer(base: Base, semestre: Semestre, cual: str | None) -> _Guardada:
    encabezado = elegir(base, semestre, cual)
    return _Guardada(
        encabezado,
        repeticion.marcos(base, encabezado["evaluacion"]),
        repeticion.es_la_ultima(base, encabezado),
    )


def _como_entonces(espacio: Espacio, guardada: _Guardada) -> Espacio:
    """El espacio con el padrón, los parámetros y la hora de la evaluación."""
    creada_en = guardada.encabezado["creada_en"]
    padron = guardada.marcos["padron_evaluado"].select([c.campo.nombre for c in CUENTAS.columnas])
    return replace(
        espacio,
        reloj=lambda: creada_en,
        parametros=restaurar(guardada.marcos["parametros"].iter_rows(named=True)),
        padron=espacio.padron if padron.is_empty() else replace(espacio.padron, cuentas=padron),
    )


def _resultado(
    guardada: _Guardada, ahora: Mapping[str, pl.DataFrame], rehecha: Reconstruccion, posteriores: int
) -> Reproduccion:
    encabezado = guardada.encabezado
    instalado = huella_del_metodo()
    otro_metodo = encabezado["huella_metodo"] != instalado
    sin_padron = guardada.marcos["padron_evaluado"].is_empty()
    tablas = []
    for tabla in repeticion.TABLAS_DE_EVALUACION:
        sin = {"evaluacion"}
        if tabla is EVALUACIONES and otro_metodo:
            sin |= _DEL_METODO
        if tabla is OBSERVACIONES:
            # Desde cuándo se conoce una observación no sale de los lotes.
            sin.add("detectada_en")
        if (tabla is OBSERVACIONES and not guardada.ultima) or (
            tabla.nombre == "padron_evaluado" and sin_padron
        ):
            continue
        marcos = guardada.marcos[tabla.nombre], ahora[tabla.nombre]
        tablas.append(comparar(tabla, *marcos, sin=frozenset(sin)))
    return Reproduccion(
        semestre=encabezado["semestre"],
        evaluacion=encabezado["evaluacion"],
        version=encabezado["version"],
        metodo=(encabezado["metodo"], encabezado["huella_metodo"]),
        instalado=instalado,
        tablas=tuple(tablas),
        lotes=rehecha.archivos + rehecha.consultas,
        tomados=rehecha.tomados,
        purgados=rehecha.purgados,
        posteriores=posteriores,
        danados=rehecha.danados,
        sin_padron=sin_padron,
        sin_observaciones=not guardada.ultima,
    )
