"""La Data API del simulador: ``channels``, ``playlistItems`` y ``videos``.

Fuente: https://developers.google.com/youtube/v3/docs
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from conectores.simulador.escenario import Escenario
from conectores.simulador.nucleo import CuentaSimulada, Nucleo, PublicacionSimulada
from conectores.simulador.youtube_errores import ErrorGoogle
from conectores.simulador.youtube_recursos import (
    Canal,
    dispersion,
    etag,
    recurso_canal,
    recurso_de_lista,
    recurso_video,
)

RED = "youtube"
_IDS_MAXIMOS = 50
_PARTES = {
    "channels": {"id", "snippet", "contentDetails", "statistics", "status"},
    "playlistItems": {"id", "snippet", "contentDetails", "status"},
    "videos": {"id", "snippet", "contentDetails", "statistics", "liveStreamingDetails", "status"},
}
_COMUNES = {"part", "maxResults", "fields", "key", "alt", "prettyPrint", "quotaUser"}
_PARAMETROS = {
    "channels": _COMUNES | {"id", "forHandle", "mine", "hl"},
    "playlistItems": _COMUNES | {"playlistId", "pageToken"},
    "videos": _COMUNES | {"id", "hl"},
}
_DIAS_DE_DESORDEN = 25
_Lugar = tuple[int, str]


@dataclass(frozen=True)
class Catalogo:
    """Los canales y videos que se ven.

    Attributes:
        nucleo: El mundo.
        escenario: Lo que la plataforma encuentra en él.
        canal: Canal de quien pregunta con su autorización, o cadena vacía.
    """

    nucleo: Nucleo
    escenario: Escenario
    canal: str = ""

    def canales(self, consulta: Mapping[str, str]) -> dict[str, Any]:
        """``channels.list``: los que existen, sin orden; los demás faltan sin decir por qué.

        Raises:
            ErrorGoogle: Si no hay un filtro, hay varios o no se admiten.
        """
        partes, maximo = _partes("channels", consulta), _maximo(consulta)
        filtros = [f for f in ("id", "forHandle", "mine") if f in consulta]
        if len(filtros) != 1:
            raise ErrorGoogle("missingRequiredParameter")
        if "id" in consulta:
            halladas = [self._cuenta(i) for i in _ids(consulta["id"])]
        elif "forHandle" in consulta:
            handle = self.nucleo.por_usuario(RED, consulta["forHandle"].removeprefix("@"))
            halladas = [handle if handle is not None and self._se_ve(handle) else None]
        elif self.canal:
            halladas = [self._cuenta(self.canal)]
        else:
            raise ErrorGoogle("authError")
        cuentas = sorted((c for c in halladas if c is not None), key=lambda c: dispersion(c.cuenta, 9973))
        items = [recurso_canal(self._canal(c, partes), partes) for c in cuentas[:maximo]]
        return _lista("channel", items, len(items), maximo)

    def elementos(self, consulta: Mapping[str, str], *, repetida: bool = False) -> dict[str, Any]:
        """``playlistItems.list`` de una lista de subidas, que no va en orden de fecha.

        Args:
            consulta: Parámetros.
            repetida: Si se da otra vez la página anterior a la que se pide.

        Raises:
            ErrorGoogle: Si falta la lista, no existe o el cursor no vale.
        """
        partes, maximo = _partes("playlistItems", consulta), _maximo(consulta)
        lista = consulta.get("playlistId")
        if not lista:
            raise ErrorGoogle("missingRequiredParameter")
        cuenta = self._cuenta("UC" + lista[2:]) if lista.startswith("UU") else None
        todos = sorted(self.nucleo.definitivas(cuenta), key=_lugar, reverse=True) if cuenta else []
        if cuenta is None or not todos:
            # Un canal que nunca ha subido nada no tiene lista.
            raise ErrorGoogle("playlistNotFound")
        desde = 0
        if "pageToken" in consulta:
            corte = _leer_cursor(consulta["pageToken"])
            desde = sum(_lugar(p) >= corte for p in todos)
            desde = max(0, desde - maximo) if repetida else desde
        pagina = todos[desde : desde + maximo]
        items = [recurso_de_lista(cuenta, p, desde + i, partes) for i, p in enumerate(pagina)]
        respuesta = _lista("playlistItem", items, len(todos), maximo)
        if desde + maximo < len(todos):
            respuesta["nextPageToken"] = _cursor(_lugar(pagina[-1]))
        return respuesta

    def videos(self, consulta: Mapping[str, str]) -> dict[str, Any]:
        """``videos.list``: los que existen, sin orden.

        Raises:
            ErrorGoogle: Si faltan los identificadores o son más de 50.
        """
        partes = _partes("videos", consulta)
        if "id" not in consulta:
            raise ErrorGoogle("missingRequiredParameter")
        halladas = [self.nucleo.publicacion(RED, i) for i in _ids(consulta["id"])]
        visibles = [h for h in halladas if h is not None and self._se_ve(h[0])]
        visibles.sort(key=lambda h: dispersion(h[1].id_publicacion, 9973))
        items = [recurso_video(cuenta, p, partes) for cuenta, p in visibles]
        return _lista("video", items, len(items), len(items))

    def _cuenta(self, identificador: str) -> CuentaSimulada | None:
        cuenta = self.nucleo.por_id(RED, identificador)
        return cuenta if cuenta is not None and self._se_ve(cuenta) else None

    def _se_ve(self, cuenta: CuentaSimulada) -> bool:
        return cuenta.cuenta not in self.escenario.inexistentes

    def _canal(self, cuenta: CuentaSimulada, partes: Sequence[str]) -> Canal:
        subidos = self.nucleo.definitivas(cuenta) if "statistics" in partes else []
        oculta = cuenta.cuenta in self.escenario.ocultas
        return Canal(
            cuenta,
            None if oculta else self.nucleo.seguidores(cuenta, self.nucleo.ahora),
            sum(self.nucleo.cifras(p).get("vistas", 0) for p in subidos),
            len(subidos),
        )


def comprobar_parametros(recurso: str, consulta: Mapping[str, str]) -> None:
    """Rechaza un parámetro que el recurso no tiene.

    Raises:
        ErrorGoogle: «invalidParameter».
    """
    if de_mas := consulta.keys() - _PARAMETROS[recurso]:
        raise ErrorGoogle("invalidParameter", f"Unknown name {sorted(de_mas)[0][:40]}")


def _partes(recurso: str, consulta: Mapping[str, str]) -> list[str]:
    if not consulta.get("part"):
        raise ErrorGoogle("required", "Required parameter: part")
    partes = consulta["part"].split(",")
    for parte in partes:
        if parte not in _PARTES[recurso]:
            raise ErrorGoogle("invalidParameter", f"Unknown part {parte[:40]}")
    return partes


def _ids(texto: str) -> list[str]:
    ids = list(dict.fromkeys(i for i in texto.split(",") if i))
    if len(ids) > _IDS_MAXIMOS:
        raise ErrorGoogle("invalidFilters", "The request specifies too many ids.")
    return ids


def _maximo(consulta: Mapping[str, str]) -> int:
    texto = consulta.get("maxResults", "5")
    if not (texto.isascii() and texto.isdigit()) or not 0 <= int(texto) <= _IDS_MAXIMOS:
        raise ErrorGoogle("invalidParameter", "Invalid value for maxResults: must be within [0, 50]")
    return int(texto)


def _lugar(p: PublicacionSimulada) -> _Lugar:
    """Lugar en la lista de subidas: cerca de su fecha, sin seguirla."""
    corrido = p.publicada_en + timedelta(hours=dispersion(p.id_publicacion, 24 * _DIAS_DE_DESORDEN))
    return int(corrido.timestamp()), p.id_publicacion


def _cursor(lugar: _Lugar) -> str:
    return base64.urlsafe_b64encode(f"{lugar[0]}:{lugar[1]}".encode()).decode().rstrip("=")


def _leer_cursor(texto: str) -> _Lugar:
    try:
        momento, _, video = base64.urlsafe_b64decode(texto + "=" * (-len(texto) % 4)).decode().partition(":")
        return int(momento), video
    except (ValueError, binascii.Error):
        raise ErrorGoogle("invalidPageToken") from None


def _lista(clase: str, items: list[dict[str, Any]], total: int, maximo: int) -> dict[str, Any]:
    respuesta: dict[str, Any] = {
        "kind": f"youtube#{clase}ListResponse",
        "etag": etag(" ".join(i["id"] for i in items)),
        "pageInfo": {"totalResults": total, "resultsPerPage": maximo},
    }
    if items or clase != "channel":
        respuesta["items"] = items
    return respuesta
