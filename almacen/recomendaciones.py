"""Recomendaciones guardadas: las de regla, las escritas por un evaluador y lo que se declara de ellas."""

import polars as pl

from almacen.maestro import Base
from esquemas.tablas_recomendaciones import RECOMENDACIONES_ATENCION


def emitidas(base: Base, semestre: str) -> pl.DataFrame:
    """Las que se siguen de un semestre: las de su última evaluación y las escritas.

    Returns:
        Columnas ``recomendacion``, ``cuenta``, ``regla`` (nula si la escribió un evaluador),
        ``valor_medido`` y ``limite``, por orden de recomendación.
    """
    return base.consultar(
        """
        SELECT recomendacion, cuenta, regla, valor_medido, limite
        FROM recomendaciones r JOIN evaluaciones_vigentes e USING (evaluacion)
        WHERE r.semestre = $semestre
        UNION ALL
        SELECT recomendacion, cuenta, NULL, NULL, NULL
        FROM recomendaciones_escritas WHERE semestre = $semestre
        ORDER BY recomendacion
        """,
        {"semestre": semestre},
    )


def declaraciones(base: Base, semestre: str) -> pl.DataFrame:
    """Lo declarado de las recomendaciones de un semestre, de lo más antiguo a lo más nuevo."""
    return base.consultar(
        f"SELECT * FROM {RECOMENDACIONES_ATENCION.nombre} "  # noqa: S608 - nombre de esquemas
        "WHERE semestre = $semestre ORDER BY recomendacion, numero_acto, registrado_en, declaracion DESC",
        {"semestre": semestre},
    )


def del_semestre(base: Base, semestre: str) -> pl.DataFrame:
    """Recomendaciones de un semestre con su estado: columnas de la vista ``recomendaciones_vigentes``."""
    return base.consultar(
        "SELECT * FROM recomendaciones_vigentes WHERE semestre = $semestre "
        "ORDER BY cuenta, numero_regla NULLS LAST, recomendacion",
        {"semestre": semestre},
    )


def seguidas_en(base: Base, semestre: str) -> pl.DataFrame:
    """Recomendaciones de semestres anteriores que se siguieron al evaluar uno, con las mismas columnas."""
    return base.consultar(
        "SELECT * FROM recomendaciones_vigentes WHERE semestre_seguimiento = $semestre "
        "ORDER BY cuenta, numero_regla NULLS LAST, recomendacion",
        {"semestre": semestre},
    )


def sin_aplicar(base: Base, semestre: str) -> pl.DataFrame:
    """Reglas que no pudieron aplicarse según la última evaluación de un semestre."""
    return base.consultar(
        "SELECT o.* FROM recomendaciones_omitidas o JOIN evaluaciones_vigentes e USING (evaluacion) "
        "WHERE e.semestre = $semestre ORDER BY o.cuenta, o.numero_regla",
        {"semestre": semestre},
    )


def escritas(base: Base, semestre: str) -> list[str]:
    """Identidades de las que escribió un evaluador en un semestre."""
    marco = base.consultar(
        "SELECT recomendacion FROM recomendaciones_escritas WHERE semestre = $semestre ORDER BY ALL",
        {"semestre": semestre},
    )
    return list(marco["recomendacion"])
