"""Con qué se entra a X y cómo se le nombran los campos."""

import re
from dataclasses import dataclass

from conectores.comun.errores import Alcance, Definitivo
from conectores.comun.secretos import Secreto
from conectores.x.declaracion import ORTOGRAFIAS
from lineamientos.ausencias import Ausencia

_FORMA = re.compile(r"[\x21-\x7e]+")
"""Lo que cabe en un encabezado; otra cosa haría que la biblioteca de red citara el token en su error."""


@dataclass(frozen=True)
class CredencialesX:
    """Credenciales de una aplicación de X.

    Attributes:
        token: Token de portador (*bearer*) de la aplicación, o ``None`` si no se tiene.
        ortografia: Con qué nombres se piden los campos: «tweet» (los de siempre) o «post» (los que la
            plataforma publica desde el 2026-08-07). Las respuestas se leen en las dos.

    Raises:
        ValueError: Si la ortografía no es una de las dos.
    """

    token: Secreto | None
    ortografia: str = "tweet"

    def __post_init__(self) -> None:
        if self.ortografia not in ORTOGRAFIAS:
            raise ValueError(f"La ortografía «{self.ortografia}» no es «tweet» ni «post»")


def token_de(credenciales: CredencialesX) -> str:
    """El token, listo para ponerse en un encabezado.

    Raises:
        Definitivo: Si no hay token o no tiene forma de tal.
    """
    if not credenciales.token:
        raise _sin_token("No hay token de X: sin él no puede leerse nada por API.")
    token = credenciales.token.revelar().strip()
    if not _FORMA.fullmatch(token):
        raise _sin_token("El token de X trae espacios o letras que un token no lleva; vuelva a copiarlo.")
    return token


def _sin_token(mensaje: str) -> Definitivo:
    return Definitivo(mensaje, Ausencia.SIN_PERMISO, Alcance.CREDENCIAL)
