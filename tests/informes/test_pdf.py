import re
import shutil
import subprocess
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from informes.formas import Celda, Columna, Cuadro, Informe, Seccion
from informes.letras import CUADRO, Letras
from informes.modelo import construir
from informes.pdf import componer, escribir_pdf
from informes.pdf_partes import Aparte, partes
from tests.informes.armado_comun import Cuenta
from tests.informes.armado_informes import armar, flota

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


def test_repartido_entre_procesos_da_los_mismos_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    informe = construir(flota(60))
    solo = componer(informe)
    monkeypatch.setattr("informes.pdf._PARTES_PARA_REPARTIR", 1)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as procesos:
        repartido = componer(informe, procesos)
    assert repartido == solo


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


@pytest.fixture(scope="module")
def pdf_de_flota(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sesenta cuentas: más de dos tandas, y áreas que empiezan a media tanda."""
    ruta = tmp_path_factory.mktemp("flota") / "informe.pdf"
    escribir_pdf(construir(flota(60)), ruta)
    return ruta


def _poppler(*orden: str) -> str:
    if shutil.which(orden[0]) is None:
        pytest.skip(_TOOL)
    return subprocess.run(orden, capture_output=True, check=True).stdout.decode(errors="replace")


@pytest.mark.herramientas
def test_las_partes_unidas_numeran_sus_paginas_de_corrido(pdf_de_flota: Path) -> None:
    paginas = _poppler("pdftotext", "-layout", str(pdf_de_flota), "-").rstrip("\f").split("\f")
    numeros = [int(n) for p in paginas if (n := re.sub(r"[\s\S]*Página (\d+)\s*$", r"\1", p)).isdigit()]
    assert numeros == list(range(2, len(paginas) + 1))
    assert sum("Estadística del artículo 11" in p for p in paginas) == 60
    contenido = dict(re.findall(r"(Método y parámetros|Cuentas)[ .\u2060]+(\d+)\n", paginas[1]))
    assert contenido.keys() == {"Método y parámetros", "Cuentas"}
    assert all(titulo in paginas[int(n) - 1] for titulo, n in contenido.items())


@pytest.mark.herramientas
def test_las_partes_unidas_forman_un_solo_arbol_de_etiquetas(pdf_de_flota: Path) -> None:
    arbol = _poppler("pdfinfo", "-struct", str(pdf_de_flota))
    assert re.findall(r"^\S.*", arbol, re.MULTILINE)[0].strip() == "Document"
    assert len(re.findall(r"^ *H3 ", arbol, re.MULTILINE)) == 60
    assert len(re.findall(r'^ *H1 "Cuentas"', arbol, re.MULTILINE)) == 1


@pytest.mark.herramientas
def test_cada_vinculo_interno_lleva_a_un_destino_que_existe(pdf_de_flota: Path) -> None:
    destinos = set(re.findall(r'"([^"]+)"', _poppler("pdfinfo", "-dests", str(pdf_de_flota))))
    assert {d for d in destinos if d.startswith("cuenta-")} == {
        f.ancla for g in construir(flota(60)).areas for f in g.fichas
    }
    assert "seccion-metodo" in destinos


def _con_seccion_larga(filas: int) -> Informe:
    corto = Cuadro("Corto", (Columna("Qué"),), ((Celda("corta"),),))
    largo = Cuadro(
        "Largo", (Columna("Renglón"),), tuple((Celda(f"renglón {i}"),) for i in range(filas)), nota="Al pie."
    )
    seccion = Seccion("larga", "Sección larga", ("Un párrafo.",), (corto, largo, corto))
    return replace(construir(flota(1)), secciones=(seccion,))


@pytest.mark.parametrize("filas", [1, 498, 499, 500, 1200])
def test_los_tramos_de_una_seccion_traen_todo_una_vez_y_en_orden(filas: int) -> None:
    informe = _con_seccion_larga(filas)
    tramos = [p for p in partes(informe) if isinstance(p, Aparte)]
    cuadros = [c for t in tramos for c in t.seccion.cuadros]
    leidas = [f for c in cuadros for f in c.filas]
    assert leidas == [f for c in informe.secciones[0].cuadros for f in c.filas]
    assert [t.ancla for t in tramos] == ["seccion-larga"] + [""] * (len(tramos) - 1)
    assert [t.seccion.parrafos for t in tramos] == [("Un párrafo.",)] + [()] * (len(tramos) - 1)
    assert max(sum(len(c.filas) for c in t.seccion.cuadros) for t in tramos) <= 500
    assert [c.nota for c in cuadros if c.titulo.startswith("Largo")][-1] == "Al pie."
    assert sum(c.nota != "" for c in cuadros) == 1
    assert {c.titulo for c in cuadros} <= {"Corto", "Largo", "Largo (continúa)"}


@pytest.mark.herramientas
def test_una_seccion_en_tramos_se_lee_como_una_sola(tmp_path: Path) -> None:
    ruta = tmp_path / "informe.pdf"
    escribir_pdf(_con_seccion_larga(1200), ruta)
    arbol = _poppler("pdfinfo", "-struct-text", str(ruta))
    assert len(re.findall(r'^ *H1 .*\n *P .*\n *"Sección larga"', arbol, re.MULTILINE)) == 1
    texto = _poppler("pdftotext", "-layout", str(ruta), "-")
    assert [int(n) for n in re.findall(r"renglón (\d+)", texto)] == list(range(1200))
    paginas = texto.rstrip("\f").split("\f")
    numeros = [int(n) for p in paginas if (n := re.sub(r"[\s\S]*Página (\d+)\s*$", r"\1", p)).isdigit()]
    assert numeros == list(range(2, len(paginas) + 1))
    assert texto.count("Largo (continúa)") == 2


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
