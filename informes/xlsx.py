"""Las tablas del informe en un libro XLSX, sin fórmulas, sin enlaces y con bytes repetibles."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter

from informes import colores
from informes.escritura import escribir
from informes.formas import Celda, Cuadro, Informe, Portada, TablaAbierta, Valor
from informes.numeros import ZONA

_FORMATOS: dict[str, dict[str, Any]] = {
    "texto": {"text_wrap": True},
    "entero": {"num_format": "#,##0", "align": "right", "indent": 1},
    "decimal": {"num_format": "#,##0.00", "align": "right", "indent": 1},
    "fino": {"num_format": "#,##0.0000", "align": "right", "indent": 1},
    "proporcion": {"num_format": "0.0%", "align": "right", "indent": 1},
    "fecha": {"num_format": "dd/mm/yyyy", "align": "left"},
    "momento": {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
    "logico": {},
}
_NUMERICOS = ("entero", "decimal", "fino", "proporcion")
_ANCHO_MINIMO, _ANCHO_MAXIMO, _LARGO_MAXIMO = 12, 60, 32_767
"""Anchos de columna en caracteres, y letras que caben en una celda de Excel."""
_TOPE_MINIMO, _ANCHO_DE_CARTA, _ANCHO_DE_DOBLE_CARTA = 14, 150, 230
"""Tope más estrecho de un texto, y caracteres que impresos a lo ancho de cada papel aún se leen."""
_CARTA, _DOBLE_CARTA = 1, 3
"""Claves de papel en el formato de Excel."""


def escribir_xlsx(informe: Informe, ruta: Path) -> None:
    """Escribe el libro en la ruta; los mismos datos dan los mismos bytes.

    Raises:
        OSError: Si no puede escribirse.
    """
    escribir(ruta, _libro(informe.portada, informe.tablas, informe))


def escribir_tablas_xlsx(portada: Portada, tablas: Sequence[TablaAbierta], ruta: Path) -> None:
    """Escribe un libro con solo unas tablas, una hoja por cada una, sin resumen.

    Raises:
        OSError: Si no puede escribirse.
    """
    escribir(ruta, _libro(portada, tablas, None))


def _libro(portada: Portada, tablas: Sequence[TablaAbierta], informe: Informe | None) -> bytes:
    salida = io.BytesIO()
    opciones = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(salida, opciones) as libro:
        _propiedades(libro, portada)
        formatos = {k: libro.add_format({"valign": "top"} | v) for k, v in (_FORMATOS | _ESTILOS).items()}
        if informe is not None:
            _resumen(libro, informe, formatos)
        for tabla in tablas:
            _hoja(libro, tabla, portada, formatos)
    return salida.getvalue()


_ANCHOS_DEL_RESUMEN = (40, *(24,) * 9)
"""Caracteres que caben en cada columna del resumen."""
_ALTO_MAXIMO = 409.0
"""Puntos; Excel no admite un renglón más alto."""
_PUNTOS_POR_LINEA = 15.0
_ALTO_POR_LETRA = 1.5
"""Alto de un renglón por punto de su letra: cabe con cualquier tipo de letra de reemplazo."""

_ENCABEZADO: dict[str, Any] = {
    "bold": True,
    "bg_color": "#f6f4f7",
    "bottom": 2,
    "text_wrap": True,
    "valign": "bottom",
}
_ESTILOS: dict[str, dict[str, Any]] = {
    "encabezado": _ENCABEZADO,
    "encabezado_numero": _ENCABEZADO | {"align": "right", "indent": 1},
    "ausente": {"text_wrap": True, "italic": True, "font_color": colores.GRIS, "align": "right", "indent": 1},
    "marca": {"bold": True, "font_color": colores.MAGENTA},
    "titulo": {"bold": True, "font_size": 16},
    "subtitulo": {"bold": True, "font_size": 12},
    "gris": {"font_color": colores.GRIS},
    "fuerte": {"bold": True},
    "derecha": {"align": "right", "indent": 1},
}


def _propiedades(libro: Any, portada: Portada) -> None:
    libro.set_properties(
        {
            "title": f"{portada.titulo}, {portada.semestre}",
            "author": portada.organismo,
            "comments": " · ".join(portada.marcas),
            "created": portada.fecha.astimezone(ZONA).replace(tzinfo=None),
        }
    )


def _hoja(libro: Any, tabla: TablaAbierta, portada: Portada, formatos: dict[str, Any]) -> None:
    """Una hoja por tabla: marcas en el primer renglón, encabezados fijos y con filtro en el segundo."""
    hoja = libro.add_worksheet(tabla.titulo)
    anchos = _anchos(tabla)
    _papel(hoja, portada, sum(anchos))
    hoja.write_string(0, 0, f"{' · '.join(portada.marcas)} · {tabla.descripcion}", formatos["marca"])
    for x, columna in enumerate(tabla.columnas):
        numerica = columna.formato in _NUMERICOS
        hoja.write_string(1, x, columna.nombre, formatos["encabezado_numero" if numerica else "encabezado"])
        hoja.set_column(x, x, anchos[x])
    for y, fila in enumerate(tabla.filas, start=2):
        hoja.set_row(y, _alto([v if isinstance(v, str) else "" for v in fila], anchos))
        for x, (valor, columna) in enumerate(zip(fila, tabla.columnas, strict=True)):
            _celda(hoja, y, x, valor, columna.formato, formatos)
    hoja.freeze_panes(2, 2 if len(tabla.columnas) > 6 else 0)
    hoja.autofilter(1, 0, max(2, len(tabla.filas) + 1), len(tabla.columnas) - 1)
    hoja.repeat_rows(0, 1)


def _papel(hoja: Any, portada: Portada, ancho: int) -> None:
    """Apaisado y a una hoja de ancho; lo que en carta saldría ilegible va en doble carta."""
    hoja.set_landscape()
    hoja.set_paper(_CARTA if ancho <= _ANCHO_DE_CARTA else _DOBLE_CARTA)
    hoja.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    hoja.fit_to_pages(1, 0)
    hoja.set_header(f"&L{portada.clave_semestre}&R{' · '.join(portada.marcas)}")
    hoja.set_footer("&L&A&RPágina &P de &N")


def _celda(hoja: Any, y: int, x: int, valor: Valor, formato: str, formatos: dict[str, Any]) -> None:
    if isinstance(valor, bool):
        hoja.write_string(y, x, "sí" if valor else "no", formatos["logico"])
    elif isinstance(valor, str):
        estilo = formato if formato in ("texto", "logico") else "ausente"
        hoja.write_string(y, x, valor[:_LARGO_MAXIMO], formatos[estilo])
    elif isinstance(valor, int | float):
        hoja.write_number(y, x, valor, formatos[formato])
    elif isinstance(valor, datetime):
        hoja.write_datetime(y, x, valor.astimezone(ZONA).replace(tzinfo=None), formatos[formato])
    elif isinstance(valor, date):
        hoja.write_datetime(y, x, datetime(valor.year, valor.month, valor.day), formatos[formato])  # noqa: DTZ001
    else:
        raise ValueError(f"La celda {y}, {x} quedó vacía: una ausencia se dice con palabras")


def _anchos(tabla: TablaAbierta) -> list[int]:
    """Ancho de cada columna: el de su texto más largo, hasta el mayor tope que se imprime legible."""
    naturales = [
        max([_ANCHO_MINIMO, len(columna.nombre) // 2 + 4, *(len(v) for v in textos if isinstance(v, str))])
        for columna, textos in zip(tabla.columnas, _por_columna(tabla), strict=True)
    ]
    topes = range(_ANCHO_MAXIMO, _TOPE_MINIMO, -1)
    caben = (t for t in topes if sum(min(n, t) for n in naturales) <= _ANCHO_DE_DOBLE_CARTA)
    tope = next(caben, _TOPE_MINIMO)
    return [min(n, tope) for n in naturales]


def _por_columna(tabla: TablaAbierta) -> list[list[Valor]]:
    return [[f[x] for f in tabla.filas] for x in range(len(tabla.columnas))]


def _resumen(libro: Any, informe: Informe, formatos: dict[str, Any]) -> None:
    portada, resumen = informe.portada, informe.resumen
    hoja = libro.add_worksheet("Resumen")
    _papel(hoja, portada, _ANCHO_DE_CARTA)
    hoja.hide_gridlines(2)
    hoja.set_column(0, 0, _ANCHOS_DEL_RESUMEN[0])
    hoja.set_column(1, 9, _ANCHOS_DEL_RESUMEN[1])
    renglones = [
        (" · ".join(portada.marcas), "marca"),
        (portada.titulo, "titulo"),
        (f"{portada.organismo} · {portada.semestre} ({portada.periodo})", "subtitulo"),
        (f"Generado el {portada.generado}", "gris"),
        *((f"{a.etiqueta}: {a.valor}", "logico") for a in portada.avisos),
        ("", "logico"),
        *((h, "logico") for h in resumen.hallazgos),
    ]
    for y, (escrito, estilo) in enumerate(renglones):
        _titulo(hoja, y, escrito, estilo, formatos)
    y = len(renglones) + 1
    resultados = informe.resultados
    for cuadro in (
        resumen.clases,
        resultados.por_red,
        resultados.bandas,
        resultados.certeza,
        resultados.por_tipo,
        resumen.plazos,
        resumen.fuentes,
    ):
        y = _cuadro(hoja, y, cuadro, formatos) + 1


def _titulo(hoja: Any, y: int, escrito: str, estilo: str, formatos: dict[str, Any]) -> None:
    """Un texto suelto del resumen; el de letra grande, en un renglón en que quepa: no todo programa lo da."""
    if "font_size" in _ESTILOS.get(estilo, {}):
        hoja.set_row(y, _ALTO_POR_LETRA * _ESTILOS[estilo]["font_size"])
    hoja.write_string(y, 0, escrito, formatos[estilo])


def _cuadro(hoja: Any, y: int, cuadro: Cuadro, formatos: dict[str, Any]) -> int:
    _titulo(hoja, y, cuadro.titulo, "subtitulo", formatos)
    hoja.set_row(y + 1, _alto([c.titulo for c in cuadro.columnas], _ANCHOS_DEL_RESUMEN))
    for x, columna in enumerate(cuadro.columnas):
        hoja.write_string(
            y + 1, x, columna.titulo, formatos["encabezado_numero" if columna.numero else "encabezado"]
        )
    for i, fila in enumerate(cuadro.filas, start=y + 2):
        hoja.set_row(i, _alto([c.texto for c in fila], _ANCHOS_DEL_RESUMEN))
        for x, celda in enumerate(fila):
            _escrita(hoja, i, x, celda, cuadro.columnas[x].numero, formatos)
    return y + 2 + len(cuadro.filas)


def _alto(textos: Sequence[str], anchos: Sequence[int]) -> float:
    """Alto en puntos del renglón, para que lo de varias líneas no se encime: no todo programa lo ajusta."""
    lineas = [ceil(1.15 * len(t) / ancho) for t, ancho in zip(textos, anchos, strict=False)]
    return min(_ALTO_MAXIMO, _PUNTOS_POR_LINEA * max(1, *lineas))


def _escrita(hoja: Any, y: int, x: int, celda: Celda, numero: bool, formatos: dict[str, Any]) -> None:
    """Las cuentas del resumen van como número, para que puedan sumarse; lo demás, como se lee."""
    digitos = celda.texto.replace(",", "")
    if numero and digitos.isascii() and digitos.isdigit():
        hoja.write_number(y, x, int(digitos), formatos["entero"])
    else:
        estilo = "derecha" if numero else "fuerte" if celda.tono == "fuerte" else "texto"
        hoja.write_string(y, x, celda.texto, formatos[estilo])
