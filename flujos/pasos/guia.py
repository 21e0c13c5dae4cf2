"""Escribir la guía para administradores que acompaña al requerimiento (art. 6, fracción IV)."""

from pathlib import Path

from almacen.escritura import escribir_atomico
from flujos.pasos.espacio import Espacio
from informes.cartas.guia import guia_pdf
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
    """
    destino = ruta or espacio.raiz / "formatos" / semestre.clave / NOMBRE_DE_LA_GUIA
    escribir_atomico(destino, guia_pdf(espacio.organismo, semestre))
    return destino
