"""Marcos del semestre: quién entregó, qué falta y cuánto cambió cada cifra frente al semestre anterior."""

import polars as pl

from esquemas.calidad.preparacion import CON_SIGNO, con_posicion
from lineamientos import catalogo
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

_RAZONES = {"propios": "mensajes_propios", "comunicacion_social": "mensajes_comunicacion_social"}
"""Proporciones sobre el total de mensajes que se comparan entre semestres (B/A y C/A de X)."""


def cuentas_del_semestre(cifras: pl.DataFrame, evidencias: pl.DataFrame) -> pl.DataFrame:
    """Una fila por cuenta que debía entregar: cifras que vienen de algo entregado y copias de pantalla.

    Los seguidores al inicio no cuentan como entrega, porque se deducen del cierre anterior; tampoco un
    formato sin llenar.

    Returns:
        cuenta, red, semestre, cifras_entregadas, n.
    """
    recibida = (
        pl.col("lote").is_not_null()
        & (pl.col("metrica") != "seguidores_inicio")
        & pl.col("ausencia").ne_missing(Ausencia.NO_ENTREGADA.value)
    )
    por_cuenta = (
        cifras.group_by("cuenta", "red", "semestre")
        .agg(
            recibida.sum().alias("cifras_entregadas"),
            pl.col("ausencia").eq_missing(Ausencia.NO_APLICA.value).all().alias("no_debia"),
        )
        .filter(~pl.col("no_debia"))
        .drop("no_debia")
    )
    capturas = evidencias.group_by("cuenta").agg(pl.col("n").sum())
    unidas = por_cuenta.join(capturas, on="cuenta", how="left").with_columns(pl.col("n").fill_null(0))
    return con_posicion(unidas, ["cuenta"])


def faltantes(cifras: pl.DataFrame, cuentas: pl.DataFrame, semestre: Semestre) -> pl.DataFrame:
    """Las cifras del art. 11 de quien sí entregó algo, con por qué faltan.

    Lo que el formato trae vacío ya se observó al leerlo.

    Returns:
        Las columnas de cifras con ``no_entregada`` y ``sin_cobertura`` en 0 o 1.
    """
    entregaron = cuentas.filter(pl.col("cifras_entregadas") > 0).select("cuenta")
    del_11 = con_posicion(
        cifras.join(entregaron, on="cuenta", how="semi").join(
            _art11(semestre), on=["red", "metrica"], how="semi"
        ),
        ["cuenta", "metrica"],
    )
    sin_formato = pl.col("fuente").ne_missing("formato")
    return del_11.with_columns(
        (pl.col("ausencia").eq_missing(Ausencia.NO_ENTREGADA.value) & sin_formato)
        .cast(pl.Int8)
        .alias("no_entregada"),
        pl.col("ausencia").eq_missing(Ausencia.COBERTURA.value).cast(pl.Int8).alias("sin_cobertura"),
    )


def cifras_calculadas(cifras: pl.DataFrame) -> pl.DataFrame:
    """Las cifras que no son una celda del formato, que ya se revisó, con la que no debe ser negativa."""
    calculadas = cifras.filter(pl.col("valor").is_not_null() & pl.col("fuente").ne_missing("formato"))
    preparadas = calculadas.with_columns(
        pl.when(~pl.col("metrica").is_in(CON_SIGNO)).then("valor").alias("sin_signo")
    )
    return con_posicion(preparadas, ["cuenta", "metrica"])


def _rupturas(semestre: Semestre) -> pl.DataFrame:
    """Métricas de cada red que no significan lo mismo, de punta a punta, que en el semestre anterior."""
    claves = dict.fromkeys((d.red, d.metrica) for d in catalogo.DEFINICIONES)
    rotas = [(r, m) for r, m in claves if catalogo.hay_ruptura(m, r, semestre.anterior(), semestre)]
    return pl.DataFrame(rotas, schema={"red": pl.String, "metrica": pl.String}, orient="row")


