"""Qué es un archivo, por su contenido y nunca por su nombre."""

import re
from enum import Enum


class Clase(Enum):
    """Lo que se hace con un archivo según sus primeros bytes."""

    VACIO = "vacío"
    TEXTO = "texto"
    ZIP = "zip"
    OLE = "ole"
    PNG = "png"
    JPEG = "jpeg"
    PDF = "pdf"
    HTML = "html"
    AJENO = "ajeno"


_OLE = b"\xd0\xcf\x11\xe0"
_AJENOS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "un programa de Windows"),
    (b"\x7fELF", "un programa"),
    (b"GIF8", "una imagen GIF"),
    (b"BM", "una imagen BMP"),
    (b"II*\x00", "una imagen TIFF"),
    (b"MM\x00*", "una imagen TIFF"),
    (b"{\\rtf", "un documento de texto enriquecido (RTF)"),
    (b"7z\xbc\xaf\x27\x1c", "un comprimido 7-Zip"),
    (b"Rar!\x1a\x07", "un comprimido RAR"),
    (b"\x1f\x8b", "un comprimido GZIP"),
    (b"BZh", "un comprimido BZIP2"),
    (b"\xfd7zXZ\x00", "un comprimido XZ"),
    (b"\x28\xb5\x2f\xfd", "un comprimido ZSTD"),
    (b"SQLite format 3\x00", "una base de datos SQLite"),
    (b"PAR1", "un archivo Parquet"),
    (b"OggS", "un archivo de audio o video"),
    (b"\x1aE\xdf\xa3", "un video"),
    (b"ID3", "un archivo de audio"),
    (b"!<arch>\n", "una biblioteca de programas"),
    (b"bplist00", "una lista de propiedades de Apple"),
)
_HTML = re.compile(
    rb"(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style|script)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_INICIO = 4096


def clasificar(contenido: bytes) -> tuple[Clase, str]:
    """Clasifica un contenido por sus bytes.

    Returns:
        La clase y, si es ajena, cómo se le llama («un comprimido RAR»); si no, cadena vacía.
    """
    inicio = contenido[:_INICIO]
    if not contenido.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return Clase.VACIO, ""
    if inicio.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Clase.ZIP, ""
    if inicio.startswith(_OLE):
        return Clase.OLE, ""
    if inicio.startswith(b"\x89PNG"):
        return Clase.PNG, ""
    if inicio.startswith(b"\xff\xd8\xff"):
        return Clase.JPEG, ""
    if b"%PDF-" in inicio[:1024]:
        return Clase.PDF, ""
    ajeno = _nombre_de_ajeno(inicio)
    if ajeno:
        return Clase.AJENO, ajeno
    return _texto_o_marcado(inicio)


def _nombre_de_ajeno(inicio: bytes) -> str:
    if inicio[:4] == b"RIFF":
        return "una imagen WebP" if inicio[8:12] == b"WEBP" else "un archivo de audio o video"
    if inicio[4:8] == b"ftyp":
        heic = inicio[8:12] in (b"heic", b"heix", b"mif1", b"hevc", b"avif")
        return "una fotografía HEIC o AVIF (guárdela como JPEG o PNG)" if heic else "un video"
    for firma, nombre in _AJENOS:
        # Dos letras también pueden empezar un texto: un binario tiene además bytes nulos.
        if inicio.startswith(firma) and (len(firma) > 2 or b"\x00" in inicio):
            return nombre
    return ""


def _texto_o_marcado(inicio: bytes) -> tuple[Clase, str]:
    plano = inicio.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _HTML.match(plano):
        return Clase.HTML, ""
    if plano.startswith(b"<?xml"):
        hoja = b"urn:schemas-microsoft-com:office:spreadsheet" in plano
        return Clase.AJENO, "una hoja de cálculo XML 2003" if hoja else "un documento XML"
    if plano.startswith(b"<svg"):
        return Clase.AJENO, "una imagen SVG"
    if re.match(rb'[\[{]\s*["{\[\]}]', plano):
        return Clase.AJENO, "un archivo JSON"
    if plano.startswith(b"MIME-Version:") or re.match(rb"(?:Received|Return-Path|Message-ID): ", plano):
        return Clase.AJENO, "un correo o una página web archivada"
    return Clase.TEXTO, ""


def clase_de_ole(contenido: bytes) -> str:
    """Código de hallazgo que corresponde a un archivo OLE: con contraseña, .xls o de otro programa.

    Returns:
        ``L006`` si está cifrado, ``L005`` si es un libro .xls, ``L003`` si es de otro programa.
    """
    if "EncryptedPackage".encode("utf-16-le") in contenido:
        return "L006"
    # Un .xls con contraseña lleva el registro FILEPASS (0x002F) al principio del flujo Workbook.
    if any(n.encode("utf-16-le") + b"\x00\x00" in contenido for n in ("Workbook", "Book")):
        cifrado = re.search(rb"\x09\x08..\x00\x06.{12}\x2f\x00[\x06\x36\xc8]", contenido, re.DOTALL)
        return "L006" if cifrado else "L005"
    return "L003"
