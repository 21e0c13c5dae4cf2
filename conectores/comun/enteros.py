"""El mayor entero que cabe en una columna: una cifra que no cabe no es una cifra, y se dice como tal."""

MAYOR = 2**63 - 1
"""Enteros de 64 bits con signo, los de las tablas."""


def cabe(valor: int) -> bool:
    """Si un entero, con signo o sin él, puede guardarse."""
    return abs(valor) <= MAYOR
