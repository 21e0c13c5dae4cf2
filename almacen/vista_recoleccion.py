"""Lo que el maestro sabe de lo ya recolectado, para decidir qué pedir y cuánto puede gastarse."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from typing import NamedTuple

import polars as pl

from almacen.maestro import Base
from almacen.zona import ZONA
from esquemas.registro import METRICAS_DE_PUBLICACION

_SEMANA = timedelta(weeks=1)
_SEMANAS_DE_RITMO = 8
"""Semanas con que se mide el ritmo de una cuenta: las que bastan para que una floja no lo decida."""
_LEIDO_MINIMO = timedelta(days=1)
"""Menos tiempo leído no dice ningún ritmo."""


class Gasto(NamedTuple):
    """Lo gastado: unidades de lo que se pregunta y dólares."""

    unidades: int
    usd: float


def identificadores(base: Base) -> dict[str, str]:
    """Identificador que la plataforma dio a cada cuenta en su último perfil leído."""
    filas = base.consultar(
        "SELECT cuenta, arg_max(id_plataforma, (leida_en, lote, fila)) AS id FROM perfiles "
        "WHERE id_plataforma IS NOT NULL GROUP BY cuenta ORDER BY cuenta"
    )
    return dict(filas.iter_rows())


def perfiles_leidos(base: Base, red: str, desde: datetime) -> frozenset[str]:
    """Cuentas cuyo perfil se leyó en un instante o después.

    Args:
        base: Maestro abierto.
        red: Red social.
        desde: Instante, con zona.
    """
    filas = base.consultar(
        "SELECT DISTINCT cuenta FROM perfiles WHERE red = $red AND leida_en >= $desde",
        {"red": red, "desde": desde},
    )
    return frozenset(filas["cuenta"])


def avances(base: Base, red: str) -> pl.DataFrame:
    """Hasta dónde se ha leído completa cada operación con periodo.

    Returns:
        Columnas ``cuenta``, ``operacion``, ``desde``, ``hasta`` (UTC; exclusive) y ``ultimo_id``.
    """
    sql = files("almacen").joinpath("sql", "avances.sql").read_text("utf-8")
    return base.consultar(sql, {"red": red})


def publicaciones_conocidas(base: Base, red: str) -> pl.DataFrame:
    """Una fila por publicación leída por API.

    Una lectura que se purgó cuenta como lectura: sus cifras se borraron, no faltó leerlas. También cuenta
    haberla pedido, aunque la plataforma ya no la tenga: lo borrado no se vuelve a pedir cada día. Lo que en X
    solo se republicó no está: sus cifras son de otro y leerlas cuesta.

    Returns:
        Columnas ``cuenta``, ``id_publicacion``, ``publicada_en`` y ``ultima_lectura`` (UTC; nula si nunca se
        han leído sus cifras) y ``tipo_publicacion``.
    """
    con_cifra = " OR ".join(f"p.{m} IS NOT NULL" for m in METRICAS_DE_PUBLICACION)
    return base.consultar(
        # Los nombres salen de esquemas, nunca de fuera.
        f"""
        WITH pedidas AS (
            SELECT id_publicacion, max(recibido_en) AS pedida_en
            FROM (SELECT unnest(from_json(consulta->'objetos', '["VARCHAR"]')) AS id_publicacion, recibido_en
                  FROM lotes WHERE clase = $clase AND estado = 'cargado')
            GROUP BY id_publicacion
        )
        SELECT p.cuenta, p.id_publicacion,
               arg_max(p.publicada_en, p.leida_en) AT TIME ZONE $zona AS publicada_en,
               greatest(max(p.leida_en) FILTER (WHERE {con_cifra} OR t.operacion = 'metricas'),
                        any_value(s.pedida_en)) AS ultima_lectura,
               arg_max(p.tipo_publicacion, p.leida_en) AS tipo_publicacion
        FROM publicaciones p LEFT JOIN lapidas t USING (lote) LEFT JOIN pedidas s USING (id_publicacion)
        WHERE p.red = $red AND p.leida_en IS NOT NULL AND p.referencia IS DISTINCT FROM 'republicada'
        GROUP BY p.cuenta, p.id_publicacion
        ORDER BY p.cuenta, p.id_publicacion
        """,  # noqa: S608
        {"red": red, "zona": ZONA, "clase": f"{red}_metricas"},
    )


def ritmos(base: Base, red: str, programada: datetime) -> dict[str, float]:
    """Publicaciones por semana de cada cuenta, y menciones con la clave «cuenta:menciones».

    Se cuentan las de las últimas semanas que se han leído completas; de una cuenta de la que se ha leído
    menos de un día no se dice nada.
    """
    elementos = base.consultar(
        """
        SELECT cuenta, 'publicaciones' AS operacion, id_publicacion AS id,
               any_value(publicada_en) AT TIME ZONE $zona AS momento
        FROM publicaciones WHERE red = $red AND leida_en IS NOT NULL GROUP BY cuenta, id_publicacion
        UNION ALL
        SELECT cuenta, 'menciones', id_mencion, any_value(mencionada_en)
        FROM menciones GROUP BY cuenta, id_mencion
        """,
        {"red": red, "zona": ZONA},
    )
    desde_hace = programada - _SEMANAS_DE_RITMO * _SEMANA
    leidos = (
        avances(base, red)
        .filter(pl.col("operacion").is_in(["publicaciones", "menciones"]))
        .with_columns(
            pl.max_horizontal("desde", pl.lit(desde_hace)), pl.min_horizontal("hasta", pl.lit(programada))
        )
        .filter(pl.col("hasta") - pl.col("desde") >= _LEIDO_MINIMO)
    )
    cuantos = (
        elementos.join(leidos, on=["cuenta", "operacion"])
        .filter(pl.col("momento") >= pl.col("desde"), pl.col("momento") < pl.col("hasta"))
        .group_by("cuenta", "operacion")
        .len("cuantos")
    )
    semanas = (pl.col("hasta") - pl.col("desde")).dt.total_seconds() / _SEMANA.total_seconds()
    por_semana = (
        leidos.join(cuantos, on=["cuenta", "operacion"], how="left")
        .with_columns((pl.col("cuantos").fill_null(0) / semanas).alias("ritmo"))
        .sort("cuenta", "operacion")
    )
    return {
        cuenta if operacion == "publicaciones" else f"{cuenta}:{operacion}": ritmo
        for cuenta, operacion, ritmo in por_semana.select("cuenta", "operacion", "ritmo").iter_rows()
    }


def gastado(base: Base, red: str, concepto: str | None, desde: datetime) -> Gasto:
    """Lo gastado en una red desde un instante.

    Args:
        base: Maestro abierto.
        red: Red social.
        concepto: Qué unidades se suman, o ``None`` si todas.
        desde: Instante, con zona.
    """
    fila = base.consultar(
        "SELECT coalesce(sum(unidades), 0)::BIGINT AS unidades, coalesce(sum(costo_usd), 0.0) AS usd "
        "FROM llamadas WHERE red = $red AND momento >= $desde AND concepto = coalesce($concepto, concepto)",
        {"red": red, "concepto": concepto, "desde": desde},
    ).row(0)
    return Gasto(int(fila[0]), float(fila[1]))


def lotes_cargados(base: Base, lotes: Sequence[str]) -> frozenset[str]:
    """Cuáles de unos lotes ya se cargaron enteros; los que se cargaron a medias no cuentan."""
    filas = base.consultar(
        "SELECT lote FROM lotes WHERE estado <> 'parcial' AND list_contains($lotes, lote)",
        {"lotes": list(lotes)},
    )
    return frozenset(filas["lote"])
