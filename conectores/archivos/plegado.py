"""Plegado de textos para compararlos: sin mayúsculas, acentos, signos ni espacios de sobra."""

import re
import unicodedata
from functools import lru_cache

_NO_PALABRA = re.compile(r"[^\w%#]+|_+")


def sin_acentos(texto: str) -> str:
    """Quita acentos y marcas, y pasa a minúsculas; la eñe queda como ene."""
    if texto.isascii():
        return texto.casefold()
    descompuesto = unicodedata.normalize("NFKD", texto)
    return "".join(c for c in descompuesto if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=16_384)  # los mismos encabezados y nombres se pliegan miles de veces
def plegar(texto: str) -> str:
    """Forma con que se comparan encabezados y nombres: «Hora de publicación» es «hora de publicacion».

    Los signos y espacios (incluidos los que no se ven) valen por un solo espacio; el porcentaje y el
    número se conservan, porque distinguen una columna de otra.
    """
    return _NO_PALABRA.sub(" ", sin_acentos(texto)).strip()


def plegar_usuario(texto: str) -> str:
    """Forma con que se compara un nombre de usuario: sin arroba, sin la dirección de la red y en minúsculas.

    «@INE_Mexico», «https://x.com/ine_mexico/» e «INE_Mexico» son el mismo; los puntos y los guiones
    bajos sí distinguen a un usuario de otro.
    """
    limpio = "".join(c for c in texto if c.isprintable()).strip().casefold()
    limpio = re.sub(r"^https?://[^/]+/", "", limpio).split("?", 1)[0].strip("/ ")
    return limpio.removeprefix("@")
