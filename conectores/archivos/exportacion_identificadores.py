"""Identificadores de publicación: siempre texto, porque pasan de lo que un número de Excel conserva."""

import re

import polars as pl

from conectores.archivos.exportacion_comun import lugar
from conectores.archivos.reconocimiento import Reconocida
from esquemas.hallazgos import Hallazgo

_CIENTIFICO = r"^[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+$"
_CIFRAS_DE_EXCEL = 15
_CEROS_SOSPECHOSOS = 4
"""Ceros seguidos después de la cifra 15, sumados en el archivo, que no pueden ser casualidad."""


def abreviados(marco: pl.DataFrame, r: Reconocida) -> Hallazgo | None:
    """Si una hoja de cálculo redondeó los identificadores (``1.22E+17`` o cifras finales en cero).

    Un identificador redondeado no se adivina: el archivo entero se rechaza.
    """
    ids = marco["id_publicacion"].str.strip_chars()
    malos = marco.filter(ids.str.contains(_CIENTIFICO))
    if malos.is_empty():
        largos = ids.str.contains(rf"^[0-9]{{{_CIFRAS_DE_EXCEL + 1},}}$")
        cola = ids.filter(largos).str.slice(_CIFRAS_DE_EXCEL)
        redondeados = not cola.is_empty() and cola.str.contains("^0+$").all()
        if not redondeados or cola.str.len_chars().sum() < _CEROS_SOSPECHOSOS:
            return None
        malos = marco.filter(largos)
    fila, identificador = malos["fila"][0], malos["id_publicacion"][0]
    return lugar(r, fila, "id_publicacion").hallazgo("L505", identificador.strip())


def con_identificador(marco: pl.DataFrame, r: Reconocida, forma: str) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Deja las filas cuyo identificador tiene la forma de la red, sin espacios alrededor.

    Args:
        marco: Con ``fila`` e ``id_publicacion``.
        r: La tabla.
        forma: Expresión regular completa del identificador.
    """
    marco = marco.with_columns(pl.col("id_publicacion").str.strip_chars())
    bien = marco["id_publicacion"].str.contains(f"^(?:{forma})$")
    if bien.all():
        return marco, []
    malas = marco.filter(~bien)
    hallazgos = [
        lugar(r, fila, "id_publicacion").hallazgo("L514" if identificador else "L503", identificador or None)
        for fila, identificador in zip(malas["fila"], malas["id_publicacion"], strict=True)
    ]
    return marco.filter(bien), hallazgos


def mencionados(textos: list[str]) -> list[str]:
    """Identificadores citados dentro de un texto, en orden y sin repetir."""
    return list(dict.fromkeys(i for t in textos for i in re.findall(r"\b[0-9]{8,}\b", t)))
