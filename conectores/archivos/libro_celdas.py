"""Celdas de un libro XLSX que la biblioteca entrega alteradas, buscadas en su XML.

Los errores de Excel y las fórmulas guardadas sin su resultado salen vacíos, y los enteros de más de quince
cifras, que Excel guarda redondeados, salen como si fueran exactos. Aquí se localizan para devolverles su
texto y que el lector los rechace con su razón.
"""

import io
import re
import zipfile
from html import unescape

from conectores.archivos.libro_extension import numero_de_columna

_HOJA = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELACION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATRIBUTO = re.compile(r'([\w:]+)="([^"]*)"')
_CELDA = re.compile(
    rb"<(?:\w+:)?c\s(?P<atributos>[^>]*[^/])>(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?"
    rb"<(?:\w+:)?v>(?P<valor>#[^<]{1,20}|-?[0-9]{16,}|-?[0-9](?:\.[0-9]+)?[eE]\+[0-9]+)</(?:\w+:)?v>"
)
_SIN_RESULTADO = re.compile(
    rb"<(?:\w+:)?c\s(?P<atributos>[^>]*[^/])><(?:\w+:)?f\b[^>]*(?:/>|>(?P<formula>[^<]*)</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_CON_VALOR = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>\s*<(?:\w+:)?(?:f|v|is)\b'
)
_REFERENCIA = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_TIPO = re.compile(rb'\bt="(\w+)"')
_CIFRAS_EXACTAS = 10**15


def celdas_alteradas(contenido: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Texto verdadero de las celdas con error, con una fórmula sin resultado o con un número redondeado.

    Args:
        contenido: Un libro ya revisado.

    Returns:
        Por nombre de hoja, el texto de cada celda por su fila (desde 0, en la hoja) y su
        columna (desde 0, contando desde la primera con datos). Un número redondeado
        sale en notación científica («1.89123456789012E+18»), como lo muestra la hoja de cálculo.
    """
    with zipfile.ZipFile(io.BytesIO(contenido)) as zip_:
        partes = set(zip_.namelist())
        return {
            nombre: alteradas
            for nombre, parte in _partes_de_hojas(zip_).items()
            if parte in partes and (alteradas := _buscar(zip_.read(parte)))
        }


def _partes_de_hojas(zip_: zipfile.ZipFile) -> dict[str, str]:
    """Archivo interior de cada hoja, por su nombre."""
    nombres = set(zip_.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= nombres:
        return {}
    relaciones = {}
    for etiqueta in _RELACION.findall(zip_.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")):
        atributos = dict(_ATRIBUTO.findall(etiqueta))
        destino = atributos.get("Target", "")
        relaciones[atributos.get("Id", "")] = destino[1:] if destino.startswith("/") else f"xl/{destino}"
    hojas = {}
    for etiqueta in _HOJA.findall(zip_.read("xl/workbook.xml").decode("utf-8", "replace")):
        atributos = dict(_ATRIBUTO.findall(etiqueta))
        identidad = next((v for k, v in atributos.items() if k.endswith(":id")), "")
        hojas[unescape(atributos.get("name", ""))] = relaciones.get(identidad, "")
    return hojas


def _buscar(xml: bytes) -> dict[tuple[int, int], str]:
    sin_resultado = _formulas_sin_resultado(xml)
    alteradas = dict(sin_resultado)
    for celda in _CELDA.finditer(xml):
        lugar = _lugar(celda["atributos"])
        texto = _texto_verdadero(celda["valor"].decode("utf-8", "replace"), _tipo(celda["atributos"]))
        if lugar and texto:
            alteradas[lugar] = texto
    if not alteradas:
        return {}
    # La biblioteca empieza en la primera columna con datos, aunque no sea la A; una fórmula sin resultado
    # no es un dato para ella.
    con_datos = {
        columna
        for letras, fila in (m.groups() for m in _CON_VALOR.finditer(xml))
        if (int(fila) - 1, columna := numero_de_columna(letras.decode()) - 1) not in sin_resultado
    }
    primera = min(con_datos, default=0)
    return {(f, c - primera): texto for (f, c), texto in alteradas.items() if c >= primera}


def _formulas_sin_resultado(xml: bytes) -> dict[tuple[int, int], str]:
    """Fórmulas que un programa escribió sin calcularlas; las que dan un texto vacío sí tienen resultado."""
    formulas = {}
    for celda in _SIN_RESULTADO.finditer(xml):
        lugar = _lugar(celda["atributos"])
        if lugar and _tipo(celda["atributos"]) != "str":
            formulas[lugar] = "=" + unescape((celda["formula"] or b"").decode("utf-8", "replace"))
    return formulas


def _lugar(atributos: bytes) -> tuple[int, int] | None:
    """Fila y columna de una celda, desde 0; ``None`` si no lo dice."""
    referencia = _REFERENCIA.search(atributos)
    return referencia and (int(referencia[2]) - 1, numero_de_columna(referencia[1].decode()) - 1)


def _tipo(atributos: bytes) -> str:
    tipo = _TIPO.search(atributos)
    return tipo[1].decode() if tipo else "n"


def _texto_verdadero(valor: str, tipo: str) -> str:
    """Texto con que debe leerse la celda; cadena vacía si la biblioteca ya la lee bien."""
    if tipo == "e":
        return unescape(valor)
    if tipo != "n" or valor.startswith("#") or abs(float(valor)) < _CIFRAS_EXACTAS:
        return ""
    return f"{float(valor):.14E}"
