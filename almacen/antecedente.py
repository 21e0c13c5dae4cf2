"""El antecedente de una reconstrucción: la base anterior, de la que se toma lo que los lotes no guardan.

Los lotes dan las cifras. No dan las evaluaciones (se escriben una vez), ni desde cuándo se conoce una
observación, ni lo que se anotó de consultas que no llegaron a pedirse. Eso se copia de la base anterior.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from almacen.copias import copiar_archivo
from almacen.errores import AlmacenOcupado, ErrorDeAlmacen
from almacen.maestro import Base, conectada, copiar_base
from almacen.migracion import migrar
from esquemas.campos import Tabla
from esquemas.tablas import (
    AREAS,
    CAPACITACIONES,
    CATALOGO,
    CUENTAS,
    DIARIAS,
    EVIDENCIAS,
    LAPIDAS,
    LLAMADAS,
    LOTES,
    MEDICIONES,
    MENCIONES,
    MIGRACIONES,
    OBSERVACIONES,
    PERFILES,
    PUBLICACIONES,
    RECOLECCIONES,
    TABLAS,
)

_DE_LOTE = (
    LOTES, MEDICIONES, PUBLICACIONES, DIARIAS, EVIDENCIAS, PERFILES, MENCIONES, RECOLECCIONES, LLAMADAS,
    LAPIDAS, OBSERVACIONES,
)  # fmt: skip
_DEL_ESPACIO = (AREAS, CUENTAS, CAPACITACIONES, CATALOGO, MIGRACIONES)
SOLO_DE_LA_BASE = tuple(
    t for t in TABLAS.values() if not t.reservada and t not in _DE_LOTE and t not in _DEL_ESPACIO
)
"""Las que no salen de los lotes ni del espacio: lo que resultó de evaluar y lo que alguien resolvió."""


@dataclass(frozen=True)
class Diferencia:
    """Una tabla que no quedó igual a la del antecedente.

    Attributes:
        tabla: Nombre.
        antes: Filas que tenía.
        ahora: Filas que tiene.
        faltan: Filas del antecedente que no están.
        sobran: Filas que el antecedente no tenía.
    """

    tabla: str
    antes: int
    ahora: int
    faltan: int
    sobran: int


def elegir(candidatas: Sequence[Path], destino: Path, ahora: datetime) -> tuple[Path | None, list[str]]:
    """Copia a ``destino`` la primera base que pueda leerse, con su estructura al día.

    Args:
        candidatas: Bases, de la preferida a la última; quien llama tiene el candado del maestro.
        destino: Dónde queda la copia.
        ahora: Instante que se anota si hay que migrar la copia.

    Returns:
        La base elegida, o ``None``, y una oración por cada una que no pudo leerse.

    Raises:
        BaseEnUso: Si otro programa tiene abierta una de ellas.
    """
    ilegibles = []
    for ruta in candidatas:
        if not ruta.exists():
            continue
        try:
            # En una publicada nadie escribe, y abrirla para escribir no se puede: basta copiarla.
            (copiar_base if _se_escribe(ruta) else copiar_archivo)(ruta, destino)
            with conectada(destino) as base:
                migrar(base.conexion, ahora, reservado=False)
        except AlmacenOcupado:
            raise
        except ErrorDeAlmacen:
            destino.unlink(missing_ok=True)
            ilegibles.append(f"La base {ruta} no puede leerse; no se toma nada de ella.")
        else:
            return ruta, ilegibles
    return None, ilegibles


def _se_escribe(ruta: Path) -> bool:
    return bool(ruta.stat().st_mode & 0o222)


def adjuntar(base: Base, antecedente: Path) -> None:
    """Deja el antecedente a la mano de la base en obra, para leerlo, con el nombre ``antes``."""
    ruta = str(antecedente).replace("'", "''")
    base.ejecutar(f"ATTACH '{ruta}' AS antes (READ_ONLY)")


def lotes_de_antes(base: Base, codigo_copias: str) -> pl.DataFrame:
    """Lotes del antecedente: origen, estado, lector, semestre, si está purgado y qué copias suyas se vieron.

    Args:
        base: Base en obra, con el antecedente adjunto.
        codigo_copias: Código del aviso de que un archivo es copia de otro: lo dice la carpeta, no el lote.
    """
    return base.consultar(
        """
        SELECT lote, origen, estado, lector, semestre,
               lote IN (SELECT lote FROM antes.lapidas) AS purgado,
               (SELECT list(o.archivo ORDER BY o.archivo) FROM antes.observaciones o
                WHERE o.lote = l.lote AND o.codigo = $codigo) AS copias
        FROM antes.lotes l ORDER BY lote
        """,
        {"codigo": codigo_copias},
    )


def cuentas_de_antes(base: Base) -> pl.DataFrame:
    """El padrón del antecedente: de una cuenta que ya no está en el del espacio, su usuario."""
    return base.consultar("SELECT * FROM antes.cuentas ORDER BY cuenta")


def completar(base: Base, conservar: Collection[str], codigo_copias: str) -> dict[str, int]:
    """Toma del antecedente lo que los lotes no dan; repetirlo no cambia nada.

    Args:
        base: Base en obra, con el antecedente adjunto.
        conservar: Lotes que se toman enteros del antecedente, aunque se hayan leído.
        codigo_copias: Código del aviso de que un archivo es copia de otro.

    Returns:
        Cuántos lotes se tomaron, por razón: ``conservados`` los pedidos, ``menos`` los que releídos darían
        menos filas, ``sin_bytes`` los que ya no tienen qué leer.
    """
    pedidos = set(conservar)
    propios = pedidos & set(_columna(base, "SELECT lote FROM antes.lotes"))
    menos = set(_columna(base, _CON_MENOS)) - pedidos
    ajenos = set(_columna(base, "SELECT lote FROM antes.lotes EXCEPT SELECT lote FROM lotes")) - pedidos
    with base.transaccion():
        _tomar_lotes(base, propios | ajenos | menos)
        for tabla in SOLO_DE_LA_BASE:
            _tomar(base, tabla, "true")
        # Lo que se anotó de consultas que no dejaron lote, y lo que se observó sin leer ninguno.
        _tomar(base, RECOLECCIONES, "lote NOT IN (SELECT lote FROM lotes)")
        _tomar(base, LLAMADAS, "true")
        _tomar(base, LAPIDAS, "true")
        _tomar(
            base,
            OBSERVACIONES,
            f"lote IS NULL OR lote NOT IN (SELECT lote FROM lotes) OR codigo = '{codigo_copias}'",  # noqa: S608 - de quien lo declara
        )
        base.ejecutar(
            "UPDATE observaciones SET detectada_en = a.detectada_en FROM antes.observaciones a "
            "WHERE observaciones.observacion = a.observacion"
        )
        base.ejecutar(
            "UPDATE migraciones SET aplicada_en = a.aplicada_en FROM antes.migraciones a "
            "WHERE migraciones.version = a.version"
        )
    return {"conservados": len(propios), "menos": len(menos), "sin_bytes": len(ajenos)}


_CON_MENOS = """
    SELECT lote FROM antes.lotes a JOIN lotes l USING (lote)
    WHERE a.estado <> 'rechazado'
      AND (l.estado = 'rechazado'
           OR l.filas_leidas - l.filas_rechazadas < a.filas_leidas - a.filas_rechazadas)
