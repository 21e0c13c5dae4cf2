"""Qué es una vista, y con qué se declara."""

from dataclasses import dataclass, field
from importlib.resources import files

from esquemas.registro import CAMPOS


@dataclass(frozen=True)
class Vista:
    """Una vista.

    Attributes:
        nombre: Nombre en DuckDB.
        descripcion: Comentario de la vista.
        consulta: SELECT que la define.
        columnas: Nombre de cada columna y su comentario propio; vacío si toma el del campo homónimo.
    """

    nombre: str
    descripcion: str
    consulta: str
    columnas: dict[str, str] = field(default_factory=dict)

    def comentario(self, columna: str) -> str:
        """Comentario de una columna: el propio o el del campo del mismo nombre."""
        return self.columnas[columna] or CAMPOS[columna].comentario


def leer_sql(nombre: str) -> str:
    """Consulta guardada en ``almacen/sql``."""
    return files("almacen").joinpath("sql", f"{nombre}.sql").read_text("utf-8")


def columnas(texto: str, propias: dict[str, str] | None = None) -> dict[str, str]:
    """Columnas separadas por espacios, cada una con su comentario propio si lo tiene."""
    return {n: (propias or {}).get(n, "") for n in texto.split()}
