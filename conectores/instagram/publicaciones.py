"""De ``/media`` y de cada publicación de Instagram a la tabla ``publicaciones``. Puro."""

from collections.abc import Mapping
from typing import Any

from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.horas import dia_local
from conectores.instagram import campos
from conectores.instagram.tipos import piezas_de, tipo_de
from conectores.meta.elementos import (
    Elemento,
    cifras_de_insights,
    fecha_de,
    fila_de,
    recortado,
    sin_repetir,
)
from conectores.meta.formas import arista, entero, texto
from conectores.meta.marcos import Fila, Numerador
from conectores.meta.rondas import Recorrido
from conectores.meta.ventanas import ventanas_de


def de_listas(consulta: Consulta, recorrido: Recorrido) -> list[Fila]:
    """Publicaciones de las listas, sin repetir y dentro de la ventana de su cuenta.

    Raises:
        ContratoRoto: Si un elemento no tiene la forma prometida.
    """
    ventanas = dict(zip(consulta.cuentas, ventanas_de(consulta), strict=True))
    numero = Numerador()
    leidos = [
        _elemento(datos, o.tarea.cuenta, o.pagina, numero(o.pagina))
        for o in recorrido.obtenidos
        for datos in arista(o.datos, campos.LISTA)
    ]
    dentro = [e for e in leidos if ventanas[e.cuenta].desde <= e.publicada < ventanas[e.cuenta].hasta]
    return [fila_de(e, campos.RED) for e in sin_repetir(dentro)]


def de_objetos(recorrido: Recorrido) -> list[Fila]:
    """Publicaciones releídas una por una.

    Raises:
        ContratoRoto: Si un objeto no tiene la forma prometida.
    """
    numero = Numerador()
    leidos = [_elemento(o.datos, o.tarea.cuenta, o.pagina, numero(o.pagina)) for o in recorrido.obtenidos]
    return [fila_de(e, campos.RED) for e in sin_repetir(leidos)]


def _elemento(datos: Mapping[str, Any], cuenta: str, pagina: PaginaLeida, numero: int) -> Elemento:
    publicada = fecha_de(datos, "timestamp")
    columnas = {
        "tipo_publicacion": tipo_de(datos),
        # Toda publicación de Instagram es una imagen, un video o varios.
        "con_multimedia": True,
        "piezas_multimedia": piezas_de(datos),
        "enlace": datos.get("permalink"),
        "texto": recortado(datos, "caption"),
    }
    cifras = cifras_de_insights(datos, campos.RED, dia_local(publicada)) | {
        "comentarios": entero(datos.get("comments_count"), "comments_count")
    }
    return Elemento(cuenta, texto(datos.get("id"), "id"), publicada, pagina, numero, columnas, cifras)
