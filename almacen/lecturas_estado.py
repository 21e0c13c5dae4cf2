"""Lo que le falta a cada cuenta de las tablas del art. 11 y cómo terminó lo que se le leyó por API."""

import polars as pl

from almacen.maestro import Base
from almacen.zona import ZONA
from lineamientos import catalogo
from lineamientos.semestres import Semestre


def faltantes(base: Base, semestre: Semestre) -> pl.DataFrame:
    """Cifras del art. 11 que faltan en un semestre evaluado.

    Las suplementarias no cuentan, ni lo que no aplica a la cuenta.

    Returns:
        Una fila por cifra: cuenta, red, metrica, titulo y ausencia, por cuenta y en el orden del artículo.
    """
    # El orden de las columnas del artículo está en el catálogo del programa, no en la base.
    lugares = [
        (red, metrica.nombre, lugar)
        for red in catalogo.REDES
        for lugar, metrica in enumerate(catalogo.metricas_de(red, semestre))
    ]
    del_art11 = pl.DataFrame(
        lugares, schema={"red": pl.String, "metrica": pl.String, "lugar": pl.Int64}, orient="row"
    )
    ausentes = base.consultar(
        "SELECT cuenta, red, metrica, titulo, ausencia FROM cifras_vigentes "
        "WHERE semestre = $semestre AND valor IS NULL AND ausencia <> 'no_aplica'",
        {"semestre": semestre.clave},
    )
    return ausentes.join(del_art11, on=["red", "metrica"]).sort("cuenta", "lugar").drop("lugar")


def recolecciones_vigentes(base: Base, semestre: Semestre) -> pl.DataFrame:
    """Cómo terminó la última lectura por API de cada cuenta y operación de un semestre.

    Una lectura es del semestre si su periodo lo toca o, si no tiene periodo, si se programó en él.

    Returns:
        Columnas ``cuenta``, ``red``, ``operacion``, ``resultado`` («completo» o una razón de ausencia),
        ``detalle``, ``programada``, ``leida_en``, ``abarca_desde``, ``abarca_hasta`` y ``lote``; por cuenta y
        operación.
    """
    return base.consultar(
        """
        WITH limites AS (
            SELECT $inicio::DATE::TIMESTAMP AT TIME ZONE $zona AS desde,
                   ($fin::DATE + 1)::TIMESTAMP AT TIME ZONE $zona AS hasta
        )
        SELECT r.cuenta, r.red, r.operacion, r.resultado, r.detalle, r.programada, r.leida_en,
               r.abarca_desde, r.abarca_hasta, r.lote
        FROM recolecciones r, limites s
        WHERE CASE WHEN r.abarca_desde IS NULL THEN r.programada >= s.desde AND r.programada < s.hasta
                   ELSE r.abarca_desde < s.hasta AND r.abarca_hasta > s.desde END
        QUALIFY row_number() OVER (
            PARTITION BY r.cuenta, r.operacion ORDER BY r.leida_en DESC, r.programada DESC, r.lote
        ) = 1
        ORDER BY r.cuenta, r.operacion
        """,
        {"inicio": semestre.inicio, "fin": semestre.fin, "zona": ZONA},
    )
