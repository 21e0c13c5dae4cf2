"""La planilla de resoluciones: sus columnas, cómo se escribe y cómo se lee."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from conectores.archivos.fechas import fecha
from conectores.archivos.planilla import (
    Columna,
    Planilla,
    escribir_planilla,
    leer_planilla,
    texto_llano,
)
from conectores.archivos.plegado import plegar
from conectores.archivos.tipos import Limites
from lineamientos.calificacion.dictamen import Clase

_CLASES = {plegar(c.value): c for c in Clase}
_DECLARAN = ("clase_resuelta", "sesion", "fecha", "acuerdo", "razones")
_LEIDAS = (
    Columna("evaluacion", "la que trae la plantilla, sin cambios", texto_llano),
    Columna("cuenta", "una clave del padrón", texto_llano),
    Columna(
        "clase_resuelta",
        "una de " + ", ".join(f"«{c.value}»" for c in Clase),
        lambda t: _CLASES.get(plegar(t)),
    ),
    Columna("sesion", "la sesión del Comité", texto_llano),
    Columna("fecha", "una fecha como 2027-01-25", fecha),
    Columna("acuerdo", "el acta o acuerdo en que consta", texto_llano),
    Columna("razones", "un texto de hasta 4000 caracteres", texto_llano, obligatoria=False),
)
COLUMNAS = (
    "evaluacion", "cuenta", "red", "nombre", "area", "indice", "clase_propuesta", "vista_al_area", *_DECLARAN,
    "que_se_admite",
)  # fmt: skip

QUE_SE_ADMITE = (
    "clase_resuelta: " + "; ".join(c.value for c in Clase) + ". razones: un texto de hasta 4000 caracteres; "
    "obligatorio si la clase no es la propuesta, y se admite en las demás"
)
"""Última columna de la plantilla: no se lee, solo orienta a quien la llena."""


def marca(evaluacion: Mapping[str, Any]) -> str:
    """Con qué se reconoce en la planilla la evaluación que se resuelve: semestre, versión y huella.

    No puede tomarse por una fecha ni por un número, que una hoja de cálculo cambiaría.
    """
    return f"{evaluacion['semestre']}:v{evaluacion['version']}:{str(evaluacion['evaluacion'])[:12]}"


def escribir(
    evaluacion: Mapping[str, Any], propuestas: pl.DataFrame, situaciones: Mapping[str, str]
) -> bytes:
    """La plantilla de un semestre: lo propuesto y, de lo ya resuelto, lo que consta.

    La clase resuelta de lo que no se ha resuelto va vacía: una propuesta no se vuelve resolución por omisión.

    Args:
        evaluacion: Encabezado de la última evaluación.
        propuestas: Filas de ``resoluciones_vigentes`` de las cuentas evaluadas.
        situaciones: En qué está la vista al área de cada cuenta que la necesita.
    """
    filas = [
        (
            marca(evaluacion),
            f["cuenta"],
            f["red"],
            f["nombre"] or "",
            f["area"],
            "" if f["indice"] is None else f"{f['indice']:.2f}",
            f["clase_propuesta"],
            situaciones.get(f["cuenta"], ""),
            f["clase_resuelta"] or "",
            f["sesion"] or "",
            "" if f["resuelta_el"] is None else f["resuelta_el"].isoformat(),
            f["acuerdo"] or "",
            f["razones"] or "",
            QUE_SE_ADMITE,
        )
        for f in propuestas.iter_rows(named=True)
    ]
    return escribir_planilla(COLUMNAS, filas)


def leer(archivo: str, contenido: bytes, limites: Limites) -> Planilla:
    """Lee una planilla de resoluciones; los renglones sin nada resuelto se omiten."""
    return leer_planilla(archivo, contenido, _LEIDAS, limites, _DECLARAN)
