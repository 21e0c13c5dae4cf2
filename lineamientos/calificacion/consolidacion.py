"""Elige una cifra por cuenta, semestre y métrica entre lo que dan las fuentes (Lineamientos, arts. 11 y 14).

Nunca se suman fuentes. Una cifra prevalece sobre una ausencia; entre cifras decide la preferencia de fuentes
y, dentro de una fuente, la última recibida. Lo que no se eligió y difiere se entrega aparte, para que una
observación lo pregunte.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from lineamientos.ausencias import Ausencia
from lineamientos.calificacion.completado import CIFRAS, esperadas
from lineamientos.calificacion.derivadas import derivar
from lineamientos.semestres import Semestre

ENTRE_FUENTES = "entre_fuentes"
MISMA_FUENTE = "misma_fuente"

_CLAVE = ["cuenta", "semestre", "metrica"]
_ORDEN_DE_AUSENCIAS = (
    # Lo que se sabe por un requerimiento o por la plataforma explica más que lo que falló al leer.
    Ausencia.RETENIDA,
    Ausencia.PLATAFORMA,
    Ausencia.RETIRADA,
    Ausencia.OCULTA,
    Ausencia.NO_APLICA,
    Ausencia.ILEGIBLE,
    Ausencia.COBERTURA,
    Ausencia.NO_ENTREGADA,
    Ausencia.SIN_PERMISO,
    Ausencia.NO_ENCONTRADA,
    Ausencia.PRESUPUESTO,
    Ausencia.FALLO,
)


@dataclass(frozen=True)
class Consolidacion:
    """Lo elegido y lo que quedó en duda.

    Attributes:
        cifras: Columnas de ``CIFRAS``, una fila por cuenta, semestre y métrica.
        discrepancias: Cifras no elegidas que difieren de la elegida con la misma definición. Columnas
            ``cuenta``, ``semestre``, ``red``, ``metrica``, ``definicion``, ``tipo`` («entre_fuentes» o
            «misma_fuente»), ``fuente_elegida``, ``valor_elegido``, ``lote_elegido``, ``fuente``, ``valor``,
            ``lote`` y ``diferencia`` (proporción de la mayor).
    """

    cifras: pl.DataFrame
    discrepancias: pl.DataFrame


def consolidar(
    candidatas: pl.DataFrame,
    *,
    cuentas: pl.DataFrame,
    semestres: Sequence[Semestre],
    preferencia: Sequence[str],
    tolerancia: float,
    anteriores: pl.DataFrame | None = None,
) -> Consolidacion:
    """Consolida las cifras de uno o varios semestres y las completa.

    Toda cuenta del padrón tiene una fila por cada métrica que se pide a su red; si nada llegó, es una
    ausencia. Las candidatas de cuentas que ya no están en el padrón no se revisan y se dejan fuera.

    Args:
        candidatas: Columnas ``cuenta``, ``red``, ``semestre``, ``metrica``, ``definicion``, ``valor``
            (Int64 o nulo), ``ausencia`` (nula si hay valor), ``fuente``, ``lote``, ``recibido_en`` y
            ``calculo``; varias filas por cuenta, semestre y métrica.
        cuentas: Columnas ``cuenta``, ``red``, ``vigente_desde`` y ``vigente_hasta``.
        semestres: Los que se consolidan.
        preferencia: Fuentes, de la preferida a la última.
        tolerancia: Diferencia admitida entre fuentes, en proporción de la mayor.
        anteriores: Cifras ya evaluadas de otros semestres (columnas de ``CIFRAS``); se entregan tal cual y
            de ellas salen los seguidores al inicio.

    Raises:
        ValueError: Si una fuente no tiene preferencia, una ausencia no está en la lista, una fila no es un
            valor o una ausencia, o un semestre no se pidió o ya estaba evaluado.
    """
    previas = pl.DataFrame(schema=CIFRAS) if anteriores is None else anteriores.select(list(CIFRAS))
    _comprobar(candidatas, semestres, preferencia, previas)
    ordenadas = _ordenar(candidatas.join(cuentas.select("cuenta"), on="cuenta", how="semi"), preferencia)
    elegidas = ordenadas.unique(_CLAVE, keep="first", maintain_order=True)
    faltan = esperadas(cuentas, semestres).join(elegidas, on=_CLAVE, how="anti")
    columnas = list(CIFRAS)
    cifras = pl.concat([elegidas.select(columnas), faltan.select(columnas)]).cast(CIFRAS)
    return Consolidacion(
        cifras=pl.concat([previas.cast(CIFRAS), derivar(cifras, previas)]).sort(
            ["semestre", "cuenta", "metrica"]
        ),
        discrepancias=_discrepancias(ordenadas, elegidas, tolerancia),
    )


def _comprobar(
    candidatas: pl.DataFrame, semestres: Sequence[Semestre], preferencia: Sequence[str], previas: pl.DataFrame
) -> None:
    claves = {s.clave for s in semestres}
    comprobaciones = (
        ("fuentes sin preferencia", set(candidatas["fuente"]) - set(preferencia)),
        ("ausencias desconocidas", set(candidatas["ausencia"].drop_nulls()) - set(_ORDEN_DE_AUSENCIAS)),
        ("semestres que no se pidieron", set(candidatas["semestre"]) - claves),
        ("semestres ya evaluados", set(previas["semestre"]) & claves),
    )
    for que, valores in comprobaciones:
        if valores:
            raise ValueError(f"Hay {que} en las cifras candidatas: {sorted(valores)}")
    ambas = candidatas.filter(pl.col("valor").is_null() == pl.col("ausencia").is_null())
    if not ambas.is_empty():
        raise ValueError(f"Hay cifras candidatas que no son un valor o una ausencia: {ambas.row(0)}")


def _ordenar(candidatas: pl.DataFrame, preferencia: Sequence[str]) -> pl.DataFrame:
    """Las candidatas con la elegida en primer lugar dentro de cada cuenta, semestre y métrica."""
    rango_ausencia = {a.value: i for i, a in enumerate(_ORDEN_DE_AUSENCIAS, start=1)}
    rango_fuente = {f: i for i, f in enumerate(preferencia)}
    return (
        candidatas.with_columns(
            pl.col("ausencia")
            .replace_strict(rango_ausencia, default=0, return_dtype=pl.Int64)
            .alias("rango_ausencia"),
            pl.col("fuente").replace_strict(rango_fuente, return_dtype=pl.Int64).alias("rango_fuente"),
        )
        # Lo que sigue a la fecha solo desempata, para que el orden de las filas no decida.
        .sort(
            [
                *_CLAVE,
                *("rango_ausencia", "rango_fuente", "recibido_en", "lote"),
                *("definicion", "valor", "calculo"),
            ],
            descending=[False] * 5 + [True] * 2 + [False] + [True] + [False],
            nulls_last=True,
        )
    )


def _discrepancias(ordenadas: pl.DataFrame, elegidas: pl.DataFrame, tolerancia: float) -> pl.DataFrame:
    con_valor = ordenadas.filter(pl.col("valor").is_not_null())
    # De otra fuente se compara su última entrega; de la misma, todas.
    ultimas = con_valor.unique([*_CLAVE, "definicion", "fuente"], keep="first", maintain_order=True)
    elegida = elegidas.filter(pl.col("valor").is_not_null()).select(
        *_CLAVE,
        "definicion",
        pl.col("fuente").alias("fuente_elegida"),
        pl.col("valor").alias("valor_elegido"),
        pl.col("lote").alias("lote_elegido"),
    )
    clave = [*_CLAVE, "definicion"]
    otras = (
        ultimas.join(elegida, on=clave)
        .filter(pl.col("fuente") != pl.col("fuente_elegida"))
        .with_columns(pl.lit(ENTRE_FUENTES).alias("tipo"))
    )
    repetidas = (
        con_valor.join(elegida, on=clave)
        .filter(pl.col("fuente") == pl.col("fuente_elegida"))
        .with_columns(pl.lit(MISMA_FUENTE).alias("tipo"))
    )
    mayor = pl.max_horizontal(pl.col("valor").abs(), pl.col("valor_elegido").abs())
    diferencia = (
        pl.when(mayor == 0).then(0.0).otherwise((pl.col("valor") - pl.col("valor_elegido")).abs() / mayor)
    )
    return (
        pl.concat([otras, repetidas])
        .with_columns(diferencia.alias("diferencia"))
        .filter(
            pl.col("diferencia") > pl.when(pl.col("tipo") == ENTRE_FUENTES).then(tolerancia).otherwise(0.0)
        )
        .select(
            *("cuenta", "semestre", "red", "metrica", "definicion", "tipo"),
            *("fuente_elegida", "valor_elegido", "lote_elegido", "fuente", "valor", "lote", "diferencia"),
        )
        .unique()
        .sort(["cuenta", "semestre", "metrica", "definicion", "tipo", "fuente", "valor", "lote"])
    )
