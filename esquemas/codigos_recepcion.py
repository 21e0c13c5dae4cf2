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
    Codigo(
        "L902",
        Severidad.AVISO,
        Articulo(11),
        "Es un enlace a otro lugar del equipo, no un archivo; no se siguió ni se leyó nada de él.",
        "Copie el archivo mismo a la carpeta de la cuenta y borre el enlace.",
    ),
    Codigo(
        "L903",
        Severidad.AVISO,
        Articulo(11),
        "La carpeta entradas/{encontrado}/ no es la clave de ninguna cuenta del padrón: lo que está en ella "
        "solo cuenta como entrega si dice dentro de qué cuenta es.",
        "{esperado} Pase sus archivos a entradas/<cuenta>/ o, si la cuenta falta, agréguela al padrón; "
        "después corra «pertinencia recibir».",
    ),
)
