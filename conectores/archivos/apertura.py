"""Abre un archivo entregado: dice qué es y, si es un conjunto comprimido, lo abre en memoria con topes."""

import io
import zipfile
from collections.abc import Iterator

from conectores.archivos import nombres_zip
from conectores.archivos.descompresion import ERRORES_DE_ZIP, Excedido, Presupuesto, tamano
from conectores.archivos.evidencias import defecto
from conectores.archivos.firmas import Clase, clase_de_ole, clasificar
from conectores.archivos.libro import defecto_de_libro
from conectores.archivos.tipos import Limites, Parte
from esquemas.hallazgos import Hallazgo

SEPARADOR = " → "
_CIFRADO = 0x1


def abrir(
    archivo: str, contenido: bytes, carpeta: str | None, limites: Limites
) -> tuple[list[Parte], list[Hallazgo]]:
    """Separa lo que puede leerse de un archivo entregado.

    Args:
        archivo: Ruta dentro de ``entradas``, para citarlo.
        contenido: Sus bytes.
        carpeta: Nombre de la carpeta ``entradas/<cuenta>/``, o ``None``.
        limites: Topes contra archivos enormes o maliciosos.

    Returns:
        Las partes legibles (textos, libros XLSX, imágenes y PDF completos) y un hallazgo por cada cosa
        que no pudo abrirse. Nunca se escribe en disco.
    """
    if len(contenido) > limites.bytes_archivo:
        medida, tope = tamano(len(contenido)), tamano(limites.bytes_archivo)
        return [], [Hallazgo("L002", archivo=archivo, encontrado=medida, esperado=tope)]
    parte = Parte(archivo, contenido, carpeta)
    if clasificar(contenido)[0] is Clase.ZIP:
        return _abrir_zip(parte, limites)
    hallazgo = _defecto_de_suelto(parte)
    return ([], [hallazgo]) if hallazgo else ([parte], [])


def _defecto_de_suelto(parte: Parte) -> Hallazgo | None:
    """Por qué no puede leerse un archivo que no es un comprimido; ``None`` si puede."""
    clase, nombre = clasificar(parte.contenido)
    codigo, encontrado = "", ""
    match clase:
        case Clase.VACIO:
            codigo = "L001"
        case Clase.AJENO:
            codigo, encontrado = "L003", nombre
        case Clase.HTML:
            codigo = "L007"
        case Clase.OLE:
            codigo, encontrado = (
                clase_de_ole(parte.contenido),
                "un documento antiguo de Office que no es un libro o está incompleto",
            )
        case Clase.PNG | Clase.JPEG:
            codigo, encontrado = "L020", defecto(clase, parte.contenido)
        case Clase.PDF:
            codigo, encontrado = "L021", defecto(clase, parte.contenido)
        case Clase.TEXTO | Clase.ZIP:
            return None
    if clase in (Clase.PNG, Clase.JPEG, Clase.PDF) and not encontrado:
        return None
    return Hallazgo(codigo, archivo=parte.archivo, encontrado=encontrado or None)


def _abrir_zip(parte: Parte, limites: Limites) -> tuple[list[Parte], list[Hallazgo]]:
    presupuesto = Presupuesto(len(parte.contenido), limites)
    try:
        with zipfile.ZipFile(io.BytesIO(parte.contenido)) as zip_:
            ajeno = _documento_de_office(zip_)
            if ajeno is not None:
                return [], [Hallazgo(ajeno[0], archivo=parte.archivo, encontrado=ajeno[1] or None)]
            if _es_libro(zip_):
                hallazgo = defecto_de_libro(parte, zip_, presupuesto, limites)
                return ([], [hallazgo]) if hallazgo else ([parte], [])
            return _expandir(parte, zip_, presupuesto, limites)
    except Excedido as error:
        return [], [Hallazgo("L011", archivo=parte.archivo, esperado=tamano(error.tope))]
    except ERRORES_DE_ZIP as error:
        codigo = "L008" if _se_llama_libro(parte.archivo) else "L010"
        return [], [Hallazgo(codigo, archivo=parte.archivo, encontrado=_en_palabras(error))]


def _es_libro(zip_: zipfile.ZipFile) -> bool:
    return any(n.replace("\\", "/").startswith("xl/workbook.") for n in zip_.namelist())


def _se_llama_libro(archivo: str) -> bool:
    """Si un ZIP que no abre quiso ser un libro: sin su índice, solo el nombre lo dice."""
    return archivo.casefold().endswith((".xlsx", ".xlsm"))


