"""Qué significa cada respuesta de error de Google, por lo que puede hacerse con ella.

La razón viene en ``error.errors[].reason`` (forma antigua) o en ``error.details[].reason`` (nueva), y a
veces solo el estado en ``error.status``. Fuente: https://developers.google.com/youtube/v3/docs/errors y
https://developers.google.com/youtube/analytics/reference/reports/query.
"""

import json
import re
from datetime import datetime, timedelta
from typing import Any

from conectores.comun.errores import Alcance, ContratoRoto, Definitivo, ErrorDeApi, Transitorio
from conectores.comun.llamadas import Cruda
from conectores.comun.ritmo import Limite
from lineamientos.ausencias import Ausencia

_CUOTA = {"quotaExceeded", "dailyLimitExceeded"}
_FRECUENCIA = {"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"}
_PASAJERAS = {"backendError", "internalError", "processingFailure"}
_DE_LA_CREDENCIAL = {
    "keyInvalid",
    "keyExpired",
    "API_KEY_INVALID",
    "API_KEY_EXPIRED",
    "API_KEY_SERVICE_BLOCKED",
    "API_KEY_IP_ADDRESS_BLOCKED",
    "API_KEY_HTTP_REFERRER_BLOCKED",
    "accessNotConfigured",
    "SERVICE_DISABLED",
    "ipRefererBlocked",
    "dailyLimitExceededUnreg",
    "CONSUMER_SUSPENDED",
    "CONSUMER_INVALID",
}
_DE_UNA_CUENTA = {
    "channelForbidden",
    "channelClosed",
    "channelSuspended",
    "playlistForbidden",
    "playlistItemsNotAccessible",
    "videoForbidden",
    "PERMISSION_DENIED",
}
_SIN_PERMISO = {"forbidden", "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}
_LISTA_AUSENTE = "playlistNotFound"
_LARGO_ESPERA = 7
_RAZON = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")


class FichaRechazada(Definitivo):
    """La plataforma no aceptó la ficha de acceso (401); vale renovarla una vez."""

    def __init__(self) -> None:
        super().__init__(
            "YouTube no aceptó la ficha de acceso del titular, ni recién renovada; vuelva a autorizar la "
            "cuenta.",
            Ausencia.SIN_PERMISO,
            Alcance.LOTE,
        )


def razones(cuerpo: bytes) -> frozenset[str]:
    """Las razones que da un cuerpo de error, en cualquiera de sus formas; vacío si no es uno."""
    try:
        datos = json.loads(cuerpo)
    except ValueError:
        return frozenset()
    error = datos.get("error") if isinstance(datos, dict) else None
    if isinstance(error, str):
        return frozenset(_nombres(error))
    if not isinstance(error, dict):
        return frozenset()
    elementos = [*_lista(error.get("errors")), *_lista(error.get("details"))]
    encontradas = (e.get("reason") for e in elementos if isinstance(e, dict))
    return frozenset(n for r in (*encontradas, error.get("status")) for n in _nombres(r))


def es_lista_ausente(cuerpo: bytes) -> bool:
    """Si el cuerpo dice que la lista de subidas no existe, como pasa en un canal sin videos."""
    return _LISTA_AUSENTE in razones(cuerpo)


def clasificar_datos(cruda: Cruda) -> ErrorDeApi | None:
    """El error de una respuesta de la Data API pedida con la clave, o ``None`` si es buena."""
    if cruda.estado == 200:
        return None
    dichas = razones(cruda.cuerpo)
    if cruda.estado == 401 or (cruda.estado == 403 and dichas & _SIN_PERMISO):
        return _definitivo("La clave de YouTube no tiene permiso para esto", cruda, Alcance.CREDENCIAL)
    return _comun(cruda, dichas)


def clasificar_lista(cruda: Cruda) -> ErrorDeApi | None:
    """Como ``clasificar_datos``, pero que la lista de subidas no exista es una respuesta de una cuenta."""
    if cruda.estado == 404 and es_lista_ausente(cruda.cuerpo):
        return None
    return clasificar_datos(cruda)


def clasificar_titular(cruda: Cruda) -> ErrorDeApi | None:
    """El error de una respuesta pedida con la autorización de un titular, o ``None`` si es buena."""
    if cruda.estado == 200:
        return None
    dichas = razones(cruda.cuerpo)
    if cruda.estado == 401:
        return FichaRechazada()
    if cruda.estado == 403 and dichas & _SIN_PERMISO:
        return _definitivo(
            "La autorización no alcanza para leer las cifras de este canal; debe darla su titular, completa",
            cruda,
            Alcance.LOTE,
        )
    return _comun(cruda, dichas)


def limite_dicho(cruda: Cruda, ahora: datetime) -> Limite | None:
    """El límite de frecuencia, si la respuesta dice que se rebasó y cuándo se abre: vale para todo hilo."""
    espera = espera_pedida(cruda)
    if espera is None or not (cruda.estado == 429 or razones(cruda.cuerpo) & _FRECUENCIA):
        return None
    return Limite(0, ahora + timedelta(seconds=espera))


def espera_pedida(cruda: Cruda) -> float | None:
    """Segundos de ``Retry-After``, o ``None`` si no viene en segundos."""
    texto = next((v for n, v in cruda.encabezados.items() if n.lower() == "retry-after"), "").strip()
    return float(texto) if texto.isdecimal() and len(texto) < _LARGO_ESPERA else None


def _comun(cruda: Cruda, dichas: frozenset[str]) -> ErrorDeApi:
    """Lo que significa lo mismo con cualquier credencial."""
    que = describir(cruda)
    if cruda.estado >= 500 or cruda.estado == 408 or dichas & _PASAJERAS:
        return Transitorio(f"YouTube falló al responder ({que}).", espera_pedida(cruda))
    if dichas & _CUOTA:
        return Definitivo(
            f"Se agotó la cuota del día de YouTube ({que}); se repone a medianoche del Pacífico.",
            Ausencia.PRESUPUESTO,
            Alcance.RED,
        )
    if cruda.estado == 429 or dichas & _FRECUENCIA:
        return Transitorio(f"YouTube pide ir más despacio ({que}).", espera_pedida(cruda))
    if dichas & _DE_LA_CREDENCIAL:
        return _definitivo(
            "Google no acepta la credencial del proyecto; revise que exista, que no esté restringida y que "
            "la API esté habilitada",
            cruda,
            Alcance.CREDENCIAL,
        )
    if cruda.estado == 403 and dichas & _DE_UNA_CUENTA:
        return _definitivo("YouTube no permite leer este canal", cruda, Alcance.LOTE)
    if cruda.estado == 404:
        return Definitivo(f"YouTube no encontró lo que se pidió ({que}).", Ausencia.NO_ENCONTRADA)
    return ContratoRoto(f"YouTube rechazó la petición por una razón que no se esperaba ({que}).")


def describir(cruda: Cruda) -> str:
    """Código HTTP y razones, sin el mensaje de la plataforma: podría citar la petición."""
    return ", ".join([f"HTTP {cruda.estado}", *sorted(razones(cruda.cuerpo))])


def _definitivo(oracion: str, cruda: Cruda, alcance: Alcance) -> Definitivo:
    return Definitivo(f"{oracion} ({describir(cruda)}).", Ausencia.SIN_PERMISO, alcance)


def _lista(valor: Any) -> list[Any]:
    return valor if isinstance(valor, list) else []


def _nombres(valor: Any) -> list[str]:
    return [valor] if isinstance(valor, str) and _RAZON.fullmatch(valor) else []
