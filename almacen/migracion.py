"""Migraciones numeradas: la estructura de una base avanza sin perder lo que guarda.

``migraciones/NNNN_*.sql`` son textos congelados; una prueba los aplica todos y compara el resultado
con el DDL que se deriva de ``esquemas``. Las vistas no guardan datos: se rehacen con cada versión.
"""

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from almacen.errores import EstructuraDesconocida
from almacen.vistas import VISTAS, huella_de_vistas, sentencias

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Migracion:
    """Un paso de estructura.

    Attributes:
        version: Número consecutivo desde 1.
        descripcion: Nombre del archivo sin número.
        sql: Sentencias.
    """

    version: int
    descripcion: str
    sql: str


def migraciones(*, reservado: bool) -> list[Migracion]:
    """Migraciones de una de las dos bases, en orden."""
    carpeta = files("almacen").joinpath("migraciones_reservado" if reservado else "migraciones")
    resultado = []
    for recurso in sorted(carpeta.iterdir(), key=lambda r: r.name):
        if recurso.name.endswith(".sql"):
            numero, descripcion = recurso.name.removesuffix(".sql").split("_", 1)
            resultado.append(Migracion(int(numero), descripcion, recurso.read_text("utf-8")))
    return resultado


def version_anterior(conexion: "duckdb.DuckDBPyConnection", *, reservado: bool) -> int | None:
    """Versión de una base que ya guarda algo y que habría que migrar; ``None`` si es nueva o está al día."""
    actual = _version(conexion)
    return actual if 0 < actual < migraciones(reservado=reservado)[-1].version else None


def migrar(conexion: "duckdb.DuckDBPyConnection", ahora: datetime, *, reservado: bool) -> None:
    """Lleva la base abierta a la última estructura, cada paso en su transacción.

    Raises:
        EstructuraDesconocida: Si la base es de una versión más nueva del programa.
    """
    pasos = migraciones(reservado=reservado)
    actual = _version(conexion)
    if actual > pasos[-1].version:
        raise EstructuraDesconocida(actual, pasos[-1].version)
    for paso in pasos:
        if paso.version > actual:
            conexion.execute("BEGIN TRANSACTION")
            conexion.execute(paso.sql)
            conexion.execute(
                "INSERT INTO migraciones VALUES (?, ?, ?)", [paso.version, paso.descripcion, ahora]
            )
            conexion.execute("COMMIT")
    if not reservado:
        _rehacer_vistas(conexion)


def _version(conexion: "duckdb.DuckDBPyConnection") -> int:
    existe = conexion.execute(
        "SELECT count(*) FROM duckdb_tables() "
        "WHERE database_name = current_database() AND table_name = 'migraciones'"
    ).fetchall()
    if existe == [(0,)]:
        return 0
    filas = conexion.execute("SELECT coalesce(max(version), 0) FROM migraciones").fetchall()
    return int(filas[0][0])


def _rehacer_vistas(conexion: "duckdb.DuckDBPyConnection") -> None:
    """Rehace las vistas solo si su texto cambió, para que abrir la base no la modifique."""
    marca = f"vistas:{huella_de_vistas()}"
    filas = conexion.execute(
        "SELECT comment FROM duckdb_views() "
        "WHERE database_name = current_database() AND view_name = 'version_de_vistas'"
    ).fetchall()
    if filas and marca in (filas[0][0] or ""):
        return
    conexion.execute("BEGIN TRANSACTION")
    for vista in VISTAS:
        for sentencia in sentencias(vista):
            conexion.execute(sentencia)
    conexion.execute(
        "CREATE OR REPLACE VIEW version_de_vistas AS SELECT max(version) AS version FROM migraciones"
    )
    conexion.execute(
        f"COMMENT ON VIEW version_de_vistas IS 'Versión de la estructura de esta base ({marca}).'"
    )
    conexion.execute("COMMENT ON COLUMN version_de_vistas.version IS 'Última migración aplicada.'")
    conexion.execute("COMMIT")
