"""Prepara los marcos que se revisan: de celdas sueltas a filas en que las cifras se comparan.

Todo es polars y puro; las filas salen siempre en el mismo orden.
"""

from collections.abc import Iterator, Sequence
from functools import reduce

import polars as pl

from esquemas.calidad.expectativas import Expectativa
from lineamientos import catalogo
from lineamientos.semestres import Semestre

CON_SIGNO = ("crecimiento_seguidores",)
"""Métricas que pueden ser negativas."""
NETAS_POR_DIA = ("youtube.me_gusta.v1",)
"""Definiciones en que la plataforma descuenta del día lo que se retiró: un día puede salir negativo."""
NIVELES = ("seguidores_inicio", "seguidores_cierre")
"""Por API son los de cuando se leyó el perfil, y a veces redondeados: no cuadran con un cambio exacto."""

LLAVE_ANCHA = ("lote", "archivo", "cuenta", "red", "semestre")


def con_posicion(marco: pl.DataFrame, orden: Sequence[str]) -> pl.DataFrame:
    """El marco ordenado por esas columnas, de modo que sus posiciones no dependan de cómo llegó."""
    return marco.sort(orden, nulls_last=True, maintain_order=True)


def entregas(marcos: Sequence[pl.DataFrame], cuentas: pl.DataFrame) -> pl.DataFrame:
    """Una fila por lote, archivo y cuenta que aparece en alguno de los marcos, con lo que dice el padrón.

    Returns:
        lote, archivo, cuenta, red (la del archivo, si la dice), red_padron, vigente_desde, vigente_hasta.
    """
    llaves = ["lote", "archivo", "cuenta"]
    vistas = pl.concat(
        [
            m.select(*llaves, "red" if "red" in m.columns else pl.lit(None, pl.String).alias("red"))
            for m in marcos
        ]
    )
    unicas = vistas.unique().filter(
        pl.col("red").is_not_null() | ~pl.col("red").is_not_null().any().over(llaves)
    )
    padron = cuentas.select("cuenta", pl.col("red").alias("red_padron"), "vigente_desde", "vigente_hasta")
    return con_posicion(unicas.join(padron, on="cuenta", how="left"), [*llaves, "red"])


def mediciones_largas(mediciones: pl.DataFrame) -> pl.DataFrame:
    """Las mediciones con la cifra que no debe ser negativa y los días de su periodo."""
    preparadas = mediciones.with_columns(
        pl.when(~pl.col("metrica").is_in(CON_SIGNO)).then("valor").alias("sin_signo"),
        ((pl.col("hasta") - pl.col("desde")).dt.total_days() + 1).alias("dias"),
    )
    return con_posicion(preparadas, ["lote", "archivo", "hoja", "fila", "columna", "metrica"])


def periodos(mediciones: pl.DataFrame) -> pl.DataFrame:
    """Una fila por fila entregada y fecha de corte, con el periodo que abarcan sus cifras.

    Lo que está mal en una fecha se dice una vez y no en cada una de las cifras de su fila.
    """
    llave = ["lote", "archivo", "hoja", "fila", "cuenta", "semestre", "corte"]
    return con_posicion(mediciones.group_by(llave).agg(pl.col("desde").min(), pl.col("hasta").max()), llave)


def mediciones_anchas(largas: pl.DataFrame, cuentas: pl.DataFrame, semestre: Semestre) -> pl.DataFrame:
    """Una fila por lote, archivo, cuenta y semestre, con una columna por métrica.

    Una métrica que viene varias veces en el archivo (por varios periodos) no se compara con otras, ni la
    que la plataforma solo dio en parte del semestre.

    Args:
        largas: Lo que devuelve ``mediciones_largas``.
        cuentas: Padrón, con cuenta y red.
        semestre: Semestre que se revisa.

    Returns:
        La llave, la cifra de cada métrica con su nombre y, en ``celda_<métrica>``, su posición en ``largas``.
    """
    con_red = largas.with_row_index("celda").join(cuentas.select("cuenta", "red"), on="cuenta")
    return _ensanchar(con_red.filter(pl.col("valor").is_not_null()), LLAVE_ANCHA, semestre, "celda")


