"""De bytes de un archivo de texto a filas: codificación, separador, comillas y celdas de varios renglones."""

import codecs
import csv
import io
import re
import threading

from conectores.archivos.tabla import Registros
from conectores.archivos.tipos import Limites, Parte
from esquemas.hallazgos import Hallazgo

_SEPARADORES = (",", ";", "\t")
_MUESTRA = 4096
_RENGLONES_DE_MUESTRA = 20
_CELDA_MAXIMA = 1_000_000
"""Caracteres de una celda. Un pie de foto no pasa de unos miles; más suele ser una comilla sin cerrar."""
_SEP = re.compile(r'"?sep=(.)"?[ ,;\t]*\r?\n', re.IGNORECASE)
_DOBLE_UTF8 = re.compile("[ÃÂ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ¡-¿]")
_CANDADO = threading.Lock()


class _Ilegible(Exception):
    """El texto no puede leerse; lleva el código y lo encontrado."""

    def __init__(self, codigo: str, encontrado: str | None = None, esperado: str | None = None) -> None:
        super().__init__(codigo, encontrado, esperado)
        self.codigo, self.encontrado, self.esperado = codigo, encontrado, esperado


def leer_texto(parte: Parte, limites: Limites) -> tuple[Registros | None, list[Hallazgo]]:
    """Lee un CSV (separado por comas, puntos y comas o tabuladores) como filas de texto.

    Returns:
        Las filas, o ``None`` si no puede leerse, y los hallazgos.
    """
    hallazgos: list[Hallazgo] = []
    try:
        texto = _decodificar(parte.contenido)
        texto, reparado = _reparar_acentos(texto)
        if reparado:
            hallazgos.append(Hallazgo("L112", archivo=parte.archivo, encontrado=reparado))
        return _separar(parte.archivo, texto, limites), hallazgos
    except _Ilegible as error:
        hallazgo = Hallazgo(
            error.codigo, archivo=parte.archivo, encontrado=error.encontrado, esperado=error.esperado
        )
        return None, [hallazgo]


def _decodificar(contenido: bytes) -> str:
    """Texto de los bytes: UTF-8 o UTF-16 con o sin marca, y si no, la página 1252 de Windows."""
    codificacion = _codificacion_utf16(contenido)
    if codificacion:
        try:
            texto = contenido.decode(codificacion).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise _Ilegible("L101", f"UTF-16 incompleto o dañado cerca del byte {error.start:,}") from error
        if "\x00" in texto:
            raise _Ilegible("L102")
        return texto
    if b"\x00" in contenido:
        raise _Ilegible("L102")
    try:
        return contenido.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _es_utf8_danado(contenido):
            raise _Ilegible("L101", f"UTF-8 dañado en el byte {error.start:,}") from error
    try:
        return contenido.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _Ilegible("L101", f"el byte {error.start:,} no es de ninguna codificación conocida") from error


def _codificacion_utf16(contenido: bytes) -> str:
    if contenido.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if contenido.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    muestra = contenido[:_MUESTRA]
    mitad = len(muestra) // 2
    pares, nones = muestra[0::2].count(0), muestra[1::2].count(0)
    if mitad and nones > mitad * 0.5 and pares < mitad * 0.05:
        return "utf-16-le"
    if mitad and pares > mitad * 0.5 and nones < mitad * 0.05:
        return "utf-16-be"
    return ""


def _es_utf8_danado(contenido: bytes) -> bool:
    """Si es UTF-8 con algún byte roto: en la página 1252 casi nunca se forman letras acentuadas de UTF-8."""
    texto = contenido.decode("utf-8", errors="replace")
    rotos = texto.count("\ufffd")
    return sum(1 for c in texto if c > "\x7f") - rotos > rotos


def _reparar_acentos(texto: str) -> tuple[str, str]:
    """Deshace la doble codificación («PublicaciÃ³n»), si todo el texto la tiene.

    Returns:
        El texto y, si se reparó, un ejemplo de cómo venía.
    """
    if not (ejemplo := _DOBLE_UTF8.search(texto[:_MUESTRA])):
        return texto, ""
    try:
        return texto.encode("cp1252").decode("utf-8"), ejemplo[0]
    except UnicodeError:
        return texto, ""


def _separar(archivo: str, texto: str, limites: Limites) -> Registros:
    declarado = _SEP.match(texto)
    if declarado:
        # Las hojas de cálculo tampoco muestran este renglón: la fila 1 es la siguiente.
        texto = texto[declarado.end() :]
    separador = declarado[1] if declarado else _separador(texto)
    filas: list[list[str]] = []
    numeros: list[int] = []
    with _CANDADO:
        # El tope de celda es global en la biblioteca estándar: se pone y se repone bajo candado.
        anterior = csv.field_size_limit(_CELDA_MAXIMA)
        try:
            lector = csv.reader(io.StringIO(texto, newline=""), delimiter=separador, strict=True)
            for numero, fila in enumerate(lector, start=1):
                if not any(c and not c.isspace() for c in fila):
                    continue
                _comprobar_topes(len(filas), len(fila), limites)
                filas.append(fila)
                numeros.append(numero)
        except csv.Error as error:
            if "field larger" in str(error):
                raise _Ilegible("L115", esperado=f"{_CELDA_MAXIMA:,}") from error
            raise _Ilegible("L111", f"{_renglon_de_comilla(texto, lector.line_num):,}") from error
        finally:
            csv.field_size_limit(anterior)
    if not filas:
        raise _Ilegible("L001")
    return Registros(archivo, "", filas, numeros, cortado=not texto.endswith(("\n", "\r")))


def _renglon_de_comilla(texto: str, detectado: int) -> int:
    """Renglón en que abre la comilla sin pareja; si son pares, aquel en que se detectó el error."""
    renglones = texto.splitlines()
    if sum(r.count('"') for r in renglones) % 2 == 0:
        return detectado
    for numero, renglon in enumerate(renglones, start=1):
        if renglon.count('"') % 2:
            return numero
    return detectado


def _comprobar_topes(filas: int, columnas: int, limites: Limites) -> None:
    if filas > limites.filas:
        raise _Ilegible("L105", f"más de {limites.filas:,} filas", f"{limites.filas:,} filas")
    if columnas > limites.columnas:
        raise _Ilegible("L105", f"{columnas:,} columnas", f"{limites.columnas:,} columnas")


def _separador(texto: str) -> str:
    """Separador que más celdas da en el primer renglón que parece de encabezados."""
    renglones = [r for r in texto[: _MUESTRA * 4].splitlines() if r.strip()][:_RENGLONES_DE_MUESTRA]
    for minimo in (3, 2):
        for renglon in renglones:
            celdas = {s: len(next(csv.reader([renglon], delimiter=s), [])) for s in _SEPARADORES}
            mejor = max(_SEPARADORES, key=lambda s: celdas[s])
            if celdas[mejor] >= minimo:
                return mejor
    return ","
