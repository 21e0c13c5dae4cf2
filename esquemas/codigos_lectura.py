"""Códigos L: lo que puede estar mal en un archivo entregado, antes de mirar sus cifras."""

from esquemas.codigos import Codigo, Severidad
from lineamientos.referencias import Articulo

_11, _12, _14 = Articulo(11), Articulo(12), Articulo(14)

LECTURA: tuple[Codigo, ...] = (
    Codigo(
        "L001",
        Severidad.RECHAZO,
        _11,
        "El archivo está vacío.",
        "Vuelva a exportarlo o a llenarlo y entréguelo de nuevo.",
    ),
)
