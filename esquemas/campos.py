"""Tipos de las columnas y mecanismo con que cada campo se declara una sola vez.

De aquí se derivan el esquema de polars, el DDL de DuckDB con sus comentarios, las columnas del
formato oficial y el diccionario de datos (``esquemas.derivados``).
"""

from dataclasses import dataclass
from enum import Enum


class Tipo(Enum):
    """Tipo lógico de un campo; cada uno tiene exactamente un tipo en polars y uno en DuckDB."""

    TEXTO = "texto"
    ENTERO = "entero"
    DECIMAL = "decimal"
    BOOLEANO = "booleano"
    FECHA = "fecha"
    MOMENTO = "momento"
    """Instante en UTC."""
    HORA_LOCAL = "hora_local"
    """Fecha y hora tal como la declara el archivo, sin zona."""


@dataclass(frozen=True)
class Campo:
    """Un campo del modelo de datos.

    Attributes:
        nombre: Identificador en código, tablas y columnas (sin acentos).
        tipo: Tipo lógico.
        descripcion: Qué es, en una oración; se vuelve comentario de la columna.
        unidad: Unidad de medida, o cadena vacía si no mide.
        articulo: Artículo de los Lineamientos en que se apoya, o cadena vacía.
    """

    nombre: str
    tipo: Tipo
    descripcion: str
    unidad: str = ""
    articulo: str = ""

    @property
    def comentario(self) -> str:
        """Texto que llevan la columna y el diccionario: descripción, unidad y artículo."""
        partes = [self.descripcion.rstrip(".")]
        if self.unidad:
            partes.append(f"unidad: {self.unidad}")
        if self.articulo:
            partes.append(f"Lineamientos, art. {self.articulo}")
        return ". ".join(partes) + "."


@dataclass(frozen=True)
class Columna:
    """Uso de un campo en una tabla: si admite ausencia y con qué nombre aparece."""

    campo: Campo
    nulo: bool = False


@dataclass(frozen=True)
class Tabla:
    """Una tabla del maestro.

    Attributes:
        nombre: Nombre en DuckDB.
        descripcion: Comentario de la tabla.
        columnas: Columnas en orden.
        clave: Nombres de las columnas que identifican una fila.
        reservada: Si vive en ``reservado.duckdb`` y nunca se publica.
    """

    nombre: str
    descripcion: str
    columnas: tuple[Columna, ...]
    clave: tuple[str, ...]
    reservada: bool = False

    def __post_init__(self) -> None:
        nombres = [c.campo.nombre for c in self.columnas]
        if len(set(nombres)) != len(nombres):
            raise ValueError(f"La tabla {self.nombre} repite columnas: {nombres}")
        ajenas = set(self.clave) - set(nombres)
        if ajenas:
            raise ValueError(f"La clave de {self.nombre} nombra columnas que no tiene: {sorted(ajenas)}")