def saltos(cifras: pl.DataFrame, anteriores: pl.DataFrame, semestre: Semestre) -> pl.DataFrame:
    """Cada cifra del art. 11 con la del semestre anterior y su cambio relativo.

    Solo se comparan cifras con la misma definición, si no cambió dentro de ninguno de los dos
    semestres; el crecimiento neto no se compara, porque un cambio
    de signo no tiene proporción. De cero a algo el cambio es infinito.

    Returns:
        cuenta, semestre, red, metrica, familia, ``cambio_<familia>`` (proporción; -0.5 es la mitad) y
        ``cambio`` (texto: de cuánto a cuánto).
    """
    pares = _pares(cifras, anteriores).join(_rupturas(semestre), on=["red", "metrica"], how="anti")
    niveles = (
        pares.join(_art11(semestre), on=["red", "metrica"], how="semi")
        .filter(~pl.col("metrica").is_in(CON_SIGNO))
        .with_columns(
            pl.when(pl.col("metrica") == "seguidores_cierre")
            .then(pl.lit("seguidores"))
            .otherwise(pl.lit("otras"))
            .alias("familia"),
            pl.format("de {} a {}", _miles("valor_anterior"), _miles("valor")).alias("cambio"),
        )
    )
    seguidores = (
        pares.filter(pl.col("metrica") == "seguidores_cierre")
        .join(niveles, on=["cuenta", "metrica"], how="anti")
        .with_columns(
            pl.lit("seguidores").alias("familia"),
            pl.format("de {} a {}", _miles("valor_anterior"), _miles("valor")).alias("cambio"),
        )
    )
    todos = pl.concat([niveles, seguidores, *(_razones(pares, f, m) for f, m in _RAZONES.items())])
    familias = ("seguidores", *_RAZONES, "otras")
    return con_posicion(
        todos.with_columns(
            pl.when(pl.col("familia") == f).then(_cambio()).alias(f"cambio_{f}") for f in familias
        ),
        ["cuenta", "familia", "metrica"],
    )


def empalme(cifras: pl.DataFrame, anteriores: pl.DataFrame) -> pl.DataFrame:
    """Seguidores al inicio junto a los del cierre del semestre anterior, que son la misma cifra.

    Returns:
        cuenta, semestre, red, ``diferencia`` (proporción del cierre anterior) y ``cambio`` (texto).
    """
    inicio = cifras.filter((pl.col("metrica") == "seguidores_inicio") & pl.col("valor").is_not_null())
    cierre = anteriores.filter(
        (pl.col("metrica") == "seguidores_cierre") & pl.col("valor").is_not_null()
    ).select("cuenta", pl.col("valor").alias("valor_anterior"))
    juntas = inicio.join(cierre, on="cuenta").select(
        "cuenta",
        "semestre",
        "red",
        _cambio().alias("diferencia"),
        pl.format("{} al inicio y {} al cierre anterior", _miles("valor"), _miles("valor_anterior")).alias(
            "cambio"
        ),
    )
    return con_posicion(juntas, ["cuenta"])


def _pares(cifras: pl.DataFrame, anteriores: pl.DataFrame) -> pl.DataFrame:
    llave = ["cuenta", "red", "metrica", "definicion"]
    antes = anteriores.filter(pl.col("valor").is_not_null()).select(
        *llave, pl.col("valor").cast(pl.Float64).alias("valor_anterior")
    )
    ahora = cifras.filter(pl.col("valor").is_not_null()).select(*llave, "semestre", "valor")
    return ahora.with_columns(pl.col("valor").cast(pl.Float64)).join(antes, on=llave)


def _razones(pares: pl.DataFrame, familia: str, metrica: str) -> pl.DataFrame:
    total = pares.filter(pl.col("metrica") == "mensajes_publicados").select(
        "cuenta", pl.col("valor").alias("total"), pl.col("valor_anterior").alias("total_anterior")
    )
    razones = pares.filter(pl.col("metrica") == metrica).join(
        total.filter((pl.col("total") > 0) & (pl.col("total_anterior") > 0)), on="cuenta"
    )
    return razones.with_columns(
        (pl.col("valor") / pl.col("total")).alias("valor"),
        (pl.col("valor_anterior") / pl.col("total_anterior")).alias("valor_anterior"),
        pl.lit(familia).alias("familia"),
    ).select(
        *pares.columns,
        "familia",
        pl.format(
            "de {} % a {} %",
            (pl.col("valor_anterior") * 100).round(1),
            (pl.col("valor") * 100).round(1),
        ).alias("cambio"),
    )


def _cambio() -> pl.Expr:
    """Cambio relativo; se redondea para que un cambio igual al umbral no lo rebase por una milmillonésima."""
    relativo = pl.col("valor").cast(pl.Float64) / pl.col("valor_anterior") - 1
    return pl.when(pl.col("valor") == pl.col("valor_anterior")).then(0.0).otherwise(relativo.round(9))


def _art11(semestre: Semestre) -> pl.DataFrame:
    filas = [(red, m.nombre) for red in catalogo.REDES for m in catalogo.metricas_de(red, semestre)]
    return pl.DataFrame(filas, schema={"red": pl.String, "metrica": pl.String}, orient="row")


def _miles(columna: str) -> pl.Expr:
    return pl.col(columna).map_elements(lambda n: f"{n:,.0f}", return_dtype=pl.String)
