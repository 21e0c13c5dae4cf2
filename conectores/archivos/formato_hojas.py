"""La hoja de una red en el formato oficial: encabezados, cuentas puestas, validación y aspecto."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from conectores.archivos.formato_estilos import Estilos
from conectores.archivos.tipos import CuentaPadron
from esquemas.formato import (
    FECHA_EXPORTACION,
    NO_APLICA,
    NO_DISPONIBLE,
    ColumnaFormato,
    Grupo,
    columnas_formato,
)
from lineamientos.catalogo import REDES, TABLAS, tabla_de_red
from lineamientos.semestres import Semestre

FILA_DE_ENCABEZADOS = 3
"""Índice desde 0 de la fila de encabezados; encima van el título, la indicación y las bandas."""
_PRIMERA = FILA_DE_ENCABEZADOS + 1
_ANCHOS = {"cuenta": 24, "red": 11, "usuario": 20, "semestre": 10, FECHA_EXPORTACION: 13}
_ANCHO_DE_CIFRA = 14.5
_ALTO_DE_FILA = 20
_BANDAS = {
    Grupo.IDENTIFICACION: "Identificación",
    Grupo.ART_11: "Lineamientos, art. 11",
    Grupo.SI_APLICA: "Art. 11, en caso de que aplique",
    Grupo.ART_12: "Suplementarias (Lineamientos, art. 12)",
}


def identificacion(cuenta: CuentaPadron, semestre: Semestre) -> dict[str, str]:
    """Celdas de identificación que el formato lleva puestas."""
    return {
        "cuenta": cuenta.cuenta,
        "red": REDES[cuenta.red],
        "usuario": cuenta.usuario,
        "semestre": semestre.clave,
    }


def escribir_hoja_de_red(
    libro: xlsxwriter.Workbook,
    estilos: Estilos,
    red: str,
    cuentas: Sequence[CuentaPadron],
    *,
    semestre: Semestre,
    lista_de_cuentas: str,
    valores: Mapping[str, Mapping[str, int | str]],
) -> None:
    """Escribe la hoja de una red con una fila por cuenta.

    Args:
        libro: Libro en que se agrega.
        estilos: Aspecto.
        red: Red social.
        cuentas: Cuentas de esa red, en orden.
        semestre: Semestre revisado.
        lista_de_cuentas: Rango del libro con las cuentas que admite la hoja, para su lista desplegable.
        valores: Cifras ya conocidas por cuenta.
    """
    columnas = columnas_formato(red, semestre)
    hoja = libro.add_worksheet(REDES[red])
    _escribir_cabeza(hoja, estilos, red, columnas, semestre)
    for i, cuenta in enumerate(cuentas):
        propios = valores.get(cuenta.cuenta, {})
        puestas = identificacion(cuenta, semestre)
        _escribir_fila(hoja, estilos, _PRIMERA + i, columnas, puestas=puestas, valores=propios)
    ultima = _PRIMERA + len(cuentas) - 1
    for j, columna in enumerate(columnas):
        hoja.set_column(j, j, _ANCHOS.get(columna.clave, _ANCHO_DE_CIFRA))
        regla = _validacion(columna, j, lista_de_cuentas, red, semestre)
        if regla is not None:
            hoja.data_validation(_PRIMERA, j, ultima, j, regla)
        if columna.grupo is Grupo.ART_11 or columna.clave == FECHA_EXPORTACION:
            hoja.conditional_format(_PRIMERA, j, ultima, j, {"type": "blanks", "format": estilos.pendiente})
    _disponer(hoja, red, semestre, len(columnas), ultima)


def _escribir_cabeza(
    hoja: Worksheet, estilos: Estilos, red: str, columnas: Sequence[ColumnaFormato], semestre: Semestre
) -> None:
    hoja.write_string(0, 0, f"{REDES[red]} · Estadística del {semestre.nombre}", estilos.titulo)
    hoja.write_string(
        1,
        0,
        f"{TABLAS[tabla_de_red(red)]}. Escriba números enteros sin abreviar; si la plataforma no da una "
        f"cifra, "
        f"escriba «{NO_DISPONIBLE}»; si no corresponde, «{NO_APLICA}». Vacío no es cero.",
        estilos.subtitulo,
    )
    hoja.set_row(0, 26)
    hoja.set_row(1, 18)
    hoja.set_row(FILA_DE_ENCABEZADOS - 1, 20)
    hoja.set_row(FILA_DE_ENCABEZADOS, 50)
    inicio = 0
    for grupo, propias in groupby(columnas, key=lambda c: c.grupo):
        cuantas = len(list(propias))
        hoja.write_string(FILA_DE_ENCABEZADOS - 1, inicio, _BANDAS[grupo], estilos.banda(grupo))
        for j in range(inicio + 1, inicio + cuantas):
            hoja.write_blank(FILA_DE_ENCABEZADOS - 1, j, None, estilos.banda(grupo))
        inicio += cuantas
    for j, columna in enumerate(columnas):
        hoja.write_string(FILA_DE_ENCABEZADOS, j, columna.titulo, estilos.encabezado(columna.grupo))


def _escribir_fila(
    hoja: Worksheet,
    estilos: Estilos,
    fila: int,
    columnas: Sequence[ColumnaFormato],
    *,
    puestas: Mapping[str, str],
    valores: Mapping[str, int | str],
) -> None:
    hoja.set_row(fila, _ALTO_DE_FILA)
    for j, columna in enumerate(columnas):
        if columna.clave in puestas:
            hoja.write_string(fila, j, puestas[columna.clave], estilos.fija)
        elif columna.clave == FECHA_EXPORTACION:
            _escribir_fecha(hoja, estilos, fila, j, valores.get(columna.clave))
        else:
            _escribir_cifra(hoja, estilos, fila, j, valores.get(columna.clave))


def _escribir_fecha(hoja: Worksheet, estilos: Estilos, fila: int, j: int, valor: int | str | None) -> None:
    if valor is None:
        hoja.write_blank(fila, j, None, estilos.fecha)
        return
    momento = datetime.combine(date.fromisoformat(str(valor)), datetime.min.time())
    hoja.write_datetime(fila, j, momento, estilos.fecha)


def _escribir_cifra(hoja: Worksheet, estilos: Estilos, fila: int, j: int, valor: int | str | None) -> None:
    if valor is None:
        hoja.write_blank(fila, j, None, estilos.numero)
    elif isinstance(valor, int) and abs(valor) < 10**15:
        hoja.write_number(fila, j, valor, estilos.numero)
    else:
        # Más de quince cifras no caben exactas en un número de Excel: van como texto.
        hoja.write_string(fila, j, str(valor), estilos.palabra)


def _validacion(
    columna: ColumnaFormato, j: int, lista: str, red: str, semestre: Semestre
) -> dict[str, object] | None:
    """Regla de validación de una columna, con su ayuda y su mensaje de error; ``None`` si es libre."""
    comun: dict[str, object] = {
        "error_type": "stop",
        "input_title": columna.titulo[:32],
        "input_message": columna.ayuda,
    }
    if columna.clave == "cuenta":
        return comun | _regla_de_cuenta(lista)
    if columna.clave in ("red", "semestre"):
        unico = REDES[red] if columna.clave == "red" else semestre.clave
        return comun | {
            "validate": "list",
            "source": [unico],
            "error_title": "No se cambia",
            "error_message": f"En esta hoja solo va «{unico}».",
        }
    if columna.clave == FECHA_EXPORTACION:
        siguiente = semestre.siguiente()
        return comun | {
            "validate": "date",
            "criteria": "between",
            "minimum": semestre.inicio,
            "maximum": siguiente.siguiente().fin,
            "error_title": "Fecha no válida",
            "error_message": "Escriba el día en que tomó las cifras, como año-mes-día.",
        }
    return comun | _regla_de_cifra(columna, j) if columna.es_metrica else None


def _regla_de_cuenta(lista: str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": f"={lista}",
        "error_title": "Cuenta desconocida",
        "error_message": "Elija una cuenta de la lista; si falta alguna, pida su alta en el padrón.",
    }


def _regla_de_cifra(columna: ColumnaFormato, j: int) -> dict[str, object]:
    celda = xl_rowcol_to_cell(_PRIMERA, j)
    entero = f"{celda}=INT({celda})" if columna.admite_negativos else f"AND({celda}=INT({celda}),{celda}>=0)"
    palabra = ",".join(f'{celda}="{p}"' for p in columna.palabras)
    signo = (
        "un número entero (negativo si bajó)" if columna.admite_negativos else "un número entero, 0 o mayor"
    )
    return {
        "validate": "custom",
        # Con IF y no con OR: INT de una palabra es un error y OR lo devolvería aunque la palabra valga.
        "value": f"=IF(ISNUMBER({celda}),{entero},OR({palabra}))",
        "error_title": "No es una cifra",
        "error_message": f"Escriba {signo}, {' o '.join(f'«{p}»' for p in columna.palabras)}.",
    }


def _disponer(hoja: Worksheet, red: str, semestre: Semestre, cuantas: int, ultima: int) -> None:
    """Paneles fijos, filtro e impresión en carta horizontal."""
    hoja.freeze_panes(_PRIMERA, 1)
    hoja.autofilter(FILA_DE_ENCABEZADOS, 0, ultima, cuantas - 1)
    hoja.hide_gridlines(2)
    hoja.set_landscape()
    hoja.set_paper(1)
    # Dos páginas de ancho, con la cuenta repetida: en una sola la letra no se leería.
    hoja.fit_to_pages(2, 0)
    hoja.repeat_columns(0)
    hoja.repeat_rows(FILA_DE_ENCABEZADOS)
    hoja.print_area(0, 0, ultima, cuantas - 1)
    hoja.set_footer(f"&L{REDES[red]}, semestre {semestre.clave}&RPágina &P de &N")
    hoja.set_selection(_PRIMERA, 4, _PRIMERA, 4)
