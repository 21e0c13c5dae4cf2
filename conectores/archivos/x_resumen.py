"""Resumen diario de X (Account overview): columnas D y E del art. 11, y los seguidores ganados y perdidos."""

import polars as pl

from conectores.archivos.columnas import momentos
from conectores.archivos.cuentas import Identidad, atribuir
from conectores.archivos.exportacion_comun import (
    con_cuenta,
    con_enteros,
    contar,
    fuera_del_semestre,
    lugar,
    marco_de,
    otro_semestre,
    rechazada,
)
from conectores.archivos.exportacion_diarias import Serie, con_ausencias, diarias, huecos
from conectores.archivos.reconocimiento import Reconocida
from conectores.archivos.tipos import Contexto, Lectura
from esquemas.hallazgos import Hallazgo

_FORMATOS = ("%a, %b %d, %Y", "%a %b %d %Y")
_FECHA_DE_EJEMPLO = "«Tue, Feb 18, 2025»"


def leer_resumen(r: Reconocida, contexto: Contexto) -> Lectura:
    """Lee las cifras diarias del semestre. El archivo no dice de quién es: manda la carpeta."""
    cuenta, hallazgos = atribuir(contexto, "x", Identidad(), r.carpeta, lugar(r))
    if cuenta is None:
        return rechazada(r, hallazgos)
    marco, malas = _fechado(r)
    hallazgos += malas
    semestre = contexto.semestre
    dentro = marco.filter(pl.col("fecha").is_between(semestre.inicio, semestre.fin))
    if dentro.is_empty():
        if not marco.is_empty():
            dias = marco["fecha"].sort()
            hallazgos.append(otro_semestre(r, contexto, dias[0], dias[-1]))
        return rechazada(r, con_cuenta(hallazgos, cuenta))
    if len(dentro) < len(marco):
        hallazgos.append(fuera_del_semestre(r, contexto, contar(len(marco) - len(dentro), "día", "días")))
    if faltan := huecos(dentro["fecha"], contexto):
        hallazgos.append(lugar(r, columna="fecha").hallazgo("L510", faltan))
    filas, nuevos = _series(dentro, r, contexto, cuenta)
    return Lectura(
        r.fuente.clase,
        diarias=filas,
        hallazgos=tuple(con_cuenta([*hallazgos, *nuevos], cuenta)),
        filas_leidas=len(r.tabla.filas),
        filas_rechazadas=len(malas),
    )


def _fechado(r: Reconocida) -> tuple[pl.DataFrame, list[Hallazgo]]:
    marco = marco_de(r)
    textos = marco["fecha"].to_list()
    leidas, _ = momentos(textos, _FORMATOS)
    hallazgos = [
        lugar(r, marco["fila"][i], "fecha").hallazgo("L504", textos[i].strip() or None, _FECHA_DE_EJEMPLO)
        for i in leidas.is_null().arg_true().to_list()
    ]
    return marco.with_columns(leidas.dt.date().alias("fecha")).filter(
        pl.col("fecha").is_not_null()
    ), hallazgos


def _series(
    textos: pl.DataFrame, r: Reconocida, contexto: Contexto, cuenta: str
) -> tuple[pl.DataFrame, list[Hallazgo]]:
    metricas = [c for c in textos.columns if c not in ("fila", "fecha")]
    marco, hallazgos = con_enteros(textos, r, metricas)
    tablas = []
    for m in metricas:
        dias = con_ausencias(marco, m, textos[m])
        serie = Serie(m, "x", cuenta, dias, lugar(r, columna=m))
        filas, nuevos = diarias(serie, r.tabla.archivo, contexto)
        tablas.append(filas)
        hallazgos += nuevos
    return pl.concat(tablas), hallazgos
