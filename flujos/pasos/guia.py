"""Escribir la guía para administradores que acompaña al requerimiento (art. 6, fracción IV)."""

from pathlib import Path

from almacen.escritura import escribir_atomico
from flujos.pasos.espacio import Espacio
from flujos.pasos.plazos import plazos
from informes.cartas.guia import guia_pdf
from informes.cartas.guia_semestre import semestre_en_una_pagina
from lineamientos.semestres import Semestre

NOMBRE_DE_LA_GUIA = "guia_para_administradores.pdf"


def escribir_guia(espacio: Espacio, semestre: Semestre, ruta: Path | None = None) -> Path:
    """Escribe la guía con las columnas del formato de un semestre y dice dónde quedó.

    Args:
        espacio: Espacio de trabajo.
        semestre: Semestre que se pedirá.
        ruta: Archivo; si no se dice, ``formatos/<semestre>/guia_para_administradores.pdf`` en el espacio.

    Raises:
        OSError: Si no puede escribirse.
        OrdenInvalida: Si el semestre es anterior a los parámetros de plazos.
    """
    # Si el semestre es anterior a los parámetros, esto lo dice con qué hacer.
    plazos(espacio, semestre)
    portada = semestre_en_una_pagina(semestre, espacio.calendario, espacio.parametros.del_semestre(semestre))
    destino = ruta or espacio.raiz / "formatos" / semestre.clave / NOMBRE_DE_LA_GUIA
    escribir_atomico(destino, guia_pdf(espacio.organismo, semestre, portada))
    return destino
