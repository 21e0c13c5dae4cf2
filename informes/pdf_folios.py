"""Los folios de un PDF unido: el número de cada página, al pie, con letras que Typst compuso una vez.

Una parte no sabe en qué página empieza mientras no se compongan las anteriores; puesto el folio al unirlas,
todas pueden componerse a la vez.
"""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from informes.pdf_crudo import exigir, leer, referidos, renumerar

_PIE = (
    rb"/Subtype/Footer/Type/Pagination>>BDC\nq 1 0 0 -1 ([\d.]+) ([\d.]+) cm/c\d+ cs ([\d. ]+) scn\n"
    rb"BT 0 Tr/(f\d+) ([\d.]+) Tf "
)
_UNICODE = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4})>")
_ANCHOS = re.compile(rb"(\d+) (\d+) ([\d.]+)")
_NOMBRE = b"folio"


@dataclass(frozen=True)
class _Letra:
    codigo: bytes
    ancho: float
    """Milésimas del tamaño de la letra."""


class Folios:
    """Escribe números de página con las letras, el color y el lugar de una página modelo.

    Args:
        modelo: PDF de Typst de una página con «Página» y las diez cifras al pie, a la derecha.

    Raises:
        FormaInesperada: Si el modelo no tiene la forma que Typst escribe.
    """

    def __init__(self, modelo: bytes) -> None:
        self._crudo = leer(modelo)
        (pagina,) = (o for o in self._crudo.objetos.values() if o.startswith(b"<</Type/Page/"))
        contenido = self._flujo(self._crudo.referencia(pagina, b"Contents"))
        x, y, color, letra, tamano = exigir(contenido, _PIE).groups()
        recursos = self._crudo.objetos[self._crudo.referencia(pagina, b"Resources")]
        self._fuente = self._crudo.referencia(recursos, letra)
        self._letras = self._leer_letras()
        self._tamano = float(tamano)
        self._derecha = float(x) + self._largo("Página 0123456789")
        self._color, self._y = color, y

    def objetos(self, numero: Callable[[int], int]) -> list[tuple[int, bytes]]:
        """Los objetos de la letra, con otros números; ``numero`` da el nuevo de cada uno."""
        return [
            (numero(n), renumerar(self._crudo.objetos[n], numero, 0)) for n in sorted(self._de_la_fuente())
        ]

    @property
    def fuente(self) -> int:
        """Número de la letra en el modelo."""
        return self._fuente

    @property
    def cuantos(self) -> int:
        """El mayor de los números del modelo."""
        return max(self._crudo.objetos)

    def con_fuente(self, recursos: bytes, fuente: int) -> bytes:
        """Los recursos de una página, con la letra de los folios entre sus letras."""
        return recursos.replace(b"/Font<<", b"/Font<</%s %d 0 R" % (_NOMBRE, fuente), 1)

    def contenido(self, folio: int) -> bytes:
        """Flujo que escribe un folio, marcado como lo que no es parte del texto."""
        texto = f"Página {folio}"
        codigos = b"".join(self._letras[c].codigo for c in texto)
        dibujo = (
            b"/Artifact<</Attached[/Bottom]/Subtype/Footer/Type/Pagination>>BDC\nq %s rg\n"
            b"BT 0 Tr/%s %g Tf 1 0 0 1 %.4f %s Tm<%s>Tj\nET\nQ\nEMC"
        ) % (self._color, _NOMBRE, self._tamano, self._derecha - self._largo(texto), self._y, codigos)
        return b"<</Length %d>>\nstream\n%s\nendstream" % (len(dibujo), dibujo)

    def _largo(self, texto: str) -> float:
        return sum(self._letras[c].ancho for c in texto) * self._tamano / 1000

    def _leer_letras(self) -> dict[str, _Letra]:
        """Código y ancho de cada letra de la fuente, por el carácter que dibuja."""
        fuente = self._crudo.objetos[self._fuente]
        (descendiente,) = self._crudo.referencias(fuente, b"DescendantFonts")
        lista = exigir(self._crudo.objetos[descendiente], rb"/W\[([^\]]*)\]").group(1)
        anchos = {
            n: float(ancho)
            for desde, hasta, ancho in _ANCHOS.findall(lista)
            for n in range(int(desde), int(hasta) + 1)
        }
        mapa = self._flujo(self._crudo.referencia(fuente, b"ToUnicode"))
        return {
            chr(int(caracter, 16)): _Letra(codigo, anchos[int(codigo, 16)])
            for codigo, caracter in _UNICODE.findall(mapa[mapa.index(b"beginbfchar") :])
        }

    def _flujo(self, numero: int) -> bytes:
        objeto = self._crudo.objetos[numero]
        return zlib.decompress(exigir(objeto, rb"(?s)\nstream\n(.*)\nendstream$").group(1))

    def _de_la_fuente(self) -> set[int]:
        vistos: set[int] = set()
        por_ver = [self._fuente]
        while por_ver:
            n = por_ver.pop()
            if n not in vistos:
                vistos.add(n)
                por_ver += referidos(self._crudo.objetos[n])
        return vistos


def pagina_con_folio(pagina: bytes, folio: int) -> bytes:
    """Una página que, además de lo suyo, dibuja el folio que está en ese objeto."""
    propio = exigir(pagina, rb"/Contents (\d+) 0 R")
    return pagina.replace(propio.group(), b"/Contents[%s 0 R %d 0 R]" % (propio.group(1), folio))


def es_recursos(objeto: bytes) -> bool:
    """Si un objeto son los recursos de una página."""
    return objeto.startswith(b"<</ProcSet")
