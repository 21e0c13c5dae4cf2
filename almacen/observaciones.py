"""Lo que hace falta para saber en qué está cada observación: ellas, los lotes y qué trae cada uno."""

import polars as pl

from almacen.campos import CAMPOS
from almacen.maestro import Base
from lineamientos.semestres import Semestre

_DEL_SEMESTRE = """
    (origen = 'archivo' AND semestre = $semestre)
    OR lote IN (SELECT lote FROM observaciones WHERE semestre = $semestre)
    OR (origen = 'api' AND semestre = $semestre AND clase IN (
        SELECT l.clase FROM observaciones o JOIN lotes l USING (lote)
        WHERE l.origen = 'api' AND o.semestre = $semestre
    ))
"""


def del_semestre(base: Base, semestre: Semestre) -> pl.DataFrame:
    """Las observaciones de un semestre en el orden en que se detectaron.

    Returns:
        Columnas de ``observaciones`` y ``vigente``: si no es de las cifras o la última evaluación la hace.
    """
    return base.consultar(
        "SELECT o.*, o.lote IS NOT NULL OR e.evaluacion IS NOT NULL AS vigente FROM observaciones o "
        "LEFT JOIN evaluaciones_vigentes e ON e.evaluacion = o.evaluacion "
        "WHERE o.semestre = $semestre ORDER BY o.detectada_en, o.observacion",
        {"semestre": semestre.clave},
    )


def lotes(base: Base, semestre: Semestre) -> pl.DataFrame:
    """Los lotes entregados para un semestre y los de API que pueden abrir o cerrar una observación suya.

    Returns:
        ``lote``, ``recibido_en``, ``clase``, ``rechazado``, ``de_api`` y ``archivo``.
    """
    return base.consultar(
        "SELECT lote, recibido_en, clase, estado = 'rechazado' AS rechazado, "  # noqa: S608
        f"origen = 'api' AS de_api, archivo FROM lotes WHERE {_DEL_SEMESTRE} ORDER BY recibido_en, lote",
        {"semestre": semestre.clave},
    )


def campos(base: Base, semestre: Semestre) -> pl.DataFrame:
    """Qué campos trae cada uno de esos lotes de cada cuenta observada: con valor o con ausencia declarada.

    Returns:
        ``lote``, ``cuenta`` y ``campo``, sin repetir.
    """
    return base.consultar(
        f"SELECT lote, cuenta, campo FROM ({CAMPOS}) "  # noqa: S608
        f"WHERE lote IN (SELECT lote FROM lotes WHERE {_DEL_SEMESTRE}) "
        "AND cuenta IN (SELECT cuenta FROM observaciones WHERE semestre = $semestre)",
        {"semestre": semestre.clave},
    )


def carpetas(base: Base, semestre: Semestre) -> dict[str, str]:
    """De cada lote que se dejó en la carpeta de una cuenta del padrón, cuál es."""
    filas = base.consultar(
        "SELECT lote, carpeta FROM lotes JOIN cuentas ON cuenta = carpeta WHERE semestre = $semestre",
        {"semestre": semestre.clave},
    )
    return dict(filas.iter_rows())
