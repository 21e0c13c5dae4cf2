"""Comprimidos y evidencias con los mismos bytes siempre: sin fechas ni datos del sistema."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from conectores.ejemplo.azar import Azar


def comprimir(archivos: Mapping[str, bytes]) -> bytes:
    """ZIP con los archivos en el orden dado."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as conjunto:
        for nombre, contenido in archivos.items():
            ficha = zipfile.ZipInfo(nombre, (2026, 1, 1, 0, 0, 0))
            ficha.compress_type = zipfile.ZIP_DEFLATED
            ficha.external_attr = 0o644 << 16
            ficha.create_system = 3
            conjunto.writestr(ficha, contenido, compresslevel=6)
    return salida.getvalue()


_ANCHO, _ALTO, _BARRAS = 240, 160, 12
_FONDO = b"\xf4\xf4\xf4"


def imagen_png(azar: Azar) -> bytes:
    """Copia de pantalla de mentira: una franja de título y bloques de color, distinta en cada cuenta."""
    color = bytes(60 + azar.entero(0, 150) for _ in range(3))
    alturas = [azar.entero(10, _ALTO - 60) for _ in range(_BARRAS)]
    hueco, barra = _FONDO * (_ANCHO // _BARRAS), _FONDO * 5 + color * (_ANCHO // _BARRAS - 5)
    filas = bytearray()
    for y in range(_ALTO):
        filas.append(0)
        for altura in alturas:
            filas += color * (_ANCHO // _BARRAS) if y < 24 else barra if y > _ALTO - 8 - altura else hueco
    cabecera = struct.pack(">IIBBBBB", _ANCHO, _ALTO, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _bloque(b"IHDR", cabecera)
        + _bloque(b"IDAT", zlib.compress(bytes(filas), 9))
        + _bloque(b"IEND", b"")
    )


def _bloque(clase: bytes, datos: bytes) -> bytes:
    return struct.pack(">I", len(datos)) + clase + datos + struct.pack(">I", zlib.crc32(clase + datos))


def evidencia_pdf(titulo: str) -> bytes:
    """PDF de una página con un título en ASCII."""
    texto = titulo.encode("ascii", "replace").replace(b"(", b"\\(").replace(b")", b"\\)")
    dibujo = b"BT /F1 18 Tf 72 720 Td (" + texto + b") Tj ET"
    objetos = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(dibujo)).encode() + b" >>\nstream\n" + dibujo + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    salida = bytearray(b"%PDF-1.4\n")
    lugares = []
    for numero, objeto in enumerate(objetos, start=1):
        lugares.append(len(salida))
        salida += str(numero).encode() + b" 0 obj\n" + objeto + b"\nendobj\n"
    tabla = len(salida)
    salida += f"xref\n0 {len(objetos) + 1}\n0000000000 65535 f \n".encode()
    for lugar in lugares:
        salida += f"{lugar:010} 00000 n \n".encode()
    salida += f"trailer\n<< /Size {len(objetos) + 1} /Root 1 0 R >>\nstartxref\n{tabla}\n%%EOF\n".encode()
    return bytes(salida)
