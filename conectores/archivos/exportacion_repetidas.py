"""Publicaciones que vienen más de una vez en el mismo archivo: cada una se cuenta una vez."""

from collections.abc import Sequence

import polars as pl

from conectores.archivos.exportacion_comun import contar, lugar
from conectores.archivos.reconocimiento import Reconocida
from esquemas.hallazgos import Hallazgo


def sin_repetidas(
    marco: pl.DataFrame, r: Reconocida, metricas: Sequence[str]
) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Deja una fila por publicación.

    Si sus filas traen las mismas cifras se toma una; si no coinciden, queda nula la cifra que difiere,
    porque no se sabe cuál vale.

    Args:
        marco: Con ``fila``, ``id_publicacion`` y las métricas como enteros.
        r: La tabla.
        metricas: Columnas de métricas del marco.
    """
    repetida = marco["id_publicacion"].is_duplicated()
    if not repetida.any():
        return marco, []
    coincide = {m: pl.col(m).n_unique() == 1 for m in metricas}
    otras = [c for c in marco.columns if c not in metricas and c != "id_publicacion"]
    juntas = (
        marco.filter(repetida)
        .group_by("id_publicacion", maintain_order=True)
        .agg(
            *(pl.col(c).first() for c in otras),
            *(pl.when(igual).then(pl.col(m).first()).alias(m) for m, igual in coincide.items()),
            pl.len().alias("_veces"),
            pl.all_horizontal(pl.lit(value=True), *coincide.values()).alias("_iguales"),
        )
    )
    hallazgos = [
        lugar(r, d["fila"], "id_publicacion").hallazgo("L507", d["id_publicacion"], str(d["_veces"]))
        for d in juntas.filter(~pl.col("_iguales")).select("fila", "id_publicacion", "_veces").to_dicts()
    ]
    if iguales := int(juntas["_iguales"].sum()):
        hallazgos.append(
            lugar(r).hallazgo("L506", contar(iguales, "publicación viene", "publicaciones vienen"))
        )
    completo = pl.concat([marco.filter(~repetida), juntas.select(marco.columns)])
    return completo.sort("fila"), hallazgos
