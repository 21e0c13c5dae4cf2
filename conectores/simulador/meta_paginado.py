"""Las listas de la Graph API: periodo, tope por página y cursores.

``cursors.after`` viene también en la última página; solo ``next`` dice que hay más.
Fuente: https://developers.facebook.com/docs/graph-api/results
"""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from conectores.simulador.meta_dias import leer_momento
from conectores.simulador.meta_errores import parametro
from conectores.simulador.nucleo import CuentaSimulada, Nucleo, PublicacionSimulada

T = TypeVar("T")

_DIRECCION = "https://graph.facebook.com"
_UN_SEGUNDO = timedelta(seconds=1)


def en_periodo(
    nucleo: Nucleo, cuenta: CuentaSimulada, parametros: Mapping[str, str]
) -> list[PublicacionSimulada]:
    """Las publicadas entre ``since`` y ``until``, ambos inclusive, de la más nueva a la más antigua.

    Raises:
        ErrorMeta: Código 100 si una fecha no se entiende.
    """
    desde = leer_momento(parametros["since"], "since") if "since" in parametros else None
    hasta = leer_momento(parametros["until"], "until") + _UN_SEGUNDO if "until" in parametros else None
    return sorted(nucleo.definitivas(cuenta, desde, hasta), key=orden, reverse=True)


def paginar(
    elementos: Sequence[T],
    formar: Callable[[T], dict[str, Any]],
    parametros: Mapping[str, str],
    *,
    clave: Callable[[T], tuple[int, int]],
    tope: int,
    camino: str,
    repetida: bool = False,
) -> dict[str, Any]:
    """Una página de la lista.

    Args:
        elementos: Todos, de mayor a menor clave.
        formar: El objeto de cada uno.
        parametros: Los de la petición y su ``access_token``, que ``next`` repite, como hace Meta.
        clave: Lugar de un elemento en la lista; de ella se hace el cursor.
        tope: Lo más que admite ``limit``.
        camino: Versión y ruta, para ``next``.
        repetida: Si se da otra vez la página anterior a la que se pide, que termina en ``after``.

    Raises:
        ErrorMeta: Código 100 si ``limit`` o ``after`` no se aceptan.
    """
    limite = _limite(parametros.get("limit", "25"), tope)
    if "after" in parametros:
        corte = _leer_cursor(parametros["after"])
        if repetida:
            elementos = [e for e in elementos if clave(e) >= corte][-limite:]
        else:
            elementos = [e for e in elementos if clave(e) < corte]
    trozo = elementos[:limite]
    pagina: dict[str, Any] = {"data": [formar(e) for e in trozo]}
    if trozo:
        despues = _cursor(clave(trozo[-1]))
        pagina["paging"] = {"cursors": {"before": _cursor(clave(trozo[0])), "after": despues}}
        if repetida or len(elementos) > limite:
            siguientes = {**parametros, "after": despues}
            pagina["paging"]["next"] = f"{_DIRECCION}{camino}?{urlencode(siguientes)}"
    return pagina


def orden(p: PublicacionSimulada) -> tuple[int, int]:
    """Lugar de una publicación en su lista: por fecha y número."""
    return int(p.publicada_en.timestamp()), int(p.id_publicacion)


def _limite(texto: str, tope: int) -> int:
    if not (texto.isascii() and texto.isdigit()):
        raise parametro("param limit must be a number")
    limite = int(texto)
    if not 1 <= limite <= tope:
        raise parametro(f"param limit must be between 1 and {tope}")
    return limite


def _cursor(lugar: tuple[int, int]) -> str:
    return base64.urlsafe_b64encode(f"{lugar[0]}:{lugar[1]}".encode()).decode().rstrip("=")


def _leer_cursor(texto: str) -> tuple[int, int]:
    try:
        relleno = texto + "=" * (-len(texto) % 4)
        momento, _, numero = base64.urlsafe_b64decode(relleno).decode().partition(":")
        return int(momento), int(numero)
    except (ValueError, binascii.Error):
        raise parametro("param after must be a valid cursor") from None
