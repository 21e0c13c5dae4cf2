"""Leer los archivos de una recepción, repartidos entre procesos cuando son muchos.

Leer es Python puro y ocupa un núcleo. Con muchos archivos, otros procesos los aterrizan y los leen mientras
este revisa y carga la tanda anterior; con pocos, arrancarlos tardaría más que leer.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from almacen.aterrizaje import Aterrizaje
from conectores.archivos.lectura import leer
from conectores.archivos.tipos import Contexto, Lectura
from esquemas.hallazgos import Hallazgo
from flujos.pasos.entradas import Entrante
from flujos.pasos.espacio import Espacio
from flujos.pasos.procesos import procesos
from lineamientos.semestres import Semestre

_ARCHIVOS_PARA_REPARTIR = 400
"""Con menos, leerlos aquí tarda lo mismo que arrancar los procesos."""


@dataclass(frozen=True)
class Leido:
    """Un archivo leído, y cuándo se recibió por primera vez."""

    entrante: Entrante
    recibido_en: datetime
    lecturas: list[Lectura]

    @property
    def lote(self) -> str:
        """Identidad de su lote."""
        return self.entrante.lote


class Lectores:
    """Lee tandas; si hay procesos que lo ayuden, adelanta la siguiente mientras se atiende la que entregó.

    Args:
        espacio: Espacio abierto.
        tandas: Las que se van a leer, en orden.
        procesos: Los que ayudan, o ``None``.
    """

    def __init__(
        self,
        espacio: Espacio,
        tandas: Sequence[Sequence[Entrante]] = (),
        procesos: Executor | None = None,
    ) -> None:
        self._espacio, self._procesos = espacio, procesos
        self._pendientes = list(tandas)
        self._adelantadas: dict[str, Future[Leido]] = {}

    def leer(self, tanda: Sequence[Entrante]) -> list[Leido]:
        """Aterriza y lee los archivos de una tanda, que es de un solo semestre, en su orden."""
        if self._procesos is None:
            ahora = self._espacio.ahora
            return [
                leer_entrante(e, self._espacio.rutas.aterrizaje, ahora(), self._espacio.contexto(e.semestre))
                for e in tanda
            ]
        self._pedir(tanda)
        if tanda in self._pendientes:
            self._pendientes = self._pendientes[self._pendientes.index(tanda) + 1 :]
        if self._pendientes:
            self._pedir(self._pendientes[0])
        return [self._adelantadas.pop(e.lote).result() for e in tanda]

    def _pedir(self, tanda: Sequence[Entrante]) -> None:
        if self._procesos is None:
            return
        for e in tanda:
            if e.lote not in self._adelantadas:
                self._adelantadas[e.lote] = self._procesos.submit(_en_otro_proceso, e, self._espacio.ahora())


@contextmanager
def lectores(espacio: Espacio, tandas: Sequence[Sequence[Entrante]]) -> Iterator[Lectores]:
    """Lectores para unas tandas; si son muchas, con procesos que terminan con el bloque."""
    if sum(len(t) for t in tandas) < _ARCHIVOS_PARA_REPARTIR:
        yield Lectores(espacio)
        return
    semestres = {e.semestre for t in tandas for e in t}
    contextos = {s: espacio.contexto(s) for s in semestres}
    with procesos(_preparar, (espacio.rutas.aterrizaje, contextos)) as ayudantes:
        yield Lectores(espacio, tandas, ayudantes)


def leer_entrante(entrante: Entrante, aterrizaje: Path, ahora: datetime, contexto: Contexto) -> Leido:
    """Aterriza y lee un archivo; uno que rebasa el tope ni se lee ni se aterriza.

    Args:
        entrante: El archivo.
        aterrizaje: Carpeta de los lotes.
        ahora: Instante en que se recibe, si no se había recibido antes.
        contexto: Padrón, semestre y topes.
    """
    if entrante.bytes > contexto.limites.bytes_archivo:
        rechazo = Lectura(None, hallazgos=(_demasiado_grande(entrante, contexto),), rechazado=True)
        return Leido(entrante, entrante.recibido_en or ahora, [rechazo])
    contenido = entrante.ruta.read_bytes()
    cuando = entrante.recibido_en or ahora
    manifiesto = Aterrizaje(aterrizaje).aterrizar_archivo(
        entrante.archivo, entrante.carpeta, contenido, cuando, entrante.tambien_para, entrante.semestre.clave
    )
    return Leido(entrante, manifiesto.momento, leer(entrante.archivo, contenido, entrante.carpeta, contexto))


def _demasiado_grande(entrante: Entrante, contexto: Contexto) -> Hallazgo:
    return Hallazgo(
        "L002",
        archivo=entrante.archivo,
        encontrado=f"{entrante.bytes / 1_000_000:.0f} MB",
        esperado=f"a lo más {contexto.limites.bytes_archivo / 1_000_000:.0f} MB",
    )


@dataclass
class _Propio:
    """Lo que un proceso que ayuda recibe una sola vez: mandarlo con cada archivo tardaría más que leerlo."""

    aterrizaje: Path
    contextos: dict[Semestre, Contexto]


_propio: list[_Propio] = []


def _preparar(aterrizaje: Path, contextos: dict[Semestre, Contexto]) -> None:
    _propio[:] = [_Propio(aterrizaje, contextos)]


def _en_otro_proceso(entrante: Entrante, ahora: datetime) -> Leido:
    propio = _propio[0]
    return leer_entrante(entrante, propio.aterrizaje, ahora, propio.contextos[entrante.semestre])
