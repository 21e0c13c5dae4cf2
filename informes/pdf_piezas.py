"""Las piezas con que se une un PDF: lo que se toma de cada parte y lo que se escribe de nuevo."""

import re
from dataclasses import dataclass

from informes.pdf_crudo import Crudo, exigir

_IDENTIDADES = re.compile(rb"/ID\(U[\dxy]+\)|/Headers\[(?:\(U[\dxy]+\) ?)*\]")
"""Chocarían entre partes, y cada encabezado ya dice que vale para su columna."""
_VINCULO = re.compile(rb"/A<</Type/Action/S/URI/URI\(#([\w-]+)\)>>")
_ALTERNO = re.compile(rb"/Contents\(#[\w-]+\)")


@dataclass(frozen=True)
class Papeles:
    """Lo que el PDF unido toma de su primera parte."""

    catalogo: bytes
    identidad: bytes
    metadatos: bytes
    info: bytes


def papeles_de(crudo: Crudo, catalogo: bytes) -> Papeles:
    """Los papeles de una parte."""
    return Papeles(
        catalogo,
        exigir(crudo.remate, rb"/ID\[\(([^)]+)\)").group(1),
        crudo.objetos[crudo.referencia(catalogo, b"Metadata")],
        crudo.objetos[crudo.referencia(crudo.remate, b"Info")],
    )


def sobrantes(crudo: Crudo, catalogo: bytes) -> list[int]:
    """Los objetos que en un PDF van una sola vez."""
    return [
        crudo.referencia(catalogo, b"Metadata"),
        crudo.referencia(crudo.remate, b"Info"),
        crudo.referencia(crudo.remate, b"Root"),
    ]


def propio(objeto: bytes) -> bytes:
    """El objeto sin lo que solo vale dentro de su parte y con sus vínculos internos resueltos."""
    if objeto.startswith(b"<</Type/StructElem/S/T"):
        return _IDENTIDADES.sub(b"", objeto)
    if objeto.startswith(b"<</Type/Annot") and _VINCULO.search(objeto):
        return _ALTERNO.sub(b"/Contents(Ir a esa parte del documento)", _VINCULO.sub(rb"/Dest(\1)", objeto))
    return objeto


def nodo_de_paginas(padre: int, cuantas: int, hijas: list[int]) -> bytes:
    """Nodo del árbol de páginas, con las páginas que cuelgan de él."""
    return b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (padre, cuantas, referencias(hijas))


def referencias(numeros: list[int]) -> bytes:
    """Referencias a unos objetos, como van en una lista."""
    return b" ".join(b"%d 0 R" % n for n in numeros)
