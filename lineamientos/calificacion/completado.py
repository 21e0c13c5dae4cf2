"""Las cifras que debería haber: todas las que se piden a cada cuenta, lleguen o no (arts. 11 y 12)."""

from collections.abc import Sequence

import polars as pl

from lineamientos.ausencias import Ausencia
from lineamientos.calificacion.fichas import dias_vigentes
from lineamientos.catalogo import Metrica, definiciones_entre, metricas_de
from lineamientos.semestres import Semestre

CIFRAS = pl.Schema(
    {
        "cuenta": pl.String(),
        "semestre": pl.String(),
        "red": pl.String(),
        "metrica": pl.String(),
        "definicion": pl.String(),
        "valor": pl.Int64(),
        "ausencia": pl.String(),
        "fuente": pl.String(),
        "lote": pl.String(),
        "calculo": pl.String(),
    }
)
"""Columnas de la tabla ``cifras`` sin la evaluación."""

_CALCULOS = {
    Ausencia.NO_ENTREGADA: "ninguna fuente la dio",
    Ausencia.NO_APLICA: "la cuenta no estaba vigente en el semestre",
}


def esperadas(cuentas: pl.DataFrame, semestres: Sequence[Semestre]) -> pl.DataFrame:
    """Una ausencia por cada métrica que se pide a cada cuenta en cada semestre.

    Args:
        cuentas: Columnas ``cuenta``, ``red``, ``vigente_desde`` y ``vigente_hasta``.
        semestres: Los que se revisan.

    Returns:
        Columnas de la tabla ``cifras`` sin evaluación; «no_entregada», o «no_aplica» si la cuenta no estuvo
        vigente.

    Raises:
        RedDesconocida: Si la red de una cuenta no está en el catálogo.
    """
    filas: list[tuple[object, ...]] = []
    columnas = ("cuenta", "red", "vigente_desde", "vigente_hasta")
    for semestre in semestres:
        por_red: dict[str, list[tuple[str, str]]] = {}
        for cuenta, red, desde, hasta in cuentas.select(columnas).iter_rows():
            if red not in por_red:
                por_red[red] = _pedidas(red, semestre)
            vigente = dias_vigentes(semestre, desde, hasta) > 0
            ausencia = Ausencia.NO_ENTREGADA if vigente else Ausencia.NO_APLICA
            filas.extend(
                (
                    *(cuenta, semestre.clave, red, metrica, definicion),
                    *(None, ausencia.value, None, None, _CALCULOS[ausencia]),
                )
                for metrica, definicion in por_red[red]
            )
    return pl.DataFrame(filas, schema=CIFRAS, orient="row")


def _pedidas(red: str, semestre: Semestre) -> list[tuple[str, str]]:
    metricas: tuple[Metrica, ...] = (
        *metricas_de(red, semestre, "art11"),
        *metricas_de(red, semestre, "suplementaria"),
    )
    # La definición más nueva que rige en el semestre: es la que se pedirá si la cifra se requiere.
    return [
        (m.nombre, definiciones_entre(m.nombre, red, semestre.inicio, semestre.fin)[-1].clave)
        for m in metricas
    ]
