"""Tabla de videos de YouTube Studio («Datos de la tabla.csv»): videos del semestre y totales del canal."""

from dataclasses import replace

import polars as pl

from conectores.archivos.cuentas import Identidad, atribuir
from conectores.archivos.exportacion_comun import (
    con_cuenta,
    contar,
    lugar,
    marco_de,
    otro_semestre,
    rechazada,
)
from conectores.archivos.exportacion_publicaciones import Forma, leer_publicaciones
from conectores.archivos.reconocimiento import Reconocida
from conectores.archivos.tipos import Contexto, Lectura
from conectores.archivos.youtube_periodo import Periodo, periodo_del_nombre
from conectores.archivos.youtube_totales import fuera_de_periodo, leer_totales, sin_videos
from esquemas.hallazgos import Hallazgo

_FORMA = Forma(
    red="youtube",
    identificador="[A-Za-z0-9_-]{6,64}",
    formatos=("%b %d, %Y", "%b %d, %Y %H:%M", "%Y-%m-%d"),
    fecha_de_ejemplo="«Dec 26, 2025»",
    otras_fechas=True,
)
_TOPE_DE_FILAS = 500
"""YouTube Studio corta la tabla en 500 filas, contando la de «Total», y no lo dice."""


def leer_videos(r: Reconocida, contexto: Contexto) -> Lectura:
    """Lee los videos publicados en el semestre y, si se sabe de qué periodo es, los totales del canal.

    El archivo no dice de qué canal es: manda la carpeta. Es normal que traiga videos de otras fechas
    (los que tuvieron vistas en el periodo), así que no se avisa de ellos.
    """
    cuenta, sin_cuenta = atribuir(contexto, "youtube", Identidad(), r.carpeta, lugar(r))
    if cuenta is None:
        return rechazada(r, sin_cuenta)
    marco = marco_de(r)
    es_total = marco["id_publicacion"].str.strip_chars().str.to_lowercase() == "total"
    total, videos = marco.filter(es_total), marco.filter(~es_total)
    fechados, hallazgos = _con_fecha(videos, r)
    lectura = leer_publicaciones(fechados, r, contexto, _FORMA)
    if lectura.rechazado:
        return replace(lectura, hallazgos=tuple(con_cuenta([*hallazgos, *lectura.hallazgos], cuenta)))
    publicados = len(lectura.publicaciones)
    if not publicados and (otro := _de_otro_semestre(r, contexto)):
        return rechazada(r, con_cuenta([otro], cuenta))
    mediciones, nuevos = _mediciones((total, videos), r, contexto, cuenta, publicados)
    anotados = con_cuenta([*hallazgos, *lectura.hallazgos, *nuevos], cuenta)
    return replace(lectura, mediciones=mediciones, hallazgos=tuple(anotados))


def _con_fecha(videos: pl.DataFrame, r: Reconocida) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Quita los videos sin fecha de publicación, borrados o privados, y dice cuántos son."""
    sin_fecha = videos["fecha"].str.strip_chars() == ""
    cuantos = int(sin_fecha.sum())
    if not cuantos:
        return videos, []
    donde = lugar(r, videos.filter(sin_fecha)["fila"][0], "fecha")
    return videos.filter(~sin_fecha), [donde.hallazgo("L705", contar(cuantos, "video", "videos"))]


def _de_otro_semestre(r: Reconocida, contexto: Contexto) -> Hallazgo | None:
    """Un canal puede no publicar en el semestre; solo el periodo dice si el archivo es de otro."""
    dias = periodo_del_nombre(r.tabla.archivo)
    if dias is not None and (dias.hasta < contexto.semestre.inicio or dias.desde > contexto.semestre.fin):
        return otro_semestre(r, contexto, dias.desde, dias.hasta)
    return None


def _mediciones(
    tablas: tuple[pl.DataFrame, pl.DataFrame], r: Reconocida, contexto: Contexto, cuenta: str, publicados: int
) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Totales del canal, si se sabe de qué periodo son, y lo que impide cargarlos o contar los videos."""
    total, videos = tablas
    dias = periodo_del_nombre(r.tabla.archivo)
    hallazgos = fuera_de_periodo(r, contexto, dias)
    mediciones = Lectura(None).mediciones
    cortada = len(r.tabla.filas) == _TOPE_DE_FILAS
    if dias is not None and not hallazgos:
        if not total.is_empty():
            mediciones, nuevos = leer_totales(total.head(1), videos, r, contexto, cuenta, dias)
            hallazgos += nuevos
        if (
            not publicados
            and not cortada
            and dias == Periodo(contexto.semestre.inicio, contexto.semestre.fin)
        ):
            mediciones = pl.concat([mediciones, sin_videos(r, contexto, cuenta, dias)])
    if total.is_empty():
        hallazgos.append(lugar(r).hallazgo("L706"))
    if cortada:
        hallazgos.append(lugar(r).hallazgo("L704"))
    return mediciones, hallazgos
