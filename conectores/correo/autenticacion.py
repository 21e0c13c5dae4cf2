"""Quién envió un correo de verdad: lo que el servidor propio anotó en sus encabezados, y nada más.

Cada servidor antepone los suyos, de modo que los del propio van arriba. Lo que está debajo del primer tramo
que no hizo él lo pudo escribir quien envía, y no cuenta (RFC 8601 y 5321).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from lineamientos.procedimiento.direcciones import es_de, es_direccion

PASA, FALLA, AUSENTE = "pass", "fail", "ausente"
"""Lo que el servidor propio dijo de DMARC."""
_LARGO_MAXIMO = 4_000
"""Caracteres de un encabezado que se interpreta; uno mayor no es de un correo normal."""
_DMARC = re.compile(r"\s*dmarc(?:/\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
_DE = re.compile(r"header\.from\s*=\s*([^\s;]+)", re.IGNORECASE)
_POR = re.compile(r"\bby\s+([^\s;]+)", re.IGNORECASE)
_CON_ORIGEN = re.compile(r"\s*from\s", re.IGNORECASE)
_UNA_DIRECCION = re.compile(r"[^<>@,;:]*<\s*([^<>\s]+)\s*>")

Cabeceras = Sequence[tuple[str, str]]
"""Nombre en minúsculas y valor crudo, de arriba abajo."""


@dataclass(frozen=True)
class Procedencia:
    """Lo que anotó el servidor propio.

    Attributes:
        dmarc: ``PASA``, ``FALLA`` o ``AUSENTE``.
        recibido_en: Instante en que el servidor lo recibió, o ``None`` si no lo dice.
    """

    dmarc: str
    recibido_en: datetime | None


def remitente(cabeceras: Cabeceras) -> str | None:
    """La única dirección del encabezado «From», en minúsculas; ``None`` si no hay una y solo una."""
    valores = [v for n, v in cabeceras if n == "from"]
    if len(valores) != 1 or len(valores[0]) > _LARGO_MAXIMO:
        return None
    llano = " ".join(_esencial(valores[0]).split())
    hallada = _UNA_DIRECCION.fullmatch(llano)
    candidata = hallada[1] if hallada else llano
    return candidata.casefold() if es_direccion(candidata) else None


def procedencia(cabeceras: Cabeceras, servidor: str, direccion: str | None) -> Procedencia:
    """Lee lo que el servidor propio anotó.

    Args:
        cabeceras: Todas, de arriba abajo.
        servidor: Nombre con que firma el servidor propio, o su dominio; vacío si no se configuró.
        direccion: Quien dice enviar el correo; DMARC debe hablar de su dominio.
    """
    if not servidor or direccion is None:
        return Procedencia(AUSENTE, None)
    dichos: list[str] = []
    momento: datetime | None = None
    for nombre, valor in _propias(cabeceras, servidor):
        if nombre == "received":
            momento = momento or _fecha(valor)
        else:
            dichos.extend(_dmarc(valor, servidor, direccion))
    if FALLA in dichos:
        return Procedencia(FALLA, momento)
    return Procedencia(PASA if dichos and set(dichos) == {PASA} else AUSENTE, momento)


def _propias(cabeceras: Cabeceras, servidor: str) -> Iterator[tuple[str, str]]:
    """Los «Received» y «Authentication-Results» que puso el servidor propio."""
    visto = False
    for nombre, valor in cabeceras:
        if nombre == "received":
            llano = _esencial(valor)
            por = _POR.search(llano)
            if por and _es_suyo(por[1], servidor):
                visto = True
                yield nombre, valor
            elif visto or _CON_ORIGEN.match(llano):
                return
        elif nombre == "authentication-results":
            yield nombre, valor


def _dmarc(valor: str, servidor: str, direccion: str) -> Iterator[str]:
    if len(valor) > _LARGO_MAXIMO:
        return
    quien, *metodos = _esencial(valor).split(";")
    if not quien.split() or not _es_suyo(quien.split()[0], servidor):
        return
    for metodo in metodos:
        hallado = _DMARC.match(metodo)
        if hallado is None:
            continue
        de = _DE.search(metodo)
        otro_dominio = de is not None and de[1].casefold() != direccion.rpartition("@")[2]
        resultado = hallado[1].casefold()
        yield FALLA if otro_dominio or resultado == FALLA else PASA if resultado == PASA else AUSENTE


def _es_suyo(nombre: str, servidor: str) -> bool:
    return es_de(f"@{nombre.rstrip('.')}", [servidor])


def _fecha(valor: str) -> datetime | None:
    try:
        momento = parsedate_to_datetime(valor.rpartition(";")[2].strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return momento if momento.tzinfo is not None else None


def _esencial(valor: str) -> str:
    """El valor sin comentarios ni textos entre comillas, donde cualquiera puede escribir lo que quiera."""
    salida: list[str] = []
    hondura, citado, escapado = 0, False, False
    for c in valor[:_LARGO_MAXIMO]:
        if escapado:
            escapado = False
        elif c == "\\" and (citado or hondura):
            escapado = True
        elif citado:
            citado = c != '"'
        elif c == "(":
            hondura += 1
        elif c == ")" and hondura:
            hondura -= 1
        elif hondura:
            continue
        elif c == '"':
            citado = True
        else:
            salida.append(c)
    return "".join(salida)
