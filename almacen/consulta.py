"""Consultas de solo lectura sobre el archivo publicado."""

from pathlib import Path

import polars as pl

from almacen.errores import ConsultaInvalida, SinPublicacion, de_motor
from almacen.maestro import CONFIGURACION

_DIRECTOS = frozenset((
    "boolean", "tinyint", "smallint", "integer", "bigint", "utinyint", "usmallint", "uinteger",
    "ubigint", "hugeint", "float", "double", "decimal", "varchar", "enum",
    "uuid", "null", "date", "time", "timestamp", "timestamp with time zone",
))  # fmt: skip
"""Tipos del motor que un marco guarda tal cual.

Si una columna es de otro (intervalos, listas…), todas salen como texto.
"""


def consultar(publicado: Path, sql: str) -> pl.DataFrame:
    """Corre una consulta sobre el archivo publicado, sin poder escribir ni salir de él.

    Raises:
        SinPublicacion: Si aún no se publica nada.
        BaseEnUso: Si otro programa tiene abierto el archivo para escribir.
        BaseIlegible: Si el archivo publicado está dañado.
        ConsultaInvalida: Si la consulta no es válida; la oración trae lo que dijo el motor.
    """
    if not publicado.exists():
        raise SinPublicacion(publicado)
    import duckdb  # al usarse y no arriba: véase almacen.maestro

    configuracion = CONFIGURACION | {"enable_external_access": "false"}
    try:
        with duckdb.connect(str(publicado), read_only=True, config=configuracion) as conexion:
            conexion.execute("SET TimeZone = 'UTC'")
            sentencias = conexion.extract_statements(sql)
            if len(sentencias) > 1:
                raise ConsultaInvalida(
                    f"Se esperaba una sola consulta y se encontraron {len(sentencias)}; corra una a la vez."
                )
            relacion = conexion.sql(sql)
            if relacion is None:
                raise ConsultaInvalida(
                    "La consulta no devuelve una tabla; escriba una que empiece con SELECT."
                )
            if any(tipo.id not in _DIRECTOS for tipo in relacion.types):
                relacion = relacion.project("COLUMNS(*)::VARCHAR")
            marco: pl.DataFrame = relacion.pl()
            return marco
    except duckdb.Error as error:
        if traducido := de_motor(error, publicado, al_abrir=False):
            raise traducido from error
        raise ConsultaInvalida(
            "La consulta no se pudo correr. Vea las tablas con «SHOW TABLES» y sus columnas con "
            f"«DESCRIBE tabla».\nEl motor dice: {error}"
        ) from error
