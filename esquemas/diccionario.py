"""El diccionario de datos (``docs/diccionario.md``), derivado de las tablas.

``python -m esquemas.diccionario docs/diccionario.md`` lo vuelve a escribir; una prueba falla si el archivo
no coincide con lo declarado.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from esquemas.campos import Campo, Columna, Tabla
from esquemas.catalogo_codigos import CODIGOS
from esquemas.codigos import Codigo
from esquemas.derivados import tipo_duckdb
from esquemas.tablas import TABLAS
from lineamientos.catalogo import DEFINICIONES, METRICAS, REDES

_INTRODUCCION = """# Diccionario de datos

Este archivo se genera con `python -m esquemas.diccionario docs/diccionario.md`; no se edita a mano.

- Las tablas sin marca se publican en `publicado/pertinencia.duckdb`; las **reservadas** viven en otro
  archivo y nunca se publican.
- Una cifra ausente no es cero: donde `valor` está vacío, `ausencia` dice por qué.
- Los instantes están en UTC; las fechas son días de calendario.
- «art.» cita los Lineamientos.
"""


def diccionario() -> str:
    """El texto completo: tablas con sus columnas, métricas con sus definiciones y códigos de calidad."""
    partes = [_INTRODUCCION, "## Tablas\n"]
    partes += [_tabla(t) for t in TABLAS.values()]
    partes += ["## Métricas\n", _metricas(), "## Definiciones por red\n", _definiciones()]
    partes += ["## Códigos de calidad\n", _codigos()]
    return "\n".join(partes)


def _tabla(tabla: Tabla) -> str:
    marca = " (reservada)" if tabla.reservada else ""
    filas = [_columna(c, tabla.clave) for c in tabla.columnas]
    encabezado = f"### {tabla.nombre}{marca}\n\n{tabla.descripcion}.\n"
    columnas = ("Columna", "Tipo", "Clave", "Puede faltar", "Unidad", "Art.", "Descripción")
    return f"{encabezado}\n{cuadro(columnas, filas)}"


def _columna(columna: Columna, clave: Sequence[str]) -> tuple[str, ...]:
    campo: Campo = columna.campo
    return (
        f"`{campo.nombre}`",
        tipo_duckdb(campo.tipo),
        "sí" if campo.nombre in clave else "",
        "sí" if columna.nulo else "",
        campo.unidad,
        campo.articulo,
        campo.descripcion,
    )


def _metricas() -> str:
    filas = [(f"`{m.nombre}`", m.titulo, m.unidad, m.descripcion) for m in METRICAS.values()]
    return cuadro(("Métrica", "Título", "Unidad", "Descripción"), filas)


def _definiciones() -> str:
    filas = [
        (
            f"`{d.clave}`",
            REDES[d.red],
            f"`{d.metrica}`",
            d.desde.isoformat() if d.desde else "",
            d.hasta.isoformat() if d.hasta else "",
            d.texto,
        )
        for d in DEFINICIONES
    ]
    return cuadro(("Definición", "Red", "Métrica", "Desde", "Hasta", "Qué cuenta"), filas)


def _codigos() -> str:
    filas = [_codigo(c) for _, c in sorted(CODIGOS.items())]
    return cuadro(("Código", "Severidad", "Art.", "Mensaje", "Qué hacer"), filas)


def _codigo(codigo: Codigo) -> tuple[str, ...]:
    return (
        codigo.clave,
        codigo.severidad.value,
        codigo.articulo.texto,
        codigo.mensaje,
        codigo.que_hacer,
    )


def cuadro(encabezados: Sequence[str], filas: Sequence[Sequence[str]]) -> str:
    """Una tabla de Markdown; lo que Markdown leería como marca se escapa."""
    lineas = [list(encabezados), ["---"] * len(encabezados), *filas]
    return "".join("| " + " | ".join(_celda(c) for c in fila) + " |\n" for fila in lineas)


def _celda(texto: str) -> str:
    return " ".join(texto.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(diccionario(), "utf-8")
