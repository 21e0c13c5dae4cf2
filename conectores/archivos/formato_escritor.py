"""Escribe el formato oficial que se entrega a los administradores, en XLSX y en CSV.

Los mismos argumentos dan los mismos bytes: la fecha de creación es fija y no se consulta el reloj.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from conectores.archivos.formato_estilos import Estilos
from conectores.archivos.formato_hojas import escribir_hoja_de_red, identificacion
from conectores.archivos.formato_instrucciones import escribir_instrucciones
from conectores.archivos.tipos import CuentaPadron
from esquemas.formato import VERSION_FORMATO, columnas_formato
from lineamientos.catalogo import REDES
from lineamientos.semestres import Semestre

Valores = Mapping[str, Mapping[str, int | str]]
"""Cifras o palabras por cuenta y métrica, para escribir un formato ya lleno; admite ``fecha_exportacion``."""

_CREACION = datetime(2026, 1, 1)  # noqa: DTZ001 - fecha fija de la propiedad del libro, sin zona
_MARCA_DE_UTF8 = "\ufeff"
_DE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
HOJA_DE_CONTROL = "_pertinencia"
_FILA_DE_LISTAS = 3


def escribir_formato_xlsx(
    cuentas: Sequence[CuentaPadron],
    semestre: Semestre,
    valores: Valores | None = None,
    *,
    entrega: tuple[date | None, date] | None = None,
) -> bytes:
    """Escribe el libro con una hoja por red, las cuentas puestas y las instrucciones.

    Args:
        cuentas: Cuentas que deben rendir, en el orden en que aparecerán dentro de su red.
        semestre: Semestre revisado.
        valores: Cifras ya conocidas, si las hay.
        entrega: Primer y último día de entrega, para decirlos en las instrucciones; sin el primero, a quien
            se le requiere por no haber entregado (arts. 6, fracción II, y 11).

    Raises:
        ValueError: Si no hay ninguna cuenta.
        RedDesconocida: Si una cuenta es de una red que no está en el catálogo.
    """
    if not cuentas:
        raise ValueError("El formato necesita al menos una cuenta")
    salida = io.BytesIO()
    libro = xlsxwriter.Workbook(salida, {"in_memory": True, "strings_to_formulas": False})
    libro.set_properties(
        {
            "title": f"Estadística de redes sociales, {semestre.nombre}",
            "subject": "Formato oficial (Lineamientos, arts. 11 y 12)",
            "created": _CREACION,
        }
    )
    libro.set_custom_property("version_formato", VERSION_FORMATO, "text")
    libro.set_custom_property("semestre", semestre.clave, "text")
    estilos = Estilos(libro)
    por_red = _por_red(cuentas)
    escribir_instrucciones(libro, estilos, list(por_red), semestre, entrega, len(cuentas))
    for red, propias in por_red.items():
        escribir_hoja_de_red(
            libro,
            estilos,
            red,
            propias,
            semestre=semestre,
            lista_de_cuentas=_rango(list(por_red).index(red), len(propias)),
            valores=valores or {},
        )
    _escribir_control(libro, semestre, por_red)
    libro.close()
    return salida.getvalue()


def escribir_formato_csv(
    red: str, cuentas: Sequence[CuentaPadron], semestre: Semestre, valores: Valores | None = None
) -> bytes:
    """Escribe el formato de una red como CSV en UTF-8 con marca, que las hojas de cálculo abren bien.

    Args:
        red: Red social; las cuentas de otras redes se omiten.
        cuentas: Cuentas que deben rendir.
        semestre: Semestre revisado.
        valores: Cifras ya conocidas, si las hay.

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
    """
    columnas = columnas_formato(red, semestre)
    salida = io.StringIO(newline="")
    escritor = csv.writer(salida, lineterminator="\r\n")
    escritor.writerow([c.titulo for c in columnas])
    for cuenta in (c for c in cuentas if c.red == red):
        propios = (valores or {}).get(cuenta.cuenta, {})
        identidad = identificacion(cuenta, semestre)
        celdas = [identidad.get(c.clave, propios.get(c.clave, "")) for c in columnas]
        escritor.writerow([_sin_formula(c) if isinstance(c, str) else c for c in celdas])
    return (_MARCA_DE_UTF8 + salida.getvalue()).encode("utf-8")


def _por_red(cuentas: Sequence[CuentaPadron]) -> dict[str, list[CuentaPadron]]:
    """Cuentas agrupadas por red, en el orden de redes del catálogo."""
    grupos = {
        r: [c for c in cuentas if c.red == r] for r in dict.fromkeys((*REDES, *(c.red for c in cuentas)))
    }
    return {r: propias for r, propias in grupos.items() if propias}


def _sin_formula(texto: str) -> str:
    """Antepone un apóstrofo a lo que una hoja de cálculo tomaría por fórmula."""
    return f"'{texto}" if texto.startswith(_DE_FORMULA) else texto


def _rango(columna: int, cuantas: int) -> str:
    """Rango de la hoja de control con las cuentas de una red."""
    return (
        f"{HOJA_DE_CONTROL}!{xl_range_abs(_FILA_DE_LISTAS, columna, _FILA_DE_LISTAS + cuantas - 1, columna)}"
    )


def _escribir_control(
    libro: xlsxwriter.Workbook, semestre: Semestre, por_red: Mapping[str, Sequence[CuentaPadron]]
) -> None:
    """Hoja oculta y protegida con la versión del formato y las listas desplegables de cuentas."""
    hoja = libro.add_worksheet(HOJA_DE_CONTROL)
    hoja.write_row(0, 0, ["version_formato", VERSION_FORMATO])
    hoja.write_row(1, 0, ["semestre", semestre.clave])
    for columna, propias in enumerate(por_red.values()):
        hoja.write_column(_FILA_DE_LISTAS, columna, [c.cuenta for c in propias])
    hoja.protect()
    hoja.very_hidden()