def _documento_de_office(zip_: zipfile.ZipFile) -> tuple[str, str] | None:
    """Código y nombre de un documento que por dentro es un ZIP pero no es un libro XLSX ni un conjunto."""
    nombres = set(zip_.namelist())
    if any(n.endswith("vbaProject.bin") for n in nombres):
        return "L004", ""
    if "xl/workbook.bin" in nombres:
        return "L009", ""
    for marca, nombre in (
        ("word/document.xml", "un documento de Word"),
        ("ppt/presentation.xml", "una presentación de PowerPoint"),
        ("Index/Document.iwa", "un documento de Apple Numbers, Pages o Keynote"),
        ("content.xml", "un documento de LibreOffice (en Calc, guárdelo como XLSX)"),
        ("META-INF/MANIFEST.MF", "un programa de Java"),
    ):
        if marca in nombres:
            return "L003", nombre
    return None


def _expandir(
    parte: Parte, zip_: zipfile.ZipFile, presupuesto: Presupuesto, limites: Limites
) -> tuple[list[Parte], list[Hallazgo]]:
    entradas = [e for e in zip_.infolist() if not nombres_zip.se_ignora(nombres_zip.nombre_de(e))]
    if not entradas:
        return [], [Hallazgo("L016", archivo=parte.archivo)]
    if len(entradas) > limites.archivos_en_conjunto:
        cuantos, tope = f"{len(entradas):,}", f"{limites.archivos_en_conjunto:,}"
        return [], [Hallazgo("L012", archivo=parte.archivo, encontrado=cuantos, esperado=tope)]
    presupuesto.revisar_declarado(entradas)
    partes: list[Parte] = []
    hallazgos: list[Hallazgo] = []
    vistos: set[str] = set()
    for entrada in entradas:
        nombre = nombres_zip.nombre_de(entrada)
        if nombre in vistos:
            hallazgos.append(Hallazgo("L018", archivo=f"{parte.archivo}{SEPARADOR}{nombre}"))
            continue
        vistos.add(nombre)
        for resultado in _abrir_entrada(parte, zip_, entrada, presupuesto, limites):
            if isinstance(resultado, Parte):
                partes.append(resultado)
            else:
                hallazgos.append(resultado)
    return partes, hallazgos


def _abrir_entrada(
    parte: Parte,
    zip_: zipfile.ZipFile,
    entrada: zipfile.ZipInfo,
    presupuesto: Presupuesto,
    limites: Limites,
) -> Iterator[Parte | Hallazgo]:
    nombre = nombres_zip.nombre_de(entrada)
    if nombres_zip.es_peligroso(nombre):
        yield Hallazgo("L013", archivo=parte.archivo, encontrado=nombre)
        return
    archivo = f"{parte.archivo}{SEPARADOR}{nombre}"
    if entrada.flag_bits & _CIFRADO:
        yield Hallazgo("L015", archivo=archivo)
        return
    try:
        interior = Parte(archivo, presupuesto.leer(zip_, entrada), parte.carpeta)
    except ERRORES_DE_ZIP as error:
        yield Hallazgo("L017", archivo=archivo, encontrado=_en_palabras(error))
        return
    if clasificar(interior.contenido)[0] is Clase.ZIP:
        yield from _abrir_zip_interior(interior, limites)
        return
    yield _defecto_de_suelto(interior) or interior


def _abrir_zip_interior(interior: Parte, limites: Limites) -> Iterator[Parte | Hallazgo]:
    """Dentro de un conjunto solo se admite otro ZIP si es un libro de Excel."""
    try:
        with zipfile.ZipFile(io.BytesIO(interior.contenido)) as zip_:
            es_conjunto = not _es_libro(zip_) and _documento_de_office(zip_) is None
    except ERRORES_DE_ZIP as error:
        codigo = "L008" if _se_llama_libro(interior.archivo) else "L017"
        yield Hallazgo(codigo, archivo=interior.archivo, encontrado=_en_palabras(error))
        return
    if es_conjunto:
        yield Hallazgo("L014", archivo=interior.archivo)
        return
    partes, hallazgos = _abrir_zip(interior, limites)
    yield from partes
    yield from hallazgos


def _en_palabras(error: Exception) -> str:
    """Qué le pasa a un comprimido, sin repetir el texto en inglés de la biblioteca."""
    if isinstance(error, NotImplementedError):
        return "usa un método de compresión que no se admite"
    if isinstance(error, zipfile.BadZipFile) and "CRC" in str(error):
        return "su contenido no coincide con su suma de comprobación"
    if isinstance(error, EOFError):
        return "termina antes de tiempo"
    return "su estructura está rota o le falta una parte"
