"""La envoltura de una página de X: elementos, avisos y cursor; y cuándo una página está repetida."""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from conectores.comun.errores import ContratoRoto, Transitorio

Objeto = dict[str, Any]


@dataclass(frozen=True)
class Pagina:
    """Una página abierta.

    Attributes:
        elementos: Lo que devolvió, en su orden.
        problemas: Lo que dijo de lo que no pudo devolver (errores parciales de una respuesta 200).
        siguiente: Cursor de la que sigue, o ``None`` si es la última.
    """

    elementos: list[Objeto]
    problemas: list[Objeto]
    siguiente: str | None


def abrir(datos: object, *, por_paginas: bool) -> Pagina:
    """Abre el JSON de una respuesta buena.

    Args:
        datos: El cuerpo, ya leído como JSON.
        por_paginas: Si la operación se pide por páginas y debe decir cuál sigue.

    Raises:
        Transitorio: Si es un objeto sin nada de lo que trae una respuesta.
        ContratoRoto: Si no tiene la forma prometida.
    """
    if not isinstance(datos, dict):
        raise ContratoRoto("La respuesta de X no es un objeto de JSON.")
    if not datos.keys() & {"data", "errors", "meta"}:
        raise Transitorio("X dio una respuesta sin contenido.")
    elementos, problemas = _objetos(datos, "data"), _objetos(datos, "errors")
    return Pagina(elementos, problemas, _siguiente(datos, bool(elementos)) if por_paginas else None)


def siguiente(pagina: Pagina, cursor: str | None) -> str | None:
    """El cursor de la página que sigue.

    Raises:
        Transitorio: Si es el mismo con que se pidió: X dio otra vez la página anterior.
    """
    if pagina.siguiente is not None and pagina.siguiente == cursor:
        raise Transitorio("X dio otra vez la página anterior.")
    return pagina.siguiente


@dataclass
class Recorridos:
    """Por dónde va cada lista, para no seguir un cursor que da vueltas; lo comparten los hilos."""

    _vistos: dict[str, dict[str | None, int]] = field(default_factory=dict)
    _candado: Lock = field(default_factory=Lock)

    def comprobar(self, lote: str, cursor: str | None, pagina: Pagina, maximas: int) -> None:
        """Anota una página de un lote si hace avanzar la lista.

        Args:
            lote: De qué lista es.
            cursor: Con cuál se pidió.
            pagina: La página.
            maximas: Páginas que la lista no puede rebasar.

        Raises:
            Transitorio: Si la página, o la que dice que sigue, ya se había visto.
            ContratoRoto: Si la lista no acaba.
        """
        sigue = siguiente(pagina, cursor)
        contenido = hash(tuple(str(e.get("id")) for e in pagina.elementos))
        with self._candado:
            previas = self._vistos.get(lote, {}) if cursor is not None else {}
            # Pedir dos veces con el mismo cursor es volver a intentarlo, no una página repetida.
            otras = {c: h for c, h in previas.items() if c != cursor}
            if (sigue is not None and sigue in otras) or (pagina.elementos and contenido in otras.values()):
                raise Transitorio("X dio una página que ya había dado.")
            if len(otras) >= maximas:
                raise ContratoRoto(f"La lista de X no acaba: van {maximas} páginas.")
            if sigue is None:
                self._vistos.pop(lote, None)
            else:
                self._vistos[lote] = {**otras, cursor: contenido}


def _objetos(datos: Objeto, nombre: str) -> list[Objeto]:
    valor = datos.get(nombre, [])
    if not isinstance(valor, list) or not all(isinstance(e, dict) for e in valor):
        raise ContratoRoto(f"«{nombre}» no es una lista de objetos en la respuesta de X.")
    return valor


def _siguiente(datos: Objeto, con_elementos: bool) -> str | None:
    meta = datos.get("meta")
    if meta is None and not con_elementos:
        return None
    if not isinstance(meta, dict):
        raise ContratoRoto("La página de X no trae «meta»: no se sabe si hay más.")
    cursor = meta.get("next_token")
    if cursor is not None and not (isinstance(cursor, str) and cursor):
        raise ContratoRoto("El cursor de la página siguiente de X no es un texto.")
    return cursor
