"""Cuánto abarca cada parte de un libro, medido en su XML antes de abrirlo.

La biblioteca reserva en memoria el rectángulo entero entre la primera y la última celda con datos, y tantos
textos como la tabla de textos declara: una celda en XFD1048576 o un ``uniqueCount`` desmedido bastan para
derribar el proceso. Por eso se mide con un analizador de XML verdadero, que no se engaña con comillas ni
prefijos.
"""

import re
from xml.parsers import expat

from conectores.archivos.tipos import Limites

_REFERENCIA = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_NUMERO_DE_FILA = re.compile(r"[1-9][0-9]{0,6}")
_CUENTAS = ("count", "uniqueCount")
_CELDAS_MAXIMAS = 20_000_000
_FILAS_DE_MARGEN = 1000
_COLUMNAS_DE_EXCEL = 16_384


class ParteIlegible(Exception):
    """El XML está roto, declara entidades o declara más elementos de los que caben en él."""


class _Lejana(Exception):
    """Se encontró una celda demasiado alejada."""


class _Medidor:
    """Recibe los elementos de la hoja y lleva la cuenta de hasta dónde llegan sus datos."""

    def __init__(self, filas: int, largo: int) -> None:
        self._largo = largo
        self._tope_de_filas = filas + _FILAS_DE_MARGEN
        self._fila = self._columna = 0
        self._ultima_fila = self._ultima_columna = 0
        self.referencia = ""

    def elemento(self, nombre: str, atributos: dict[str, str]) -> None:
        """Atiende el inicio de un elemento: fila, celda o el valor de una celda."""
        local = nombre.rsplit(":", 1)[-1]
        for clave in _CUENTAS:
            if clave in atributos and not self._cabe(atributos[clave]):
                raise ParteIlegible
        if local == "row":
            self._empezar_fila(atributos.get("r"))
        elif local == "c":
            self._situar(atributos.get("r"))
        elif local in ("v", "is", "f"):
            self._contar()

    def doctype(self, *_: object) -> None:
        """Un libro nunca declara entidades: si lo hace, no se analiza."""
        raise ParteIlegible

    def _cabe(self, cuenta: str) -> bool:
        """Si un número de elementos declarado es posible: cada uno ocupa al menos un carácter."""
        return cuenta.isdecimal() and len(cuenta) < 12 and int(cuenta) <= self._largo

    def _empezar_fila(self, declarada: str | None) -> None:
        """Sitúa la fila; un número que no cabe se desborda dentro de la biblioteca, así que no se admite."""
        if declarada is not None and not _NUMERO_DE_FILA.fullmatch(declarada):
            raise ParteIlegible
        self._fila = int(declarada) if declarada is not None else self._fila + 1
        self._columna = 0

    def _situar(self, referencia: str | None) -> None:
        if referencia is None:
            self._columna += 1
            return
        m = _REFERENCIA.fullmatch(referencia)
        if m is None:
            raise ParteIlegible
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
    """Dónde está la celda que haría demasiado grande una hoja; cadena vacía si no la hay.

    Raises:
        ParteIlegible: Si el XML está roto, declara entidades o cuentas imposibles.
    """
    medidor = _Medidor(limites.filas, len(xml))
    analizador = expat.ParserCreate()
    analizador.StartElementHandler = medidor.elemento
    analizador.StartDoctypeDeclHandler = medidor.doctype
    try:
        analizador.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # Una codificación declarada que no existe sale como LookupError.
        raise ParteIlegible from error
    except _Lejana:
        return medidor.referencia
    return ""


def numero_de_columna(letras: str) -> int:
    """Número de una columna, desde 1, por sus letras (A, B, …, AA)."""
    numero = 0
    for letra in letras.upper():
        numero = numero * 26 + ord(letra) - 64
    return numero
