"""Códigos L9xx: lo que se ve al recibir, antes de abrir el archivo."""

from esquemas.codigos import Codigo, Severidad
from lineamientos.referencias import Articulo

RECEPCION: tuple[Codigo, ...] = (
    Codigo(
        "L901",
        Severidad.AVISO,
        Articulo(11),
        "El archivo es idéntico a «{encontrado}», de la misma carpeta; se contó una sola vez.",
        "Si quiso entregar otro, sustitúyalo; si no, puede borrar la copia.",
    ),
)
