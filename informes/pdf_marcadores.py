"""Los marcadores de un PDF unido: los de cada parte cuelgan de los títulos que la preceden."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from informes.pdf_crudo import Crudo, fin_de_cadena


@dataclass
class Rama:
    """Un marcador y los que cuelgan de él.

    Attributes:
        titulo: Cadena de PDF, tal como va en el archivo.
        destino: Objeto del destino.
        oculta: Si repite el título de una parte anterior, de que cuelga lo demás.
    """

    titulo: bytes
    destino: int
    oculta: bool
    hijas: "list[Rama]" = field(default_factory=list)


def objetos(crudo: Crudo, raiz: int) -> list[int]:
    """Números de un objeto de marcadores y de todos los que cuelgan de él."""
    return [raiz, *(n for hijo in _hijos(crudo, raiz) for n in objetos(crudo, hijo))]


def ramas(crudo: Crudo, raiz: int, numero: Callable[[int], int], ocultas: frozenset[int]) -> list[Rama]:
    """Los marcadores de una parte, con sus números en el PDF unido.

    Args:
        crudo: La parte.
        raiz: Objeto de que cuelgan.
        numero: Número de un objeto de la parte en el PDF unido.
        ocultas: Páginas de la parte que no se conservan.
    """
    halladas = []
    for hijo in _hijos(crudo, raiz):
        campos, titulo = _partir(crudo.objetos[hijo])
        destino = crudo.referencia(campos, b"Dest")
        oculta = crudo.pagina_de(destino) in ocultas
        halladas.append(Rama(titulo, numero(destino), oculta, ramas(crudo, hijo, numero, ocultas)))
    return halladas


def injertar(arbol: list[Rama], nuevas: Sequence[Rama]) -> None:
    """Agrega al final de un árbol las ramas de la parte que sigue en el orden de lectura."""
    for rama in nuevas:
        if rama.oculta:
            injertar(arbol[-1].hijas, rama.hijas)
        else:
            arbol.append(rama)


def escribir(
    arbol: Sequence[Rama], padre: int, reservar: Callable[[], int], escribir_uno: Callable[[int, bytes], None]
) -> bytes:
    """Escribe las ramas de un marcador y da las claves con que este las enlaza."""
    numeros = [reservar() for _ in arbol]
    for i, (numero, rama) in enumerate(zip(numeros, arbol, strict=True)):
        enlaces = b"/Prev %d 0 R" % numeros[i - 1] if i else b""
        if i + 1 < len(numeros):
            enlaces += b"/Next %d 0 R" % numeros[i + 1]
        enlaces += escribir(rama.hijas, numero, reservar, escribir_uno)
        if rama.hijas:
            enlaces += b"/Count -%d" % len(rama.hijas)
        escribir_uno(
            numero,
            b"<</Parent %d 0 R%s/Title%s/Dest %d 0 R>>" % (padre, enlaces, rama.titulo, rama.destino),
        )
    return b"/First %d 0 R/Last %d 0 R" % (numeros[0], numeros[-1]) if numeros else b""


def _hijos(crudo: Crudo, raiz: int) -> list[int]:
    hallados = []
    siguiente = _opcional(crudo.objetos[raiz], b"First")
    while siguiente is not None:
        hallados.append(siguiente)
        siguiente = _opcional(crudo.objetos[siguiente], b"Next")
    return hallados


def _opcional(objeto: bytes, clave: bytes) -> int | None:
    hallado = re.search(rb"/" + clave + rb" (\d+) 0 R", _partir(objeto)[0])
    return None if hallado is None else int(hallado.group(1))


def _partir(objeto: bytes) -> tuple[bytes, bytes]:
    """Los campos de un marcador sin su título, y su título."""
    inicio = objeto.find(b"/Title")
    if inicio < 0:
        return objeto, b""
    abre = inicio + len(b"/Title")
    cierra = fin_de_cadena(objeto, abre) if objeto[abre : abre + 1] == b"(" else objeto.index(b">", abre) + 1
    return objeto[:inicio] + objeto[cierra:], objeto[abre:cierra]
