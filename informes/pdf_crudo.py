"""Lectura de los PDF que Typst escribe: sus objetos tal cual, sin interpretar más que lo necesario.

No es un lector general: exige la forma que Typst da a sus archivos y, si no la encuentra, lo dice.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_COLA = re.compile(rb"trailer\s*(<<.*>>)\s*startxref\s+(\d+)\s+%%EOF\s*$", re.DOTALL)
_CABEZA = re.compile(rb"(\d+) 0 obj\n")
_PARENTESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_REFERENCIA = re.compile(rb"(\d+) 0 R|/StructParent(s?) (\d+)")
_HONDURA = {b"(": 1, b")": -1}
_REFERIDO = re.compile(rb"\d+(?= 0 R)")
_SEPARADOR = b"\0"
_ABRE_FLUJO = b">>\nstream\n"
_ETIQUETA = b"<</Type/StructElem"


class FormaInesperada(ValueError):
    """El PDF no tiene la forma que Typst escribe, y unirlo sería leerlo mal."""


@dataclass(frozen=True)
class Crudo:
    """Los objetos de un PDF por número, sin su cabeza, y el diccionario que lo remata."""

    objetos: dict[int, bytes]
    remate: bytes

    def referencia(self, objeto: bytes, clave: bytes) -> int:
        """Número del objeto a que lleva una clave."""
        return int(exigir(objeto, rb"/" + clave + rb" (\d+) 0 R").group(1))

    def referencias(self, objeto: bytes, clave: bytes) -> list[int]:
        """Números de los objetos de una lista."""
        lista = exigir(objeto, rb"/" + clave + rb"\[((?:\d+ 0 R ?)*)\]").group(1)
        return [int(n) for n in re.findall(rb"(\d+) 0 R", lista)]

    def pagina_de(self, destino: int) -> int:
        """Número de la página a que lleva un destino."""
        return int(exigir(self.objetos[destino], rb"^\[(\d+) 0 R/").group(1))


def leer(pdf: bytes) -> Crudo:
    """Separa un PDF en sus objetos.

    Raises:
        FormaInesperada: Si no lo escribió Typst.
    """
    cola = _COLA.search(pdf, max(0, len(pdf) - 1024))
    if cola is None:
        raise FormaInesperada("El PDF no termina con un remate y su tabla de objetos")
    tabla = int(cola.group(2))
    entradas = pdf[tabla : cola.start()].splitlines()[2:]
    lugares = sorted(int(e[:10]) for e in entradas if e[17:18] == b"n")
    objetos = {}
    for inicio, fin in zip(lugares, [*lugares[1:], tabla], strict=True):
        cabeza = _CABEZA.match(pdf, inicio)
        cuerpo = pdf[cabeza.end() : fin].rstrip() if cabeza else b""
        if cabeza is None or not cuerpo.endswith(b"endobj"):
            raise FormaInesperada(f"El PDF no tiene un objeto en su byte {inicio}")
        objetos[int(cabeza.group(1))] = cuerpo[:-6].rstrip(b"\n")
    return Crudo(objetos, cola.group(1))


def exigir(objeto: bytes, forma: bytes) -> re.Match[bytes]:
    """Lo que cumple la forma.

    Raises:
        FormaInesperada: Si nada la cumple.
    """
    hallado = re.search(forma, objeto)
    if hallado is None:
        raise FormaInesperada(f"El PDF no trae {forma!r} donde Typst lo pone: {objeto[:80]!r}")
    return hallado


def renumerar(objeto: bytes, numero: Callable[[int], int], claves: int) -> bytes:
    """El objeto con otras referencias y otras claves de etiqueta; cadenas y flujo quedan como están."""

    def cambio(hallado: re.Match[bytes]) -> bytes:
        referido, plural, clave = hallado.groups()
        if referido is not None:
            return b"%d 0 R" % numero(int(referido))
        return b"/StructParent%s %d" % (plural, int(clave) + claves)

    flujo = b""
    if objeto.endswith(b"endstream"):
        corte = objeto.index(_ABRE_FLUJO)
        objeto, flujo = objeto[:corte], objeto[corte:]
    tramos, desde = [], 0
    while (abre := objeto.find(b"(", desde)) >= 0:
        cierra = fin_de_cadena(objeto, abre)
        tramos += [_REFERENCIA.sub(cambio, objeto[desde:abre]), objeto[abre:cierra]]
        desde = cierra
    return b"".join((*tramos, _REFERENCIA.sub(cambio, objeto[desde:]), flujo))


def renumerar_llanos(objetos: Sequence[bytes], tabla: Mapping[bytes, bytes]) -> list[bytes]:
    """Muchos objetos sin cadenas, flujos ni claves de etiqueta, con otras referencias, de una sola pasada.

    Args:
        objetos: Los que ``es_llano`` reconoce.
        tabla: El número nuevo de cada número viejo, ambos como se escriben.

    Raises:
        FormaInesperada: Si un objeto trae un byte nulo, que Typst no escribe fuera de los flujos.
    """
    junto = _SEPARADOR.join(objetos)
    separados = _REFERIDO.sub(lambda hallado: tabla[hallado.group()], junto).split(_SEPARADOR)
    if len(separados) != len(objetos):
        raise FormaInesperada("El PDF trae un byte nulo fuera de sus flujos")
    return separados


def es_llano(objeto: bytes) -> bool:
    """Si un objeto no lleva cadenas, flujo ni clave de etiqueta: solo referencias, nombres y números."""
    return b"(" not in objeto and b"/StructParent" not in objeto and not objeto.endswith(b"endstream")


def referidos(objeto: bytes) -> set[int]:
    """Números de los objetos que un objeto nombra."""
    nombrados: set[int] = set()

    def anotar(numero: int) -> int:
        nombrados.add(numero)
        return numero

    renumerar(objeto, anotar, 0)
    return nombrados


def fin_de_cadena(objeto: bytes, abre: int) -> int:
    """Dónde termina la cadena que empieza en un paréntesis; los de adentro van por pares o con diagonal.

    Raises:
        FormaInesperada: Si no termina.
    """
    hondura = 0
    for marca in _PARENTESIS.finditer(objeto, abre):
        hondura += _HONDURA.get(marca.group(), 0)
        if hondura == 0:
            return marca.end()
    raise FormaInesperada("El PDF trae una cadena que no se cierra")


def de_paginas(crudo: Crudo, paginas: list[int]) -> set[int]:
    """Unas páginas y todo lo que solo es de ellas: su contenido, sus etiquetas y sus destinos."""
    if not paginas:
        return set()
    propias = b"|".join(b"%d" % n for n in paginas)
    suya = re.compile(
        rb"^<</Type/StructElem.*/Pg (?:%s) 0 R|^\[(?:%s) 0 R/XYZ" % (propias, propias), re.DOTALL
    )
    suyos = {n for n, o in crudo.objetos.items() if suya.match(o)}
    por_subir = [n for n in suyos if crudo.objetos[n].startswith(_ETIQUETA)]
    while por_subir:
        padre = crudo.referencia(crudo.objetos[por_subir.pop()], b"P")
        if padre not in suyos and solo_de(_hijas(crudo.objetos[padre]), suyos):
            suyos.add(padre)
            por_subir.append(padre)
    contenidos = {crudo.referencia(crudo.objetos[n], b"Contents") for n in paginas}
    return {*paginas, *contenidos, *suyos}


def _hijas(etiqueta: bytes) -> bytes:
    """Lo que contiene una etiqueta, sin la página en que está."""
    return exigir(etiqueta, rb"/K\[(.*)\]").group(1)


def solo_de(lista: bytes, omitidos: set[int]) -> bool:
    """Si todo lo que nombra una lista se omite."""
    return {int(n) for n in re.findall(rb"(\d+) 0 R", lista)} <= omitidos
