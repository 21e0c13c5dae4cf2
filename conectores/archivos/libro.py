"""Libros XLSX: se revisan por dentro antes de abrirlos y sus hojas salen como texto."""

import zipfile
from collections.abc import Iterator

import fastexcel
import polars as pl

from conectores.archivos.descompresion import ERRORES_DE_ZIP, Presupuesto
from conectores.archivos.libro_celdas import celdas_alteradas
from conectores.archivos.libro_extension import ParteIlegible, celda_lejana
from conectores.archivos.tabla import Registros
from conectores.archivos.tipos import Limites, Parte
from esquemas.hallazgos import Hallazgo

_INICIOS_DE_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<", b"<\x00", b"\x00<")
"""Las partes se reconocen por dentro: una hoja puede llamarse como sea y estar en cualquier carpeta."""


def defecto_de_libro(
    parte: Parte, zip_: zipfile.ZipFile, presupuesto: Presupuesto, limites: Limites
) -> Hallazgo | None:
    """Revisa un libro sin abrirlo: tamaño real, integridad y celdas muy alejadas.

    Raises:
        Excedido: Si descomprimido pasa del tope.
    """
    presupuesto.revisar_declarado(zip_.infolist())
    for entrada in zip_.infolist():
        try:
            contenido = presupuesto.leer(zip_, entrada)
            lejana = celda_lejana(contenido, limites) if _es_xml(contenido) else ""
        except ERRORES_DE_ZIP:
            return Hallazgo("L008", archivo=parte.archivo, encontrado="una de sus partes no puede leerse")
        except ParteIlegible:
            return Hallazgo("L008", archivo=parte.archivo, encontrado="una de sus partes está rota")
        if lejana:
            hoja = entrada.filename.rsplit("/", 1)[-1].removesuffix(".xml")
            return Hallazgo("L019", archivo=parte.archivo, encontrado=hoja, esperado=lejana)
    return None


def _es_xml(contenido: bytes) -> bool:
    return contenido[:64].lstrip().startswith(_INICIOS_DE_XML)


def leer_libro(parte: Parte, limites: Limites) -> tuple[list[Registros], list[Hallazgo]]:
    """Lee cada hoja visible o no de un libro ya revisado, con sus celdas como texto.

    Los enteros salen con todas sus cifras, las fechas como «2026-06-30 00:00:00», los errores de Excel
    con su signo («#REF!») y los enteros que Excel redondeó en notación científica.
    Las hojas vacías se omiten.

    Returns:
        Las hojas con datos y los hallazgos; ninguna hoja si el libro está dañado o vacío.
    """
    try:
        hojas = list(_hojas(parte.contenido))
    except fastexcel.FastExcelError as error:
        motivo = "está protegido" if "assword" in str(error) else "no se pudo abrir"
        return [], [Hallazgo("L008", archivo=parte.archivo, encontrado=motivo)]
    except BaseException as error:
        # Un libro hecho con mala fe puede detener a la biblioteca, que lo avisa con este tipo sin importar.
        if type(error).__name__ != "PanicException":
            raise
        return [], [Hallazgo("L008", archivo=parte.archivo, encontrado="su estructura está rota")]
    alteradas = celdas_alteradas(parte.contenido)
    salida: list[Registros] = []
    hallazgos: list[Hallazgo] = []
    for nombre, marco in hojas:
        exceso = _exceso(marco, limites)
        if exceso:
            hallazgos.append(
                Hallazgo("L105", archivo=parte.archivo, hoja=nombre, encontrado=exceso[0], esperado=exceso[1])
            )
        elif registros := _registros(parte.archivo, nombre, marco, alteradas.get(nombre, {})):
            salida.append(registros)
    if not salida and not hallazgos:
        hallazgos.append(Hallazgo("L023", archivo=parte.archivo))
    return salida, hallazgos


def _hojas(contenido: bytes) -> Iterator[tuple[str, pl.DataFrame]]:
    libro = fastexcel.read_excel(contenido)
    for nombre in libro.sheet_names:
        hoja = libro.load_sheet(nombre, header_row=None, skip_rows=0, dtypes="string")
        if hoja.width:
            yield nombre, hoja.to_polars()


def _exceso(marco: pl.DataFrame, limites: Limites) -> tuple[str, str] | None:
    if marco.height > limites.filas + 1:
        return f"{marco.height:,} filas", f"{limites.filas:,} filas"
    if marco.width > limites.columnas:
        return f"{marco.width:,} columnas", f"{limites.columnas:,} columnas"
    return None


def _registros(
    archivo: str, nombre: str, marco: pl.DataFrame, alteradas: dict[tuple[int, int], str]
) -> Registros | None:
    textos = [list(fila) for fila in marco.fill_null("").iter_rows()]
    for (renglon, columna), texto in alteradas.items():
        if renglon < marco.height and columna < marco.width:
            textos[renglon][columna] = texto
    filas: list[list[str]] = []
    numeros: list[int] = []
    for numero, fila in enumerate(textos, start=1):
        if any(c and not c.isspace() for c in fila):
            filas.append(fila)
            numeros.append(numero)
    return Registros(archivo, nombre, filas, numeros) if filas else None
