"""Elige una cifra por cuenta, semestre y métrica entre lo que dan las fuentes (Lineamientos, arts. 11 y 14).

Nunca se suman fuentes. Dentro de una fuente vale lo último que se recibió y, de lo que llegó a la vez, lo de
corte más reciente. Entre fuentes, una cifra prevalece sobre una ausencia; entre cifras decide la preferencia.
Lo que no se eligió y difiere se entrega aparte, para que una observación lo pregunte.
"""

from collections.abc import Mapping, Sequence
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

_DECLARADAS = [
    a.value
    for a in (
        Ausencia.RETENIDA,
        Ausencia.PLATAFORMA,
        Ausencia.RETIRADA,
        Ausencia.OCULTA,
        Ausencia.NO_APLICA,
    )
]
"""Ausencias que alguien declaró, y no que algo falte o no se haya podido leer."""


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
    preferencia_por_metrica: Mapping[tuple[str, str], Sequence[str]] | None = None,
    anteriores: pl.DataFrame | None = None,
) -> Consolidacion:
    """Consolida las cifras de uno o varios semestres y las completa.

    Toda cuenta del padrón tiene una fila por cada métrica que se pide a su red; si nada llegó, es una
    ausencia. Las candidatas de cuentas que ya no están en el padrón no se revisan y se dejan fuera.

    Args:
        candidatas: Columnas ``cuenta``, ``red``, ``semestre``, ``metrica``, ``definicion``, ``valor``
            (Int64 o nulo), ``ausencia`` (nula si hay valor), ``fuente``, ``lote``, ``recibido_en``,
            ``corte`` (fecha o nula) y ``calculo``; varias filas por cuenta, semestre y métrica.
        cuentas: Columnas ``cuenta``, ``red``, ``vigente_desde`` y ``vigente_hasta``.
        semestres: Los que se consolidan.
        preferencia: Fuentes, de la preferida a la última.
        tolerancia: Diferencia admitida entre fuentes, en proporción de la mayor.
        preferencia_por_metrica: La de las cifras que no siguen la general, por red y métrica.
        anteriores: Cifras ya evaluadas de otros semestres (columnas de ``CIFRAS``); se entregan tal cual y
            de ellas salen los seguidores al inicio.

    Raises:
        ValueError: Si una fuente no tiene preferencia, una ausencia no está en la lista, una fila no es un
            valor o una ausencia, o un semestre no se pidió o ya estaba evaluado.
    """
    previas = pl.DataFrame(schema=CIFRAS) if anteriores is None else anteriores.select(list(CIFRAS))
    _comprobar(candidatas, semestres, preferencia, previas)
    ordenadas = _ordenar(
        candidatas.join(cuentas.select("cuenta"), on="cuenta", how="semi"),
        preferencia,
        preferencia_por_metrica or {},
    )
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


def _ordenar(
    candidatas: pl.DataFrame,
    preferencia: Sequence[str],
    por_metrica: Mapping[tuple[str, str], Sequence[str]],
) -> pl.DataFrame:
    """Las candidatas con la elegida en primer lugar dentro de cada cuenta, semestre y métrica.

    ``turno`` es 0 en la que vale de cada fuente: la última entregada que diga algo. Decir «la plataforma no
    la da» también es decir algo, y retira lo que antes se hubiera entregado; dejar la celda vacía, no.
    """
    rango_ausencia = {a.value: i for i, a in enumerate(_ORDEN_DE_AUSENCIAS, start=1)}
    rango_fuente = _rango(preferencia)
    for (red, metrica), particular in sorted(por_metrica.items()):
        suya = (pl.col("red") == red) & (pl.col("metrica") == metrica)
        rango_fuente = pl.when(suya).then(_rango(particular)).otherwise(rango_fuente)
    de_la_fuente = (
        candidatas.with_columns(
            pl.col("ausencia")
            .replace_strict(rango_ausencia, default=0, return_dtype=pl.Int64)
            .alias("rango_ausencia"),
            rango_fuente.alias("rango_fuente"),
            (pl.col("valor").is_not_null() | pl.col("ausencia").is_in(_DECLARADAS)).alias("dice"),
        )
        # Lo que sigue al corte solo desempata, para que el orden de las filas no decida.
        .sort(
            [*_CLAVE, "fuente", "dice", "recibido_en", "corte", "lote", "definicion", "valor", "calculo"],
            descending=[False] * 4 + [True] * 4 + [False, True, False],
            nulls_last=True,
        )
        .with_columns(pl.int_range(pl.len()).over([*_CLAVE, "fuente"]).alias("turno"))
    )
    return de_la_fuente.sort(
        [*_CLAVE, pl.col("turno") > 0, "rango_ausencia", "rango_fuente", "turno"], maintain_order=True
    )


def _rango(preferencia: Sequence[str]) -> pl.Expr:
    """Lugar de la fuente en la preferencia."""
    lugares = {f: i for i, f in enumerate(preferencia)}
    return pl.col("fuente").replace_strict(lugares, return_dtype=pl.Int64)


def _discrepancias(ordenadas: pl.DataFrame, elegidas: pl.DataFrame, tolerancia: float) -> pl.DataFrame:
    con_valor = ordenadas.filter(pl.col("valor").is_not_null())
    # De otra fuente se compara lo que vale; de la misma, lo que llegó a la vez. Lo que llegó después corrige.
    ultimas = con_valor.filter(pl.col("turno") == 0)
    elegida = elegidas.filter(pl.col("valor").is_not_null()).select(
        *_CLAVE,
        "definicion",
        pl.col("fuente").alias("fuente_elegida"),
        pl.col("valor").alias("valor_elegido"),
        pl.col("lote").alias("lote_elegido"),
        pl.col("recibido_en").alias("recibido_elegido"),
    )
    clave = [*_CLAVE, "definicion"]
    otras = (
        ultimas.join(elegida, on=clave)
        .filter(pl.col("fuente") != pl.col("fuente_elegida"))
        .with_columns(pl.lit(ENTRE_FUENTES).alias("tipo"))
    )
    repetidas = (
        con_valor.join(elegida, on=clave)
        .filter(
            pl.col("fuente") == pl.col("fuente_elegida"), pl.col("recibido_en") == pl.col("recibido_elegido")
        )
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