def cifras_anchas(cifras: pl.DataFrame, semestre: Semestre) -> pl.DataFrame:
    """Una fila por cuenta, con una columna por métrica y en ``lote_<métrica>`` su procedencia.

    Los niveles de seguidores que da una API no se comparan: no cuadrarían con lo exacto.
    """
    aproximada = pl.col("metrica").is_in(NIVELES) & (pl.col("fuente") == "api").fill_null(False)
    con_valor = cifras.filter(pl.col("valor").is_not_null() & ~aproximada).with_columns(
        pl.concat_str("fuente", "lote", separator="\x1f", ignore_nulls=True).alias("lote")
    )
    return _ensanchar(con_valor, ("cuenta", "red", "semestre"), semestre, "lote")


def _ensanchar(
    marco: pl.DataFrame, llave: Sequence[str], semestre: Semestre, acompanante: str
) -> pl.DataFrame:
    """Pasa las métricas a columnas, con la columna acompañante de cada una."""
    parciales = metricas_parciales(semestre)
    unicas = (
        marco.join(parciales, on=["red", "metrica"], how="anti")
        .group_by([*llave, "metrica"])
        .agg(pl.len().alias("veces"), pl.first("valor"), pl.first(acompanante))
        .filter(pl.col("veces") == 1)
    )
    ancho = marco.select(llave).unique()
    for metrica in sorted(unicas["metrica"].unique()):
        suya = unicas.filter(pl.col("metrica") == metrica).select(
            *llave, pl.col("valor").alias(metrica), pl.col(acompanante).alias(f"{acompanante}_{metrica}")
        )
        ancho = ancho.join(suya, on=list(llave), how="left")
    return con_posicion(ancho, llave)


def metricas_parciales(semestre: Semestre) -> pl.DataFrame:
    """Métricas que la plataforma no dio el semestre entero: compararlas con un total engañaría."""
    filas = [
        (d.red, d.metrica)
        for d in catalogo.DEFINICIONES
        if not all(
            catalogo.definiciones_entre(d.metrica, d.red, dia, dia) for dia in (semestre.inicio, semestre.fin)
        )
    ]
    return pl.DataFrame(filas, schema={"red": pl.String, "metrica": pl.String}, orient="row").unique()


def con_diferencias(
    marco: pl.DataFrame, expectativas: Sequence[Expectativa]
) -> tuple[pl.DataFrame, list[Expectativa]]:
    """Agrega la diferencia de cada relación cuyas métricas están en el marco.

    Returns:
        El marco con las columnas de diferencia, y las relaciones que pueden comprobarse en él.
    """
    aplicables = [e for e in expectativas if all(t.metrica in marco.columns for t in e.terminos)]
    return marco.with_columns(_diferencia(e) for e in aplicables), aplicables


def _diferencia(expectativa: Expectativa) -> pl.Expr:
    # En decimales una cifra absurda no desborda; las posibles son exactas.
    sumandos = [pl.col(t.metrica).cast(pl.Float64) * t.signo for t in expectativa.terminos]
    suma = reduce(lambda a, b: a + b, sumandos)
    if expectativa.redes:
        suma = pl.when(pl.col("red").is_in(expectativa.redes)).then(suma)
    return suma.alias(expectativa.columnas[0])


def por_red(publicaciones: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """Las publicaciones de cada red, en orden de red y, dentro, de lote; de una en una, por la memoria."""
    redes = sorted(publicaciones["red"].unique())
    for red in redes:
        suyas = publicaciones if len(redes) == 1 else publicaciones.filter(pl.col("red") == red)
        yield red, con_posicion(suyas, ["lote", "archivo", "fila"])


def diarias_con_signo(diarias: pl.DataFrame) -> pl.DataFrame:
    """Las cifras diarias con la que no debe ser negativa."""
    preparadas = diarias.with_columns(
        pl.when(~(pl.col("metrica").is_in(CON_SIGNO) | pl.col("definicion").is_in(NETAS_POR_DIA)))
        .then("valor")
        .alias("sin_signo")
    )
    return con_posicion(preparadas, ["lote", "archivo", "fila", "metrica"])
