"""Formas que comparten los lectores de archivos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from conectores.archivos.plegado import plegar
from esquemas.derivados import vacia
from esquemas.hallazgos import Hallazgo
from esquemas.tablas import DIARIAS, EVIDENCIAS, MEDICIONES, PUBLICACIONES
from lineamientos.semestres import Semestre

VERSION_LECTORES = "1"
"""Cambia cuando un lector leería de otro modo los mismos bytes; se guarda en cada lote."""


@dataclass(frozen=True)
class Limites:
    """Topes contra archivos enormes o maliciosos; vienen de ``pertinencia.toml``.

    Attributes:
        bytes_archivo: Tamaño máximo de un archivo entregado.
        bytes_descomprimidos: Tamaño máximo del total descomprimido de un conjunto o de un libro.
        razon_compresion: Cuántas veces puede crecer un archivo al descomprimirse.
        archivos_en_conjunto: Cuántos archivos puede traer un comprimido.
        filas: Filas máximas de una tabla.
        columnas: Columnas máximas de una tabla.
    """

    bytes_archivo: int = 50_000_000
    bytes_descomprimidos: int = 100_000_000
    razon_compresion: int = 200
    archivos_en_conjunto: int = 500
    filas: int = 1_000_000
    columnas: int = 500


@dataclass(frozen=True)
class CuentaPadron:
    """Lo que un lector necesita saber de una cuenta del padrón.

    Attributes:
        cuenta: Clave en el padrón.
        red: Red social.
        usuario: Nombre de usuario, sin arroba.
        id_plataforma: Identificador en la plataforma, o ``None``.
        nombre: Nombre para mostrar.
        vigente_desde: Primer día que debe rendir, o ``None`` si siempre.
        vigente_hasta: Último día que debe rendir, o ``None`` si sigue vigente.
    """

    cuenta: str
    red: str
    usuario: str
    id_plataforma: str | None = None
    nombre: str = ""
    vigente_desde: date | None = None
    vigente_hasta: date | None = None


@dataclass(frozen=True)
class Contexto:
    """Con qué se lee un archivo: el padrón por clave, el semestre en revisión y los topes."""

    padron: Mapping[str, CuentaPadron]
    semestre: Semestre
    limites: Limites = field(default_factory=Limites)

    @cached_property
    def cuentas_plegadas(self) -> Mapping[str, str]:
        """Clave de cada cuenta del padrón por su forma plegada."""
        return {plegar(c): c for c in reversed(list(self.padron))}


@dataclass(frozen=True)
class Parte:
    """Un archivo por leer: entregado suelto o dentro de un comprimido.

    Attributes:
        archivo: Nombre con que se le cita: ruta dentro de ``entradas``; en un comprimido,
            ``conjunto.zip → interior.csv``.
        contenido: Bytes.
        carpeta: Nombre de la carpeta ``entradas/<cuenta>/`` en que venía, o ``None``.
    """

    archivo: str
    contenido: bytes
    carpeta: str | None = None


# Un marco no se modifica: todas las lecturas comparten los vacíos.
_SIN_MEDICIONES = vacia(MEDICIONES).drop("lote")
_SIN_PUBLICACIONES = vacia(PUBLICACIONES).drop("lote")
_SIN_DIARIAS = vacia(DIARIAS).drop("lote")
_SIN_EVIDENCIAS = vacia(EVIDENCIAS).drop("lote")


@dataclass(frozen=True)
class Lectura:
    """Lo que un lector obtuvo de una parte.

    Las tablas llevan el esquema de ``esquemas.tablas`` sin la columna ``lote``, que pone quien carga.

    Attributes:
        clase: Clase reconocida, o ``None`` si no se reconoció.
        rechazado: Si nada del archivo puede cargarse.
    """

    clase: str | None
    mediciones: pl.DataFrame = field(default_factory=lambda: _SIN_MEDICIONES)
    publicaciones: pl.DataFrame = field(default_factory=lambda: _SIN_PUBLICACIONES)
    diarias: pl.DataFrame = field(default_factory=lambda: _SIN_DIARIAS)
    evidencias: pl.DataFrame = field(default_factory=lambda: _SIN_EVIDENCIAS)
    hallazgos: tuple[Hallazgo, ...] = ()
    filas_leidas: int = 0
    filas_rechazadas: int = 0
    rechazado: bool = False
