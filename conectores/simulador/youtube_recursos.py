"""Los recursos de la Data API: canal, elemento de lista y video, parte por parte.

Los contadores son cadenas. Formas: https://developers.google.com/youtube/v3/docs
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from conectores.simulador.nucleo import CuentaSimulada, PublicacionSimulada, inicio_del_dia

_CIFRAS_QUE_SE_VEN = 3


@dataclass(frozen=True)
class Canal:
    """Lo que la plataforma dice de un canal.

    Attributes:
        cuenta: La cuenta del mundo.
        suscriptores: Los exactos, o ``None`` si el titular los oculta.
        vistas: Vistas de todos sus videos.
        videos: Cuántos videos públicos tiene.
    """

    cuenta: CuentaSimulada
    suscriptores: int | None
    vistas: int
    videos: int


def redondear(cantidad: int) -> int:
    """Hacia abajo a tres cifras significativas, como se muestran los suscriptores."""
    escala: int = 10 ** max(0, len(str(cantidad)) - _CIFRAS_QUE_SE_VEN)
    return cantidad // escala * escala


def lista_de_subidas(canal: str) -> str:
    """Identificador de la lista de subidas de un canal: el suyo con «UU»."""
    return "UU" + canal[2:]


def recurso_canal(canal: Canal, partes: Sequence[str]) -> dict[str, Any]:
    """Un canal con las partes pedidas."""
    cuenta = canal.cuenta
    recurso: dict[str, Any] = _cabeza("channel", cuenta.id_plataforma)
    if "snippet" in partes:
        recurso["snippet"] = {
            "title": cuenta.nombre,
            "description": "",
            "customUrl": f"@{cuenta.usuario}",
            "publishedAt": _instante(inicio_del_dia(cuenta.alta)),
            "thumbnails": _miniaturas(cuenta.id_plataforma),
            "localized": {"title": cuenta.nombre, "description": ""},
            "country": "MX",
        }
    if "contentDetails" in partes:
        recurso["contentDetails"] = {
            "relatedPlaylists": {"likes": "", "uploads": lista_de_subidas(cuenta.id_plataforma)}
        }
    if "statistics" in partes:
        cifras: dict[str, Any] = {"viewCount": str(canal.vistas)}
        if canal.suscriptores is not None:
            cifras["subscriberCount"] = str(redondear(canal.suscriptores))
        cifras["hiddenSubscriberCount"] = canal.suscriptores is None
        cifras["videoCount"] = str(canal.videos)
        recurso["statistics"] = cifras
    return recurso


def recurso_de_lista(
    cuenta: CuentaSimulada, p: PublicacionSimulada, posicion: int, partes: Sequence[str]
) -> dict[str, Any]:
    """Un elemento de la lista de subidas con las partes pedidas."""
    recurso = _cabeza("playlistItem", hashlib.sha256(p.id_publicacion.encode()).hexdigest()[:48])
    if "snippet" in partes:
        recurso["snippet"] = {
            "publishedAt": _instante(p.publicada_en),
            "channelId": cuenta.id_plataforma,
            "title": " ".join(p.texto.split()),
            "description": p.texto,
            "thumbnails": _miniaturas(p.id_publicacion),
            "channelTitle": cuenta.nombre,
            "playlistId": lista_de_subidas(cuenta.id_plataforma),
            "position": posicion,
            "resourceId": {"kind": "youtube#video", "videoId": p.id_publicacion},
            "videoOwnerChannelTitle": cuenta.nombre,
            "videoOwnerChannelId": cuenta.id_plataforma,
        }
    if "contentDetails" in partes:
        recurso["contentDetails"] = {
            "videoId": p.id_publicacion,
            "videoPublishedAt": _instante(p.publicada_en),
        }
    if "status" in partes:
        recurso["status"] = {"privacyStatus": "public"}
    return recurso


def recurso_video(cuenta: CuentaSimulada, p: PublicacionSimulada, partes: Sequence[str]) -> dict[str, Any]:
    """Un video con las partes pedidas; ``liveStreamingDetails`` solo si se transmitió en vivo."""
    recurso = _cabeza("video", p.id_publicacion)
    titulo, duracion = " ".join(p.texto.split()), 30 + len(p.texto) * 7
    if "snippet" in partes:
        recurso["snippet"] = {
            "publishedAt": _instante(p.publicada_en),
            "channelId": cuenta.id_plataforma,
            "title": titulo,
            "description": p.texto,
            "thumbnails": _miniaturas(p.id_publicacion),
            "channelTitle": cuenta.nombre,
            "categoryId": "25",
            "liveBroadcastContent": "none",
            "localized": {"title": titulo, "description": p.texto},
        }
    if "contentDetails" in partes:
        recurso["contentDetails"] = {
            "duration": f"PT{duracion // 60}M{duracion % 60}S",
            "dimension": "2d",
            "definition": "hd",
            "caption": "false",
            "licensedContent": False,
            "contentRating": {},
            "projection": "rectangular",
        }
    if "statistics" in partes:
        recurso["statistics"] = {
            "viewCount": str(p.metricas.get("vistas", 0)),
            "likeCount": str(p.metricas.get("me_gusta", 0)),
            "favoriteCount": "0",
            "commentCount": str(p.metricas.get("comentarios", 0)),
        }
    if "liveStreamingDetails" in partes and en_vivo(p):
        fin = p.publicada_en + timedelta(seconds=duracion)
        recurso["liveStreamingDetails"] = {
            "scheduledStartTime": _instante(p.publicada_en),
            "actualStartTime": _instante(p.publicada_en),
            "actualEndTime": _instante(fin),
        }
    return recurso


def en_vivo(p: PublicacionSimulada) -> bool:
    """Si el video fue una transmisión; lo es uno de cada doce."""
    return dispersion(p.id_publicacion, 12) == 0


def dispersion(texto: str, modulo: int) -> int:
    """Entero menor que ``modulo`` que parece al azar y es siempre el mismo para el mismo texto."""
    return int.from_bytes(hashlib.sha256(texto.encode()).digest()[:6], "big") % modulo


def etag(texto: str) -> str:
    """Marca de versión con la forma de las de la plataforma."""
    return hashlib.sha256(texto.encode()).hexdigest()[:27]


def _cabeza(clase: str, identificador: str) -> dict[str, Any]:
    return {"kind": f"youtube#{clase}", "etag": etag(f"{clase} {identificador}"), "id": identificador}


def _instante(momento: datetime) -> str:
    return momento.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _miniaturas(identificador: str) -> dict[str, Any]:
    direccion = f"https://i.ytimg.com/vi/{identificador}/default.jpg"
    return {"default": {"url": direccion, "width": 120, "height": 90}}
