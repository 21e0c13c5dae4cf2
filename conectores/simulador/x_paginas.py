"""Las listas de X: periodo, profundidad, tope por página y cursores.

De más atrás que la profundidad la plataforma contesta 200 sin datos, como si no hubiera.
Fuentes: https://docs.x.com/x-api/posts/timelines y https://docs.x.com/x-api/fundamentals/pagination.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from conectores.simulador.x_errores import en_bytes, invalida

_INSTANTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
"""Sin fracciones: la plataforma no las admite."""
_ID = re.compile(r"[0-9]{1,19}")
_MENOR, _MAYOR, _DE_FABRICA = 5, 100, 10
_ALFABETO = "0123456789abcdefghijklmnopqrstuvwxyz"
_MEZCLA = 0x5F3759DF9E3779B97F4A
"""Un cursor no debe parecer lo que es: nadie debe deducirlo."""


@dataclass(frozen=True)
class Lista:
    """Una lista, del elemento más antiguo al más nuevo.

    Attributes:
        ids: Identificador de cada elemento.
        momentos: Instante de cada elemento, en UTC.
        escribir: Da el JSON del elemento en esa posición.
    """

    ids: Sequence[str]
    momentos: Sequence[datetime]
    escribir: Callable[[int], str]


@dataclass(frozen=True)
class Pagina:
    """Una página.

    Attributes:
        cuerpo: El JSON.
        ids: Los elementos que trae.
        anterior: Da el cuerpo de la anterior; ``None`` si es la primera.
    """

    cuerpo: bytes
    ids: Sequence[str]
    anterior: Callable[[], bytes] | None


def paginar(lista: Lista, consulta: Mapping[str, str]) -> Pagina:
    """La página que se pide de una lista.

    Args:
        lista: Lo que la plataforma deja leer.
        consulta: Parámetros de la petición.

    Raises:
        ErrorX: 400 si un parámetro no se acepta.
    """
    desde, hasta = _instante(consulta, "start_time"), _instante(consulta, "end_time")
    if desde is not None and hasta is not None and desde >= hasta:
        raise invalida("end_time", consulta["end_time"], "'end_time' must be after 'start_time'")
    cuantos = _cuantos(consulta)
    inicio = 0 if desde is None else bisect_left(lista.momentos, desde)
    fin = len(lista.ids) if hasta is None else bisect_left(lista.momentos, hasta)
    dentro: Sequence[int] = range(fin - 1, inicio - 1, -1)
    tras, antes = _id(consulta, "since_id"), _id(consulta, "until_id")
    if tras is not None or antes is not None:
        dentro = [
            i
            for i in dentro
            if (tras is None or int(lista.ids[i]) > tras) and (antes is None or int(lista.ids[i]) < antes)
        ]
    return _pagina(lista, dentro, _lugar(lista, dentro, consulta.get("pagination_token")), cuantos)


def _pagina(lista: Lista, dentro: Sequence[int], lugar: int, cuantos: int) -> Pagina:
    trozo = dentro[lugar : lugar + cuantos]
    ids = [lista.ids[i] for i in trozo]
    meta: dict[str, object] = {"result_count": len(ids)}
    if ids:
        meta |= {"newest_id": ids[0], "oldest_id": ids[-1]}
    if lugar + cuantos < len(dentro):
        meta["next_token"] = _cursor(ids[-1])
    if lugar > cuantos:
        meta["previous_token"] = _cursor(lista.ids[dentro[lugar - cuantos - 1]])
    datos = f'"data":[{",".join([lista.escribir(i) for i in trozo])}],' if ids else ""
    cuerpo = b"{" + datos.encode() + b'"meta":' + en_bytes(meta) + b"}"
    previa = max(0, lugar - cuantos)
    anterior = (lambda: _pagina(lista, dentro, previa, cuantos).cuerpo) if lugar else None
    return Pagina(cuerpo, ids, anterior)


def _lugar(lista: Lista, dentro: Sequence[int], cursor: str | None) -> int:
    """Dónde sigue la lista: tras el elemento que el cursor nombra, haya o no otros más nuevos."""
    if cursor is None:
        return 0
    try:
        identificador = str(int(cursor, 36) ^ _MEZCLA)
    except ValueError:
        identificador = ""
    for lugar, i in enumerate(dentro):
        if lista.ids[i] == identificador:
            return lugar + 1
    raise invalida(
        "pagination_token", cursor, f"The `pagination_token` query parameter value [{cursor}] is not valid"
    )


def _cursor(identificador: str) -> str:
    numero, letras = int(identificador) ^ _MEZCLA, ""
    while numero:
        numero, resto = divmod(numero, len(_ALFABETO))
        letras = _ALFABETO[resto] + letras
    return letras


def _cuantos(consulta: Mapping[str, str]) -> int:
    texto = consulta.get("max_results", str(_DE_FABRICA))
    if not (texto.isascii() and texto.isdecimal() and _MENOR <= int(texto) <= _MAYOR):
        mensaje = f"The `max_results` query parameter value [{texto}] is not between {_MENOR} and {_MAYOR}"
        raise invalida("max_results", texto, mensaje)
    return int(texto)


def _instante(consulta: Mapping[str, str], nombre: str) -> datetime | None:
    texto = consulta.get(nombre)
    if texto is None:
        return None
    try:
        if _INSTANTE.fullmatch(texto):
            return datetime.fromisoformat(texto).astimezone(UTC)
    except ValueError:
        pass
    mensaje = f"The `{nombre}` query parameter value [{texto}] is not a valid RFC3339 formatted date"
    raise invalida(nombre, texto, mensaje)


def _id(consulta: Mapping[str, str], nombre: str) -> int | None:
    texto = consulta.get(nombre)
    if texto is None:
        return None
    if not _ID.fullmatch(texto):
        mensaje = f"The `{nombre}` query parameter value [{texto}] does not match ^[0-9]{{1,19}}$"
        raise invalida(nombre, texto, mensaje)
    return int(texto)
