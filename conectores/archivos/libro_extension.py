"""Cuánto abarca una hoja de un libro, medido en su XML antes de abrirla.

La biblioteca reserva en memoria el rectángulo entero entre la primera y la última celda con datos: una sola
celda en XFD1048576 basta para derribar el proceso. Por eso se mide con un analizador de XML verdadero, que
no se engaña con comillas ni prefijos.
"""

import re
from xml.parsers import expat

from conectores.archivos.tipos import Limites

_REFERENCIA = re.compile(r"([A-Za-z]{1,3})([0-9]{1,9})")
_CELDAS_MAXIMAS = 20_000_000
_FILAS_DE_MARGEN = 1000
_COLUMNAS_DE_EXCEL = 16_384


class HojaIlegible(Exception):
    """El XML de la hoja está roto o trae declaraciones que un libro nunca lleva."""


class _Lejana(Exception):
    """Se encontró una celda demasiado alejada."""


class _Medidor:
    """Recibe los elementos de la hoja y lleva la cuenta de hasta dónde llegan sus datos."""

    def __init__(self, filas: int) -> None:
        self._tope_de_filas = filas + _FILAS_DE_MARGEN
        self._fila = self._columna = 0
        self._ultima_fila = self._ultima_columna = 0
        self.referencia = ""

    def elemento(self, nombre: str, atributos: dict[str, str]) -> None:
        """Atiende el inicio de un elemento: fila, celda o el valor de una celda."""
        local = nombre.rsplit(":", 1)[-1]
        if local == "row":
            declarada = atributos.get("r", "")
            self._fila = int(declarada) if declarada.isdecimal() else self._fila + 1
            self._columna = 0
        elif local == "c":
            self._situar(atributos.get("r", ""))
        elif local in ("v", "is", "f"):
            self._contar()

    def doctype(self, *_: object) -> None:
        """Un libro nunca declara entidades: si lo hace, no se analiza."""
        raise HojaIlegible

    def _situar(self, referencia: str) -> None:
        m = _REFERENCIA.fullmatch(referencia)
        if m is None:
            self._columna += 1
            return
        self._fila, self._columna = int(m[2]), numero_de_columna(m[1])

    def _contar(self) -> None:
        self._ultima_fila = max(self._ultima_fila, self._fila)
        self._ultima_columna = max(self._ultima_columna, self._columna)
        if (
            self._ultima_fila > self._tope_de_filas
            or self._ultima_columna > _COLUMNAS_DE_EXCEL
            or self._ultima_fila * self._ultima_columna > _CELDAS_MAXIMAS
        ):
            self.referencia = f"fila {self._fila:,}, columna {self._columna:,}"
            raise _Lejana


def celda_lejana(xml: bytes, limites: Limites) -> str:
    """Dónde está la celda que haría demasiado grande la hoja; cadena vacía si no la hay.

    Raises:
        HojaIlegible: Si el XML está roto o declara entidades.
    """
    medidor = _Medidor(limites.filas)
    analizador = expat.ParserCreate()
    analizador.StartElementHandler = medidor.elemento
    analizador.StartDoctypeDeclHandler = medidor.doctype
    try:
        analizador.Parse(xml, True)
    except expat.ExpatError as error:
        raise HojaIlegible from error
    except _Lejana:
        return medidor.referencia
    return ""


def numero_de_columna(letras: str) -> int:
    """Número de una columna, desde 1, por sus letras (A, B, …, AA)."""
    numero = 0
    for letra in letras.upper():
        numero = numero * 26 + ord(letra) - 64
    return numero
