"""De qué tipo es una publicación de Instagram, y cuántas piezas lleva. Puro.

Fuente: https://developers.facebook.com/docs/instagram-platform/reference/instagram-media.
"""

from collections.abc import Mapping
from typing import Any

from conectores.comun.errores import ContratoRoto
from conectores.meta.formas import arista

_CARRUSEL = "CAROUSEL_ALBUM"
_POR_PRODUCTO: dict[str, str | None] = {"REELS": "video_corto", "STORY": "historia", "FEED": None, "AD": None}
"""Tipo según el lugar en que se publicó; los que no lo deciden, según lo que lleva."""
_POR_MEDIO = {"IMAGE": "imagen", "VIDEO": "video", _CARRUSEL: "carrusel"}


def tipo_de(publicacion: Mapping[str, Any]) -> str:
    """Tipo de publicación del modelo.

    Raises:
        ContratoRoto: Si el medio o el lugar no se conocen.
    """
    medio, producto = publicacion.get("media_type"), publicacion.get("media_product_type")
    if medio not in _POR_MEDIO:
        raise ContratoRoto(f"Instagram dio un tipo de publicación que no se conoce: «{medio}».")
    if producto not in _POR_PRODUCTO:
        raise ContratoRoto(f"Instagram dio un lugar de publicación que no se conoce: «{producto}».")
    return _POR_PRODUCTO[producto] or _POR_MEDIO[medio]


def piezas_de(publicacion: Mapping[str, Any]) -> int | None:
    """Imágenes y videos que lleva; ``None`` si es un carrusel y no dice cuántas."""
    if publicacion.get("media_type") != _CARRUSEL:
        return 1
    return len(arista(publicacion["children"], "children")) if "children" in publicacion else None
