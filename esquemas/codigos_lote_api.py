"""Códigos R9: lotes de API que no pudieron leerse."""

from esquemas.codigos import Codigo, Severidad
from lineamientos.referencias import Articulo

LOTE_API: tuple[Codigo, ...] = (
    Codigo(
        "R901",
        Severidad.OBSERVACION,
        Articulo(11),
        "La respuesta de la plataforma no tiene la forma que promete: «{encontrado}».",
        "Avise a quien mantiene el programa; mientras, pida la cifra por archivo. Lo recibido está guardado.",
    ),
    Codigo(
        "R902",
        Severidad.OBSERVACION,
        Articulo(11),
        "Una página guardada ya no puede leerse: «{encontrado}».",
        "Revise el disco con «pertinencia verificar» y recupere la carpeta datos/aterrizaje de un respaldo.",
    ),
)
