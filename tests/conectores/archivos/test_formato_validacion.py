"""La regla que valida cada celda de cifras del libro, evaluada por una hoja de cálculo de verdad."""

import io
import re
import shutil
import subprocess
import zipfile
from html import unescape
from pathlib import Path

import pytest
import xlsxwriter
from fabrica_archivos import CUENTAS, SEMESTRE, libro

from conectores.archivos.formato_escritor import escribir_formato_xlsx
from esquemas.formato import columnas_formato

_COLUMNAS = [c.clave for c in columnas_formato("youtube", SEMESTRE)]


def _regla(metrica: str) -> str:
    """Fórmula con que el libro valida una métrica de YouTube en su primera fila."""
    with zipfile.ZipFile(io.BytesIO(escribir_formato_xlsx(CUENTAS[4:], SEMESTRE))) as zip_:
        xml = zip_.read("xl/worksheets/sheet2.xml").decode()
    celda = f"{chr(ord('A') + _COLUMNAS.index(metrica))}5"
    (formula,) = re.findall(rf'sqref="{celda}"><formula1>(.*?)</formula1>', xml)
    return unescape(formula).replace(celda, "A1")


def test_la_regla_no_calcula_con_una_palabra() -> None:
    palabras = 'OR(A1="No disponible",A1="No aplica")'
    assert _regla("me_gusta") == f"IF(ISNUMBER(A1),AND(A1=INT(A1),A1>=0),{palabras})"
    assert _regla("publicaciones") == 'IF(ISNUMBER(A1),AND(A1=INT(A1),A1>=0),OR(A1="No disponible"))'
    assert _regla("crecimiento_seguidores") == f"IF(ISNUMBER(A1),A1=INT(A1),{palabras})"


@pytest.mark.herramientas
def test_libreoffice_acepta_y_rechaza_lo_que_la_regla_dice(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice no está instalado")
    casos: list[tuple[str, int | float | str, bool]] = [
        ("me_gusta", 0, True),
        ("me_gusta", 1234, True),
        ("me_gusta", "No disponible", True),
        ("me_gusta", "no aplica", True),
        ("publicaciones", "No aplica", False),
        ("publicaciones", "No disponible", True),
        ("me_gusta", -1, False),
        ("me_gusta", 1.5, False),
        ("me_gusta", "mil", False),
        ("crecimiento_seguidores", -7, True),
        ("crecimiento_seguidores", "No aplica", True),
        ("crecimiento_seguidores", -7.5, False),
    ]

    def escribir(abierto: xlsxwriter.Workbook) -> None:
        hoja = abierto.add_worksheet("Casos")
        for i, (metrica, valor, _) in enumerate(casos, start=1):
            hoja.write(f"A{i}", valor)
            # Sin resultado guardado, para que la hoja de cálculo tenga que obtenerlo.
            regla = _regla(metrica).replace("A1", f"A{i}")
            hoja.write_formula(f"B{i}", f'=IF({regla},"vale","no vale")', None, "")

    (tmp_path / "casos.xlsx").write_bytes(libro(escribir))
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path}/perfil",
            "--headless",
            "--convert-to",
            "csv",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "casos.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    obtenidos = [r.rsplit(",", 1)[1] for r in (tmp_path / "casos.csv").read_text("utf-8").splitlines()]
    assert obtenidos == ["vale" if vale else "no vale" for _, _, vale in casos]
