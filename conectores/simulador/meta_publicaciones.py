"""Los objetos de una página: publicaciones, videos cortos y la página misma, con los campos que se piden.

Fuentes: https://developers.facebook.com/docs/graph-api/reference/page-post y
https://developers.facebook.com/docs/graph-api/reference/video.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conectores.ejemplo.publicaciones import DE_TERCEROS
from conectores.simulador.meta_campos import Campo
from conectores.simulador.meta_dias import en_texto
from conectores.simulador.meta_errores import campo_ausente, parametro
from conectores.simulador.meta_insights import de_por_vida
from conectores.simulador.meta_metricas import DE_PUBLICACION, DE_VIDEO, MetricaMeta, Vigencia
from conectores.simulador.nucleo import PublicacionSimulada

_SITIO = "https://www.facebook.com"
_ESTADOS = {
    "texto": "mobile_status_update",
    "enlace": "shared_story",
    "imagen": "added_photos",
    "video": "added_video",
    "video_corto": "added_video",
}
_MEDIOS = {"enlace": "link", "imagen": "photo", "video": "video", "video_corto": "video"}
_TIPOS_DE_ADJUNTO = {"link": "share", "photo": "photo", "video": "video_inline", "album": "album"}
_CORRIMIENTO = 7 * 10**13
"""Lo que separa el número de un video del de su publicación: la plataforma los numera aparte."""


@dataclass(frozen=True, slots=True)
class Vista:
    """Una publicación como la ve quien pregunta.

    Attributes:
        pagina: Identificador de la página.
        publicacion: La publicación del mundo.
        cifras: Las que lleva ahora, con las que la plataforma deduce.
        vigencia: De qué depende que sus métricas vivan.
    """

    pagina: str
    publicacion: PublicacionSimulada
    cifras: Mapping[str, int]
    vigencia: Vigencia

    @property
    def identificador(self) -> str:
        """El de la publicación: página y número."""
        return f"{self.pagina}_{self.publicacion.id_publicacion}"

    @property
    def video(self) -> str:
        """El del video, que es otro número, sin el de la página."""
        return str(int(self.publicacion.id_publicacion) + _CORRIMIENTO)


def publicacion_del_video(video: str) -> str:
    """Número de la publicación de un video, o cadena vacía si no tiene forma de serlo."""
    return str(int(video) - _CORRIMIENTO) if video.isascii() and video.isdigit() else ""


def falta_en_la_lista(p: PublicacionSimulada) -> bool:
    """Si un video corto no aparece en ``published_posts``; le pasa a uno de cada tres."""
    return p.tipo == "video_corto" and int(p.id_publicacion) % 3 == 0


def publicacion(vista: Vista, campos: Sequence[Campo]) -> dict[str, Any]:
    """Una publicación con los campos pedidos; los que no tienen valor se omiten.

    Raises:
        ErrorMeta: Código 100 si un campo no existe.
    """
    return _formar(vista, campos, _DE_PUBLICACION, vista.identificador, "PagePost")


def video(vista: Vista, campos: Sequence[Campo]) -> dict[str, Any]:
    """El video de una publicación, con los campos pedidos.

    Raises:
        ErrorMeta: Código 100 si un campo no existe; entre ellos ``insights`` y ``shares``.
    """
    return _formar(vista, campos, _DE_VIDEO, vista.video, "Video")


def insights_pedidos(
    objeto: str,
    arista: str,
    catalogo: dict[str, MetricaMeta],
    campo: Campo,
    cifras: Mapping[str, int],
    vigencia: Vigencia,
) -> dict[str, Any]:
    """La arista ``insights`` dentro de un objeto.

    Raises:
        ErrorMeta: Código 100 si no dice métricas o alguna murió.
    """
    nombres = [n for n in campo.modificadores.get("metric", "").split(",") if n]
    return {"data": de_por_vida(objeto, arista, vigencia.elegir(catalogo, nombres), cifras)}


def _formar(
    vista: Vista,
    campos: Sequence[Campo],
    posibles: Mapping[str, Callable[[Vista, Campo], Any]],
    identificador: str,
    nodo: str,
) -> dict[str, Any]:
    formado: dict[str, Any] = {}
    for campo in campos:
        formar = posibles.get(campo.nombre)
        if formar is None:
            raise campo_ausente(campo.nombre, nodo)
        valor = formar(vista, campo)
        if valor is not None:
            formado[campo.nombre] = valor
    return formado | {"id": identificador}


def _resumen(cifra: str) -> Callable[[Vista, Campo], dict[str, Any]]:
    """Una arista de personas: sin permiso para verlas, solo da cuántas son, y si se pide."""

    def formar(vista: Vista, campo: Campo) -> dict[str, Any]:
        resumen = campo.modificadores.get("summary")
        if resumen is None:
            return {"data": []}
        if resumen not in ("total_count", "true", "1"):
            raise parametro(f"Unknown summary field {resumen}")
        return {"data": [], "summary": {"total_count": vista.cifras.get(cifra, 0)}}

    return formar


def _compartidos(vista: Vista, _: Campo) -> dict[str, int] | None:
    cuantos = vista.cifras.get("compartidos", 0)
    return {"count": cuantos} if cuantos else None


def _adjuntos(vista: Vista, campo: Campo) -> dict[str, Any] | None:
    p = vista.publicacion
    medio = _MEDIOS.get(p.tipo)
    if medio is None:
        return None
    if medio == "photo" and p.piezas > 1:
        medio = "album"
    adjunto: dict[str, Any] = {}
    for nombre in (
        [c.nombre for c in campo.campos] if campo.campos else ("media_type", "type", "url", "target")
    ):
        if nombre == "media_type":
            adjunto[nombre] = medio
        elif nombre == "type":
            adjunto[nombre] = _TIPOS_DE_ADJUNTO[medio]
        elif nombre == "url":
            adjunto[nombre] = _enlace(vista)
        elif nombre == "target":
            numero = vista.video if medio == "video" else p.id_publicacion
            adjunto[nombre] = {"id": numero, "url": _enlace(vista)}
        elif nombre != "subattachments":
            raise campo_ausente(nombre, "StoryAttachment")
        elif medio == "album":
            adjunto[nombre] = {"data": [{"media_type": "photo", "type": "photo"}] * p.piezas}
    return {"data": [adjunto]}


def _enlace(vista: Vista) -> str:
    if vista.publicacion.tipo == "video_corto":
        return f"{_SITIO}/reel/{vista.video}/"
    return f"{_SITIO}/{vista.pagina}/posts/{vista.publicacion.id_publicacion}"


def _madre(vista: Vista, _: Campo) -> str | None:
    numero = vista.publicacion.id_publicacion
    return f"100000000000001_{numero[::-1]}" if vista.publicacion.origen == DE_TERCEROS else None


def _estado(vista: Vista, _: Campo) -> str:
    p = vista.publicacion
    return "shared_story" if p.origen == DE_TERCEROS else _ESTADOS[p.tipo]


_COMUNES: dict[str, Callable[[Vista, Campo], Any]] = {
    "id": lambda _, __: None,
    "created_time": lambda v, _: en_texto(v.publicacion.publicada_en),
    "updated_time": lambda v, _: en_texto(v.publicacion.publicada_en),
    "permalink_url": lambda v, _: _enlace(v),
    "from": lambda v, _: {"id": v.pagina},
    "reactions": _resumen("reacciones"),
    "comments": _resumen("comentarios"),
    "likes": _resumen("reacciones"),
}
_DE_PUBLICACION: dict[str, Callable[[Vista, Campo], Any]] = _COMUNES | {
    "status_type": _estado,
    "message": lambda v, _: v.publicacion.texto,
    "is_published": lambda _, __: True,
    "is_hidden": lambda _, __: False,
    "is_expired": lambda _, __: False,
    "parent_id": _madre,
    "shares": _compartidos,
    "attachments": _adjuntos,
    "insights": lambda v, c: insights_pedidos(
        v.identificador, "insights", DE_PUBLICACION, c, v.cifras, v.vigencia
    ),
}
_DE_VIDEO: dict[str, Callable[[Vista, Campo], Any]] = _COMUNES | {
    "post_id": lambda v, _: v.publicacion.id_publicacion,
    "description": lambda v, _: v.publicacion.texto,
    "length": lambda v, _: float(15 + int(v.publicacion.id_publicacion) % 45),
    "published": lambda _, __: True,
    "views": lambda v, _: v.cifras.get("reproducciones", 0),
    "video_insights": lambda v, c: insights_pedidos(
        v.video, "video_insights", DE_VIDEO, c, v.cifras, v.vigencia
    ),
}
