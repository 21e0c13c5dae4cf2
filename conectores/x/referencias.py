"""En qué otra publicación se apoya una de X, en cualquiera de las dos ortografías (art. 11, B y C)."""

import re
from typing import NamedTuple

from conectores.comun.errores import ContratoRoto
from conectores.x.declaracion import PREFIJO_RT
from conectores.x.lectura import texto
from conectores.x.paginas import Objeto

REPUBLICADA, CITADA, RESPONDIDA = "retweeted", "quoted", "replied_to"
"""Tipos de referencia; no cambiaron con la ortografía."""
_TIPOS = {REPUBLICADA, CITADA, RESPONDIDA}
COMPARTIDAS = ("republicada", "citada_sin_anadido")
"""Las que solo reproducen lo ajeno."""
_SIN_REFERENCIAS: list[Objeto] = []
_ENLACE = re.compile(r"https?://\S+")


class Apoyo(NamedTuple):
    """Cómo se apoya una publicación en otra.

    Attributes:
        referencia: «republicada», «citada», «citada_sin_anadido» o ``None``.
        referencia_id: Identificador de la otra, si republica o cita.
        usuario: Usuario de la otra, si el texto lo dice, en minúsculas.
        es_respuesta: Si responde a otra.
    """

    referencia: str | None
    referencia_id: str | None
    usuario: str | None
    es_respuesta: bool

    @property
    def es_compartida(self) -> bool:
        """Si solo reproduce lo ajeno: republica, o cita sin añadir nada."""
        return self.referencia in COMPARTIDAS


_SIN_APOYO = Apoyo(None, None, None, False)
"""La mayoría: se comparte porque se leen cientos de miles."""


def referencias(publicacion: Objeto) -> list[Objeto]:
    """Las referencias de una publicación.

    Raises:
        ContratoRoto: Si no son una lista de objetos.
    """
    valor = publicacion.get("referenced_tweets", publicacion.get("referenced_posts", _SIN_REFERENCIAS))
    if valor is _SIN_REFERENCIAS:
        return valor
    if not isinstance(valor, list) or not all(isinstance(r, dict) for r in valor):
        raise ContratoRoto("Las referencias de una publicación de X no son una lista de objetos.")
    return valor


def apoyo(publicacion: Objeto, dice: str) -> Apoyo:
    """Cómo se apoya una publicación en otra.

    Args:
        publicacion: La publicación.
        dice: Su texto.

    Raises:
        ContratoRoto: Si trae un tipo de referencia que no se conoce.
    """
    dadas = referencias(publicacion)
    if not dadas and not dice.startswith("RT @"):
        return _SIN_APOYO
    por_tipo = {texto(r, "type"): texto(r, "id") for r in dadas}
    if not por_tipo.keys() <= _TIPOS:
        ajeno = min(por_tipo.keys() - _TIPOS)
        raise ContratoRoto(f"X trae un tipo de referencia que no se conoce: «{ajeno}».")
    prefijo = PREFIJO_RT.match(dice)
    usuario, es_respuesta = prefijo[1].lower() if prefijo else None, RESPONDIDA in por_tipo
    if REPUBLICADA in por_tipo:
        return Apoyo("republicada", por_tipo[REPUBLICADA], usuario, es_respuesta)
    if CITADA in por_tipo:
        referencia = "citada" if _ENLACE.sub("", dice).strip() else "citada_sin_anadido"
        return Apoyo(referencia, por_tipo[CITADA], usuario, es_respuesta)
    return Apoyo(None, None, usuario, es_respuesta)
