"""La guía para analistas: sus consultas y sus programas corren sobre una base publicada."""

import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from almacen.maestro import abrir_maestro
from almacen.vistas import VISTAS
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.siembra import sembrar_entradas
from esquemas.tablas import LLAMADAS, TABLAS
from flujos.pasos import ejemplo
from flujos.pasos.espacio import Espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.lecturas import consultar
from flujos.pasos.publicacion import publicar
from flujos.pasos.recepcion import recibir
from lineamientos.ausencias import Ausencia

GUIA = (Path(__file__).parents[2] / "docs" / "analistas.md").read_text("utf-8")
_CONSULTA = re.compile(
    r"^### (?P<numero>\d+)\. ¿[^\n]+\?\n\n```sql\n(?P<sql>.+?)```\n\n\*\*Cómo leerla\.\*\* (?P<lectura>.+?)"
    r"\n*(?=^#|\Z)",
    re.MULTILINE | re.DOTALL,
)
CONSULTAS = list(_CONSULTA.finditer(GUIA))
PROGRAMAS = re.findall(r"```python\n(.+?)```", GUIA, re.DOTALL)
_LLAMADA = {
    "llamada": "c1-1", "lote": "l", "red": "x", "operacion": "perfiles", "peticion": "GET /2/users",
    "momento": datetime(2026, 2, 1, tzinfo=UTC), "estado_http": 200, "resultado": "completo",
    "concepto": "recurso", "unidades": 10, "costo_usd": 0.1,
}  # fmt: skip
_REQUERIDO = {
    "evento": "e1", "lote": "l", "fila": 1, "semestre": "2026-1", "cuenta": "x_cncs",
    "clase_evento": "requerido", "ocurrido_en": datetime(2026, 6, 24, 17, tzinfo=UTC),
    "fecha_efectiva": date(2026, 6, 24), "articulo": "11", "documento_evento": "c1",
    "vence": date(2026, 7, 14), "registrado_en": datetime(2026, 6, 24, 17, tzinfo=UTC),
}  # fmt: skip


@pytest.fixture(scope="module")
def publicado(tmp_path_factory: pytest.TempPathFactory) -> Espacio:
    """Dos semestres del ejemplo con treinta cuentas: una no entrega y otra entrega mal."""
    mundo = Mundo.nuevo(7, cuentas=30)
    espacio = ejemplo.preparar(tmp_path_factory.mktemp("guia") / "E", mundo, con_recoleccion=False)
    for semestre in mundo.semestres:
        sembrar_entradas(espacio.raiz, mundo, semestre, con_defectos=False)
        if semestre == mundo.semestres[-1]:
            callada = next(r for r in sorted(espacio.entradas.iterdir()) if r.name.startswith("tiktok_"))
            shutil.rmtree(callada)
            (espacio.entradas / "x_cncs" / "malo.csv").write_bytes(b"esto,no\nes,nada\n")
        recibir(espacio, semestre)
        evaluar(espacio, semestre)
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        base.insertar(LLAMADAS, pl.DataFrame([_LLAMADA]))
        base.insertar(TABLAS["eventos"], pl.DataFrame([_REQUERIDO]))
    publicar(espacio)
    return espacio


def test_son_veinticinco_y_cada_una_dice_como_leerse() -> None:
    assert [int(c["numero"]) for c in CONSULTAS] == list(range(1, 26))
    assert GUIA.count("```sql") == len(CONSULTAS)
    assert all(len(c["lectura"]) > 60 for c in CONSULTAS)


@pytest.mark.parametrize("consulta", CONSULTAS, ids=lambda c: c["numero"])
def test_cada_consulta_devuelve_filas(publicado: Espacio, consulta: re.Match[str]) -> None:
    marco = consultar(publicado, consulta["sql"])
    assert not marco.is_empty()


@pytest.mark.parametrize("programa", PROGRAMAS, ids=["polars", "pandas"])
def test_cada_programa_corre_desde_el_espacio(publicado: Espacio, programa: str) -> None:
    corrida = subprocess.run(
        [sys.executable, "-c", programa],
        capture_output=True,
        text=True,
        cwd=publicado.raiz,
        check=False,
    )
    assert corrida.returncode == 0, corrida.stderr
    assert corrida.stdout


def _primera_columna(cuadro: str) -> set[str]:
    """Lo que va entre acentos graves en la primera columna de un cuadro."""
    celdas = [renglon.split("|")[1] for renglon in cuadro.splitlines() if renglon.startswith("|")]
    return set(re.findall(r"`(\w+)`", " ".join(celdas)))


def test_la_guia_nombra_todas_las_vistas_y_ninguna_que_no_haya() -> None:
    cuadro = GUIA.split("## Qué hay\n")[1].split("\n## ")[0]
    assert _primera_columna(cuadro) == {v.nombre for v in VISTAS} | {"version_de_vistas"}


def test_las_consultas_usan_las_vistas() -> None:
    sql = "\n".join(c["sql"] for c in CONSULTAS)
    sin_usar = {v.nombre for v in VISTAS if not re.search(rf"\b{v.nombre}\b", sql)}
    assert sin_usar == {"art11_otras", "recoleccion_vigente"}


def test_la_guia_explica_todas_las_ausencias() -> None:
    cuadro = GUIA.split("## Qué es una ausencia\n")[1].split("\nAl agregar")[0]
    assert _primera_columna(cuadro) - {"ausencia"} == {a.value for a in Ausencia}


def test_toda_cifra_llega_a_los_bytes_de_que_salio(publicado: Espacio) -> None:
    clave = "SELECT semestre, cuenta, metrica"
    linaje = consultar(publicado, f"{clave}, carpeta_cruda FROM linaje_mediciones")
    cifras = consultar(publicado, f"{clave} FROM cifras_vigentes WHERE valor IS NOT NULL")
    assert linaje["carpeta_cruda"].null_count() == 0
    assert set(linaje.select(cifras.columns).rows()) == set(cifras.rows())
    for carpeta in linaje["carpeta_cruda"].unique():
        assert (publicado.raiz / carpeta / "manifiesto.json").is_file()


def test_las_aportaciones_suman_el_indice(publicado: Espacio) -> None:
    marco = consultar(
        publicado,
        "SELECT cuenta, semestre, any_value(indice) AS indice, sum(aportacion) AS suma "
        "FROM criterios_vigentes WHERE indice IS NOT NULL GROUP BY ALL",
    )
    assert marco.height > 30
    assert (marco["indice"] - marco["suma"]).abs().max() <= 0.01


def test_lo_publicado_no_trae_datos_de_contacto(publicado: Espacio) -> None:
    contactos = publicado.padron.contactos
    assert contactos.height
    personales = {
        str(valor) for c in contactos.columns if c != "cuenta" for valor in contactos[c].drop_nulls().unique()
    }
    columnas = consultar(
        publicado,
        "SELECT table_name, column_name FROM duckdb_columns() JOIN duckdb_tables() USING (table_name) "
        "WHERE data_type = 'VARCHAR'",
    )
    assert columnas.height > 100
    for tabla, columna in columnas.iter_rows():
        guardados = consultar(publicado, f"SELECT DISTINCT {columna} AS v FROM {tabla}")["v"].drop_nulls()
        assert personales.isdisjoint(guardados), f"{tabla}.{columna}"