"""


def comparar(base: Base) -> list[Diferencia]:
    """Tablas que no son iguales a las del antecedente, fila por fila y con todas sus columnas."""
    diferencias = []
    for tabla in TABLAS.values():
        if tabla.reservada:
            continue
        columnas = ", ".join(c.campo.nombre for c in tabla.columnas)
        aqui, alla = (f"SELECT {columnas} FROM {de}{tabla.nombre}" for de in ("", "antes."))  # noqa: S608
        antes, ahora, faltan, sobran = (
            int(base.consultar(f"SELECT count(*) AS n FROM ({sql})").item())  # noqa: S608
            for sql in (alla, aqui, f"{alla} EXCEPT ALL {aqui}", f"{aqui} EXCEPT ALL {alla}")
        )
        if faltan or sobran:
            diferencias.append(Diferencia(tabla.nombre, antes, ahora, faltan, sobran))
    return diferencias


def fechar_observaciones(base: Base) -> None:
    """Sin antecedente, una observación se conoce desde que se recibió su lote: antes no pudo ser."""
    base.ejecutar(
        "UPDATE observaciones SET detectada_en = l.recibido_en FROM lotes l WHERE observaciones.lote = l.lote"
    )


def _tomar_lotes(base: Base, lotes: Collection[str]) -> None:
    base.conexion.register("tomados", pl.DataFrame({"lote": sorted(lotes)}, schema={"lote": pl.String}))
    de_ellos = "lote IN (SELECT lote FROM tomados)"
    for tabla in _DE_LOTE:
        base.ejecutar(f"DELETE FROM {tabla.nombre} WHERE {de_ellos}")  # noqa: S608 - nombres de esquemas
        _tomar(base, tabla, de_ellos)
    base.conexion.unregister("tomados")


def _tomar(base: Base, tabla: Tabla, cuales: str) -> None:
    columnas = ", ".join(c.campo.nombre for c in tabla.columnas)
    # Los nombres salen de esquemas y la condición de este módulo, nunca de fuera.
    base.ejecutar(
        f"INSERT OR IGNORE INTO {tabla.nombre} ({columnas}) "  # noqa: S608
        f"SELECT {columnas} FROM antes.{tabla.nombre} WHERE {cuales}"
    )


def _columna(base: Base, sql: str) -> list[str]:
    return base.consultar(sql)["lote"].to_list()
