"""La incertidumbre de cada calificación: qué tan de otro modo pudo ser (Lineamientos, art. 13).

Repite la calificación muchas veces con lo que pudo ser distinto: los pesos, el recorte de la base, la
normalización, el ruido de contar y los puntos del criterio que falta. Nada de aquí entra en la calificación;
el paso está en docs/metodo.md.
"""

from collections.abc import Mapping

import numpy as np
import polars as pl

from lineamientos.calificacion.cohortes import Cohorte
from lineamientos.calificacion.desglose import Evaluada
from lineamientos.calificacion.incertidumbre_extracciones import (
    CLASES,
    SIN_MEDIR,
    clasificar,
    indices,
    lugares,
    percentiles,
    puntajes,
)
from lineamientos.calificacion.incertidumbre_modelo import Modelo, escenarios_de, modelo_de, opciones_de
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.calificacion.parametros_incertidumbre import Variaciones
from lineamientos.calificacion.resultado import Insumos
from lineamientos.semestres import Semestre

_T, _E, _D, _B = pl.String(), pl.Int64(), pl.Float64(), pl.Boolean()

INCERTIDUMBRE: dict[str, pl.DataType] = {
    "cuenta": _T,
    "extracciones": _E,
    "indice_mediano": _D,
    "indice_p5": _D,
    "indice_p95": _D,
    "lugares": _E,
    "lugar_mediano": _E,
    "lugar_p5": _E,
    "lugar_p95": _E,
    "probabilidad_clase": _D,
    "frontera": _B,
    "motivo": _T,
    "indice_anterior": _D,
    "cambio_indice": _D,
    "motivo_cambio": _T,
}
"""Columnas de la tabla ``incertidumbre`` sin la evaluación."""

_Fila = dict[str, object]


def medir_incertidumbre(
    insumos: Insumos,
    variaciones: Variaciones,
    parametros: ParametrosCalificacion,
    *,
    metodos: Mapping[str, str],
) -> pl.DataFrame:
    """Una fila por cuenta evaluada, por orden de cuenta; sin índice no hay intervalo, y se dice por qué.

    Args:
        insumos: De la calificación del semestre.
        variaciones: Qué se hace variar.
        parametros: Con que se calificó.
        metodos: Versión del método de cada semestre anterior que se guardó evaluado; los que no estén se
            calcularon con esta.

    Returns:
        Columnas de ``INCERTIDUMBRE``.
    """
    filas: dict[str, _Fila] = {}
    for evaluada in insumos.evaluadas:
        cuenta = evaluada.medida.ficha.cuenta
        filas[cuenta] = {"cuenta": cuenta, "motivo": _sin_indice(evaluada)} | _cambio(
            evaluada, insumos, metodos
        )
    opciones = opciones_de(variaciones, parametros.percentiles)
    escenarios = escenarios_de(insumos.semestre, opciones, variaciones, parametros)
    for cohorte, evaluadas in _por_cohorte(insumos).items():
        modelo = modelo_de(
            cohorte,
            evaluadas,
            medidas=insumos.medidas,
            opciones=opciones,
            variaciones=variaciones,
            parametros=parametros,
        )
        puntos = puntajes(modelo.grupo, escenarios)
        indice = indices(puntos, escenarios.pesos)
        clases = clasificar(
            indice,
            puntos,
            vetadas=modelo.grupo.vetadas,
            sustituidas=(modelo.grupo.sustitutos != SIN_MEDIR).any(axis=0),
            bajas_antes=modelo.grupo.bajas_antes,
            cortes=parametros.cortes,
        )
        del puntos
        for fila in _resumir(modelo, indice, clases, variaciones):
            filas[str(fila["cuenta"])] |= fila
    return pl.DataFrame([filas[c] for c in sorted(filas)], schema=INCERTIDUMBRE)


def _por_cohorte(insumos: Insumos) -> dict[Cohorte, list[Evaluada]]:
    grupos: dict[Cohorte, list[Evaluada]] = {}
    for evaluada in insumos.evaluadas:
        if evaluada.indice is not None and evaluada.cohorte is not None:
            grupos.setdefault(evaluada.cohorte, []).append(evaluada)
    return dict(sorted(grupos.items(), key=lambda par: par[0].clave))


def _resumir(modelo: Modelo, indice: np.ndarray, clases: np.ndarray, variaciones: Variaciones) -> list[_Fila]:
    bajos, medianos, altos = percentiles(indice, 5, 50, 95)
    mejores, de_en_medio, peores = percentiles(lugares(indice), 5, 50, 95)
    filas = []
    for i, evaluada in enumerate(modelo.evaluadas):
        iguales = int((clases[i] == CLASES.index(evaluada.dictamen.clase)).sum())
        probabilidad = iguales / variaciones.extracciones
        filas.append(
            {
                "cuenta": evaluada.medida.ficha.cuenta,
                "extracciones": variaciones.extracciones,
                "indice_mediano": medianos[i] / 100,
                "indice_p5": bajos[i] / 100,
                "indice_p95": altos[i] / 100,
                "lugares": len(modelo.evaluadas),
                "lugar_mediano": de_en_medio[i],
                "lugar_p5": mejores[i],
                "lugar_p95": peores[i],
                "probabilidad_clase": probabilidad,
                "frontera": probabilidad < variaciones.frontera,
                "motivo": _sin_base(modelo, evaluada),
            }
        )
    return filas


def _sin_indice(evaluada: Evaluada) -> str | None:
    """Por qué no hay intervalo; ``None`` si lo habrá."""
    if evaluada.indice is not None:
        return None
    return f"no se calculó índice: {evaluada.dictamen.motivo[:1].lower()}{evaluada.dictamen.motivo[1:]}"


def _sin_base(modelo: Modelo, evaluada: Evaluada) -> str | None:
    suyos = sorted(modelo.sin_base & {p.parte.indicador for p in evaluada.partes if p.puntaje is not None})
    if not suyos:
        return None
    return (
        "el recorte y la normalización no se variaron, porque ya no se tienen las cifras de su base: "
        + ", ".join(suyos)
    )


def _cambio(evaluada: Evaluada, insumos: Insumos, metodos: Mapping[str, str]) -> _Fila:
    """La comparación de la cuenta consigo misma; va al lado del índice y nunca dentro de él."""
    anterior = Semestre.de_texto(insumos.semestre).anterior().clave
    previa = insumos.historia.get((evaluada.medida.ficha.cuenta, anterior))
    if previa is None:
        motivo = f"no consta su calificación de {anterior}"
    elif previa.indice is None:
        motivo = f"en {anterior} no tuvo índice"
    elif insumos.fases.get(anterior) != insumos.fases[insumos.semestre]:
        motivo = f"{anterior} fue de otro tipo: solo se comparan dos ordinarios o dos de Proceso Electoral"
    elif metodos.get(anterior, insumos.version) != insumos.version:
        motivo = f"{anterior} se calificó con otra versión del método ({metodos[anterior]})"
    elif evaluada.indice is None:
        return {"indice_anterior": float(previa.indice), "motivo_cambio": "no se calculó su índice"}
    else:
        cambio = evaluada.indice - previa.indice
        return {"indice_anterior": float(previa.indice), "cambio_indice": float(cambio)}
    return {"motivo_cambio": motivo}
