"""Purga: borrar lo que una plataforma no deja conservar, y dejar dicho que se borró.

YouTube no deja guardar más de unos días las estadísticas leídas con la clave pública. Se borran las páginas
crudas y las cifras; que un video existió y cuándo se publicó se conserva.

El orden es base y después archivos. La lápida se escribe en la misma transacción que borra las cifras, y
desde entonces el lote está condenado aunque sus páginas sigan en disco: si la purga muere ahí, la siguiente
empieza por terminarla. Al revés, una muerte dejaría páginas que faltan sin que la base diga por qué.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from almacen.aterrizaje_api import AterrizajeApi
from almacen.maestro import Base
from almacen.retencion import MOTIVO as SOLO_PAGINAS
from esquemas.registro import METRICAS_DE_PUBLICACION
from esquemas.tablas import LAPIDAS


@dataclass(frozen=True)
class Purga:
    """Lo que hizo una purga.

    Attributes:
        lotes: Lotes purgados.
        paginas: Páginas que tenían.
        bytes: Lo que ocupaban sin comprimir.
    """

    lotes: int
    paginas: int
    bytes: int


def purgar(
    base: Base, aterrizaje: AterrizajeApi, *, red: str, antes_de: datetime, motivo: str, ahora: datetime
) -> Purga:
    """Borra lo leído con la clave pública antes de un instante; repetirla no cambia nada.

    Args:
        base: Maestro abierto.
        aterrizaje: Dónde están las páginas.
        red: Red social.
        antes_de: Se purgan los lotes leídos antes de este instante.
        motivo: Por qué, en palabras; queda en la lápida.
        ahora: Instante de la purga.
    """
    _terminar_la_anterior(base, aterrizaje, red)
    condenados = _condenados(base, aterrizaje, red, antes_de)
    if condenados.is_empty():
        return Purga(0, 0, 0)
    lapidas = condenados.with_columns(
        pl.lit(red).alias("red"), pl.lit(ahora).alias("purgado_en"), pl.lit(motivo).alias("motivo")
    )
    with base.transaccion():
        base.insertar(LAPIDAS, lapidas)
        borrar_cifras(base, lapidas["lote"].to_list())
    for lote in condenados["lote"]:
        aterrizaje.purgar(lote, ahora, motivo)
    return Purga(len(condenados), int(condenados["paginas"].sum()), int(condenados["bytes"].sum()))


def borrar_cifras(
    base: Base, lotes: Sequence[str], *, de: str = "", columnas: Collection[str] = METRICAS_DE_PUBLICACION
) -> None:
    """Borra las cifras de unos lotes, dentro de la transacción de quien llama.

    Args:
        base: Maestro abierto.
        lotes: Lotes condenados.
        de: Base adjunta en que se borran, con su punto; vacía, el maestro.
        columnas: Las de sus publicaciones; una base de una versión anterior puede tener menos métricas.
    """
    condenados: list[object] = [list(lotes)]
    vacias = ", ".join(f"{m} = NULL" for m in METRICAS_DE_PUBLICACION if m in columnas)
    # Los nombres salen de esquemas y de quien llama, nunca de fuera.
    base.ejecutar(
        f"DELETE FROM {de}diarias WHERE list_contains(?, lote) AND metrica = 'seguidores'",  # noqa: S608
        condenados,
    )
    base.ejecutar(f"UPDATE {de}publicaciones SET {vacias} WHERE list_contains(?, lote)", condenados)  # noqa: S608


def _terminar_la_anterior(base: Base, aterrizaje: AterrizajeApi, red: str) -> None:
    """Solo la última puede estar a medias: cada una empieza por terminar la que la precede.

    Las lápidas de la retención de páginas no cuentan: esas las termina ella.
    """
    ultima = base.consultar(
        "SELECT lote, purgado_en, motivo FROM lapidas WHERE red = $red AND motivo <> $paginas "
        "AND purgado_en = (SELECT max(purgado_en) FROM lapidas WHERE red = $red AND motivo <> $paginas) "
        "ORDER BY lote",
        {"red": red, "paginas": SOLO_PAGINAS},
    )
    for lote, momento, motivo in ultima.iter_rows():
        aterrizaje.purgar(lote, momento, motivo)


def _condenados(base: Base, aterrizaje: AterrizajeApi, red: str, antes_de: datetime) -> pl.DataFrame:
    """Lote, operación, páginas y bytes de lo que toca borrar."""
    filas = base.consultar(
        """
        SELECT lote, consulta ->> '$.operacion' AS operacion, bytes
        FROM lotes
        WHERE origen = 'api' AND consulta ->> '$.red' = $red AND recibido_en < $antes
          AND consulta ->> '$.parametros.credencial' = 'clave' AND lote NOT IN (SELECT lote FROM lapidas)
        ORDER BY lote
        """,
        {"red": red, "antes": antes_de},
    )
    paginas = [aterrizaje.cuantas(lote) for lote in filas["lote"]]
    return filas.with_columns(pl.Series("paginas", paginas, pl.Int64))
