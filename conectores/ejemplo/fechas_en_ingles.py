"""Fechas como las escriben las plataformas: en inglés, sin depender del idioma del sistema."""

from datetime import date

_DIAS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MESES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def con_dia(dia: date) -> str:
    """«Tue, Feb 18, 2025»."""
    return f"{_DIAS[dia.weekday()]}, {con_mes(dia)}"


def con_dia_sin_comas(dia: date) -> str:
    """«Mon Feb 17 2025»."""
    return f"{_DIAS[dia.weekday()]} {_MESES[dia.month - 1]} {dia.day:02} {dia.year}"


def con_mes(dia: date) -> str:
    """«Feb 8, 2025»."""
    return f"{_MESES[dia.month - 1]} {dia.day}, {dia.year}"


def con_guiones(dia: date) -> str:
    """«Feb-08-2025», como en los nombres de archivo de Meta."""
    return f"{_MESES[dia.month - 1]}-{dia.day:02}-{dia.year}"
