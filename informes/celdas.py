"""Celdas escritas a partir de valores, con sus ausencias dichas en palabras."""

from typing import Any

from informes import numeros
from informes.formas import Celda
from informes.textos import limpio

Fila = dict[str, Any]


def texto(valor: str | None, si_falta: str = "no consta") -> Celda:
    """Texto de fuera, sin caracteres de control; si falta, se dice."""
    return Celda(limpio(valor)) if valor else Celda(si_falta, "ausente")


def fuerte(valor: str) -> Celda:
    """Texto destacado."""
    return Celda(limpio(valor), "fuerte")


def entero(valor: int | None, si_falta: str = "sin dato") -> Celda:
    """Entero con miles."""
    return Celda(si_falta, "ausente") if valor is None else Celda(numeros.entero(valor))


def decimal(valor: float | None, si_falta: str, lugares: int = 2) -> Celda:
    """Decimal redondeado, o por qué no lo hay."""
    return Celda(si_falta, "ausente") if valor is None else Celda(numeros.decimal(valor, lugares))


def cifra(fila: Fila) -> Celda:
    """Valor de una fila de ``cifras``, o la razón por la que falta."""
    if fila["valor"] is not None:
        return Celda(numeros.entero(fila["valor"]))
    return Celda(numeros.ausencia(fila["ausencia"]), "ausente")


def calculo(fila: Fila) -> str | None:
    """Cómo se obtuvo la cifra; de un renglón del formato sin cifra no hay cálculo que decir."""
    de_formato = fila.get("valor") is None and fila.get("fuente") == "formato"
    return None if de_formato else fila["calculo"]
