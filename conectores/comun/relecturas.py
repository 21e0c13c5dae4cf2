"""Qué publicaciones toca volver a leer: las que llegaron a una edad declarada o al cierre de su semestre.

Así cada publicación cuesta un número de lecturas que se sabe de antemano, y a la misma edad se comparan
cifras de cuentas distintas (Lineamientos, art. 13).
"""

from __future__ import annotations

from datetime import UTC, timedelta

import polars as pl

from conectores.comun.horas import ZONA
from conectores.comun.vista import Vista


def por_releer(vista: Vista) -> pl.DataFrame:
    """Publicaciones con un umbral posterior a su última lectura y no posterior al momento programado.

    Los umbrales de una publicación son ``publicada_en`` más cada una de ``ventanas.edades_dias``, y su
    cierre: el primer instante, en la Ciudad de México, tras el último día de su semestre. Varios umbrales
    vencidos son una sola lectura. Una publicación que nunca se ha leído (``ultima_lectura`` nula) también
    toca, tenga la edad que tenga.

    Args:
        vista: Lo que se sabe al planear; solo se devuelven publicaciones de sus cuentas.

    Returns:
        Columnas ``cuenta`` e ``id_publicacion``, sin repetir, por cuenta y de la más antigua a la más nueva.
    """
    programada = pl.lit(vista.programada.astimezone(UTC))
    publicada = pl.col("publicada_en")
    umbrales = [publicada + timedelta(days=e) for e in vista.ventanas.edades_dias]
    leida = pl.col("ultima_lectura")
    vencido = [(leida < u) & (u <= programada) for u in (*umbrales, _cierre(publicada))]
    return (
        vista.publicaciones.filter(pl.col("cuenta").is_in([c.cuenta for c in vista.cuentas]))
        .filter(leida.is_null() | pl.any_horizontal(vencido))
        .sort("cuenta", "publicada_en", "id_publicacion")
        .select("cuenta", "id_publicacion")
        .unique(maintain_order=True)
    )


def _cierre(publicada: pl.Expr) -> pl.Expr:
    """Primer instante del semestre que sigue al de la publicación, en UTC."""
    local = publicada.dt.convert_time_zone(ZONA.key)
    primera_mitad = local.dt.month() <= 6
    siguiente = pl.datetime(
        local.dt.year() + pl.when(primera_mitad).then(0).otherwise(1),
        pl.when(primera_mitad).then(7).otherwise(1),
        1,
        time_zone=ZONA.key,
    )
    return siguiente.dt.convert_time_zone("UTC")
