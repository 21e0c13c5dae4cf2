"""Lo que le falta a cada cuenta de las tablas del art. 11, según la última evaluación."""

import polars as pl

from almacen.maestro import Base
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
