"""Lo que llegó y aún no tiene acuse, y los acuses que se han emitido."""

from datetime import datetime

import polars as pl

from almacen.maestro import Base

ES_ENTREGA = (
    "recepcion IN (SELECT documento_evento FROM eventos "
    "WHERE clase_evento = 'recibido' AND documento_evento IS NOT NULL)"
)
"""Condición: si lo recibido es una entrega, que es lo que asienta su hecho; un escrito solo se acusa."""
_ENTREGAS = """
    SELECT lote, cuenta FROM mediciones UNION SELECT lote, cuenta FROM publicaciones
    UNION SELECT lote, cuenta FROM diarias UNION SELECT lote, cuenta FROM evidencias
"""


def llegado_sin_recepcion(base: Base, semestre: str) -> pl.DataFrame:
    """Lotes de archivo de un semestre que no constan como recepción de cada cuenta de la que traen algo.

    De un archivo que no pudo leerse se acusa el recibo si estaba en la carpeta de una cuenta: llegó, y el
    art. 14 pide observar lo recibido.

    Returns:
        Una fila por lote y cuenta: ``lote``, ``cuenta``, ``archivo``, ``sha256``, ``recibido_en``; en el
        orden en que llegaron.
    """
    return base.consultar(
        f"""
        WITH entregas AS ({_ENTREGAS}),
        llegados AS (
            SELECT l.lote, coalesce(e.cuenta, c.cuenta) AS cuenta, l.archivo, l.sha256, l.recibido_en
            FROM lotes l LEFT JOIN entregas e USING (lote)
            LEFT JOIN cuentas c ON e.cuenta IS NULL AND c.cuenta = l.carpeta
            WHERE l.origen = 'archivo' AND l.semestre = $semestre
        )
        SELECT g.* FROM llegados g
        LEFT JOIN recepciones r ON r.lote_recibido = g.lote AND r.cuenta = g.cuenta
        WHERE g.cuenta IS NOT NULL AND r.recepcion IS NULL
        ORDER BY g.recibido_en, g.archivo, g.lote, g.cuenta
        """,  # noqa: S608
        {"semestre": semestre},
    )


def emitidos(base: Base, semestre: str) -> dict[str, int]:
    """Cuántos acuses se han emitido de cada cuenta en un semestre."""
    marco = base.consultar(
        "SELECT cuenta, count(*) AS n FROM recepciones WHERE semestre = $semestre GROUP BY cuenta",
        {"semestre": semestre},
    )
    return dict(marco.iter_rows())


def con_sello(base: Base, cuenta: str, sello: str) -> pl.DataFrame:
    """Las recepciones en papel de una cuenta con ese número de sello.

    Returns:
        Columnas de ``recepciones`` y ``es_entrega``, si lo recibido es una entrega y no un escrito.
    """
    return base.consultar(
        f"""
        SELECT *, {ES_ENTREGA} AS es_entrega FROM recepciones
        WHERE cuenta = $cuenta AND sello = $sello ORDER BY recibido_en, recepcion
        """,  # noqa: S608
        {"cuenta": cuenta, "sello": sello},
    )


def momentos_de_sello(base: Base) -> dict[str, datetime]:
    """De los lotes que llegaron con un escrito sellado, el instante del sello."""
    marco = base.consultar(
        "SELECT lote_recibido, min(recibido_en) AS m FROM recepciones "
        "WHERE sello IS NOT NULL AND lote_recibido IS NOT NULL GROUP BY lote_recibido"
    )
    return dict(marco.iter_rows())
