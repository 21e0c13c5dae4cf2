"""Los cuadros que entrega la calificación: las tablas del mismo nombre sin la columna ``evaluacion``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from lineamientos.calificacion.desglose import Evaluada
from lineamientos.calificacion.historia import Historia
from lineamientos.calificacion.indicadores import Medida
from lineamientos.calificacion.metas import Meta, Metas
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.calificacion.partes import Cociente

CARACTER = "propuesta"
"""Lo que es toda calificación mientras el Comité no resuelva."""

_T, _E, _D, _B = pl.String(), pl.Int64(), pl.Float64(), pl.Boolean()

CALIFICACIONES: dict[str, pl.DataType] = {
    "cuenta": _T,
    "semestre": _T,
    "red": _T,
    "area": _T,
    "cohorte": _T,
    "cohorte_descripcion": _T,
    "cohorte_tamano": _E,
    "indice": _D,
    "clase_propuesta": _T,
    "linea": _E,
    "motivo": _T,
    "criterios_evaluables": _E,
    "caracter": _T,
    "provisional": _B,
}
CRITERIOS_DE_CUENTA: dict[str, pl.DataType] = {
    "cuenta": _T,
    "criterio": _T,
    "evaluable": _B,
    "sustituido": _B,
    "crudo": _D,
    "puntaje": _D,
    "peso": _D,
    "aportacion": _D,
    "motivo": _T,
    "ajustado": _D,
}
PARTES: dict[str, pl.DataType] = {
    "cuenta": _T,
    "criterio": _T,
    "parte": _T,
    "incluida": _B,
    "crudo": _D,
    "meta_inferior": _D,
    "meta_superior": _D,
    "puntaje": _D,
    "definicion": _T,
    "motivo": _T,
    "ajustado": _D,
    "n": _E,
    "k": _D,
    "media_base": _D,
    "numerador": _E,
    "numerador_descripcion": _T,
    "denominador": _D,
    "denominador_descripcion": _T,
}
METAS: dict[str, pl.DataType] = {
    "fase": _T,
    "cohorte": _T,
    "indicador": _T,
    "definicion": _T,
    "meta_inferior": _D,
    "meta_superior": _D,
    "observaciones_base": _E,
    "semestre_base": _T,
    "k": _D,
    "media_base": _D,
}


@dataclass(frozen=True)
class Insumos:
    """Con qué se calificó, para lo que se calcula después sin cambiar la calificación.

    Attributes:
        semestre: Clave del que se calificó.
        version: Del método.
        fases: Fase de cada semestre a la mano.
        evaluadas: Una por cuenta vigente, sin orden.
        medidas: Indicadores de cada semestre a la mano.
        historia: Lo propuesto por cuenta y semestre.
    """

    semestre: str
    version: str
    fases: Mapping[str, str]
    evaluadas: tuple[Evaluada, ...]
    medidas: Mapping[str, Sequence[Medida]]
    historia: Historia


@dataclass(frozen=True)
class Resultado:
    """Una calificación completa.

    Attributes:
        calificaciones: Una fila por cuenta vigente.
        criterios: Cuatro filas por cuenta.
        partes: Los componentes de cada criterio.
        metas: Todas las que hay que guardar para el semestre siguiente.
        version_metodo: Versión del método.
        insumos: Con qué se calificó.
    """

    calificaciones: pl.DataFrame
    criterios: pl.DataFrame
    partes: pl.DataFrame
    metas: pl.DataFrame
    version_metodo: str
    insumos: Insumos


def armar(insumos: Insumos, metas: Metas, provisional: bool, parametros: ParametrosCalificacion) -> Resultado:
    """Pone las evaluaciones en cuadros, por orden de cuenta.

    Args:
        insumos: Con qué se calificó.
        metas: Congeladas y calculadas.
        provisional: Si algún parámetro o la base no están aprobados.
        parametros: Del método.
    """
    orden = sorted(insumos.evaluadas, key=lambda e: e.medida.ficha.cuenta)
    return Resultado(
        calificaciones=_marco([_calificacion(e, provisional) for e in orden], CALIFICACIONES),
        criterios=_marco([f for e in orden for f in _criterios(e, parametros)], CRITERIOS_DE_CUENTA),
        partes=_marco([f for e in orden for f in _partes(e)], PARTES),
        metas=_marco(
            [
                (
                    *(c.fase, c.cohorte, c.indicador, c.definicion),
                    *(m.inferior, m.superior, m.observaciones, m.semestre_base, *_credibilidad(m)),
                )
                for c, m in sorted(metas.items())
            ],
            METAS,
        ),
        version_metodo=insumos.version,
        insumos=insumos,
    )


def _marco(filas: Sequence[tuple[object, ...]], esquema: dict[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(filas, schema=esquema, orient="row")


def _calificacion(e: Evaluada, provisional: bool) -> tuple[object, ...]:
    ficha = e.medida.ficha
    return (
        ficha.cuenta,
        ficha.semestre,
        ficha.red,
        ficha.area,
        e.cohorte.clave if e.cohorte else None,
        e.cohorte_descripcion or None,
        e.cohorte_tamano if e.cohorte else None,
        _float(e.indice),
        e.dictamen.clase.value,
        e.dictamen.linea,
        e.dictamen.motivo,
        sum(c.evaluable for c in e.criterios),
        CARACTER,
        provisional,
    )


def _criterios(e: Evaluada, parametros: ParametrosCalificacion) -> list[tuple[object, ...]]:
    filas: list[tuple[object, ...]] = []
    for c in e.criterios:
        peso = parametros.pesos[c.criterio]
        # Centésimos por un peso en por ciento entero: el producto es exacto con cuatro decimales.
        aporta = None if e.indice is None or c.puntaje is None else round(peso * float(c.puntaje), 4)
        filas.append(
            (
                *(e.medida.ficha.cuenta, c.criterio, c.evaluable, c.sustituido),
                *(c.crudo, _float(c.puntaje), peso, aporta, c.motivo or None, c.ajustado),
            )
        )
    return filas


def _partes(e: Evaluada) -> list[tuple[object, ...]]:
    return [
        (
            *(e.medida.ficha.cuenta, p.parte.criterio, p.parte.clave, p.puntaje is not None, p.parte.crudo),
            *((p.meta.inferior, p.meta.superior) if p.meta else (None, None)),
            *(_float(p.puntaje), p.parte.definicion or None, p.motivo or None),
            *(p.ajustado, p.parte.n, *_credibilidad(p.meta), *_cociente(p.parte.cociente)),
        )
        for p in e.partes
    ]


def _credibilidad(meta: Meta | None) -> tuple[float | None, float | None]:
    if meta is None or meta.credibilidad is None:
        return None, None
    return meta.credibilidad.k, meta.credibilidad.media


def _cociente(cociente: Cociente | None) -> tuple[object, ...]:
    if cociente is None:
        return (None,) * 4
    return cociente.numerador, cociente.arriba, cociente.denominador, cociente.abajo


def _float(valor: Decimal | None) -> float | None:
    return None if valor is None else float(valor)
