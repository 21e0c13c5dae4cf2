"""El oficio en PDF: trae el texto, sus marcas y los mismos bytes; el logotipo se comprueba antes."""

import re
import shutil
import struct
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from informes.cartas.errores import CartaInvalida
from informes.cartas.logotipo import en_svg
from informes.cartas.pdf import oficios_pdf
from informes.cartas.redaccion import redactar
from lineamientos.procedimiento.clases import ClaseDeComunicacion
from tests.informes.cartas.armado_cartas import SVG, X, datos

C = ClaseDeComunicacion
HOSTIL = '#panic("no") *fuerte* $x$ \\ 🗳️ ' + "n" * 90


def _png(ancho: int = 8, alto: int = 8) -> bytes:
    def trozo(tipo: bytes, cuerpo: bytes) -> bytes:
        return struct.pack(">I", len(cuerpo)) + tipo + cuerpo + struct.pack(">I", zlib.crc32(tipo + cuerpo))

    puntos = zlib.compress(b"".join(b"\x00" + b"\xb3\x00\x5f" * 8 for _ in range(8)))
    cabeza = struct.pack(">IIBBBBB", ancho, alto, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + trozo(b"IHDR", cabeza) + trozo(b"IDAT", puntos) + trozo(b"IEND", b"")


def _texto(pdf: bytes, carpeta: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("falta poppler (pdftotext)")
    ruta = carpeta / "oficio.pdf"
    ruta.write_bytes(pdf)
    leido = subprocess.run(["pdftotext", "-layout", str(ruta), "-"], capture_output=True, check=True).stdout
    return re.sub(r"\s+", " ", leido.decode().replace("\u200b", ""))


def test_es_un_pdf_etiquetado_y_juntos_o_solos_dan_los_mismos_bytes() -> None:
    cartas = [redactar(datos(C.REQUERIMIENTO)), redactar(datos(C.TITULAR, varias=True))]
    juntos = list(oficios_pdf(cartas))
    assert juntos == [pdf for c in cartas for pdf in oficios_pdf((c,))]
    assert juntos[0] != juntos[1]
    for pdf in juntos:
        assert pdf.startswith(b"%PDF-1.7")
        assert b"pdfuaid:part" in pdf
        assert re.search(rb"/Lang\s*\(es-MX\)", pdf)


@pytest.mark.herramientas
def test_dice_lo_mismo_que_la_carta_y_el_marcado_hostil_queda_como_texto(tmp_path: Path) -> None:
    base = datos(C.TITULAR, ejemplo=True, provisional=HOSTIL)
    carta = replace(
        base,
        cuentas=(replace(base.cuentas[0], nombre=HOSTIL), replace(X, cuenta="muda", observaciones=())),
        institucion=replace(base.institucion, logotipo=_png(), firmante="", delegacion=HOSTIL),
    )
    texto = _texto(next(oficios_pdf((redactar(carta),))), tmp_path)
    for dicho in (
        "Copia: se notifica por correo electrónico (Lineamientos, art. 9).",
        "DATOS DE EJEMPLO",
        '#panic("no") *fuerte* $x$ \\',
        "viernes 15 de enero de 2027",
        "acuse de oficio núm. CNCS/031/2027",
        "No consta que se haya recibido la estadística del semestre.",
        "Falta designar a quien firma",
        "C.c.p. Lic. Ana Núñez Peña",
        base.institucion.domicilio,
        base.comunicacion[:12],
        "Página 1 de",
    ):
        assert dicho in texto, dicho


@pytest.mark.herramientas
def test_el_oficio_que_notifica_lleva_su_numero_o_dice_que_es_borrador(tmp_path: Path) -> None:
    base = datos(C.ACUSE, varias=True)
    sin, con = oficios_pdf([redactar(base), redactar(replace(base, numero="CNCS/12/2027"))])
    assert "Sin número: borrador" in _texto(sin, tmp_path)
    leido = _texto(con, tmp_path)
    assert "Oficio núm. CNCS/12/2027" in leido
    assert "Copia:" not in leido


@pytest.mark.parametrize(
    ("malo", "dicho"),
    [
        (b"GIF89a", "no es un PNG ni un SVG"),
        (b"\xff\xfe", "no es un PNG ni un SVG"),
        (b"<html><svg/></html>", "no es un PNG ni un SVG"),
        (SVG.replace(b"<circle", b"<script>1</script><circle"), "<script"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "trae «<!DOCTYPE»"),
        (SVG.replace(b"<circle", b'<image href="/etc/passwd"/><circle'), "pide algo de fuera"),
        (SVG.replace(b"#b3005f", b"url(https://malo.mx/x)"), "pide algo de fuera"),
        (SVG.replace(b"<circle", b'<circle onload="x()"'), "onload="),
        (b" " * 2_000_001, "pesa 2,000,001 bytes"),
        (_png(9000, 2), "mide 9,000 por 2"),
        (_png()[:20], "PNG dañado"),
        (b"<svg><sin cerrar", "no puede dibujarse"),
    ],
)
def test_un_logotipo_que_no_sirve_se_dice(malo: bytes, dicho: str) -> None:
    with pytest.raises(CartaInvalida, match=re.escape(dicho)):
        en_svg(malo)
