"""Juntar lo que se normalizó de muchos lotes sin tenerlo dos veces en la memoria."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from almacen.aterrizaje_api import PaginaCruda
from conectores.comun.columnas import Columnas, en_marcos
from conectores.comun.consultas import Consulta
from conectores.comun.lectura import LecturaApi
from esquemas.campos import Tabla
from esquemas.derivados import ajustar, vacia
from esquemas.hallazgos import Hallazgo
from esquemas.tablas import DIARIAS, MEDICIONES, MENCIONES, PERFILES, PUBLICACIONES, RECOLECCIONES

_TABLAS = {
    "perfiles": PERFILES,
    "publicaciones": PUBLICACIONES,
    "menciones": MENCIONES,
    "diarias": DIARIAS,
    "mediciones": MEDICIONES,
    "recolecciones": RECOLECCIONES,
}
_SUELTOS = 64
"""Marcos chicos que se juntan en uno: cada uno, con cien filas, ocupa cuatro veces lo que sus datos."""


@dataclass(frozen=True)
class LoteLeido:
    """Un lote ya leído; lo que se obtuvo de él está en los marcos de su tanda.

    Attributes:
        consulta: Qué se pidió.
        paginas: Páginas aterrizadas, sin su cuerpo: ya normalizado, solo ocuparía memoria.
        huella: Huella de sus páginas.
        bytes: Lo que miden.
        filas: Las que se leyeron.
        roto: Si el contrato se rompió o las páginas no pudieron leerse.
        hallazgos: Lo que hay que decir de él.
        cerrado: Si se recorrió entero.
    """

    consulta: Consulta
    paginas: Sequence[PaginaCruda]
    huella: str
    bytes: int
    filas: int
    roto: bool
    hallazgos: tuple[Hallazgo, ...]
    cerrado: bool


@dataclass
class TandaLeida:
    """Lotes que se revisan y cargan juntos.

    Attributes:
        lotes: Los leídos, en orden.
        bytes: Lo que miden sus páginas.
    """

    lotes: list[LoteLeido] = field(default_factory=list)
    bytes: int = 0
    _sueltos: dict[str, list[tuple[str, pl.DataFrame | Columnas]]] = field(
        default_factory=lambda: {n: [] for n in _TABLAS}
    )
    _juntos: dict[str, list[pl.DataFrame]] = field(default_factory=lambda: {n: [] for n in _TABLAS})

    def agregar(self, lote: LoteLeido, lectura: LecturaApi) -> None:
        """Agrega un lote con lo que se normalizó de él."""
        self.lotes.append(lote)
        self.bytes += lote.bytes
        for nombre, sueltos in self._sueltos.items():
            filas = lectura.de_publicaciones if nombre == "publicaciones" else getattr(lectura, nombre)
            if filas.height:
                sueltos.append((lote.consulta.lote, filas))
                if len(sueltos) >= _SUELTOS:
                    self._juntar(nombre)

    def marcos(self) -> dict[str, pl.DataFrame]:
        """Los marcos de sus tablas, de las que se desprende: no pueden pedirse otra vez."""
        for nombre, sueltos in self._sueltos.items():
            if sueltos:
                self._juntar(nombre)
        return {nombre: _en_tabla(tabla, self._juntos.pop(nombre)) for nombre, tabla in _TABLAS.items()}

    def _juntar(self, nombre: str) -> None:
        sueltos = self._sueltos[nombre]
        # El lote se pone una vez por montón: ponerlo marco por marco tarda más que todo lo demás de aquí.
        lotes = pl.Series("lote", [lote for lote, filas in sueltos for _ in range(filas.height)])
        junto = pl.concat(en_marcos([filas for _, filas in sueltos]), rechunk=True).with_columns(lotes)
        self._juntos[nombre].append(junto.shrink_to_fit())
        sueltos.clear()


def _en_tabla(tabla: Tabla, partes: Sequence[pl.DataFrame]) -> pl.DataFrame:
    return ajustar(pl.concat(partes), tabla) if partes else vacia(tabla)
