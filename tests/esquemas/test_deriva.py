"""Lo derivado no se aparta de lo declarado: campos, tablas, DDL, polars y diccionario."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

from esquemas.calidad.contrato import CATEGORIAS
from esquemas.campos import Campo, Columna, Tabla, Tipo
from esquemas.derivados import ajustar, ddl, esquema_polars, tipo_duckdb, vacia
from esquemas.diccionario import cuadro, diccionario
from esquemas.registro import CAMPOS, METRICAS_DE_PUBLICACION, campo
from esquemas.tablas import TABLAS
from lineamientos.catalogo import METRICAS

RAIZ = Path(__file__).parents[2]
TODAS = list(TABLAS.values())
NOMBRES = list(TABLAS)


@pytest.fixture
def base() -> duckdb.DuckDBPyConnection:
    with duckdb.connect() as conexion:
        yield conexion


@pytest.mark.parametrize("tabla", TODAS, ids=NOMBRES)
def test_el_ddl_crea_lo_mismo_que_polars(tabla: Tabla, base: duckdb.DuckDBPyConnection) -> None:
    for sentencia in ddl(tabla):
        base.execute(sentencia)
    base.execute("SET TimeZone = 'UTC'")
    leida = base.sql(f"FROM {tabla.nombre}").pl()
    assert dict(leida.schema) == esquema_polars(tabla)
    nulas = base.execute(
        "SELECT is_nullable FROM duckdb_columns() WHERE NOT internal ORDER BY column_index"
    ).fetchall()
    assert [bool(n) for (n,) in nulas] == [c.nulo for c in tabla.columnas]


@pytest.mark.parametrize("tabla", TODAS, ids=NOMBRES)
def test_cada_tabla_y_columna_lleva_comentario(tabla: Tabla, base: duckdb.DuckDBPyConnection) -> None:
    for sentencia in ddl(tabla):
        base.execute(sentencia)
    [(comentario,)] = base.execute("SELECT comment FROM duckdb_tables()").fetchall()
    assert comentario == f"{tabla.descripcion}."
    comentarios = dict(
        base.execute("SELECT column_name, comment FROM duckdb_columns() WHERE NOT internal").fetchall()
    )
    assert comentarios == {c.campo.nombre: c.campo.comentario for c in tabla.columnas}
    assert all(len(texto) > 10 for texto in comentarios.values())


@pytest.mark.parametrize("tabla", TODAS, ids=NOMBRES)
def test_la_llave_no_puede_faltar(tabla: Tabla) -> None:
    obligatorias = {c.campo.nombre for c in tabla.columnas if not c.nulo}
    assert set(tabla.clave) <= obligatorias


def test_cada_tipo_tiene_polars_y_duckdb() -> None:
    tabla = Tabla("t", "t", tuple(Columna(Campo(t.value, t, "x")) for t in Tipo), ())
    assert list(esquema_polars(tabla)) == [t.value for t in Tipo]
    assert len({tipo_duckdb(t) for t in Tipo}) == len(Tipo)


def test_los_campos_se_declaran_una_vez_y_todos_se_usan() -> None:
    usados = {c.campo.nombre for t in TODAS for c in t.columnas}
    assert usados == set(CAMPOS)


def test_las_metricas_de_publicacion_toman_su_texto_del_catalogo() -> None:
    for nombre in METRICAS_DE_PUBLICACION:
        assert METRICAS[nombre].descripcion in campo(nombre).descripcion
        assert campo(nombre).unidad == METRICAS[nombre].unidad


def test_las_categorias_cerradas_son_campos() -> None:
    assert set(CATEGORIAS) <= set(CAMPOS)


def test_ajustar_ordena_y_agrega_lo_que_puede_faltar() -> None:
    tabla = TABLAS["areas"]
    marco = pl.DataFrame({"ejemplo": [True], "nombre": ["N"], "area": ["a"], "tipo_area": ["central"]})
    ajustado = ajustar(marco, tabla)
    assert ajustado.schema == esquema_polars(tabla)
    assert ajustado["entidad"].to_list() == [None]


@pytest.mark.parametrize(
    "cambio", [lambda m: m.drop("area"), lambda m: m.with_columns(pl.lit(1).alias("ajena"))]
)
def test_ajustar_no_acepta_un_marco_de_otra_tabla(cambio: object) -> None:
    with pytest.raises(ValueError, match="no es de la tabla areas"):
        ajustar(cambio(vacia(TABLAS["areas"])), TABLAS["areas"])  # type: ignore[operator]


def test_una_tabla_no_repite_columnas_ni_inventa_llaves() -> None:
    area = Columna(campo("area"))
    with pytest.raises(ValueError, match="repite"):
        Tabla("t", "t", (area, area), ())
    with pytest.raises(ValueError, match="no tiene"):
        Tabla("t", "t", (area,), ("cuenta",))


def test_el_diccionario_esta_al_dia() -> None:
    escrito = (RAIZ / "docs" / "diccionario.md").read_text("utf-8")
    assert escrito == diccionario(), "Ejecute: python -m esquemas.diccionario docs/diccionario.md"


def test_el_diccionario_dice_todas_las_tablas_y_columnas() -> None:
    texto = diccionario()
    for tabla in TODAS:
        assert f"### {tabla.nombre}" in texto
        for columna in tabla.columnas:
            assert f"| `{columna.campo.nombre}` |" in texto


def test_el_cuadro_escapa_lo_que_markdown_leeria() -> None:
    assert cuadro(("A",), [("x|y\n<z>",)]) == "| A |\n| --- |\n| x\\|y &lt;z> |\n"
