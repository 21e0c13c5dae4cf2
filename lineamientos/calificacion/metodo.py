"""El método completo: de las cifras consolidadas a la propuesta de calificación (Lineamientos, art. 13).

Aplica los pasos de docs/metodo.md: cohorte, indicadores, normalización, agregación y dictamen.
"""

from collections.abc import Mapping

import polars as pl

from lineamientos.calificacion.base import Base, base_de
from lineamientos.calificacion.desglose import Evaluada
from lineamientos.calificacion.evaluacion import evaluar_semestre
from lineamientos.calificacion.fichas import Ficha, leer_fichas
from lineamientos.calificacion.historia import Historia, anotar, antecedente_de, leer_previas
from lineamientos.calificacion.indicadores import Medida, medir
from lineamientos.calificacion.metas import ClaveMeta, Metas, leer_metas
from lineamientos.calificacion.parametros_calificacion import FASES, ParametrosCalificacion
from lineamientos.calificacion.resultado import Resultado, armar
from lineamientos.semestres import Semestre

VERSION_METODO = "2"
"""Cambia cuando las mismas cifras y parámetros darían otra calificación; viaja con cada una."""


def calificar(
    cifras: pl.DataFrame,
    cuentas: pl.DataFrame,
    semestre: Semestre,
    fases: Mapping[str, str],
    parametros: ParametrosCalificacion,
    *,
    metas_congeladas: pl.DataFrame | None = None,
    previas: pl.DataFrame | None = None,
) -> Resultado:
    """Propone la calificación de cada cuenta vigente en un semestre.

    Args:
        cifras: Columnas ``cuenta``, ``semestre``, ``metrica``, ``definicion``, ``valor`` (Int64) y
            ``ausencia``, de todos los semestres a la mano; otras columnas se ignoran.
        cuentas: Columnas ``cuenta``, ``red``, ``area``, ``central``, ``vigente_desde``, ``vigente_hasta``.
        semestre: El que se evalúa.
        fases: «ordinario» o «proceso_electoral» por clave de semestre a la mano.
        parametros: Vigentes para el semestre.
        metas_congeladas: Columnas de la tabla ``metas`` sin evaluación; sin ellas la base es el primer
            semestre completo a la mano de la fase. Si el Comité aprobó una base, son las de esa evaluación.
        previas: Columnas ``cuenta``, ``semestre``, ``indice`` y ``clase_propuesta`` de evaluaciones
            guardadas; las que falten se calculan con las cifras a la mano.

    Raises:
        ValueError: Si una cuenta, cifra, meta o calificación previa se repite, o falta la fase de un
            semestre a la mano.
        RedDesconocida: Si la red de una cuenta no está en el catálogo.
    """
    fichas = leer_fichas(cifras, cuentas, semestre)
    _comprobar_fases(fichas, fases)
    medidas = {s: [medir(f, parametros.amortiguador) for f in lista] for s, lista in fichas.items()}
    congeladas = leer_metas(metas_congeladas)
    historia = leer_previas(previas, fichas)
    base, evaluadas = _evaluar_hasta(
        semestre,
        fases=fases,
        medidas=medidas,
        congeladas=congeladas,
        parametros=parametros,
        historia=historia,
    )
    fase = fases[semestre.clave]
    base_aprobada = fase in parametros.base_aprobada and _usadas(evaluadas, fase) <= set(congeladas)
    provisional = bool(parametros.sin_aprobar) or not base_aprobada
    return armar(evaluadas, base.metas, provisional, parametros, VERSION_METODO)


def _comprobar_fases(fichas: Mapping[str, list[Ficha]], fases: Mapping[str, str]) -> None:
    if faltan := [s for s in fichas if fases.get(s) not in FASES]:
        raise ValueError(f"Falta decir si son ordinarios o de Proceso Electoral: {', '.join(faltan)}")


def _evaluar_hasta(
    semestre: Semestre,
    *,
    fases: Mapping[str, str],
    medidas: Mapping[str, list[Medida]],
    congeladas: Metas,
    parametros: ParametrosCalificacion,
    historia: Historia,
) -> tuple[Base, list[Evaluada]]:
    """Evalúa los semestres anteriores que hagan falta, del más antiguo al más nuevo, y el pedido."""
    base, evaluadas = Base({}, {}), []
    for clave in sorted(medidas):
        actual = Semestre.de_texto(clave)
        de_este = medidas[clave]
        guardadas = all((m.ficha.cuenta, clave) in historia for m in de_este)
        if actual != semestre and guardadas:
            continue
        base = base_de(clave, fases, medidas, congeladas, parametros)
        evaluadas = evaluar_semestre(
            de_este,
            fase=fases[clave],
            estructuras=base.estructuras,
            metas=base.metas,
            parametros=parametros,
            antecedentes={m.ficha.cuenta: antecedente_de(historia, m.ficha.cuenta, actual) for m in de_este},
        )
        anotar(historia, evaluadas)
    return base, evaluadas


def _usadas(evaluadas: list[Evaluada], fase: str) -> set[ClaveMeta]:
    return {
        ClaveMeta(fase, e.cohorte.clave, p.parte.indicador, p.parte.definicion)
        for e in evaluadas
        if e.cohorte is not None
        for p in e.partes
        if p.meta is not None
    }
