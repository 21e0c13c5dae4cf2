"""De las listas y los objetos de Facebook a la tabla ``publicaciones``. Puro."""

from collections.abc import Mapping
from typing import Any

from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.horas import dia_local
from conectores.facebook import campos
from conectores.facebook.tipos import VIDEO_CORTO, Forma, forma_de
from conectores.meta.elementos import (
    Elemento,
    cifras_de_insights,
    fecha_de,
    fila_de,
    recortado,
    sin_repetir,
    total,
)
from conectores.meta.formas import arista, entero, objeto, texto
from conectores.meta.marcos import Fila, Numerador
from conectores.meta.rondas import Recorrido
from conectores.meta.ventanas import ventanas_de

_SIN_ENLACE_COMPLETO = "/"
_SITIO = "https://www.facebook.com"


def de_listas(consulta: Consulta, recorrido: Recorrido) -> list[Fila]:
    """Publicaciones y videos cortos de las listas, sin repetir y dentro de la ventana de su cuenta.

    Un video corto está en ``video_reels`` con el número de su video y, casi siempre, también en
    ``published_posts`` con el de su publicación (``post_id``), que es el que se guarda. El que solo está
    en la primera entra sin cifras: se leen después, de su publicación.

    Raises:
        ContratoRoto: Si un elemento no tiene la forma prometida.
    """
    ventanas = dict(zip(consulta.cuentas, ventanas_de(consulta), strict=True))
    numero = Numerador()
    publicaciones: list[Elemento] = []
    videos: list[Elemento] = []
    for o in recorrido.obtenidos:
        for datos in arista(o.datos, o.tarea.arista):
            de_video = o.tarea.arista == campos.VIDEOS_CORTOS
            leer = _video_de_lista if de_video else _publicacion
            elemento = leer(datos, o.tarea.cuenta, o.pagina, numero(o.pagina))
            ventana = ventanas[elemento.cuenta]
            if ventana.desde <= elemento.publicada < ventana.hasta:
                (videos if de_video else publicaciones).append(elemento)
    # Las publicaciones van después: de las dos formas de un video corto gana la que trae cifras.
    return [fila_de(e, campos.RED) for e in sin_repetir([*videos, *publicaciones])]


def de_objetos(recorrido: Recorrido) -> list[Fila]:
    """Publicaciones releídas una por una.

    Raises:
        ContratoRoto: Si un objeto no tiene la forma prometida.
    """
    numero = Numerador()
    elementos = [
        (_publicacion if o.tarea.alterna is not None else _video)(
            o.datos, o.tarea.cuenta, o.pagina, numero(o.pagina)
        )
        for o in recorrido.obtenidos
    ]
    return [fila_de(e, campos.RED) for e in sin_repetir(elementos)]


def _publicacion(datos: Mapping[str, Any], cuenta: str, pagina: PaginaLeida, numero: int) -> Elemento:
    publicada = fecha_de(datos, "created_time")
    cifras = cifras_de_insights(datos, campos.RED, dia_local(publicada)) | {
        "reacciones": total(datos, "reactions"),
        "comentarios": total(datos, "comments"),
        # La clave falta cuando nadie la ha compartido.
        "compartidos": entero(objeto(datos.get("shares", {"count": 0}), "shares").get("count"), "shares"),
    }
    return Elemento(
        cuenta,
        _numero_de(datos),
        publicada,
        pagina,
        numero,
        _columnas(datos, forma_de(datos), "message"),
        cifras,
    )


def _video(datos: Mapping[str, Any], cuenta: str, pagina: PaginaLeida, numero: int) -> Elemento:
    publicada = fecha_de(datos, "created_time")
    columnas = _columnas(datos, VIDEO_CORTO, "description")
    cifras = {"comentarios": total(datos, "comments")}
    return Elemento(cuenta, _numero_de(datos), publicada, pagina, numero, columnas, cifras)


def _video_de_lista(datos: Mapping[str, Any], cuenta: str, pagina: PaginaLeida, numero: int) -> Elemento:
    columnas = _columnas(datos, VIDEO_CORTO, "description")
    publicada = fecha_de(datos, "created_time")
    return Elemento(cuenta, _numero_de_video(datos), publicada, pagina, numero, columnas)


def _columnas(datos: Mapping[str, Any], forma: Forma, campo_de_texto: str) -> Fila:
    enlace = datos.get("permalink_url")
    if isinstance(enlace, str) and enlace.startswith(_SIN_ENLACE_COMPLETO):
        enlace = _SITIO + enlace
    return {
        "tipo_publicacion": forma.tipo,
        "es_compartida": forma.compartida,
        "con_multimedia": forma.piezas > 0,
        "piezas_multimedia": forma.piezas,
        "enlace": enlace,
        "texto": recortado(datos, campo_de_texto),
    }


def _numero_de(datos: Mapping[str, Any]) -> str:
    """El número de la publicación, sin el de la página: así lo traen las exportaciones."""
    return texto(datos.get("id"), "id").rpartition("_")[2]


def _numero_de_video(datos: Mapping[str, Any]) -> str:
    """El número de la publicación del video o, si no tiene, el suyo."""
    publicacion = datos.get("post_id")
    return _numero_de({"id": publicacion} if publicacion else datos)
