"""Una flota calificada de verdad, con una cuenta por cada modo de llegar a una clase."""

from dataclasses import replace
from functools import cache
from typing import Any

import polars as pl

from esquemas import tablas
from esquemas.campos import Tabla
from esquemas.derivados import ajustar, esquema_polars
from flujos.pasos.evaluacion_resultados import marco_de_parametros
from informes.datos import DatosInforme
from lineamientos import catalogo
from lineamientos.ausencias import Ausencia
from lineamientos.calificacion.alternativas import Preparado, preparar
from lineamientos.calificacion.incertidumbre import medir_incertidumbre
from lineamientos.calificacion.metodo import VERSION_METODO
from lineamientos.calificacion.parametros_incertidumbre import Variaciones
from lineamientos.semestres import Semestre
from tests.informes.armado_comun import EVALUACION
from tests.informes.armado_informes import datos_chicos
from tests.lineamientos.calificacion.apoyo_calificacion import (
    ANTERIOR,
    CIFRAS_FACEBOOK,
    CIFRAS_OTRAS,
    CIFRAS_X,
    SEMESTRE,
    Flota,
    parametros,
    vigentes,
)

_MALAS = {
    "mensajes_publicados": 12, "mensajes_propios": 3, "impresiones": 2_000, "visitas_perfil": 2,
    "menciones": 1, "mensajes_comunicacion_social": 2, "seguidores_cierre": 4_950,
}  # fmt: skip
_BUENAS = {
    "mensajes_publicados": 190, "mensajes_propios": 160, "mensajes_comunicacion_social": 20,
    "impresiones": 2_500_000, "visitas_perfil": 1_500, "menciones": 900, "seguidores_cierre": 5_400,
}  # fmt: skip
CASOS: dict[str, dict[str, Any]] = {
    "pertinente": _BUENAS,
    "con_recomendaciones": {"impresiones": 150_000, "mensajes_publicados": 60, "mensajes_propios": 18},
    "en_observacion_por_indice": {"menciones": 70, "mensajes_propios": 40},
    "en_observacion_por_veto": _BUENAS | {"mensajes_propios": 0},
    "en_observacion_sin_publicar": {"mensajes_publicados": 0},
    "no_pertinente_sin_publicar": {"mensajes_publicados": 0},
    "no_pertinente_por_indice": _MALAS,
    "sin_elementos": {"menciones": Ausencia.NO_ENTREGADA},
    "por_incumplimiento": {"menciones": Ausencia.RETENIDA},
    "no_se_sabe_cuanto_publico": {"mensajes_publicados": Ausencia.NO_ENTREGADA},
}
"""Qué tiene de particular cada cuenta de X; en dos de ellas el semestre anterior fue igual de malo."""
OTRAS = ("facebook_indicio", "youtube_sustituida", "tiktok_sin_comparar")
_DOS_SEMESTRES = ("no_pertinente_sin_publicar", "no_pertinente_por_indice")


