"""El catálogo de métricas como tabla, para que quien analiza lea qué significa cada cifra."""

import polars as pl

from esquemas.derivados import esquema_polars
from esquemas.tablas import CATALOGO
from lineamientos import catalogo


def marco_del_catalogo() -> pl.DataFrame:
    """Una fila por definición de cada métrica en cada red, con su columna del art. 11 si la tiene."""
    filas = []
    for d in catalogo.DEFINICIONES:
        columna = catalogo.columna_de(d.metrica, d.red)
        filas.append(
            {
                "red": d.red,
                "metrica": d.metrica,
                "titulo": catalogo.titulo(d.metrica, d.red),
                "unidad": catalogo.METRICAS[d.metrica].unidad,
                "tabla_art11": catalogo.tabla_de_red(d.red),
                "letra": columna.letra if columna else None,
                "definicion": d.clave,
                "descripcion": d.texto,
                "desde": d.desde,
                "hasta": d.hasta,
            }
        )
    return pl.DataFrame(filas, schema=esquema_polars(CATALOGO))
