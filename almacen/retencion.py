"""Retención de páginas: borrar los bytes crudos de lotes viejos y conservar las cifras que dieron.

Como en la purga, la lápida se escribe primero: si muere ahí, la siguiente la termina. Lo leído con la clave
pública no se toca aquí, porque de eso la plataforma pide borrar también las cifras.
"""

from datetime import datetime

import polars as pl

from almacen.aterrizaje_api import AterrizajeApi
from almacen.maestro import Base
from esquemas.tablas import LAPIDAS

MOTIVO = "retención de páginas; sus cifras se conservan"


def paginas_viejas(
    base: Base, aterrizaje: AterrizajeApi, *, antes_de: datetime, en_revision: str
) -> pl.DataFrame:
    """Lotes cuyas páginas toca borrar.

    Args:
        base: Maestro abierto.
        aterrizaje: Dónde están las páginas.
        antes_de: Solo los leídos antes de este instante.
        en_revision: Clave del semestre que se revisa: lo suyo y lo posterior no se toca.

    Returns:
        Columnas ``lote``, ``red``, ``operacion``, ``bytes`` y ``paginas``.
    """
    filas = base.consultar(
        """
        SELECT lote, consulta ->> '$.red' AS red, consulta ->> '$.operacion' AS operacion, bytes
        FROM lotes
        WHERE origen = 'api' AND recibido_en < $antes AND semestre < $en_revision
          AND (consulta ->> '$.parametros.credencial') IS DISTINCT FROM 'clave'
          AND (lote NOT IN (SELECT lote FROM lapidas)
               OR lote IN (SELECT lote FROM lapidas WHERE motivo = $motivo))
        ORDER BY lote
        """,
        {"antes": antes_de, "en_revision": en_revision, "motivo": MOTIVO},
    )
    paginas = pl.Series("paginas", [aterrizaje.cuantas(lote) for lote in filas["lote"]], pl.Int64)
    return filas.with_columns(paginas).filter(pl.col("paginas") > 0)


def borrar_paginas(base: Base, aterrizaje: AterrizajeApi, viejas: pl.DataFrame, ahora: datetime) -> None:
    """Borra las páginas de unos lotes y deja su lápida; repetirlo no cambia nada.

    Args:
        base: Maestro abierto.
        aterrizaje: Dónde están las páginas.
        viejas: Lo que dio ``paginas_viejas``.
        ahora: Instante que se anota.
    """
    lapidas = viejas.with_columns(pl.lit(ahora).alias("purgado_en"), pl.lit(MOTIVO).alias("motivo"))
    base.insertar(LAPIDAS, lapidas, si_existe="ignorar")
    for lote in viejas["lote"]:
        aterrizaje.purgar(lote, ahora, MOTIVO, con_cifras=True)
