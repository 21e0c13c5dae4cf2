"""La guía para administradores de cuenta en PDF etiquetado (Lineamientos, art. 6, fracción IV).

Su texto está en ``guia.toml``; las columnas del formato y lo que se hace ante cada error salen de donde el
programa los usa.
"""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib.resources import files

from informes.cartas.guia_texto import Seccion, leer_guia
from informes.cartas.limpieza import en_un_renglon
from informes.cartas.plantilla import plantilla
from informes.letras import Letras
from informes.numeros import fecha
from informes.pdf_taller import Ajustes, Pedido, Taller
from lineamientos.catalogo import DEFINICIONES
from lineamientos.semestres import Semestre


@lru_cache(maxsize=4)
def guia_pdf(organismo: str, semestre: Semestre | None = None, portada: Seccion | None = None) -> bytes:
    """La guía, con los mismos bytes mientras no cambien su texto ni el catálogo; se compone una vez.

    Args:
        organismo: De quién es.
        semestre: Semestre de que se dicen las columnas del formato; si no se dice, el primero en que ya rigen
            todas las definiciones del catálogo.
        portada: Con qué sección abre: las fechas del semestre, de ``semestre_en_una_pagina``.

    Raises:
        GuiaInvalida: Si el texto de la guía no tiene su forma.
    """
    contenido = (files("informes.cartas") / "guia.toml").read_text("utf-8")
    guia = leer_guia(contenido, semestre or _ultimo_del_catalogo())
    if portada is not None:
        guia = replace(guia, secciones=(portada, *guia.secciones))
    datos = json.dumps(
        asdict(guia) | {"organismo": en_un_renglon(organismo), "revisada": fecha(guia.revisada)},
        ensure_ascii=False,
    )
    dia = datetime.combine(guia.revisada, time(12), UTC)
    ajustes = Ajustes(plantilla("guia"), (), int(dia.timestamp()))
    return Taller(ajustes).componer(Pedido("Guia", Letras(datos).dibujable(datos)))


def _ultimo_del_catalogo() -> Semestre:
    return Semestre.de_fecha(max(d.desde for d in DEFINICIONES if d.desde)).siguiente()
