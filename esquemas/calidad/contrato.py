"""El contrato de lo que se revisa: qué columnas trae, de qué tipo, y qué no puede faltar en un lote.

Un marco sin una columna es un error del lector (``ContratoRoto``). Un lote en que un dato indispensable
viene vacío, o de una categoría desconocida, es un cambio de la plataforma: ese lote se rechaza y los demás
siguen.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from esquemas.calidad.expectativas import Expectativa, en_lista, entre, iguales, presente
from esquemas.campos import Tabla
from esquemas.derivados import esquema_polars
from lineamientos.ausencias import Ausencia
from lineamientos.catalogo import METRICAS, REDES

TIPOS_DE_PUBLICACION = (
    "texto",
    "enlace",
    "imagen",
    "carrusel",
    "video",
    "video_corto",
    "en_vivo",
    "historia",
)
FUENTES = ("api", "exportacion", "formato")

CATEGORIAS: Mapping[str, tuple[str, ...]] = {
    "ausencia": tuple(Ausencia),
    "fuente": FUENTES,
    "red": tuple(REDES),
    "tipo_publicacion": TIPOS_DE_PUBLICACION,
}
"""Campos de lista cerrada: un valor fuera de ella no se toma por ninguno de los conocidos."""

ESTRUCTURA: tuple[Expectativa, ...] = (
    presente("C001", "tipo", "la columna", muestra=("columna",)),
    iguales("C001", "tipo", "tipo_esperado", "el tipo declarado", campo="columna"),
)
"""Lo que se espera de cada columna declarada; se comprueba sobre el marco de ``marco_de_estructura``."""

EN_CADA_LOTE: tuple[Expectativa, ...] = (
    entre("C001", "vacios", "todas las filas con el dato", maximo=0, muestra=("donde",)),
    entre("C003", "sin_cifra_ni_razon", "una cifra o una razón", maximo=0, muestra=("donde",)),
    *(
        en_lista("C002", c, f"uno de estos: {', '.join(valores)}", valores)
        for c, valores in CATEGORIAS.items()
    ),
    en_lista("C002", "metrica", "una métrica del catálogo", tuple(METRICAS)),
)
"""Lo que se espera de cada lote; se comprueba sobre el marco de ``marco_de_lotes``."""


ESQUEMA_DE_ESTRUCTURA = dict.fromkeys(("tabla", "columna", "tipo", "tipo_esperado"), pl.String)


def marco_de_estructura(marcos: Sequence[tuple[Tabla, pl.DataFrame]]) -> pl.DataFrame:
    """Una fila por columna declarada, con el tipo que trae el marco y el que debe traer."""
    filas = [
        (tabla.nombre, columna, str(marco.schema[columna]) if columna in marco.columns else None, str(tipo))
        for tabla, marco in marcos
        for columna, tipo in esquema_polars(tabla).items()
    ]
    return pl.DataFrame(filas, schema=ESQUEMA_DE_ESTRUCTURA, orient="row")


def marco_de_lotes(marcos: Sequence[tuple[Tabla, pl.DataFrame]]) -> pl.DataFrame:
    """Resume cada lote: cuántos vacíos trae donde no puede haberlos y qué categorías usa.

    Returns:
        lote, archivo, fila (la primera en que ocurre), campo, donde, vacios, sin_cifra_ni_razon y una
        columna por campo de lista cerrada; cada fila llena solo lo suyo.
    """
    resumenes = [r for tabla, marco in marcos if not marco.is_empty() for r in _resumenes(tabla, marco)]
    base = pl.DataFrame(
        schema={
            "lote": pl.String,
            "archivo": pl.String,
            "fila": pl.Int64,
            "campo": pl.String,
            "donde": pl.String,
            "vacios": pl.UInt32,
            "sin_cifra_ni_razon": pl.UInt32,
            **dict.fromkeys((*CATEGORIAS, "metrica"), pl.String),
        }
    )
    return pl.concat([base, *resumenes], how="diagonal").sort(["lote", "campo", "fila"], nulls_last=True)


def _resumenes(tabla: Tabla, marco: pl.DataFrame) -> list[pl.DataFrame]:
    obligatorias = [c.campo.nombre for c in tabla.columnas if not c.nulo and c.campo.nombre != "lote"]
    vacios = [_contar(marco, pl.col(c).is_null(), c, "vacios") for c in obligatorias if marco[c].null_count()]
    if "ausencia" in marco.columns:
        incongruente = pl.col("valor").is_null() == pl.col("ausencia").is_null()
        vacios.append(_contar(marco, incongruente, "valor", "sin_cifra_ni_razon"))
    cerrados = [c for c in CATEGORIAS if c in marco.columns]
    if tabla.nombre == "mediciones":
        cerrados.append("metrica")
    return vacios + [_categorias(marco, c) for c in cerrados]


def _contar(marco: pl.DataFrame, condicion: pl.Expr, campo: str, columna: str) -> pl.DataFrame:
    malas = marco.filter(condicion)
    return malas.group_by("lote").agg(
        pl.col("archivo").sort_by("archivo", "fila").first(),
        pl.col("fila").sort_by("archivo", "fila").first(),
        pl.lit(campo).alias("campo"),
        pl.format("{} filas", pl.len()).alias("donde"),
        pl.len().cast(pl.UInt32).alias(columna),
    )


def _categorias(marco: pl.DataFrame, campo: str) -> pl.DataFrame:
    return (
        marco.filter(pl.col(campo).is_not_null())
        .group_by("lote", campo)
        .agg(
            pl.col("archivo").sort_by("archivo", "fila").first(),
            pl.col("fila").sort_by("archivo", "fila").first(),
            pl.lit(campo).alias("campo"),
        )
    )
