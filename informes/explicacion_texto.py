"""La explicación como texto para una terminal: párrafos y cuadros que caben en su ancho."""

import textwrap

from informes.explicacion import Explicacion
from informes.formas import Cuadro

_SEPARACION = 2


def en_texto(explicacion: Explicacion, ancho: int = 100) -> str:
    """El texto completo, sin renglones más anchos que lo dicho.

    Args:
        explicacion: Lo que se dice.
        ancho: Letras por renglón.
    """
    trozos = [_parrafo(explicacion.titulo.upper(), ancho)]
    trozos.extend(_parrafo(a, ancho) for a in explicacion.advertencias)
    for numero, bloque in enumerate(explicacion.bloques, start=1):
        trozos.append(f"{numero}. {bloque.titulo}")
        trozos.extend(_parrafo(p, ancho) for p in bloque.parrafos)
        if bloque.cuadro is not None:
            trozos.append(_cuadro(bloque.cuadro, ancho))
    return "\n\n".join(trozos)


def _parrafo(texto: str, ancho: int) -> str:
    return textwrap.fill(texto, ancho, break_long_words=False, break_on_hyphens=False)


def _cuadro(cuadro: Cuadro, ancho: int) -> str:
    if not cuadro.filas:
        return _parrafo(cuadro.vacio, ancho)
    total = sum(c.ancho for c in cuadro.columnas)
    libre = ancho - _SEPARACION * (len(cuadro.columnas) - 1)
    anchos = [max(6, libre * c.ancho // total) for c in cuadro.columnas]
    titulos = [c.titulo for c in cuadro.columnas]
    filas = [titulos, *([c.texto for c in f] for f in cuadro.filas)]
    raya = "─" * (sum(anchos) + _SEPARACION * (len(anchos) - 1))
    renglones = [_fila(f, anchos, [c.numero for c in cuadro.columnas]) for f in filas]
    return "\n".join([renglones[0], raya, *renglones[1:]])


def _fila(textos: list[str], anchos: list[int], numeros: list[bool]) -> str:
    celdas = [
        textwrap.wrap(t, a, break_on_hyphens=False) or [""] for t, a in zip(textos, anchos, strict=True)
    ]
    alto = max(map(len, celdas))
    salida = []
    for i in range(alto):
        piezas = [
            (c[i] if i < len(c) else "").rjust(a) if numero else (c[i] if i < len(c) else "").ljust(a)
            for c, a, numero in zip(celdas, anchos, numeros, strict=True)
        ]
        salida.append((" " * _SEPARACION).join(piezas).rstrip())
    return "\n".join(salida)
