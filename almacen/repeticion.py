"""Lo que hace falta para repetir una evaluación guardada: sus tablas, y la base como estaba antes de ella."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from almacen.maestro import Base
from esquemas.tablas import (
    DIARIAS,
    EVALUACIONES,
    EVIDENCIAS,
    LLAMADAS,
    LOTES,
    MEDICIONES,
    MENCIONES,
    OBSERVACIONES,
    PERFILES,
    PUBLICACIONES,
    RECOLECCIONES,
    TABLAS,
)
from esquemas.tablas_asientos import TABLAS_DE_ASIENTOS
from esquemas.tablas_recomendaciones import RECOMENDACIONES_ATENCION, RECOMENDACIONES_ESCRITAS

TABLAS_DE_EVALUACION = tuple(
    t
    for t in TABLAS.values()
    if t not in TABLAS_DE_ASIENTOS and any(c.campo.nombre == "evaluacion" for c in t.columnas)
)
"""Todas las que guardan algo de una evaluación, las que se estrenen incluidas; un asiento solo la cita."""

_DE_LOTE = (
    MEDICIONES, PUBLICACIONES, DIARIAS, EVIDENCIAS, PERFILES, MENCIONES, RECOLECCIONES, LLAMADAS,
    OBSERVACIONES, LOTES,
)  # fmt: skip
_ESTA_Y_LAS_POSTERIORES = """
    SELECT evaluacion FROM evaluaciones
    WHERE creada_en > $creada_en
       OR (semestre = $semestre AND version >= $version)
       OR (creada_en = $creada_en AND semestre > $semestre)
"""


def buscar(base: Base, semestre: str, cual: str | None) -> dict[str, Any] | None:
    """Encabezado de una evaluación de un semestre, o ``None`` si no hay una sola que lo sea.

    Args:
        base: Maestro.
        semestre: Clave del semestre.
        cual: Número de versión o principio de su identidad; sin él, la última.
    """
    filas = todas(base, semestre)
    if cual is None:
        return filas[-1] if filas else None
    halladas = [f for f in filas if cual == str(f["version"])] or [
        f for f in filas if f["evaluacion"].startswith(cual)
    ]
    return halladas[0] if len(halladas) == 1 else None


def todas(base: Base, semestre: str) -> list[dict[str, Any]]:
    """Encabezados de las evaluaciones de un semestre, de la primera a la última."""
    marco = base.consultar(
        "SELECT * FROM evaluaciones WHERE semestre = $semestre ORDER BY version", {"semestre": semestre}
    )
    return list(marco.iter_rows(named=True))


def marcos(base: Base, evaluacion: str) -> dict[str, pl.DataFrame]:
    """Las filas que una evaluación guardó en cada tabla."""
    return {
        # Los nombres salen de esquemas, nunca de fuera.
        t.nombre: base.consultar(
            f"SELECT * FROM {t.nombre} WHERE evaluacion = $evaluacion",  # noqa: S608
            {"evaluacion": evaluacion},
        )
        for t in TABLAS_DE_EVALUACION
    }


def es_la_ultima(base: Base, encabezado: Mapping[str, Any]) -> bool:
    """Si no hay otra posterior de su semestre: una observación se guarda con la última que la hizo."""
    ultima = buscar(base, encabezado["semestre"], None)
    return ultima is not None and ultima["evaluacion"] == encabezado["evaluacion"]


def volver_a_antes(base: Base, encabezado: Mapping[str, Any]) -> int:
    """Quita una evaluación, las que se hicieron después y los lotes que ella no tenía.

    Entre dos del mismo instante, que solo hay en un espacio de ejemplo, va antes la del semestre anterior.

    Returns:
        Cuántos lotes se quitaron.
    """
    quitadas = base.consultar(
        _ESTA_Y_LAS_POSTERIORES, {c: encabezado[c] for c in ("creada_en", "semestre", "version")}
    )["evaluacion"].to_list()
    tardios = _lotes_que_no_tenia(base, encabezado, quitadas)
    with base.transaccion():
        for tabla in TABLAS_DE_EVALUACION:
            if tabla is not EVALUACIONES:
                _borrar(base, tabla.nombre, "evaluacion", quitadas)
        _borrar(base, EVALUACIONES.nombre, "evaluacion", quitadas)
        for tabla in _DE_LOTE:
            _borrar(base, tabla.nombre, "lote", tardios)
        for tabla in (RECOMENDACIONES_ESCRITAS, RECOMENDACIONES_ATENCION):
            # Lo que se declaró después no pudo contar; su lote no está entre los evaluados.
            base.ejecutar(
                f"DELETE FROM {tabla.nombre} WHERE registrado_en > ?",  # noqa: S608
                [encabezado["creada_en"]],
            )
    return len(tardios)


def _lotes_que_no_tenia(base: Base, encabezado: Mapping[str, Any], quitadas: list[str]) -> list[str]:
    """Los que ni ella ni las anteriores anotaron; si no anotó ninguno, los que llegaron después."""
    de_antes = [e for e in quitadas if e != encabezado["evaluacion"]]
    tenia = "SELECT lote FROM lotes_evaluados WHERE NOT list_contains($posteriores, evaluacion)"
    anoto = base.consultar(f"SELECT count(*) AS n FROM ({tenia})", {"posteriores": de_antes}).item()  # noqa: S608
    if anoto:
        sql, datos = f"SELECT lote FROM lotes WHERE lote NOT IN ({tenia})", {"posteriores": de_antes}  # noqa: S608
    else:
        sql, datos = "SELECT lote FROM lotes WHERE recibido_en > $hasta", {"hasta": encabezado["creada_en"]}
    return base.consultar(sql, datos)["lote"].to_list()


def _borrar(base: Base, tabla: str, columna: str, cuales: list[str]) -> None:
    base.ejecutar(f"DELETE FROM {tabla} WHERE list_contains(?, {columna})", [cuales])  # noqa: S608
