"""Un código por regla de calidad: severidad, artículo y la oración para quien debe atenderla.

Los códigos ``L`` son de lectura de archivos, los ``R`` de recolección por API, los ``C`` de calidad de un
lote y los ``S`` de las cifras del semestre. El código viaja hasta la observación, el informe y la carta.
"""

from dataclasses import dataclass
from enum import StrEnum

from lineamientos.referencias import Articulo


class Severidad(StrEnum):
    """Qué pide un hallazgo."""

    RECHAZO = "rechazo"
    """El archivo o la fila no entra; hay que volver a entregarlo."""
    OBSERVACION = "observacion"
    """Debe subsanarse (art. 14)."""
    AVISO = "aviso"
    """Debe confirmarse; puede ser correcto."""


@dataclass(frozen=True)
class Codigo:
    """Una regla de calidad.

    Attributes:
        clave: Código estable, por ejemplo ``L101``.
        severidad: Qué pide.
        articulo: Artículo de los Lineamientos en que se apoya.
        mensaje: Oración para el administrador; admite ``{encontrado}``, ``{esperado}``, ``{columna}``,
            ``{campo}``, ``{cuenta}`` y ``{semestre}``.
        que_hacer: Qué debe hacer; admite los mismos nombres.
    """

    clave: str
    severidad: Severidad
    articulo: Articulo
    mensaje: str
    que_hacer: str


def indice(codigos: tuple[Codigo, ...]) -> dict[str, Codigo]:
    """Índice por clave.

    Raises:
        ValueError: Si una clave se repite.
    """
    resultado = {c.clave: c for c in codigos}
    if len(resultado) != len(codigos):
        claves = [c.clave for c in codigos]
        repetidas = sorted({c for c in claves if claves.count(c) > 1})
        raise ValueError(f"Códigos repetidos: {repetidas}")
    return resultado
