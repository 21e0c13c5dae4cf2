"""De cifras por día a la tabla ``diarias``: repetidos, huecos, fechas de otro semestre y definiciones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from conectores.archivos.cuentas import Lugar
from conectores.archivos.exportacion_comun import contar
from conectores.archivos.tipos import Contexto
from esquemas.derivados import esquema_polars
from esquemas.hallazgos import Hallazgo
from esquemas.tablas import DIARIAS
from lineamientos.ausencias import Ausencia
from lineamientos.catalogo import definiciones_entre

_ESQUEMA = {n: t for n, t in esquema_polars(DIARIAS).items() if n != "lote"}
_DIAS_CITADOS = 5


@dataclass(frozen=True)
class Serie:
    """Una métrica día por día, leída de una columna o de una gráfica.

    Attributes:
        metrica: Nombre en el catálogo.
        red: Red social.
        cuenta: Clave de la cuenta.
        dias: Con ``fila``, ``fecha`` (Date), ``valor`` (Int64 o nulo) y ``ausencia`` (texto o nulo).
        lugar: Dónde está la serie, para citarla.
        desde: Primer día en que lo que dice la fuente es esta métrica, o ``None`` si siempre.
    """

    metrica: str
    red: str
    cuenta: str
    dias: pl.DataFrame
    lugar: Lugar
    desde: date | None = None


def con_ausencias(marco: pl.DataFrame, valor: str, celda: pl.Series) -> pl.DataFrame:
    """Serie ``fila, fecha, valor, ausencia`` de una columna ya leída.

    Una celda vacía es que la plataforma no da el dato; una con algo que no es número, ilegible.

    Args:
        marco: Con ``fila``, ``fecha`` y la columna de enteros.
        valor: Nombre de esa columna.
        celda: El texto de cada celda, en el mismo orden.
    """
    vacia = pl.lit(Ausencia.PLATAFORMA.value)
    ilegible = pl.lit(Ausencia.ILEGIBLE.value)
    return marco.with_columns(celda.alias("_celda")).select(
        "fila",
        "fecha",
        pl.col(valor).alias("valor"),
        pl.when(pl.col(valor).is_null())
        .then(pl.when(pl.col("_celda").str.strip_chars() == "").then(vacia).otherwise(ilegible))
        .alias("ausencia"),
    )


def diarias(serie: Serie, archivo: str, contexto: Contexto) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Filas de ``diarias`` de una serie, con los días del semestre en que la métrica está definida.

    Returns:
        Las filas y los avisos de días repetidos con cifras distintas, o sin definición vigente.
    """
    unicos, hallazgos = _sin_repetidos(serie)
    inicio, fin = contexto.semestre.inicio, contexto.semestre.fin
    dias = unicos.filter(pl.col("fecha").is_between(inicio, fin))
    definidos = _con_definicion(dias, serie, inicio, fin)
    if len(definidos) < len(dias):
        dejados = contar(len(dias) - len(definidos), "día", "días")
        hallazgos.append(serie.lugar.hallazgo("L615", dejados, serie.metrica, serie.cuenta))
    filas = definidos.with_columns(
        archivo=pl.lit(archivo),
        cuenta=pl.lit(serie.cuenta),
        metrica=pl.lit(serie.metrica),
        fuente=pl.lit("exportacion"),
    )
    return filas.select(pl.col(n).cast(t) for n, t in _ESQUEMA.items()), hallazgos


def _sin_repetidos(serie: Serie) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Un renglón por día; si un día viene con cifras distintas queda sin valor, y se dice."""
    repetido = serie.dias["fecha"].is_duplicated()
    if not repetido.any():
        return serie.dias, []
    iguales = pl.col("valor").n_unique() == 1
    juntos = (
        serie.dias.filter(repetido)
        .group_by("fecha", maintain_order=True)
        .agg(
            pl.col("fila").first(),
            pl.when(iguales).then(pl.col("valor").first()).alias("valor"),
            pl.when(iguales)
            .then(pl.col("ausencia").first())
            .otherwise(pl.lit(Ausencia.ILEGIBLE.value))
            .alias("ausencia"),
            iguales.alias("_iguales"),
        )
    )
    hallazgos = [
        serie.lugar.hallazgo("L509", d["fecha"].isoformat(), cuenta=serie.cuenta)
        for d in juntos.filter(~pl.col("_iguales")).to_dicts()
    ]
    if cuantos := int(juntos["_iguales"].sum()):
        vienen = contar(cuantos, "día viene", "días vienen")
        hallazgos.append(serie.lugar.hallazgo("L508", vienen, cuenta=serie.cuenta))
    completos = pl.concat([serie.dias.filter(~repetido), juntos.select(serie.dias.columns)])
    return completos.sort("fila"), hallazgos


def _con_definicion(dias: pl.DataFrame, serie: Serie, inicio: date, fin: date) -> pl.DataFrame:
    """Añade ``definicion`` y quita los días en que la red no daba la métrica como se define."""
    clave: pl.Expr = pl.lit(None, pl.String)
    for d in definiciones_entre(serie.metrica, serie.red, inicio, fin):
        rige = pl.col("fecha").is_between(d.desde or inicio, d.hasta or fin)
        clave = pl.when(rige).then(pl.lit(d.clave)).otherwise(clave)
    if serie.desde is not None:
        clave = pl.when(pl.col("fecha") >= serie.desde).then(clave)
    return dias.with_columns(definicion=clave).filter(pl.col("definicion").is_not_null())


def huecos(fechas: pl.Series, contexto: Contexto) -> str | None:
    """Días que faltan entre el primero y el último del semestre que trae la serie, dichos con sus fechas.

    Los de antes y después pueden venir en otro archivo, y se revisan con las cifras del semestre.
    """
    dias = fechas.filter(fechas.is_between(contexto.semestre.inicio, contexto.semestre.fin)).unique().sort()
    if dias.is_empty() or (dias[-1] - dias[0]).days + 1 == len(dias):
        return None
    faltan = _ausentes(dias.to_list())
    citados = ", ".join(d.isoformat() for d in faltan[:_DIAS_CITADOS])
    resto = ", …" if len(faltan) > _DIAS_CITADOS else ""
    return f"{contar(len(faltan), 'día', 'días')} ({citados}{resto})"


def _ausentes(dias: Sequence[date]) -> list[date]:
    presentes = set(dias)
    todos = (dias[0] + timedelta(days=i) for i in range((dias[-1] - dias[0]).days + 1))
    return [d for d in todos if d not in presentes]
