import re
import shutil
import subprocess
from pathlib import Path

import pytest

from informes.formas import Informe
from informes.letras import CUADRO, Letras
from informes.modelo import construir
from informes.pdf import componer, escribir_pdf
from tests.informes.armado_informes import Cuenta, armar

_TOOL = "falta poppler (pdftotext, pdfinfo)"


@pytest.fixture(scope="module")
def pdf(informe: Informe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ruta = tmp_path_factory.mktemp("pdf") / "informe.pdf"
    escribir_pdf(informe, ruta)
    return ruta


def test_es_un_pdf_etiquetado_en_espanol_con_titulo(pdf: Path) -> None:
    contenido = pdf.read_bytes()
    assert contenido.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in contenido
    assert re.search(rb"/Lang\s*\(es-MX\)", contenido)
    assert b"pdfuaid:part" in contenido


def test_dos_composiciones_dan_los_mismos_bytes(pdf: Path, informe: Informe) -> None:
    assert componer(informe) == pdf.read_bytes()


@pytest.mark.herramientas
def test_cada_pagina_lleva_sus_marcas_y_el_marcado_hostil_queda_como_texto(pdf: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip(_TOOL)
    texto = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, text=True
    ).stdout
    paginas = texto.rstrip("\f").split("\f")
    assert len(paginas) >= 5 + 8
    for pagina in paginas:
        assert "PROVISIONAL" in pagina
        assert "DATOS DE EJEMPLO" in pagina
    plano = re.sub(r"\s+", " ", texto.replace("\u200b", ""))
    assert '#panic("no")' in plano
    assert "*fuerte*" in plano
    assert "<script>alert(1)</script>" in plano


@pytest.mark.parametrize("nombre", ["INE 🗳️ México", "選挙 هيئة", "n" * 400, "a/" * 150])
def test_ningun_nombre_detiene_el_informe(nombre: str) -> None:
    pdf = componer(construir(armar((Cuenta("x1", "x", nombre, "cncs", "Pertinente", 80.0),))))
    assert pdf.startswith(b"%PDF")


def test_lo_que_no_se_dibuja_se_cambia_por_un_cuadro() -> None:
    texto = "Elección 🗳️🇲🇽 «2026» áéíóúñ — ½ €"
    letras = Letras(texto)
    assert letras.dibujable(texto) == f"Elección {CUADRO} «2026» áéíóúñ — ½ €"
    assert not letras.completas
    assert Letras("áéíóúñ — ½ €").completas
