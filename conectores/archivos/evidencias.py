"""Copias de pantalla y PDF entregados como evidencia (Lineamientos, art. 11)."""

import hashlib

import polars as pl

from conectores.archivos.firmas import Clase
from conectores.archivos.plegado import plegar
from conectores.archivos.tipos import Contexto, Lectura, Parte
from esquemas.derivados import esquema_polars
from esquemas.hallazgos import Hallazgo
from esquemas.tablas import EVIDENCIAS

_FIRMA_PNG = b"\x89PNG\r\n\x1a\n"
_COLA_PDF = 4096


def defecto(clase: Clase, contenido: bytes) -> str:
    """Por qué una imagen o un PDF está incompleto; cadena vacía si está completo."""
    if clase is Clase.PNG:
        return _defecto_png(contenido)
    if clase is Clase.JPEG:
        # Los teléfonos agregan datos tras la marca de fin, y antes puede haber una miniatura completa.
        completa = contenido.rfind(b"\xff\xd9") > len(contenido) // 2
        return "" if completa else "le falta la marca de fin de JPEG"
    return "" if b"%%EOF" in contenido[-_COLA_PDF:] else "le falta la marca de fin de PDF"


def _defecto_png(contenido: bytes) -> str:
    if not contenido.startswith(_FIRMA_PNG):
        return "su encabezado de PNG está dañado"
    posicion = len(_FIRMA_PNG)
    while posicion + 12 <= len(contenido):
        largo = int.from_bytes(contenido[posicion : posicion + 4], "big")
        if contenido[posicion + 4 : posicion + 8] == b"IEND":
            return ""
        posicion += 12 + largo
    return "le falta la marca de fin de PNG"


def leer_evidencia(parte: Parte, clase: Clase, contexto: Contexto) -> Lectura:
    """Registra una evidencia ya validada; su cuenta es la de la carpeta, y no hay otra forma de saberla.

    Returns:
        Lectura con una fila de ``evidencias``, o rechazada si la carpeta no es de una cuenta.
    """
    plegadas = {plegar(c): c for c in contexto.padron}
    cuenta = plegadas.get(plegar(parte.carpeta)) if parte.carpeta else None
    if cuenta is None:
        hallazgo = Hallazgo("L022", archivo=parte.archivo, encontrado=parte.carpeta)
        return Lectura("evidencia", hallazgos=(hallazgo,), filas_leidas=1, filas_rechazadas=1, rechazado=True)
    fila = {
        "sha256": hashlib.sha256(parte.contenido).hexdigest(),
        "cuenta": cuenta,
        "semestre": contexto.semestre.clave,
        "archivo": parte.archivo,
        "formato_evidencia": clase.value,
        "bytes": len(parte.contenido),
    }
    esquema = {n: t for n, t in esquema_polars(EVIDENCIAS).items() if n != "lote"}
    return Lectura("evidencia", evidencias=pl.DataFrame([fila], schema=esquema), filas_leidas=1)
