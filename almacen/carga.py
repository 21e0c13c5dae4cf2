"""Carga idempotente: una transacción por tanda de lotes; cargar dos veces no cambia nada."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path

import polars as pl

from almacen.libreta import leer_libretas
from almacen.maestro import Base
from esquemas.campos import Tabla
from esquemas.derivados import ajustar, esquema_polars, vacia
from esquemas.tablas import (
    AREAS,
    CAPACITACIONES,
    CATALOGO,
    CONTACTOS,
    CUENTAS,
    DIARIAS,
    EVIDENCIAS,
    LLAMADAS,
    LOTES,
    MEDICIONES,
    MENCIONES,
    OBSERVACIONES,
    PERFILES,
    PUBLICACIONES,
    RECOLECCIONES,
)
from esquemas.tablas_expediente import ENCARGADOS

_TABLAS_DE_LOTE = (MEDICIONES, PUBLICACIONES, DIARIAS, EVIDENCIAS, PERFILES, MENCIONES, RECOLECCIONES)


@dataclass(frozen=True)
class Tanda:
    """Lo que aportan varios lotes, ya normalizado y revisado; cada marco trae su columna ``lote``."""

    lotes: pl.DataFrame
    mediciones: pl.DataFrame = field(default_factory=lambda: vacia(MEDICIONES))
    publicaciones: pl.DataFrame = field(default_factory=lambda: vacia(PUBLICACIONES))
    diarias: pl.DataFrame = field(default_factory=lambda: vacia(DIARIAS))
    evidencias: pl.DataFrame = field(default_factory=lambda: vacia(EVIDENCIAS))
    perfiles: pl.DataFrame = field(default_factory=lambda: vacia(PERFILES))
    menciones: pl.DataFrame = field(default_factory=lambda: vacia(MENCIONES))
    recolecciones: pl.DataFrame = field(default_factory=lambda: vacia(RECOLECCIONES))
    llamadas: pl.DataFrame = field(default_factory=lambda: vacia(LLAMADAS))
    observaciones: pl.DataFrame = field(default_factory=lambda: vacia(OBSERVACIONES))

    def sin(self, lotes: Collection[str]) -> "Tanda":
        """La misma tanda sin esos lotes."""
        fuera = sorted(lotes)
        if not fuera:
            return self
        return Tanda(*(getattr(self, f.name).filter(~pl.col("lote").is_in(fuera)) for f in fields(self)))


def cargar(base: Base, tanda: Tanda) -> None:
    """Carga una tanda en una transacción; lo que hubiera de esos lotes se sustituye.

    El momento de recepción de un lote ya conocido se conserva: volver a leerlo no lo hace más reciente. Un
    lote purgado no vuelve: se deja fuera. Una llamada ya anotada conserva lo que se anotó de ella.
    """
    with base.transaccion():
        entrante = tanda.sin(_purgados(base, tanda.lotes))
        _borrar(base, entrante.lotes, (*_TABLAS_DE_LOTE, OBSERVACIONES, LOTES))
        base.insertar(LOTES, entrante.lotes)
        for tabla in _TABLAS_DE_LOTE:
            # La misma evidencia entregada en dos lotes es una evidencia.
            marco = getattr(entrante, tabla.nombre)
            base.insertar(tabla, marco, si_existe="ignorar" if tabla is EVIDENCIAS else "error")
        base.insertar(LLAMADAS, entrante.llamadas, si_existe="ignorar")
        base.insertar(OBSERVACIONES, entrante.observaciones)


def anotar_pendientes(base: Base, recolecciones: pl.DataFrame) -> None:
    """Anota por qué quedaron abiertos unos lotes; se sustituye cuando se cargan. Repetirlo no escribe nada.

    Args:
        base: Maestro abierto.
        recolecciones: Filas de ``recolecciones`` de lotes enteros.
    """
    orden = list(RECOLECCIONES.clave)
    guardadas = base.consultar(
        "SELECT * FROM recolecciones WHERE list_contains($lotes, lote)",
        {"lotes": recolecciones["lote"].unique().to_list()},
    )
    if (
        ajustar(guardadas, RECOLECCIONES)
        .sort(orden)
        .equals(ajustar(recolecciones, RECOLECCIONES).sort(orden))
    ):
        return
    with base.transaccion():
        _borrar(base, recolecciones, (RECOLECCIONES,))
        base.insertar(RECOLECCIONES, recolecciones)


def anotar_llamadas(base: Base, llamadas: pl.DataFrame) -> None:
    """Agrega llamadas a la libreta de gasto; las que ya estaban se quedan como estaban, sin escribir nada."""
    clave = list(LLAMADAS.clave)
    anotadas = base.consultar(
        "SELECT llamada, concepto FROM llamadas WHERE list_contains($llamadas, llamada)",
        {"llamadas": llamadas["llamada"].unique().to_list()},
    )
    base.insertar(LLAMADAS, llamadas.join(anotadas, on=clave, how="anti"), si_existe="ignorar")


def anotar_libretas(base: Base, raiz: Path) -> None:
    """Pasa a la libreta de gasto las llamadas que no dejaron página; repetirlo no cambia nada.

    Args:
        base: Maestro abierto.
        raiz: Carpeta de aterrizaje.
    """
    filas = [
        {
            **{
                n: r[n]
                for n in ("llamada", "lote", "red", "operacion", "peticion", "estado_http", "resultado")
            },
            "momento": datetime.fromisoformat(r["momento"]),
            "concepto": "ninguno",
            "unidades": 0,
            "costo_usd": 0.0,
        }
        for r in leer_libretas(raiz)
    ]
    anotar_llamadas(base, pl.DataFrame(filas, schema=esquema_polars(LLAMADAS)))


def anotar(base: Base, observaciones: pl.DataFrame) -> None:
    """Agrega observaciones; las que ya estaban conservan su fecha."""
    base.insertar(OBSERVACIONES, observaciones, si_existe="ignorar")


def lotes_conocidos(base: Base, codigo_otros: str) -> pl.DataFrame:
    """Lotes ya recibidos: estado, lector que los leyó, semestre suyo y filas que entraron.

    ``trae_otros`` dice si el lote tiene la observación ``codigo_otros``: traía fechas de otro semestre.
    """
    return base.consultar(
        "SELECT lote, estado, lector, semestre, filas_leidas - filas_rechazadas AS entraron, "
        "EXISTS (SELECT 1 FROM observaciones o WHERE o.lote = l.lote AND o.codigo = $codigo) AS trae_otros "
        "FROM lotes l ORDER BY lote",
        {"codigo": codigo_otros},
    )


def sustituir_padron(
    base: Base, areas: pl.DataFrame, cuentas: pl.DataFrame, capacitaciones: pl.DataFrame
) -> None:
    """Pone el padrón y las capacitaciones del espacio en lugar de los que hubiera."""
    _sustituir(base, ((AREAS, areas), (CUENTAS, cuentas), (CAPACITACIONES, capacitaciones)))


def sustituir_catalogo(base: Base, catalogo: pl.DataFrame) -> None:
    """Pone el catálogo de métricas vigente en lugar del que hubiera."""
    _sustituir(base, ((CATALOGO, catalogo),))


def sustituir_contactos(base: Base, contactos: pl.DataFrame, encargados: pl.DataFrame) -> None:
    """Pone los contactos y los encargados del padrón en la base reservada."""
    _sustituir(base, ((CONTACTOS, contactos), (ENCARGADOS, encargados)))


def _purgados(base: Base, lotes: pl.DataFrame) -> frozenset[str]:
    conocidos = base.consultar("SELECT lote FROM lapidas")["lote"]
    return frozenset(conocidos) & frozenset(lotes["lote"])


def _borrar(base: Base, lotes: pl.DataFrame, tablas: Iterable[Tabla]) -> None:
    """Borra lo que haya de unos lotes."""
    base.conexion.register("lotes_entrantes", lotes.select("lote").unique())
    for tabla in tablas:
        # El nombre de la tabla sale de esquemas, nunca de fuera.
        base.ejecutar(
            f"DELETE FROM {tabla.nombre} WHERE lote IN (SELECT lote FROM lotes_entrantes)"  # noqa: S608
        )
    base.conexion.unregister("lotes_entrantes")


def _sustituir(base: Base, pares: Iterable[tuple[Tabla, pl.DataFrame]]) -> None:
    pendientes = [(tabla, marco) for tabla, marco in pares if not _igual(base, tabla, marco)]
    if not pendientes:
        return
    with base.transaccion():
        for tabla, marco in pendientes:
            base.ejecutar(f"DELETE FROM {tabla.nombre}")  # noqa: S608 — nombre de esquemas
            base.insertar(tabla, marco)


def _igual(base: Base, tabla: Tabla, marco: pl.DataFrame) -> bool:
    columnas = [c.campo.nombre for c in tabla.columnas]
    guardado = base.consultar(f"SELECT {', '.join(columnas)} FROM {tabla.nombre} ORDER BY ALL")  # noqa: S608
    entrante = ajustar(marco, tabla).sort(columnas, nulls_last=True)
    return guardado.sort(columnas, nulls_last=True).equals(entrante)
