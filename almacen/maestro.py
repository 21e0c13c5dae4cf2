"""El maestro: DuckDB con un solo escritor.

Se abre solo mientras se usa: un lector de otro proceso bloquea a quien escribe, y al revés; por eso
los analistas leen la copia publicada y no este archivo.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from almacen.candado import candado
from almacen.copias import conservar_version, copiar_archivo
from almacen.errores import de_motor
from almacen.migracion import migrar, version_anterior
from esquemas.campos import Tabla
from esquemas.derivados import ajustar

if TYPE_CHECKING:
    import duckdb

_BITACORA = logging.getLogger("pertinencia")
ESPERA_SEGUNDOS = 600.0
"""Cuánto espera un escritor a otro: más que la carga más larga prevista."""
_VERSION_ALMACENAMIENTO = "v1.0.0"
"""Formato de archivo que también abren las herramientas anteriores a DuckDB 2."""


@dataclass(frozen=True)
class Rutas:
    """Dónde vive cada cosa en ``datos/``.

    Attributes:
        datos: La carpeta.
        en_obra: Base que hace de maestro mientras se reconstruye al lado, o ``None``.
    """

    datos: Path
    en_obra: Path | None = None

    @property
    def maestro(self) -> Path:
        """Base maestra."""
        return self.en_obra or self.datos / "maestro.duckdb"

    @property
    def reservado(self) -> Path:
        """Lo que no se publica: contactos y cartas."""
        return self.datos / "reservado.duckdb"

    @property
    def publicado(self) -> Path:
        """Copia de solo lectura para analistas."""
        return self.datos / "publicado" / "pertinencia.duckdb"

    def publicado_de(self, semestre: str) -> Path:
        """Última copia que se publicó mientras se revisaba un semestre, dado por su clave."""
        return self.publicado.with_name(f"pertinencia_{semestre}.duckdb")

    @property
    def aterrizaje(self) -> Path:
        """Lotes crudos."""
        return self.datos / "aterrizaje"


class Base:
    """Conexión a una base propia, con las pocas operaciones que el almacén necesita."""

    def __init__(self, conexion: duckdb.DuckDBPyConnection) -> None:
        self.conexion = conexion

    def cerrar(self) -> None:
        """Cierra la conexión y la suelta.

        Prefect guarda los errores hasta el final, con los marcos por los que pasaron y lo que tenían: si
        alguno llegara con la conexión a la salida del proceso, DuckDB se quejaría ante quien lo corre.
        """
        self.conexion.close()
        del self.conexion

    def consultar(self, sql: str, parametros: Mapping[str, object] | None = None) -> pl.DataFrame:
        """Ejecuta una consulta y devuelve un marco."""
        relacion = self.conexion.sql(sql, params=dict(parametros)) if parametros else self.conexion.sql(sql)
        marco: pl.DataFrame = relacion.pl()
        return marco

    def ejecutar(self, sql: str, parametros: list[object] | None = None) -> None:
        """Ejecuta una sentencia sin resultado."""
        # Agotar el resultado: con uno a medias, DuckDB 2 no deja usar la conexión para otra cosa.
        self.conexion.execute(sql, parametros).fetchall()

    def insertar(self, tabla: Tabla, marco: pl.DataFrame, *, si_existe: str = "error") -> None:
        """Inserta un marco en su tabla.

        Args:
            tabla: Tabla destino.
            marco: Filas, con las columnas de la tabla.
            si_existe: ``error`` o ``ignorar`` cuando la clave ya está.
        """
        if marco.is_empty():
            return
        columnas = ", ".join(c.campo.nombre for c in tabla.columnas)
        ignorar = "OR IGNORE " if si_existe == "ignorar" else ""
        # Si la sentencia falla no se retira el marco: la transacción abortada taparía su error.
        self.conexion.register("entrante", ajustar(marco, tabla))
        self.conexion.execute(
            f"INSERT {ignorar}INTO {tabla.nombre} ({columnas}) SELECT {columnas} FROM entrante"  # noqa: S608
        )
        self.conexion.unregister("entrante")

    @contextmanager
    def transaccion(self) -> Iterator[None]:
        """Todo o nada: confirma al salir, deshace si algo falla."""
        self.conexion.execute("BEGIN TRANSACTION")
        try:
            yield
        except BaseException:
            self.conexion.execute("ROLLBACK")
            raise
        self.conexion.execute("COMMIT")


@contextmanager
def abrir_maestro(
    rutas: Rutas, ahora: datetime, *, espera_segundos: float = ESPERA_SEGUNDOS, memoria: str = "600MB"
) -> Iterator[Base]:
    """Abre el maestro para escribir, bajo candado, con su estructura al día.

    Args:
        rutas: Rutas del espacio.
        ahora: Instante que se anota si hay que migrar.
        espera_segundos: Cuánto se espera a otro escritor.
        memoria: Tope de memoria de DuckDB; más allá usa disco.

    Raises:
        AlmacenOcupado: Si otro proceso escribe y no termina a tiempo, u otro programa la tiene abierta.
        BaseIlegible: Si el archivo está dañado o no es una base.
        EstructuraDesconocida: Si la base es de una versión más nueva.
    """
    with _abrir(rutas.maestro, espera_segundos, memoria) as base:
        _actualizar(base, rutas.maestro, ahora, reservado=False)
        yield base


@contextmanager
def abrir_reservado(
    rutas: Rutas, ahora: datetime, *, espera_segundos: float = ESPERA_SEGUNDOS
) -> Iterator[Base]:
    """Abre la base reservada para escribir, bajo candado. Mismos errores que ``abrir_maestro``."""
    with _abrir(rutas.reservado, espera_segundos, "200MB") as base:
        _actualizar(base, rutas.reservado, ahora, reservado=True)
        yield base


def _actualizar(base: Base, ruta: Path, ahora: datetime, *, reservado: bool) -> None:
    """Lleva la base a la estructura de hoy; si ya guardaba algo, antes deja una copia al lado y lo dice."""
    anterior = version_anterior(base.conexion, reservado=reservado)
    if anterior is not None:
        base.ejecutar("CHECKPOINT")
        copia = conservar_version(ruta, anterior, ahora)
        if copia is not None:
            _BITACORA.warning(
                "Se actualiza la estructura de %s (era la %d). Como estaba antes quedó en %s.",
                ruta.name,
                anterior,
                copia,
            )
    migrar(base.conexion, ahora, reservado=reservado)


@contextmanager
def _abrir(ruta: Path, espera_segundos: float, memoria: str) -> Iterator[Base]:
    with candado(ruta, espera_segundos), conectada(ruta, memoria) as base:
        yield base


@contextmanager
def conectada(ruta: Path, memoria: str = "600MB") -> Iterator[Base]:
    """Abre una base tal como está, sin tomar su candado: quien la abre así ya lo tiene.

    Raises:
        BaseEnUso: Si otro programa la tiene abierta.
        BaseIlegible: Si el archivo está dañado o no es una base.
    """
    # DuckDB se importa aquí y no arriba: Prefect guarda los flujos hasta el último momento y con ellos los
    # módulos que alcanzan; un módulo que la tuviera haría que al salir se quejara de objetos sin soltar.
    import duckdb

    abierta = False
    try:
        base = Base(duckdb.connect(":memory:", config=CONFIGURACION))
        try:
            base.ejecutar(f"SET memory_limit = '{memoria}'")
            base.ejecutar("SET TimeZone = 'UTC'")
            destino = str(ruta).replace("'", "''")
            base.ejecutar(f"ATTACH '{destino}' AS base (STORAGE_VERSION '{_VERSION_ALMACENAMIENTO}')")
            base.ejecutar("USE base")
            abierta = True
            yield base
        finally:
            base.cerrar()
    except duckdb.Error as error:
        traducido = de_motor(error, ruta, al_abrir=not abierta)
        if traducido is None:
            raise
        raise traducido from error


def copiar_base(origen: Path, destino: Path) -> None:
    """Copia una base con todo lo confirmado en ella; quien llama tiene su candado.

    Raises:
        BaseEnUso: Si otro programa la tiene abierta.
        BaseIlegible: Si está dañada o no es una base.
    """
    with conectada(origen) as base:
        base.ejecutar("CHECKPOINT")
        # Sin transacciones abiertas el archivo está completo: basta copiarlo.
        copiar_archivo(origen, destino)


CONFIGURACION: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""Ninguna conexión instala ni busca extensiones fuera del equipo."""
