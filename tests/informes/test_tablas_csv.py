import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from informes.formas import ColumnaAbierta, Informe, TablaAbierta
from informes.tablas_csv import escribir_tablas, neutral, texto_csv


def test_escribe_una_tabla_por_archivo_y_el_leeme(informe: Informe, tmp_path: Path) -> None:
    rutas = escribir_tablas(informe, tmp_path / "tablas")
    assert [r.name for r in rutas] == [*(f"{t.clave}.csv" for t in informe.tablas), "LEEME.txt"]
    assert sorted(p.name for p in (tmp_path / "tablas").iterdir()) == sorted(r.name for r in rutas)
    assert "DATOS DE EJEMPLO" in rutas[-1].read_text("utf-8")


def test_cada_tabla_se_relee_completa_y_sin_blancos(informe: Informe) -> None:
    for tabla in informe.tablas:
        filas = list(csv.reader(texto_csv(tabla).splitlines(keepends=True)))
        assert len(filas) == len(tabla.filas) + 1
        assert all(len(f) == len(tabla.columnas) and all(f) for f in filas)


@pytest.mark.parametrize("peligroso", ["=1+1", "+5", "-2", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_un_texto_que_seria_formula_se_neutraliza(peligroso: str) -> None:
    assert neutral(peligroso) == f"'{peligroso}"


@pytest.mark.parametrize("normal", ["", "texto", "a=b", "5", "«=»", " "])
def test_un_texto_normal_no_cambia(normal: str) -> None:
    assert neutral(normal) == normal


def test_un_numero_negativo_sigue_siendo_numero() -> None:
    columnas = (ColumnaAbierta("n", "entero", "n"), ColumnaAbierta("b", "logico", "b"))
    assert texto_csv(TablaAbierta("t", "t", "t", columnas, ((-5, True),))) == "n,b\r\n-5,sí\r\n"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_cualquier_texto_sobrevive_el_viaje(texto: str) -> None:
    tabla = TablaAbierta("t", "t", "t", (ColumnaAbierta("c", "texto", "c"),), ((texto,),))
    leido = list(csv.reader(texto_csv(tabla).splitlines(keepends=True)))
    assert leido[1][0] in (texto, f"'{texto}")
