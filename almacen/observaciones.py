"""Lo que hace falta para saber en qué está cada observación: ellas, los lotes y qué trae cada uno."""

import polars as pl

from almacen.maestro import Base
from esquemas.registro import METRICAS_DE_PUBLICACION
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

_DECLARADAS = [
    a.value
    for a in (
        Ausencia.RETENIDA,
        Ausencia.PLATAFORMA,
        Ausencia.RETIRADA,
        Ausencia.OCULTA,
        Ausencia.NO_APLICA,
    )
]
"""Ausencias que alguien declaró: también son una respuesta."""


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
    """Los lotes entregados para un semestre y los de API que dieron alguna observación suya.

    Returns:
        ``lote``, ``recibido_en``, ``clase``, ``rechazado`` y ``de_api``.
    """
    return base.consultar(
        "SELECT lote, recibido_en, clase, estado = 'rechazado' AS rechazado, origen = 'api' AS de_api "
        "FROM lotes WHERE (origen = 'archivo' AND semestre = $semestre) "
        "OR lote IN (SELECT lote FROM observaciones WHERE semestre = $semestre) ORDER BY recibido_en, lote",
        {"semestre": semestre.clave},
    )


def campos(base: Base, semestre: Semestre) -> pl.DataFrame:
    """Qué campos trae cada lote de archivo de cada cuenta, con un valor o con una ausencia declarada.

    Returns:
        ``lote``, ``cuenta`` y ``campo``, sin repetir.
    """
    # Los nombres salen del registro de campos, nunca de fuera.
    de_publicaciones = " ".join(
        f"UNION SELECT lote, cuenta, '{m}' FROM publicaciones "  # noqa: S608
        f"WHERE {m} IS NOT NULL AND lote IN (SELECT lote FROM suyos)"
        for m in METRICAS_DE_PUBLICACION
    )
    return base.consultar(
        f"""
        WITH suyos AS (SELECT lote FROM lotes WHERE origen = 'archivo' AND semestre = $semestre)
        SELECT lote, cuenta, metrica AS campo FROM mediciones
        WHERE lote IN (SELECT lote FROM suyos)
          AND (valor IS NOT NULL OR list_contains($declaradas, ausencia))
        UNION SELECT lote, cuenta, metrica FROM diarias
        WHERE lote IN (SELECT lote FROM suyos) AND valor IS NOT NULL
        UNION SELECT lote, cuenta, 'publicaciones' FROM publicaciones WHERE lote IN (SELECT lote FROM suyos)
        UNION SELECT lote, cuenta, 'evidencias' FROM evidencias WHERE lote IN (SELECT lote FROM suyos)
        {de_publicaciones}
        """,  # noqa: S608
        {"semestre": semestre.clave, "declaradas": _DECLARADAS},
    )
