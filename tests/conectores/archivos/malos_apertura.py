"""Archivos que no pueden abrirse, como tabla: nombre, bytes, código y fragmentos de su oración."""

import io
import zipfile

import xlsxwriter
from fabrica_archivos import JPEG, PDF, PNG, cambiar_parte, comprimir, csv_x, libro, xlsx_x

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def _utf16(texto: str) -> bytes:
    return texto.encode("utf-16-le")


def _zip_con_nombre(nombre: str) -> bytes:
    return comprimir({nombre: csv_x().encode()})


def _danado_por_crc() -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_STORED) as zip_:
        zip_.writestr("a.csv", "abcdefghij")
    return salida.getvalue().replace(b"abcdefghij", b"abcdefghiX")


def _cifrado() -> bytes:
    contenido = bytearray(comprimir({"a.csv": b"hola"}))
    for firma, desplazamiento in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        contenido[contenido.index(firma) + desplazamiento] |= 1
    return bytes(contenido)


def _repetido() -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as zip_:
        zip_.writestr("a.csv", csv_x())
        zip_.writestr("b.csv", csv_x())
    return salida.getvalue().replace(b"b.csv", b"a.csv")


def _metodo_raro() -> bytes:
    contenido = bytearray(comprimir({"a.csv": b"hola"}))
    for firma, desplazamiento in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        contenido[contenido.index(firma) + desplazamiento] = 97
    return bytes(contenido)


def _tamano_mentido() -> bytes:
    """Declara diez bytes y trae doscientos millones de ceros."""
    contenido = bytearray(comprimir({"a.csv": b"0" * 200_000_000}))
    inicio = contenido.index(b"PK\x01\x02")
    contenido[inicio + 24 : inicio + 28] = (10).to_bytes(4, "little")
    return bytes(contenido)


def _hoja_lejana() -> bytes:
    celda = b'<c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return cambiar_parte(
        xlsx_x(), "xl/worksheets/sheet2.xml", lambda x: x.replace(b"</row></sheetData>", celda, 1)
    )


def _con_entidades() -> bytes:
    bomba = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
    return cambiar_parte(
        xlsx_x(), "xl/worksheets/sheet2.xml", lambda x: x.replace(b"<worksheet", bomba + b"<worksheet", 1)
    )


def _textos_de_mas() -> bytes:
    """Declara siete billones de textos: abrirlo sin medirlo derriba al proceso."""
    return cambiar_parte(
        xlsx_x(), "xl/sharedStrings.xml", lambda x: x.replace(b'uniqueCount="', b'uniqueCount="7199999999', 1)
    )


def _fila_desbordada() -> bytes:
    """Una referencia que no cabe en 32 bits se desborda dentro de la biblioteca."""
    return cambiar_parte(
        xlsx_x(), "xl/worksheets/sheet2.xml", lambda x: x.replace(b'<c r="A5"', b'<c r="A7199999999999"', 1)
    )


def _vacio(abierto: xlsxwriter.Workbook) -> None:
    abierto.add_worksheet("Hoja1")


Malo = tuple[str, bytes, str, tuple[str, ...]]

