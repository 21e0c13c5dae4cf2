"""Consultas de solo lectura sobre el archivo publicado."""

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from almacen.consulta_fallida import explicar, sin_tabla
from almacen.errores import ConsultaInvalida, SinPublicacion, de_motor
from almacen.maestro import CONFIGURACION

if TYPE_CHECKING:
    import duckdb

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
        ConsultaInvalida: Si la consulta no es válida; la oración dice qué nombre no se encontró y cuáles se
            le parecen o, si es otra cosa, trae lo que dijo el motor.
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
            try:
                relacion = conexion.sql(sql)
            except (duckdb.CatalogException, duckdb.BinderException) as error:
                oracion = explicar(str(error), _nombres(conexion), sql)
                if oracion is None:
                    raise
                raise ConsultaInvalida(oracion) from error
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
            "La consulta no se pudo correr. Vea qué hay con «pertinencia consulta --tablas» y las columnas "
            f"de una con «pertinencia consulta --columnas TABLA».\nEl motor dice: {error}"
        ) from error


def tablas(publicado: Path) -> pl.DataFrame:
    """Vistas y tablas del archivo publicado, las vistas primero.

    Returns:
        Columnas ``nombre``, ``clase`` («vista» o «tabla») y ``descripcion``.
    """
    return consultar(
        publicado,
        "SELECT view_name AS nombre, 'vista' AS clase, comment AS descripcion FROM duckdb_views() "
        "WHERE NOT internal UNION ALL SELECT table_name, 'tabla', comment FROM duckdb_tables() "
        "ORDER BY clase DESC, nombre",
    )


def columnas(publicado: Path, tabla: str) -> pl.DataFrame:
    """Columnas de una tabla o vista del archivo publicado.

    Returns:
        Columnas ``columna``, ``tipo`` y ``descripcion``, en su orden.

    Raises:
        ConsultaInvalida: Si no hay tal tabla, con las que se le parecen.
    """
    todas = consultar(
        publicado,
        "SELECT table_name, column_name AS columna, data_type AS tipo, comment AS descripcion "
        "FROM duckdb_columns() WHERE NOT internal ORDER BY table_name, column_index",
    )
    marco = todas.filter(pl.col("table_name") == tabla.lower()).drop("table_name")
    if marco.is_empty():
        raise ConsultaInvalida(sin_tabla(tabla, tablas(publicado)["nombre"]))
    return marco


def _nombres(conexion: "duckdb.DuckDBPyConnection") -> dict[str, list[str]]:
    filas = conexion.sql(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() WHERE NOT internal "
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return dict(filas)