@cache
def calificada() -> tuple[DatosInforme, Preparado]:
    """Los datos de un informe y el semestre preparado para buscar alternativas."""
    flota = Flota()
    for semestre in (ANTERIOR, SEMESTRE):
        for red in ("x", "facebook", "youtube"):
            flota.companeras(20, red, semestre, f"{red}-")
        for caso, cambios in CASOS.items():
            malo = semestre == SEMESTRE or caso in _DOS_SEMESTRES
            flota.cuenta(caso, CIFRAS_X, "x", semestre, **(cambios if malo else {}))
        flota.cuenta(
            OTRAS[0], CIFRAS_FACEBOOK, "facebook", semestre, publicaciones=30, contenidos_multimedia=3
        )
        flota.cuenta(
            OTRAS[1],
            CIFRAS_OTRAS,
            "youtube",
            semestre,
            publicaciones_propias=Ausencia.PLATAFORMA,
            me_gusta=3_000,
        )
        flota.cuenta(OTRAS[2], CIFRAS_OTRAS, "tiktok", semestre)
    cifras = _con_definiciones(flota.marco_cifras())
    cuentas = flota.marco_cuentas().with_columns(pl.lit("jl-jal").alias("area"))
    fases = {ANTERIOR.clave: "ordinario", SEMESTRE.clave: "ordinario"}
    flota.cifras, flota.cuentas = (
        list(cifras.iter_rows(named=True)),
        {f["cuenta"]: f for f in cuentas.iter_rows(named=True)},
    )
    anterior, actual = flota.calificar(ANTERIOR), flota.calificar(SEMESTRE)
    base = datos_chicos()
    lote = base.lotes["lote"][0]
    de_informe = cifras.with_columns(
        pl.col("cuenta").replace_strict(cuentas["cuenta"], cuentas["red"]).alias("red"),
        pl.when(pl.col("valor").is_not_null()).then(pl.lit("formato")).alias("fuente"),
        pl.when(pl.col("valor").is_not_null()).then(pl.lit(lote)).alias("lote"),
        pl.lit("cifra entregada en el formato").alias("calculo"),
    )
    datos = replace(
        base,
        semestre=SEMESTRE,
        evaluacion={**base.evaluacion, "motivo_provisional": "hay 58 parámetros sin aprobar por el Comité"},
        calificaciones=_de(tablas.CALIFICACIONES, actual.calificaciones),
        calificaciones_anteriores=_de(tablas.CALIFICACIONES, anterior.calificaciones),
        criterios=_de(tablas.CRITERIOS, actual.criterios),
        partes=_de(tablas.PARTES, actual.partes),
        metas=_de(tablas.METAS, actual.metas),
        cifras=_de(tablas.CIFRAS, de_informe.filter(pl.col("semestre") == SEMESTRE.clave)),
        cuentas=_padron(cuentas),
        parametros=_de(tablas.PARAMETROS, marco_de_parametros(vigentes())),
    )
    preparado = preparar(
        cifras, cuentas, SEMESTRE, fases, parametros(), metas=actual.metas, previas=anterior.calificaciones
    )
    medida = medir_incertidumbre(
        actual.insumos,
        Variaciones.de_vigentes(vigentes(incertidumbre_extracciones=1_000)),
        parametros(),
        metodos={ANTERIOR.clave: VERSION_METODO},
    )
    return replace(datos, incertidumbre=_de(tablas.INCERTIDUMBRE, medida)), preparado


def _con_definiciones(cifras: pl.DataFrame) -> pl.DataFrame:
    """Con la definición que el catálogo tenía de cada métrica, y sin las que una red no tiene."""
    del_catalogo = {(d.red, d.metrica) for d in catalogo.DEFINICIONES}
    filas = []
    for f in cifras.iter_rows(named=True):
        red = f["definicion"].split(".")[0]
        if (red, f["metrica"]) not in del_catalogo:
            continue
        semestre = Semestre.de_texto(f["semestre"])
        hay = catalogo.definiciones_entre(f["metrica"], red, semestre.inicio, semestre.fin)
        if hay:
            filas.append(f | {"definicion": hay[-1].clave})
    return pl.DataFrame(filas, schema=cifras.schema)


def _padron(cuentas: pl.DataFrame) -> pl.DataFrame:
    filas = [
        f
        | {
            "usuario": f["cuenta"].replace("-", "_"),
            "nombre": f["cuenta"].replace("_", " ").capitalize(),
            "ejemplo": True,
        }
        for f in cuentas.iter_rows(named=True)
    ]
    return pl.DataFrame(filas, schema=esquema_polars(tablas.CUENTAS))


def _de(tabla: Tabla, marco: pl.DataFrame) -> pl.DataFrame:
    return ajustar(marco.with_columns(pl.lit(EVALUACION).alias("evaluacion")), tabla)
