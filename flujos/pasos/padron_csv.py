"""Lectura de un CSV del padrón: de bytes a filas con su tipo, o las oraciones de lo que está mal."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from conectores.archivos.planilla import sin_guarda
from esquemas.campos import Columna, Tabla, Tipo

Fila = dict[str, object]
FilasNumeradas = list[tuple[int, Fila]]
"""Filas con su número en el archivo, desde 1 y con encabezados."""


@dataclass(frozen=True)
class Hoja:
    """Una tabla del padrón como texto.

    Attributes:
        nombre: Con que se la cita: «padron/cuentas.csv», «cuentas.xlsx, hoja «Cuentas»».
        encabezados: Nombres de columna.
        renglones: Celdas de cada fila, con su número en el archivo.
    """

    nombre: str
    encabezados: list[str]
    renglones: list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Leida:
    """Una tabla del padrón ya interpretada, con el nombre con que se la cita."""

    nombre: str
    filas: FilasNumeradas


_SI_NO = {"sí": True, "si": True, "no": False, "": False}


def leer_csv(ruta: Path, tablas: Sequence[Tabla], problemas: list[str]) -> Leida:
    """Lee un archivo del padrón.

    Args:
        ruta: El archivo.
        tablas: Tablas cuyas columnas trae.
        problemas: Donde se agrega una oración por cada cosa que está mal.
    """
    ilegible: list[str] = []
    hoja = leer_hoja(ruta, ilegible)
    if not ruta.exists():
        ilegible.append(f"Falta {hoja.nombre}. «pertinencia iniciar» crea uno de muestra.")
    problemas.extend(ilegible)
    # De lo que no pudo leerse no se dice además que le faltan columnas.
    return (
        Leida(hoja.nombre, []) if ilegible and not hoja.encabezados else interpretar(hoja, tablas, problemas)
    )


def leer_hoja(ruta: Path, problemas: list[str]) -> Hoja:
    """Las celdas de un archivo del padrón, sin comprobar qué dicen; vacía si no está.

    Args:
        ruta: El archivo.
        problemas: Donde se agrega una oración si está y no se entiende: lo que trae no se conoce.
    """
    nombre = f"padron/{ruta.name}"
    try:
        texto = ruta.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Hoja(nombre, [], [])
    except UnicodeDecodeError:
        problemas.append(f"{nombre} no está en UTF-8; guárdelo como «CSV UTF-8».")
        return Hoja(nombre, [], [])
    renglones = _renglones(nombre, texto, problemas)
    encabezados = [e.strip() for e in renglones[0]] if renglones else []
    return Hoja(nombre, encabezados, list(enumerate(renglones[1:], start=2)))


def interpretar(hoja: Hoja, tablas: Sequence[Tabla], problemas: list[str]) -> Leida:
    """Da a cada celda su tipo.

    Args:
        hoja: La tabla como texto.
        tablas: Tablas cuyas columnas trae.
        problemas: Donde se agrega una oración por cada cosa que está mal.
    """
    nombre, encabezados = hoja.nombre, hoja.encabezados
    columnas = {c.campo.nombre: c for t in tablas for c in t.columnas}
    faltan = [
        n
        for n, c in columnas.items()
        if n not in encabezados and not c.nulo and c.campo.tipo is not Tipo.BOOLEANO
    ]
    if faltan:
        problemas.append(f"{nombre}: faltan las columnas {', '.join(faltan)}.")
        return Leida(nombre, [])
    if repetidos := [n for n in columnas if encabezados.count(n) > 1]:
        problemas.append(f"{nombre}: la columna {', '.join(repetidos)} está más de una vez; deje una.")
        return Leida(nombre, [])
    filas = []
    for numero, renglon in hoja.renglones:
        if not any(c.strip() for c in renglon):
            continue
        if any(c.strip() for c in renglon[len(encabezados) :]):
            problemas.append(
                f"{nombre}, fila {numero}: tiene más celdas ({len(renglon)}) que encabezados "
                f"({len(encabezados)}). Si un texto lleva comas, póngalo entre comillas."
            )
        celdas = dict(zip(encabezados, (sin_guarda(c.strip()) for c in renglon), strict=False))
        filas.append((numero, _fila(f"{nombre}, fila {numero}", celdas, columnas, problemas)))
    return Leida(nombre, filas)


def _renglones(nombre: str, texto: str, problemas: list[str]) -> list[list[str]]:
    lector = csv.reader(io.StringIO(texto, newline=""), strict=True)
    renglones: list[list[str]] = []
    try:
        renglones.extend(lector)
    except csv.Error:
        problemas.append(
            f"{nombre}, fila {len(renglones) + 1}: hay una comilla suelta o una celda enorme, y no se "
            'distingue dónde acaba cada celda. Borre la comilla o escríbala doble («""»).'
        )
        return renglones[:1]
    return renglones


def _fila(
    lugar: str, celdas: Mapping[str, str], columnas: Mapping[str, Columna], problemas: list[str]
) -> Fila:
    fila: Fila = {}
    for columna, definicion in columnas.items():
        valor, problema = _convertir(celdas.get(columna, ""), definicion.campo.tipo)
        if problema:
            problemas.append(f"{lugar}, columna «{columna}»: {problema}")
        elif valor is None and not definicion.nulo:
            problemas.append(f"{lugar}, columna «{columna}»: está vacía y es obligatoria.")
        fila[columna] = valor
    return fila


def _entero(texto: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", texto):
        raise ValueError(texto)
    return int(texto)


def _decimal(texto: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", texto):
        raise ValueError(texto)
    return float(texto)


_CONVERSIONES: dict[Tipo, tuple[Callable[[str], object], str]] = {
    Tipo.TEXTO: (str, "texto"),
    Tipo.ENTERO: (_entero, "un número entero entre 0 y 999999999"),
    Tipo.DECIMAL: (_decimal, "un número entre 0 y 999999999, como 2 o 1.5"),
    Tipo.FECHA: (date.fromisoformat, "una fecha como 2026-07-01"),
}


def _convertir(texto: str, tipo: Tipo) -> tuple[object, str | None]:
    if any(unicodedata.category(c) == "Cc" for c in texto):
        return None, "lleva caracteres de control o saltos de línea, que no se ven; bórrelos."
    if tipo is Tipo.BOOLEANO:
        if texto.lower() in _SI_NO:
            return _SI_NO[texto.lower()], None
        return False, f"se encontró «{texto}»; se esperaba «sí» o «no»."
    if not texto:
        return None, None
    convertir, esperado = _CONVERSIONES[tipo]
    try:
        return convertir(texto), None
    except ValueError:
        return None, f"se encontró «{texto}»; se esperaba {esperado}."
