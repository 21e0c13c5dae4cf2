"""Correos recibidos y sus adjuntos, en la base reservada: de cada correo vale lo último que se decidió."""

from datetime import datetime

import polars as pl

from almacen.aterrizaje import identidad_de_archivo
from almacen.maestro import Base

ENTREGADO, APARTADO = "entregado", "apartado"
"""Qué se hizo con un adjunto: pasó a las entradas de una cuenta, o no."""


def vigentes(reservado: Base) -> pl.DataFrame:
    """Lo último que se decidió de cada correo: columnas de ``correos_recibidos``, del primero al último."""
    return reservado.consultar(
        "SELECT * FROM correos_recibidos QUALIFY row_number() OVER ("
        "PARTITION BY correo ORDER BY numero_acto DESC) = 1 ORDER BY recibido_en, correo"
    )


def entregados(reservado: Base) -> pl.DataFrame:
    """Los adjuntos que pasaron a entradas, con el lote que serán o son y cuándo llegó su correo.

    Returns:
        ``correo``, ``fila``, ``adjunto``, ``carpeta``, ``archivo``, ``sha256``, ``recibido_en``,
        ``lote_correo`` (el que conserva los bytes del correo) y ``lote_recibido``.
    """
    marco = reservado.consultar(
        """
        SELECT a.correo, a.fila, a.adjunto, a.carpeta, a.archivo, a.sha256, c.recibido_en,
               c.lote AS lote_correo
        FROM correos_adjuntos a JOIN correos_recibidos c USING (correo, numero_acto)
        WHERE a.estado_adjunto = $estado ORDER BY c.recibido_en, a.correo, a.numero_acto, a.fila
        """,
        {"estado": ENTREGADO},
    )
    lotes = [identidad_de_archivo(c, s) for c, s in marco.select("carpeta", "sha256").iter_rows()]
    return marco.with_columns(pl.Series("lote_recibido", lotes, dtype=pl.String))


def lotes_por_correo(reservado: Base) -> dict[str, datetime]:
    """De cada lote que llegó por correo, el instante en que el correo llegó por primera vez."""
    marco = entregados(reservado).group_by("lote_recibido").agg(pl.col("recibido_en").min())
    return dict(marco.iter_rows())
