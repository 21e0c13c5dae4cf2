"""Las publicaciones de una cuenta de Instagram, con los campos que se piden.

Fuente: https://developers.facebook.com/docs/instagram-platform/reference/instagram-media
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from conectores.simulador.meta_campos import Campo
from conectores.simulador.meta_dias import en_texto
from conectores.simulador.meta_errores import campo_ausente
from conectores.simulador.meta_metricas import DE_MEDIO, Vigencia
from conectores.simulador.meta_publicaciones import insights_pedidos
from conectores.simulador.nucleo import PublicacionSimulada

_FORMAS = {
    "imagen": ("IMAGE", "FEED"),
    "carrusel": ("CAROUSEL_ALBUM", "FEED"),
    "video": ("VIDEO", "FEED"),
    "video_corto": ("VIDEO", "REELS"),
}
"""``media_type`` y ``media_product_type`` de cada tipo del modelo."""


def medio(
    p: PublicacionSimulada, cifras: Mapping[str, int], campos: Sequence[Campo], vigencia: Vigencia
) -> dict[str, Any]:
    """Una publicación con los campos pedidos; los que no tienen valor se omiten.

    Args:
        p: La publicación.
        cifras: Las que lleva ahora, con las que la plataforma deduce.
        campos: Los pedidos.
        vigencia: De qué depende que sus métricas vivan.

    Raises:
        ErrorMeta: Código 100 si un campo no existe o una métrica murió.
    """
    formado: dict[str, Any] = {}
    for campo in campos:
        if campo.nombre == "insights":
            formado["insights"] = insights_pedidos(
                p.id_publicacion, "insights", DE_MEDIO, campo, cifras, vigencia
            )
        elif campo.nombre in _CAMPOS:
            valor = _CAMPOS[campo.nombre](p, cifras)
            if valor is not None:
                formado[campo.nombre] = valor
        else:
            raise campo_ausente(campo.nombre, "IGMedia")
    return formado | {"id": p.id_publicacion}


def _enlace(p: PublicacionSimulada) -> str:
    tramo = "reel" if p.tipo == "video_corto" else "p"
    return f"https://www.instagram.com/{tramo}/{hashlib.sha256(p.id_publicacion.encode()).hexdigest()[:11]}/"


def _hijos(p: PublicacionSimulada) -> dict[str, Any] | None:
    """Las piezas de un carrusel; cada una tiene su número."""
    if p.tipo != "carrusel":
        return None
    numero = int(p.id_publicacion)
    return {"data": [{"id": str(numero + 10**16 * (i + 1))} for i in range(p.piezas)]}


_CAMPOS: dict[str, Callable[[PublicacionSimulada, Mapping[str, int]], Any]] = {
    "id": lambda _, __: None,
    "timestamp": lambda p, _: en_texto(p.publicada_en),
    "media_type": lambda p, _: _FORMAS[p.tipo][0],
    "media_product_type": lambda p, _: _FORMAS[p.tipo][1],
    "like_count": lambda _, c: c.get("me_gusta", 0),
    "comments_count": lambda _, c: c.get("comentarios", 0),
    "permalink": lambda p, _: _enlace(p),
    "caption": lambda p, _: p.texto,
    "children": lambda p, _: _hijos(p),
}
