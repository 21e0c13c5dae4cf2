"""Consultas de solo lectura sobre el archivo publicado."""

from pathlib import Path

import polars as pl

from almacen.errores import ConsultaInvalida, SinPublicacion
from almacen.maestro import CONFIGURACION


def consultar(publicado: Path, sql: str) -> pl.DataFrame:
    """Corre una consulta sobre el archivo publicado, sin poder escribir ni salir de él.

    Raises:
        SinPublicacion: Si aún no se publica nada.
        ConsultaInvalida: Si la consulta no es válida; la oración trae lo que dijo el motor.
    """
    if not publicado.exists():
        raise SinPublicacion(publicado)
    import duckdb  # al usarse y no arriba: véase almacen.maestro

    configuracion = CONFIGURACION | {"enable_external_access": "false"}
    try:
        with duckdb.connect(str(publicado), read_only=True, config=configuracion) as conexion:
            conexion.execute("SET TimeZone = 'UTC'")
            relacion = conexion.sql(sql)
            if relacion is None:
                raise ConsultaInvalida(
                    "La consulta no devuelve una tabla; escriba una que empiece con SELECT."
                )
            marco: pl.DataFrame = relacion.pl()
            return marco
    except duckdb.Error as error:
        raise ConsultaInvalida(
            f"La consulta no se pudo correr: {error} "
            "Vea las tablas con «SHOW TABLES» y sus columnas con «DESCRIBE tabla»."
        ) from error
