"""De qué tipo es una publicación de Facebook, y cuántas piezas multimedia propias lleva. Puro.

Fuente: https://developers.facebook.com/docs/graph-api/reference/page-post y
https://developers.facebook.com/docs/graph-api/reference/story-attachment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conectores.comun.errores import ContratoRoto
from conectores.meta.formas import arista

_COMPARTIDA = "shared_story"
_ESTADOS = frozenset(
    (
        "added_photos",
        "added_video",
        "app_created_story",
        "approved_friend",
        "created_event",
        "created_group",
        "created_note",
        "mobile_status_update",
        "published_story",
        _COMPARTIDA,
        "tagged_in_photo",
        "wall_post",
    )
)
"""Valores de ``status_type``."""
_MEDIOS: dict[str, str] = {
    "photo": "imagen",
    "album": "carrusel",
    "video": "video",
    "link": "enlace",
    "event": "enlace",
}
"""Valores de ``media_type`` de un adjunto y nuestro tipo."""
_CON_PIEZA = ("photo", "video")
_ENLACE_DE_VIDEO_CORTO = "/reel/"


@dataclass(frozen=True)
class Forma:
    """Cómo es una publicación.

    Attributes:
        tipo: Tipo de publicación del modelo.
        compartida: Si comparte una publicación ajena.
        piezas: Imágenes y videos propios que lleva.
    """

    tipo: str
    compartida: bool
    piezas: int


VIDEO_CORTO = Forma("video_corto", compartida=False, piezas=1)
"""Un video corto de la lista ``video_reels``."""


def forma_de(publicacion: Mapping[str, Any]) -> Forma:
    """Tipo, origen y piezas de una publicación de la página.

    ``shared_story`` es también el estado de un enlace propio: comparte lo ajeno la que además tiene madre
    (``parent_id``). Lo ajeno no cuenta como pieza propia.

    Raises:
        ContratoRoto: Si el estado o el tipo de un adjunto no se conoce.
    """
    estado = publicacion.get("status_type")
    if estado is not None and estado not in _ESTADOS:
        raise ContratoRoto(f"Facebook dio un estado de publicación que no se conoce: «{estado}».")
    compartida = estado == _COMPARTIDA and "parent_id" in publicacion
    adjuntos = arista(publicacion.get("attachments"), "attachments")
    medios = [_medio(a) for a in adjuntos]
    tipo = _MEDIOS[medios[0]] if medios else "texto"
    if tipo == "video" and _ENLACE_DE_VIDEO_CORTO in str(publicacion.get("permalink_url")):
        tipo = "video_corto"
    return Forma(tipo, compartida, 0 if compartida else sum(_piezas(a) for a in adjuntos))


def _piezas(adjunto: Mapping[str, Any]) -> int:
    interiores = arista(adjunto.get("subattachments"), "subattachments")
    if interiores:
        return sum(_medio(i) in _CON_PIEZA for i in interiores)
    return int(_medio(adjunto) in (*_CON_PIEZA, "album"))


def _medio(adjunto: Mapping[str, Any]) -> str:
    medio = adjunto.get("media_type")
    if not isinstance(medio, str) or medio not in _MEDIOS:
        raise ContratoRoto(f"Facebook dio un tipo de adjunto que no se conoce: «{medio}».")
    return medio
