"""De la lista de subidas a los videos publicados en los semestres que se recolectan.

La lista no viene en orden de fecha, así que se lee entera; los borrados y los privados no están.
Fuente: https://developers.google.com/youtube/v3/docs/playlistItems.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.horas import hora_local
from conectores.comun.lectura import LecturaApi
from conectores.youtube.declaracion import RED
from conectores.youtube.errores import es_lista_ausente
from conectores.youtube.lectura import (
    contador,
    datos_de,
    elementos,
    instante,
    marco,
    parte,
    recoleccion,
    texto,
    texto_o_nada,
)
from esquemas.tablas import PUBLICACIONES, RECOLECCIONES
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

CURSOR_DEL_CANAL = "=canal"
"""Cursor de la página que dice si un canal sin lista existe y cuántos videos tiene; ninguno real es así."""
_LARGO_DEL_TEXTO = 500


def normalizar_publicaciones(consulta: Consulta, paginas: Sequence[PaginaLeida]) -> LecturaApi:
    """Videos publicados dentro del periodo de la consulta, sin sus cifras, que se leen aparte.

    Raises:
        ContratoRoto: Si una página no tiene la forma prometida.
    """
    cuenta, leida_en = consulta.cuentas[0], paginas[-1].leida_en
    abarca = (consulta.desde, consulta.hasta)
    if es_lista_ausente(paginas[0].cuerpo):
        ausencia, detalle = _sin_lista(datos_de(paginas[-1].cuerpo))
        fila = recoleccion(
            consulta, cuenta, leida_en, ausencia, detalle, abarca if ausencia is None else (None, None)
        )
        return LecturaApi(recolecciones=marco([fila], RECOLECCIONES))
    # De cada video, lo último que se dijo: cuándo se publicó, su título, su página y su lugar en ella.
    videos: dict[str, tuple[datetime, str | None, PaginaLeida, int]] = {}
    sin_fecha: set[str] = set()
    for pagina in paginas:
        for numero, elemento in enumerate(elementos(datos_de(pagina.cuerpo)), start=1):
            detalles = parte(elemento, "contentDetails")
            clave = texto(detalles, "videoId")
            if texto_o_nada(detalles, "videoPublishedAt") is None:
                sin_fecha.add(clave)
                continue
            titulo = texto_o_nada(parte(elemento, "snippet"), "title")
            dicho = (instante(detalles, "videoPublishedAt"), titulo)
            # Repetido igual, conserva su primer lugar: que la plataforma lo repita no cambia la procedencia.
            if clave not in videos or videos[clave][:2] != dicho:
                videos[clave] = (*dicho, pagina, numero)
    filas = [
        fila_de_video(clave, cuenta, publicada, titulo)
        | {"archivo": pagina.archivo, "fila": numero, "leida_en": pagina.leida_en}
        for clave, (publicada, titulo, pagina, numero) in sorted(
            videos.items(), key=lambda video: (video[1][0], video[0])
        )
        if _en_periodo(consulta, publicada)
    ]
    aparte = _sin_contar(len(sin_fecha - videos.keys()))
    return LecturaApi(
        de_publicaciones=marco(filas, PUBLICACIONES),
        recolecciones=marco(
            [recoleccion(consulta, cuenta, leida_en, detalle=aparte, abarca=abarca)], RECOLECCIONES
        ),
    )


def fila_de_video(clave: str, cuenta: str, publicada: datetime, titulo: str | None) -> dict[str, object]:
    """Lo que se sabe de un video sin leer sus cifras; ``publicada`` en UTC."""
    local = hora_local(publicada)
    return {
        "cuenta": cuenta,
        "red": RED,
        "semestre": Semestre.de_fecha(local.date()).clave,
        "id_publicacion": clave,
        "publicada_en": local,
        "es_compartida": False,
        "con_multimedia": True,
        "enlace": f"https://www.youtube.com/watch?v={clave}",
        "texto": None if titulo is None else titulo[:_LARGO_DEL_TEXTO],
        "es_respuesta": False,
        "piezas_multimedia": 1,
    }


def _en_periodo(consulta: Consulta, publicada: datetime) -> bool:
    return (consulta.desde is None or consulta.desde <= publicada) and (
        consulta.hasta is None or publicada < consulta.hasta
    )


def _sin_lista(datos: dict[str, Any]) -> tuple[Ausencia | None, str]:
    """Por qué un canal no tiene lista: no existe, no tiene videos, o no la muestra."""
    canales = elementos(datos)
    if not canales:
        return Ausencia.NO_ENCONTRADA, "YouTube no encontró el canal; fue cerrado o cambió de identificador."
    if contador(parte(canales[0], "statistics"), "videoCount") == 0:
        return None, "El canal no tiene ningún video público."
    return Ausencia.NO_ENCONTRADA, "YouTube no encontró la lista de subidas del canal."


def _sin_contar(cuantos: int) -> str | None:
    if not cuantos:
        return None
    que = "un video sin fecha de publicación, privado o borrado, que no se contó"
    varios = f"{cuantos} videos sin fecha de publicación, privados o borrados, que no se contaron"
    return f"La lista de subidas trae {que if cuantos == 1 else varios}."
