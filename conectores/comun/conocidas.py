"""Forma del marco de publicaciones ya leídas con que se planea."""

import polars as pl

PUBLICACIONES_CONOCIDAS: dict[str, pl.DataType] = {
    "cuenta": pl.String(),
    "id_publicacion": pl.String(),
    "publicada_en": pl.Datetime("us", "UTC"),
    "ultima_lectura": pl.Datetime("us", "UTC"),
    "tipo_publicacion": pl.String(),
}
"""Una fila por publicación leída por API: cuándo se publicó y cuándo se leyeron sus cifras por última vez."""
