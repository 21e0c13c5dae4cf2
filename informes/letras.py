"""Qué caracteres puede dibujar el PDF con las letras que Typst trae consigo.

PDF/UA no admite un carácter sin dibujo, y un solo emoji en el nombre de una cuenta detendría el informe
entero. Los que no pueden dibujarse se cambian por un cuadro, y el informe lo dice.
"""

import re
from collections.abc import Sequence

import typst

CUADRO = "\N{WHITE SQUARE}"
_PRUEBA = b"""#set document(title: "Prueba")
#set text(font: "Libertinus Serif", lang: "es")
#let t = sys.inputs.letras
#t #strong(t) #emph(t) #strong(emph(t))
"""
_SEGUROS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180))))
"""Latín con sus acentos, que las letras de Typst dibujan completo."""

_UNIONES = re.compile("[\N{VARIATION SELECTOR-1}-\N{VARIATION SELECTOR-16}\N{ZERO WIDTH JOINER}]")
"""Lo que une o matiza emojis, que sin ellos no dice nada."""


class Letras:
    """Las letras de un texto, probadas una vez."""

    def __init__(self, texto: str) -> None:
        letras = set(_UNIONES.sub("", texto))
        self._faltan = _sin_dibujo(sorted(letras - _SEGUROS - {"\n"}))

    @property
    def completas(self) -> bool:
        """Si todas pueden dibujarse."""
        return not self._faltan

    def dibujable(self, tramo: str) -> str:
        """Una parte del texto con cada tramo que no puede dibujarse cambiado por un cuadro."""
        tramo = _UNIONES.sub("", tramo)
        if self.completas:
            return tramo
        return re.sub(f"[{''.join(map(re.escape, self._faltan))}]+", CUADRO, tramo)


def _sin_dibujo(letras: Sequence[str]) -> list[str]:
    """Las letras que no pueden dibujarse, partiendo en dos el grupo que falla hasta dar con ellas."""
    if not letras or _se_dibujan(letras):
        return []
    if len(letras) == 1:
        return list(letras)
    mitad = len(letras) // 2
    return _sin_dibujo(letras[:mitad]) + _sin_dibujo(letras[mitad:])


def _se_dibujan(letras: Sequence[str]) -> bool:
    try:
        typst.compile(
            _PRUEBA,
            format="pdf",
            ignore_system_fonts=True,
            pdf_standards="ua-1",
            sys_inputs={"letras": " ".join(letras)},
        )
    except typst.TypstError:
        return False
    return True
