"""Revisión con Great Expectations: de una tanda de lotes y de las cifras del semestre (art. 14)."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from almacen.maestro import Base
from esquemas.calidad.preparacion import NETAS_POR_DIA
from esquemas.calidad.revision import lotes_rotos, revisar_lotes, sin_lotes
from esquemas.calidad.revision_semestre import revisar_cifras
from esquemas.calidad.umbrales import Umbrales
from esquemas.hallazgos import Hallazgo
from esquemas.registro import METRICAS_DE_PUBLICACION
from flujos.pasos.espacio import Espacio
from lineamientos import catalogo
from lineamientos.ausencias import Ausencia
from lineamientos.calificacion.consolidacion import ENTRE_FUENTES, MISMA_FUENTE, Consolidacion
from lineamientos.semestres import Semestre
from lineamientos.vigentes import ParametrosVigentes

_CON_SIGNO = "crecimiento_seguidores"
_FUENTES = {"api": "API", "exportacion": "exportación", "formato": "formato"}
_CODIGO_DE_DISCREPANCIA = {ENTRE_FUENTES: "S401", MISMA_FUENTE: "S402"}


@dataclass(frozen=True)
class Revisado:
    """Una tanda revisada, lista para cargarse.

    Attributes:
        hallazgos: Lote y hallazgo.
        rotos: Lotes cuyo contrato se rompió: no se cargan.
    """

    mediciones: pl.DataFrame
    publicaciones: pl.DataFrame
    diarias: pl.DataFrame
    hallazgos: tuple[tuple[str, Hallazgo], ...]
    rotos: frozenset[str]


def revisar(
    espacio: Espacio,
    semestre: Semestre,
    mediciones: pl.DataFrame,
    publicaciones: pl.DataFrame,
    diarias: pl.DataFrame,
) -> Revisado:
    """Revisa una tanda; deja fuera los lotes rotos y convierte en ausencia las cifras imposibles.

    Raises:
        ContratoRoto: Si un lector entregó un marco que no es el de su tabla.
    """
    umbrales = Umbrales.de_vigentes(espacio.parametros.del_semestre(semestre))
    hallazgos = revisar_lotes(mediciones, publicaciones, diarias, espacio.padron.cuentas, semestre, umbrales)
    rotos = lotes_rotos(hallazgos)
    sanas, posts, dias = (sin_lotes(m, rotos) for m in (mediciones, publicaciones, diarias))
    return Revisado(
        mediciones=sin_imposibles(sanas, umbrales.maximo),
        publicaciones=posts.with_columns(
            pl.when(pl.col(m).is_between(0, umbrales.maximo)).then(m).alias(m)
            for m in METRICAS_DE_PUBLICACION
        ),
        diarias=sin_imposibles(dias, umbrales.maximo),
        hallazgos=tuple(hallazgos),
        rotos=rotos,
    )


def sin_imposibles(marco: pl.DataFrame, maximo: int) -> pl.DataFrame:
    """Pone ausencia «ilegible» donde la cifra no puede ser: negativa sin poder serlo, o desmedida.

    La observación ya dice qué se encontró; la cifra imposible no debe llegar a una calificación.
    """
    con_signo = (pl.col("metrica") == _CON_SIGNO) | pl.col("definicion").is_in(NETAS_POR_DIA)
    minimo = pl.when(con_signo).then(-maximo).otherwise(0)
    imposible = pl.col("valor").is_not_null() & ~pl.col("valor").is_between(minimo, maximo)
    return marco.with_columns(
        pl.when(imposible).then(pl.lit(Ausencia.ILEGIBLE.value)).otherwise("ausencia").alias("ausencia"),
        pl.when(~imposible).then("valor").alias("valor"),
    )


def revisar_semestre(
    base: Base,
    semestre: Semestre,
    vigentes: ParametrosVigentes,
    consolidacion: Consolidacion,
) -> list[Hallazgo]:
    """Revisa las cifras elegidas para el semestre y las compara con las anteriores y entre fuentes."""
    evidencias = base.consultar(
        "SELECT cuenta, count(*) AS n FROM evidencias WHERE semestre = $semestre "
        "GROUP BY cuenta ORDER BY cuenta",
        {"semestre": semestre.clave},
    )
    hallazgos = revisar_cifras(
        consolidacion.cifras, consolidacion.cifras, evidencias, semestre, Umbrales.de_vigentes(vigentes)
    )
    propias = consolidacion.discrepancias.filter(pl.col("semestre") == semestre.clave)
    # De un lote de API lo que sirve a una persona es cuándo se leyó, no su ruta.
    archivos: dict[str, str] = dict(
        base.consultar(
            "SELECT lote, CASE WHEN origen = 'api' THEN 'lectura del ' || strftime(recibido_en, '%Y-%m-%d') "
            "ELSE archivo END FROM lotes"
        ).iter_rows()
    )
    return hallazgos + [_discrepancia(d, archivos) for d in propias.iter_rows(named=True)]


def _discrepancia(fila: dict[str, Any], archivos: dict[str, str]) -> Hallazgo:
    return Hallazgo(
        _CODIGO_DE_DISCREPANCIA[fila["tipo"]],
        columna=catalogo.titulo(fila["metrica"], fila["red"]),
        campo=fila["metrica"],
        cuenta=fila["cuenta"],
        semestre=fila["semestre"],
        encontrado=_decir_cifra(fila["valor"], fila["fuente"], archivos[fila["lote"]]),
        esperado=_decir_cifra(fila["valor_elegido"], fila["fuente_elegida"], archivos[fila["lote_elegido"]]),
    )


def _decir_cifra(valor: int, fuente: str, archivo: str) -> str:
    return f"{valor:,} ({_FUENTES[fuente]}, {archivo})"
