import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from informes.formas import Informe
from informes.xlsx import escribir_xlsx
from tests.informes.armado_comun import HOSTIL


@pytest.fixture(scope="module")
def libro(informe: Informe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ruta = tmp_path_factory.mktemp("xlsx") / "informe.xlsx"
    escribir_xlsx(informe, ruta)
    return ruta


def test_trae_sus_hojas_con_encabezados_fijos_y_filtro(libro: Path, informe: Informe) -> None:
    hojas = openpyxl.load_workbook(libro)
    assert hojas.sheetnames == ["Resumen", *(t.titulo for t in informe.tablas)]
    for tabla in informe.tablas:
        hoja = hojas[tabla.titulo]
        assert [c.value for c in hoja[2]] == [c.nombre for c in tabla.columnas]
        assert "PROVISIONAL" in hoja["A1"].value
        assert hoja.auto_filter.ref is not None
        assert hoja.freeze_panes is not None


def test_ninguna_celda_es_formula_ni_enlace(libro: Path) -> None:
    with zipfile.ZipFile(libro) as partes:
        hojas = [partes.read(n) for n in partes.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in h or b"<hyperlink" in h for h in hojas)
        assert not any("vbaProject" in n or "externalLink" in n for n in partes.namelist())
    encontrados = [c.value for c in openpyxl.load_workbook(libro)["Observaciones"]["M"]]
    assert "=1+1" in encontrados


def test_los_numeros_son_numeros_y_las_ausencias_palabras(libro: Path) -> None:
    hoja = openpyxl.load_workbook(libro)["Art. 11 X"]
    filas = {f[0].value: f for f in hoja.iter_rows(min_row=3)}
    assert filas["x-central"][7].value == 12345
    assert filas["x-central"][7].number_format == "#,##0"
    assert filas["x-ags"][7].value == "no entregada"
    assert filas["x-jal"][1].value == HOSTIL


def test_las_fechas_son_fechas_de_mexico(libro: Path) -> None:
    hoja = openpyxl.load_workbook(libro)["Procedencia"]
    assert hoja["F3"].value == datetime(2026, 7, 13, 13, 5)


def test_dos_escrituras_dan_los_mismos_bytes(libro: Path, informe: Informe, tmp_path: Path) -> None:
    escribir_xlsx(informe, tmp_path / "otro.xlsx")
    assert (tmp_path / "otro.xlsx").read_bytes() == libro.read_bytes()


def test_en_el_resumen_ningun_renglon_es_mas_bajo_que_su_letra(libro: Path) -> None:
    hoja = openpyxl.load_workbook(libro)["Resumen"]
    grandes = 0
    for (celda,) in hoja.iter_rows(max_col=1):
        alto, letra = hoja.row_dimensions[celda.row].height or 15, celda.font.size
        grandes += letra > 11
        assert celda.value is None or alto >= 1.25 * letra, celda.value
    assert grandes > 5
    assert hoja["A2"].font.size == 16
    assert hoja.row_dimensions[2].height >= 20


def test_entre_una_cifra_y_el_texto_de_su_derecha_hay_aire(libro: Path) -> None:
    hoja = openpyxl.load_workbook(libro)["Calificaciones"]
    a_la_derecha = [
        c for fila in hoja.iter_rows(min_row=2) for c in fila if c.alignment.horizontal == "right"
    ]
    assert a_la_derecha
    assert all(c.alignment.indent >= 1 for c in a_la_derecha)


def test_cada_hoja_se_imprime_apaisada_a_lo_ancho_y_legible(libro: Path, informe: Informe) -> None:
    hojas = openpyxl.load_workbook(libro)
    for tabla in informe.tablas:
        hoja = hojas[tabla.titulo]
        assert hoja.page_setup.orientation == "landscape"
        assert hoja.sheet_properties.pageSetUpPr.fitToPage
        assert (hoja.page_setup.fitToWidth or 1, hoja.page_setup.fitToHeight) == (1, 0)
        assert hoja.print_title_rows == "$1:$2"
        ancho = sum(d.width * (d.max - d.min + 1) for d in hoja.column_dimensions.values())
        assert ancho < (300 if hoja.page_setup.paperSize == 3 else 165)
    assert hojas["Observaciones"]["O3"].alignment.wrap_text
