"""Composición de una parte del PDF con Typst, aquí o en otro proceso.

Typst guarda lo que compone para todo el proceso y detrás de un solo candado: dos hilos que componen se
estorban y tardan más que uno. Por eso, lo que se reparte se reparte entre procesos.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import typst

_DESALOJOS = 10
"""Composiciones vacías tras cada parte: Typst suelta lo que en diez composiciones nadie volvió a usar."""
_ADELANTADAS = 4
"""Partes que se piden por adelantado: dos en composición y dos en espera."""


@dataclass(frozen=True)
class Ajustes:
    """Lo que todas las partes comparten.

    Attributes:
        plantilla: Plantilla de Typst.
        fijas: Claves y textos que la plantilla recibe en todas.
        fecha: Fecha del documento, en segundos desde 1970.
    """

    plantilla: bytes
    fijas: tuple[tuple[str, str], ...]
    fecha: int


@dataclass(frozen=True)
class Pedido:
    """Una parte por componer: su clase y sus datos en JSON."""

    clase: str
    datos: str


class Taller:
    """Compone partes con las mismas letras, los mismos colores y la misma fecha."""

    def __init__(self, ajustes: Ajustes) -> None:
        self._ajustes = ajustes
        self._typst = typst.Compiler(ignore_system_fonts=True)
        self._vacio = typst.Compiler(ignore_system_fonts=True)

    def componer(self, pedido: Pedido) -> bytes:
        """PDF de una parte."""
        pdf = self._typst.compile(
            self._ajustes.plantilla,
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs=dict(self._ajustes.fijas) | {"clase": pedido.clase, "parte": pedido.datos},
            timestamp=self._ajustes.fecha,
        )
        if not isinstance(pdf, bytes):
            raise TypeError(f"Typst dio {type(pdf).__name__} donde se esperaba un PDF")
        return pdf

    def desalojar(self) -> None:
        """Hace que Typst suelte lo que guardó de las partes anteriores; su memoria es de todo el proceso."""
        for _ in range(_DESALOJOS):
            self._vacio.compile(b"", format="pdf")


class Composicion:
    """PDF de cada parte, en su orden; con otros procesos, las primeras se piden desde que nace.

    Args:
        pedidos: Las partes.
        ajustes: Lo que comparten.
        procesos: Procesos que componen, o ``None`` si las compone el taller que las recorre.
    """

    def __init__(self, pedidos: Iterable[Pedido], ajustes: Ajustes, procesos: Executor | None) -> None:
        self._por_pedir, self._ajustes, self._procesos = iter(pedidos), ajustes, procesos
        self._pedidas: deque[Future[bytes]] = deque()
        self._pedir()

    def con(self, taller: Taller) -> Iterator[bytes]:
        """Las partes compuestas; las que nadie pidió a otros procesos, con este taller."""
        while self._pedidas:
            yield self._pedidas.popleft().result()
            self._pedir()
        for pedido in self._por_pedir:
            yield taller.componer(pedido)
            taller.desalojar()

    def _pedir(self) -> None:
        if self._procesos is not None:
            for pedido in islice(self._por_pedir, _ADELANTADAS - len(self._pedidas)):
                self._pedidas.append(self._procesos.submit(_en_otro_proceso, self._ajustes, pedido))


@lru_cache(maxsize=1)
def _taller(ajustes: Ajustes) -> Taller:
    return Taller(ajustes)


def _en_otro_proceso(ajustes: Ajustes, pedido: Pedido) -> bytes:
    taller = _taller(ajustes)
    taller.desalojar()
    return taller.componer(pedido)
