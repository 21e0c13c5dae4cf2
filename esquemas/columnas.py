"""Cómo se escribe la lista de columnas de una tabla."""

from esquemas.campos import Columna
from esquemas.registro import campo


def columnas(texto: str) -> tuple[Columna, ...]:
    """Lee una lista de nombres; el signo ``?`` al final marca una columna que admite ausencia."""
    return tuple(Columna(campo(n.rstrip("?")), nulo=n.endswith("?")) for n in texto.split())
