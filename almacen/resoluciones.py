"""Lo asentado de un semestre: qué propuso la última evaluación, qué vistas se dieron y qué se resolvió."""

from datetime import datetime

import polars as pl

from almacen.maestro import Base


def propuestas(base: Base, semestre: str) -> pl.DataFrame:
    """La propuesta vigente de cada cuenta con su resolución y su vista, si las hay; por cuenta.

    Returns:
        Las columnas de la vista ``resoluciones_vigentes``.
    """
    return base.consultar(
        "SELECT * FROM resoluciones_vigentes WHERE semestre = $semestre ORDER BY cuenta",
        {"semestre": semestre},
    )


def vistas(base: Base, semestre: str) -> pl.DataFrame:
    """La última vista que se dio de cada cuenta con la última respuesta del área; por cuenta.

    Returns:
        Las columnas de la vista ``vistas_vigentes``.
    """
    return base.consultar(
        "SELECT * FROM vistas_vigentes WHERE semestre = $semestre ORDER BY cuenta", {"semestre": semestre}
    )


def conteo(base: Base, semestre: str) -> dict[str, int]:
    """Cuántas propuestas hay de un semestre y qué se ha hecho con ellas.

    Returns:
        ``propuestas``, ``con_vista``, ``respondidas``, ``resueltas``, ``distintas`` (de la propuesta) y
        ``sin_resolver``.
    """
    fila: dict[str, int] = base.consultar(
        """
        SELECT count(clase_propuesta) AS propuestas, count(notificada_el) AS con_vista,
               count(respondida_el) AS respondidas, count(clase_resuelta) AS resueltas,
               count(*) FILTER (WHERE difiere) AS distintas,
               count(*) FILTER (WHERE situacion = 'sin resolver') AS sin_resolver
        FROM resoluciones_vigentes WHERE semestre = $semestre
        """,
        {"semestre": semestre},
    ).row(0, named=True)
    return fila


def primera_evaluacion(base: Base, semestre: str) -> datetime | None:
    """Instante de la primera evaluación de un semestre, o ``None`` si no se ha evaluado."""
    desde: datetime | None = base.consultar(
        "SELECT min(creada_en) AS desde FROM evaluaciones WHERE semestre = $semestre", {"semestre": semestre}
    ).item()
    return desde


def documento_asentado(base: Base, clase: str, semestre: str, sha256: str) -> bool:
    """Si ya se registró algo con un documento de esos mismos bytes."""
    filas = base.consultar(
        "SELECT 1 AS n FROM asientos "
        "WHERE clase_asiento = $clase AND semestre = $semestre AND sha256 = $sha256",
        {"clase": clase, "semestre": semestre, "sha256": sha256},
    )
    return not filas.is_empty()


def respuestas_de(base: Base, semestre: str, cuenta: str) -> int:
    """Cuántas respuestas del área se han registrado de una cuenta, con las corregidas."""
    return int(
        base.consultar(
            "SELECT count(*) AS n FROM respuestas_del_area WHERE semestre = $semestre AND cuenta = $cuenta",
            {"semestre": semestre, "cuenta": cuenta},
        ).item()
    )


def reservado(base: Base, semestre: str, cuenta: str) -> pl.DataFrame:
    """Quién registró cada acto de una cuenta, a quién se dirigió y su texto, del primero al último.

    Args:
        base: Base reservada.
        semestre: Clave del semestre.
        cuenta: Clave de la cuenta.
    """
    return base.consultar(
        "SELECT * FROM asientos_reservados WHERE semestre = $semestre AND cuenta = $cuenta "
        "ORDER BY registrado_en, acto",
        {"semestre": semestre, "cuenta": cuenta},
    )
