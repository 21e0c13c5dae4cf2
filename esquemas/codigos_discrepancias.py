"""Códigos S4xx: cifras que dos entregas dicen de modo distinto."""

from esquemas.codigos import Codigo, Severidad
from lineamientos.referencias import Articulo

DISCREPANCIAS: tuple[Codigo, ...] = (
    Codigo(
        "S401",
        Severidad.OBSERVACION,
        Articulo(14),
        "Dos fuentes dan cifras distintas: se tomó {esperado} y también se recibió {encontrado}.",
        "Diga cuál es la correcta y entregue de nuevo la que no lo sea.",
    ),
    Codigo(
        "S402",
        Severidad.OBSERVACION,
        Articulo(14),
        "La cifra se entregó a la vez con dos valores distintos: se tomó {esperado} y también se recibió "
        "{encontrado}.",
        "Diga cuál es la correcta y entregue de nuevo el archivo que no lo sea.",
    ),
)
