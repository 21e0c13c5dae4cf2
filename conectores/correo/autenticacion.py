"""Quién envió un correo de verdad: lo que el servidor propio anotó en sus encabezados, y nada más.

Cada servidor antepone los suyos. El «Received» con que el propio recibió de fuera es la frontera: lo que
está encima lo puso él; lo que está debajo lo pudo escribir quien envía, incluso con el nombre del servidor
propio, y no cuenta (RFC 8601, sección 5, y RFC 5321).
"""

import re
from collections.abc import Sequence
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
_POR = re.compile(r"(?:^|\s)by\s+([^\s;]+)", re.IGNORECASE)
_ENTREGA_LOCAL = re.compile(r"\bwith\s+(?:UTF8)?LMTP[AS]*\b", re.IGNORECASE)
_EQUIPO = re.compile(r"([^\s()\[\]]*)\s*\[[^\[\]]*\]")
"""El nombre que el servidor comprobó de quien se conectó, con su número: «(mx1.example.org [192.0.2.1])»."""
_NO_COMPROBADO = "may be forged"
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
    puestas = _puestas(cabeceras, servidor)
    recibidos = (_fecha(v) for n, v in puestas if n == "received")
    momento = next((m for m in recibidos if m is not None), None)
    suyos = (_dmarc(v, servidor, direccion) for n, v in puestas if n == "authentication-results")
    # Solo el primero: si él no dijo nada de DMARC, otro que lo diga con su nombre no es suyo.
    dichos = next((d for d in suyos if d is not None), [])
    if FALLA in dichos:
        return Procedencia(FALLA, momento)
    return Procedencia(PASA if dichos and set(dichos) == {PASA} else AUSENTE, momento)


def _puestas(cabeceras: Cabeceras, servidor: str) -> list[tuple[str, str]]:
    """Lo que antepuso el servidor propio: sus «Received» y todo «Authentication-Results» sobre la frontera.

    Sin un «Received» que venga de fuera no consta que haya pasado por ningún servidor: nada cuenta.
    """
    puestas: list[tuple[str, str]] = []
    for nombre, valor in cabeceras:
        if nombre == "authentication-results":
            puestas.append((nombre, valor))
        elif nombre == "received":
            llano = " ".join(_esencial(valor).split())
            por = _POR.findall(llano)
            suyo = bool(por) and _es_suyo(por[-1], servidor)
            if suyo:
                puestas.append((nombre, valor))
            if not _es_interno(valor, llano, servidor, suyo=suyo):
                return puestas
    return []


def _es_interno(valor: str, llano: str, servidor: str, *, suyo: bool) -> bool:
    """Si un «Received» es de seguro un paso dentro de lo propio y no la frontera.

    El nombre con que saluda quien se conecta («from») lo dice él mismo: no prueba nada. Prueban no venir de
    ninguna parte, la entrega local (LMTP) y que todo nombre comprobado que lleve sea propio.
    """
    if len(valor) > _LARGO_MAXIMO:
        return False
    if not _CON_ORIGEN.match(llano):
        return True
    if not suyo:
        return False
    # Lo que dice quien se conecta va antes del último «by», y puede imitarlo todo menos lo que sigue.
    if _ENTREGA_LOCAL.search(llano.rpartition(" by ")[2]):
        return True
    equipos = _EQUIPO.findall(valor)
    return bool(equipos) and _NO_COMPROBADO not in valor and all(_es_suyo(e, servidor) for e in equipos)


def _dmarc(valor: str, servidor: str, direccion: str) -> list[str] | None:
    """Lo que un «Authentication-Results» dice de DMARC, o ``None`` si no lleva el nombre del propio."""
    quien, *metodos = _esencial(valor).split(";")
    if not quien.split() or not _es_suyo(quien.split()[0], servidor):
        return None
    if len(valor) > _LARGO_MAXIMO:
        return []
    dichos = []
    for metodo in metodos:
        hallado = _DMARC.match(metodo)
        if hallado is None:
            continue
        de = _DE.search(metodo)
        otro_dominio = de is not None and de[1].casefold() != direccion.rpartition("@")[2]
        resultado = hallado[1].casefold()
        dichos.append(FALLA if otro_dominio or resultado == FALLA else PASA if resultado == PASA else AUSENTE)
    return dichos


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
