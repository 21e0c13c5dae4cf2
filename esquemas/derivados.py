"""Lo que se deriva de las tablas: esquema de polars, DDL de DuckDB y diccionario de datos."""

from __future__ import annotations

from functools import cache

import polars as pl

from esquemas.campos import Tabla, Tipo

_DUCKDB: dict[Tipo, str] = {
    Tipo.TEXTO: "VARCHAR",
    Tipo.ENTERO: "BIGINT",
    Tipo.DECIMAL: "DOUBLE",
    Tipo.BOOLEANO: "BOOLEAN",
    Tipo.FECHA: "DATE",
    Tipo.MOMENTO: "TIMESTAMPTZ",
    Tipo.HORA_LOCAL: "TIMESTAMP",
}


def esquema_polars(tabla: Tabla) -> dict[str, pl.DataType]:
    """Esquema de polars de una tabla, en el orden de sus columnas."""
    tipos = _tipos_polars()
    return {c.campo.nombre: tipos[c.campo.tipo] for c in tabla.columnas}


@cache
def _tipos_polars() -> dict[Tipo, pl.DataType]:
    # No al importar: quien solo pide páginas (otro proceso) no carga polars.
    return {
        Tipo.TEXTO: pl.String(),
        Tipo.ENTERO: pl.Int64(),
        Tipo.DECIMAL: pl.Float64(),
        Tipo.BOOLEANO: pl.Boolean(),
        Tipo.FECHA: pl.Date(),
        Tipo.MOMENTO: pl.Datetime("us", "UTC"),
        Tipo.HORA_LOCAL: pl.Datetime("us"),
    }


def tipo_duckdb(tipo: Tipo) -> str:
    """Tipo de DuckDB que corresponde a un tipo lógico."""
    return _DUCKDB[tipo]


def vacia(tabla: Tabla) -> pl.DataFrame:
    """Marco vacío con el esquema de la tabla."""
    return pl.DataFrame(schema=esquema_polars(tabla))


def ajustar(marco: pl.DataFrame, tabla: Tabla) -> pl.DataFrame:
    """Ordena y convierte las columnas de un marco al esquema de la tabla.

    Las columnas que admiten ausencia y no vienen se agregan vacías.

    Raises:
        ValueError: Si falta una columna obligatoria o sobra alguna.
    """
    esquema = esquema_polars(tabla)
    sobran = [c for c in marco.columns if c not in esquema]
    faltan = [c.campo.nombre for c in tabla.columnas if not c.nulo and c.campo.nombre not in marco.columns]
    if sobran or faltan:
        raise ValueError(f"El marco no es de la tabla {tabla.nombre}: sobran {sobran}, faltan {faltan}")
    return marco.select(
        (pl.col(n) if n in marco.columns else pl.lit(None)).cast(t).alias(n) for n, t in esquema.items()
    )


def literal(texto: str) -> str:
    """Literal de SQL de un texto."""
    return "'" + texto.replace("'", "''") + "'"


def ddl(tabla: Tabla) -> list[str]:
    """Sentencias que crean la tabla con su clave y sus comentarios."""
    lineas = [
        f"{c.campo.nombre} {tipo_duckdb(c.campo.tipo)}" + ("" if c.nulo else " NOT NULL")
        for c in tabla.columnas
    ]
    lineas.append(f"PRIMARY KEY ({', '.join(tabla.clave)})")
    sentencias = [f"CREATE TABLE {tabla.nombre} (\n    " + ",\n    ".join(lineas) + "\n)"]
    sentencias.append(f"COMMENT ON TABLE {tabla.nombre} IS {literal(tabla.descripcion + '.')}")
    sentencias.extend(
        f"COMMENT ON COLUMN {tabla.nombre}.{c.campo.nombre} IS {literal(c.campo.comentario)}"
        for c in tabla.columnas
    )
    return sentencias
