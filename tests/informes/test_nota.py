"""La nota metodológica: todo número sale de los parámetros o de un cálculo, y toda fórmula tiene dibujo."""

import re
import shutil
import subprocess
from dataclasses import replace
from importlib.resources import files
from math import inf
from pathlib import Path

import polars as pl
import pytest

from informes.contexto import contexto
from informes.datos import DatosInforme
from informes.modelo import construir
from informes.nota import Nota, construir_nota
from informes.nota_textos import FORMULAS, LIMITES, QUE_MIDE
from informes.pdf_nota import escribir_nota
from lineamientos.calificacion.sensibilidad import Variacion, medir_sensibilidad
from tests.informes.armado_explicacion import calificada


def _nota(datos: DatosInforme) -> Nota:
    variaciones = (Variacion("peso de frecuencia", 3, 1, 1.5, 9.25),)
    return construir_nota(contexto(datos), construir(datos).portada, variaciones)


def _texto(nota: Nota) -> str:
    trozos = []
    for a in nota.apartados:
        trozos += [a.titulo, *a.parrafos, *a.lista, *(f"{f.nombre} {f.leida}" for f in a.formulas)]
        trozos += [c.texto for cuadro in a.cuadros for fila in cuadro.filas for c in fila]
    return "\n".join(trozos)


def _con(datos: DatosInforme, clave: str, valor_json: str) -> DatosInforme:
    cambiado = pl.when(pl.col("clave") == clave).then(pl.lit(valor_json)).otherwise("valor_json")
    return replace(datos, parametros=datos.parametros.with_columns(cambiado.alias("valor_json")))


@pytest.mark.parametrize(
    ("clave", "valor_json", "dicho"),
    [
        ("calificacion.corte_pertinente", "66", "corte de «Pertinente» (66)"),
        ("calificacion.corte_observacion", "47", "corte de observación (47)"),
        ("calificacion.percentil_inferior", "7", "percentil 7"),
        ("calificacion.amortiguador_seguidores", "83", "83 seguidores"),
        ("calificacion.cohorte_minima", "21", "menos de 21 cuentas"),
        ("calificacion.veto_perdida_porcentaje", "13", "más de 13 por ciento"),
        (
            "calificacion.pesos",
            '{"desempeno":31,"frecuencia":23,"originalidad":23,"seguidores_nuevos":23}',
            "31 %",
        ),
    ],
)
def test_cambiar_un_parametro_cambia_la_nota(clave: str, valor_json: str, dicho: str) -> None:
    datos = calificada()[0]
    assert dicho not in _texto(_nota(datos))
    assert dicho in _texto(_nota(_con(datos, clave, valor_json)))


@pytest.mark.parametrize(
    ("ks", "dicho", "no_dicho"),
    [
        ([], "Ninguna meta de esta evaluación lleva ajuste.", "azar de contar explica"),
        ([None, 2.0, 8.5], "k va de 2.0 a 8.5 publicaciones", "azar de contar explica"),
        ([2.0, inf, inf], "mediana de 2.0. En 2 metas más el azar de contar explica", "Ninguna meta"),
        ([inf], "En la única meta de esta evaluación que lleva ajuste, el azar de contar", "Ninguna meta"),
        ([inf, None, inf], "En las 2 metas de esta evaluación que llevan ajuste, el azar", "Ninguna meta"),
    ],
)
def test_lo_que_se_dice_de_las_k_no_se_contradice(ks: list[float | None], dicho: str, no_dicho: str) -> None:
    datos = calificada()[0]
    (una,) = datos.metas.head(1).rows(named=True)
    metas = pl.DataFrame([una | {"k": k} for k in ks], schema=datos.metas.schema)
    texto = _texto(_nota(replace(datos, metas=metas)))
    assert dicho in texto
    assert no_dicho not in texto


def test_lo_escrito_siempre_igual_no_trae_cifras_del_metodo() -> None:
    for fijo in (*QUE_MIDE, *LIMITES, *(leida for _, leida in FORMULAS.values())):
        sin_articulos = re.sub(r"artículos? [\d, y]+", "", fijo)
        assert not re.search(r"\d", sin_articulos), fijo


def test_toda_formula_tiene_su_dibujo_y_ningun_dibujo_sobra() -> None:
    plantilla = (files("informes") / "plantillas" / "informe.typ").read_text("utf-8")
    bloque = plantilla.split("#let formulas = (")[1].split("\n)\n")[0]
    assert set(re.findall(r"^  (\w+): \$", bloque, re.M)) == set(FORMULAS)
    usadas = {f.clave for a in _nota(calificada()[0]).apartados for f in a.formulas}
    assert usadas == set(FORMULAS)


def test_sin_incertidumbre_se_dice_y_con_ella_se_cuenta_la_frontera() -> None:
    datos = calificada()[0]
    sin = replace(datos, incertidumbre=datos.incertidumbre.clear())
    assert "no midió su incertidumbre" in _texto(_nota(sin))
    frontera = int(datos.incertidumbre["frontera"].fill_null(False).sum())
    assert f"En {frontera} cuentas de" in _texto(_nota(datos))


def test_la_sensibilidad_mueve_lo_que_dice_y_solo_eso() -> None:
    variaciones = {v.que: v for v in medir_sensibilidad(calificada()[1])}
    assert len(variaciones) == 4 + 6 + 1
    for que, v in variaciones.items():
        if que.startswith(("corte", "mínimo")):
            assert v.cambio_mayor == 0, "un corte no mueve el índice"
        if que.endswith("puntos menos"):
            assert v.bajan == 0
        if que.endswith("5 puntos más"):
            assert v.suben == 0
        if que.startswith("peso"):
            assert v.cambio_mayor is not None
            assert 0 < v.cambio_mayor <= 10
    assert variaciones["sin pedir los cuatro criterios medidos para «Pertinente»"].suben == 1


def test_el_pdf_es_repetible_y_lleva_sus_marcas(tmp_path: Path) -> None:
    nota = _nota(calificada()[0])
    rutas = [tmp_path / f"{i}.pdf" for i in (1, 2)]
    for ruta in rutas:
        escribir_nota(nota, ruta)
    assert rutas[0].read_bytes() == rutas[1].read_bytes()
    if shutil.which("pdftotext") is None:
        pytest.skip("Sin pdftotext no se lee el PDF; los bytes sí se compararon.")
    orden = ["pdftotext", "-layout", str(rutas[0]), "-"]
    texto = subprocess.run(orden, capture_output=True, text=True, check=True).stdout
    for pagina in texto.rstrip("\f").split("\f"):
        assert "PROVISIONAL" in pagina
        assert re.search(r"Página \d+", pagina)
    assert all(a.titulo in texto for a in nota.apartados)
