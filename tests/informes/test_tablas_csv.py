import csv
import io
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


def test_cada_tabla_se_relee_completa_y_sin_cifras_en_blanco(informe: Informe) -> None:
    for tabla in informe.tablas:
        filas = list(csv.reader(texto_csv(tabla).splitlines(keepends=True)))
        assert len(filas) == len(tabla.filas) + 1
        assert all(len(f) == len(tabla.columnas) for f in filas)
        blancos = {filas[0][x] for f in filas for x, v in enumerate(f) if not v}
        assert blancos <= ({"Campo", "Encontrado", "Esperado"} if tabla.clave == "observaciones" else set())


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


def test_lo_que_una_observacion_no_tiene_queda_en_blanco(informe: Informe) -> None:
    tabla = next(t for t in informe.tablas if t.clave == "observaciones")
    filas = list(csv.DictReader(io.StringIO(texto_csv(tabla))))
    assert {(f["Campo"], f["Esperado"]) for f in filas} == {("", "")}
    assert {f["Encontrado"] for f in filas} == {"'=1+1"}
