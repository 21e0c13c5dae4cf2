"""Fechas escritas por personas: año-mes-día, día/mes/año, con el mes en letras, o la serie de Excel."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from conectores.archivos.numeros import limpiar_celda
from conectores.archivos.plegado import sin_acentos

_MESES = {
    m: n
    for n, nombres in enumerate(
        (
            ("ene", "enero", "jan", "january"),
            ("feb", "febrero", "february"),
            ("mar", "marzo", "march"),
            ("abr", "abril", "apr", "april"),
            ("may", "mayo"),
            ("jun", "junio", "june"),
            ("jul", "julio", "july"),
            ("ago", "agosto", "aug", "august"),
            ("sep", "sept", "septiembre", "setiembre", "september"),
            ("oct", "octubre", "october"),
            ("nov", "noviembre", "november"),
            ("dic", "diciembre", "dec", "december"),
        ),
        start=1,
    )
    for m in nombres
}
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
_CON_BARRAS = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?: .*)?")
_CON_LETRAS = re.compile(r"([0-9]{1,2})[ \-/.]+(?:de )?([a-z]+)[ \-/.,]+(?:de[l]? )?([0-9]{4})")
_LETRAS_PRIMERO = re.compile(r"([a-z]+)\.? ([0-9]{1,2}),? ([0-9]{4})")
_SERIE = re.compile(r"[0-9]{5}(?:[.,]0+)?")
_CERO_DE_EXCEL = date(1899, 12, 30)
_PRIMER_ANIO, _ULTIMO_ANIO = 2006, 2100
"""Antes de 2006 no había redes que medir; un año de cuatro cifras fuera de aquí es un error de captura."""


class Orden(Enum):
    """Orden de día y mes en las fechas con barras de una columna."""

    DIA_MES = "día/mes/año"
    MES_DIA = "mes/día/año"
    SIN_EVIDENCIA = "sin evidencia"


def orden(textos: Iterable[str]) -> Orden:
    """Deduce el orden de las fechas con barras: un número mayor que 12 no puede ser un mes."""
    vistos: set[Orden] = set()
    for texto in textos:
        if m := _CON_BARRAS.fullmatch(limpiar_celda(texto)):
            if int(m[1]) > 12:
                vistos.add(Orden.DIA_MES)
            elif int(m[2]) > 12:
                vistos.add(Orden.MES_DIA)
    return vistos.pop() if len(vistos) == 1 else Orden.SIN_EVIDENCIA


def fecha(texto: str, segun: Orden = Orden.SIN_EVIDENCIA) -> date | None:
    """Lee una fecha; ``None`` si no lo es o no existe en el calendario.

    Sin evidencia del orden se lee día/mes/año, la costumbre en México.
    """
    limpio = sin_acentos(limpiar_celda(texto))
    if m := _ISO.fullmatch(limpio):
        return _armar(int(m[1]), int(m[2]), int(m[3]))
    if m := _CON_BARRAS.fullmatch(limpio):
        primero, segundo, anio = int(m[1]), int(m[2]), int(m[3])
        mes_primero = segun is Orden.MES_DIA or (segun is Orden.SIN_EVIDENCIA and segundo > 12)
        return _armar(anio, primero, segundo) if mes_primero else _armar(anio, segundo, primero)
    if m := _CON_LETRAS.fullmatch(limpio):
        return _armar(int(m[3]), _MESES.get(m[2], 0), int(m[1]))
    if m := _LETRAS_PRIMERO.fullmatch(limpio):
        return _armar(int(m[3]), _MESES.get(m[1], 0), int(m[2]))
    if _SERIE.fullmatch(limpio):
        return _en_rango(_CERO_DE_EXCEL + timedelta(days=int(limpio[:5])))
    return None


def fecha_ambigua(texto: str, segun: Orden) -> bool:
    """Si la fecha con barras puede leerse de dos maneras y nada en su columna lo resuelve."""
    m = _CON_BARRAS.fullmatch(limpiar_celda(texto))
    return (
        m is not None
        and segun is Orden.SIN_EVIDENCIA
        and int(m[1]) <= 12
        and int(m[2]) <= 12
        and m[1] != m[2]
    )


def _armar(anio: int, mes: int, dia: int) -> date | None:
    try:
        return _en_rango(date(anio, mes, dia))
    except ValueError:
        return None


def _en_rango(dia: date) -> date | None:
    return dia if _PRIMER_ANIO <= dia.year <= _ULTIMO_ANIO else None