APERTURA: tuple[Malo, ...] = (
    ("vacio.csv", b"", "L001", ("vacío",)),
    ("solo_espacios.csv", b" \r\n\r\n ", "L001", ("vacío",)),
    ("solo_marca.csv", b"\xef\xbb\xbf", "L001", ("vacío",)),
    ("ceros.csv", b"\x00" * 50, "L001", ("vacío",)),
    ("solo_comas.csv", b",,,\n,,,\n", "L001", ("vacío",)),
    ("programa.csv", b"MZ\x90\x00\x03\x00" + b"\x00" * 40, "L003", ("un programa de Windows",)),
    ("linux", b"\x7fELF\x02\x01\x01" + b"\x00" * 40, "L003", ("un programa",)),
    ("foto.png", b"GIF89a" + b"\x00" * 20, "L003", ("una imagen GIF", "PNG, JPEG o PDF")),
    ("foto.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "L003", ("HEIC", "JPEG o PNG")),
    ("video.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 20, "L003", ("un video",)),
    ("foto.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "L003", ("WebP",)),
    ("datos.rar", b"Rar!\x1a\x07\x01\x00" + b"\x00" * 20, "L003", ("RAR",)),
    ("datos.7z", b"7z\xbc\xaf\x27\x1c\x00\x04", "L003", ("7-Zip",)),
    ("datos.gz", b"\x1f\x8b\x08\x00" + b"\x01" * 20, "L003", ("GZIP",)),
    ("datos.json", b'{"data": [1, 2]}', "L003", ("JSON",)),
    ("datos.xml", b'<?xml version="1.0"?><a/>', "L003", ("XML",)),
    (
        "hoja.xml",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "L003",
        ("XML 2003",),
    ),
    ("logo.svg", b"<svg xmlns='a'></svg>", "L003", ("SVG",)),
    ("texto.rtf", rb"{\rtf1 hola}", "L003", ("RTF",)),
    ("correo.eml", b"MIME-Version: 1.0\r\nSubject: a\r\n\r\nhola", "L003", ("correo",)),
    ("oficio.docx", comprimir({"word/document.xml": b"<a/>"}), "L003", ("Word",)),
    ("laminas.pptx", comprimir({"ppt/presentation.xml": b"<a/>"}), "L003", ("PowerPoint",)),
    ("hoja.ods", comprimir({"mimetype": b"a", "content.xml": b"<a/>"}), "L003", ("LibreOffice", "XLSX")),
    ("hoja.numbers", comprimir({"Index/Document.iwa": b"a"}), "L003", ("Numbers",)),
    (
        "macros.xlsm",
        cambiar_parte(xlsx_x(), "xl/vbaProject.bin", lambda _: b"x"),
        "L004",
        ("macros", "Guardar como"),
    ),
    ("viejo.xls", OLE + _utf16("Workbook\x00"), "L005", ("97-2003", ".xlsx")),
    ("clave.xlsx", OLE + _utf16("EncryptedPackage"), "L006", ("contraseña",)),
    ("viejo_cortado.xls", OLE[:5], "L003", ("documento antiguo",)),
    ("viejo.doc", OLE + _utf16("WordDocument\x00"), "L003", ("documento antiguo",)),
    (
        "pagina.xls",
        b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        "L007",
        ("HTML", "Exportar"),
    ),
    ("pagina16.xls", "\ufeff<!DOCTYPE html><html></html>".encode("utf-16-le"), "L007", ("HTML",)),
    ("cortado.xlsx", xlsx_x()[:3000], "L008", ("libro de Excel", "dañado o incompleto", "descargarlo")),
    ("CORTADO.XLSX", xlsx_x()[:3000], "L008", ("libro de Excel",)),
    ("con_cortado.zip", comprimir({"a.xlsx": xlsx_x()[:3000]}), "L008", ("con_cortado.zip → a.xlsx",)),
    ("cortado.zip", comprimir({"a.csv": csv_x().encode()})[:-30], "L010", ("Vuelva a crear el ZIP",)),
    ("hoja_rota.xlsx", cambiar_parte(xlsx_x(), "xl/workbook.xml", lambda x: x[:60]), "L008", ("dañado",)),
    ("sin_hojas.xlsx", libro(_vacio), "L023", ("ninguna hoja",)),
    ("binario.xlsb", comprimir({"xl/workbook.bin": b"a"}), "L009", ("binario",)),
    ("lejana.xlsx", _hoja_lejana(), "L019", ("1,048,576",)),
    (
        "bomba.xlsx",
        cambiar_parte(xlsx_x(), "xl/media/a.bin", lambda _: b"0" * 30_000_000),
        "L011",
        ("maliciosos",),
    ),
    ("bomba.zip", comprimir({"a.csv": b"0" * 60_000_000}), "L011", ("maliciosos",)),
    ("mentira.zip", _tamano_mentido(), "L017", ("dañado dentro del comprimido",)),
    ("muchos.zip", comprimir({f"{i}.csv": b"a" for i in range(501)}), "L012", ("501", "500")),
    ("subir.zip", _zip_con_nombre("../../etc/passwd"), "L013", ("apunta fuera",)),
    ("subir_windows.zip", _zip_con_nombre("..\\..\\a.csv"), "L013", ("apunta fuera",)),
    ("absoluto.zip", _zip_con_nombre("/etc/a.csv"), "L013", ("/etc/a.csv",)),
    ("unidad.zip", _zip_con_nombre("C:\\a.csv"), "L013", ("C:/a.csv",)),
    ("control.zip", _zip_con_nombre("a\x1b[31m.csv"), "L013", ("caracteres de control",)),
    ("anidado.zip", comprimir({"dentro.zip": comprimir({"a.csv": b"hola"})}), "L014", ("dentro de otro",)),
    ("cifrado.zip", _cifrado(), "L015", ("cifrado", "sin contraseña")),
    ("sin_nada.zip", comprimir({}), "L016", ("ningún archivo",)),
    (
        "solo_mac.zip",
        comprimir({"__MACOSX/._a.csv": b"x", ".DS_Store": b"x", "Thumbs.db": b"x"}),
        "L016",
        ("ningún",),
    ),
    ("crc.zip", _danado_por_crc(), "L017", ("suma de comprobación",)),
    ("metodo.zip", _metodo_raro(), "L017", ("método de compresión",)),
    ("repetido.zip", _repetido(), "L018", ("mismo nombre",)),
    ("exe.zip", comprimir({"a.exe": b"MZ\x90\x00\x03\x00\x00\x00"}), "L003", ("exe.zip → a.exe", "programa")),
    ("cortada.png", PNG[:-8], "L020", ("incompleta", "PNG")),
    ("cortada.jpg", JPEG[:-2], "L020", ("JPEG",)),
    ("danada.png", b"\x89PNG\n\n" + PNG[8:], "L020", ("encabezado",)),
    ("cortado.pdf", PDF[:-7], "L021", ("PDF",)),
    ("suelta.png", PNG, "L022", ("entradas/<cuenta>/",)),
)
