"""Las tablas del informe en CSV (UTF-8, RFC 4180), con un LÉEME que dice qué son."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

from informes.escritura import escribir
from informes.formas import Informe, TablaAbierta, Valor
from informes.numeros import ZONA

_ACTIVOS = "=+-@＝＋－＠\t\r"
"""Inicios que una hoja de cálculo tomaría por fórmula."""


def escribir_tablas(informe: Informe, carpeta: Path) -> list[Path]:
    """Escribe una tabla por archivo y el LÉEME.

    Returns:
        Las rutas escritas, en orden.

    Raises:
        OSError: Si no puede escribirse.
    """
    rutas = []
    for tabla in informe.tablas:
        ruta = carpeta / f"{tabla.clave}.csv"
        escribir(ruta, texto_csv(tabla).encode())
        rutas.append(ruta)
    leeme = carpeta / "LEEME.txt"
    escribir(leeme, _leeme(informe).encode())
    return [*rutas, leeme]


def texto_csv(tabla: TablaAbierta) -> str:
    """La tabla como texto, con encabezados y renglones terminados en CRLF."""
    salida = io.StringIO()
    escritor = csv.writer(salida, lineterminator="\r\n")
    escritor.writerow([c.nombre for c in tabla.columnas])
    escritor.writerows([_valor(v) for v in fila] for fila in tabla.filas)
    return salida.getvalue()


def neutral(texto: str) -> str:
    """El texto con un apóstrofo delante si una hoja de cálculo lo tomaría por fórmula."""
    return f"'{texto}" if texto.lstrip(" ")[:1] in _ACTIVOS and texto.strip(" ") else texto


def _valor(valor: Valor) -> str:
    if isinstance(valor, bool):
        return "sí" if valor else "no"
    if isinstance(valor, str):
        return neutral(valor)
    if isinstance(valor, int | float):
        return repr(valor)
    if isinstance(valor, datetime):
        return valor.astimezone(ZONA).isoformat(timespec="seconds")
    if isinstance(valor, date):
        return valor.isoformat()
    raise ValueError("Una celda quedó vacía: una ausencia se dice con palabras")


def _leeme(informe: Informe) -> str:
    portada = informe.portada
    lineas = [
        f"{portada.titulo}, {portada.semestre}",
        portada.organismo,
        f"Generado el {portada.generado}",
        "",
        *(f"{a.etiqueta}: {a.valor}" for a in portada.avisos),
        "",
        "Los archivos son CSV en UTF-8, separados por coma. Donde falta una cifra está escrita la razón.",
        "Un texto que una hoja de cálculo tomaría por fórmula lleva un apóstrofo delante.",
        "El significado de cada columna está en diccionario.csv.",
        "",
        *(f"{t.clave}.csv: {t.descripcion}" for t in informe.tablas),
    ]
    return "\n".join(lineas) + "\n"
