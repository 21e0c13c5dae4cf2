"""A quien escribe mal un nombre se le dice cuál no está, cuáles se le parecen y cómo ver los que hay."""

import duckdb
import pytest

from almacen.consulta import columnas, consultar, tablas
from almacen.errores import ConsultaInvalida, SinPublicacion
from almacen.maestro import Rutas
from almacen.publicacion import publicar
from almacen.vistas import VISTAS
from esquemas.tablas import TABLAS
from lineamientos.semestres import Semestre
from tests.almacen.apoyo_lotes import AHORA

_VER = "Vea las que hay con «pertinencia consulta --tablas»."
_VER_COLUMNAS = "Vea las columnas de una tabla con «pertinencia consulta --columnas {}»."


@pytest.fixture(scope="module")
def publicadas(tmp_path_factory: pytest.TempPathFactory) -> Rutas:
    """Nadie escribe en ellas."""
    rutas = Rutas(tmp_path_factory.mktemp("consulta") / "datos")
    publicar(rutas, AHORA, Semestre(2026, 1))
    return rutas


@pytest.mark.parametrize(
    ("sql", "oracion"),
    [
        (
            "SELECT * FROM calificacion_vigente",
            f"No hay ninguna tabla ni vista que se llame «calificacion_vigente». ¿Quiso decir "
            f"«calificaciones_vigentes», «recoleccion_vigente» o «calificaciones»? {_VER}",
        ),
        ("SELECT * FROM zzz", f"No hay ninguna tabla ni vista que se llame «zzz». {_VER}"),
        (
            "SELECT * FROM otra.lotess",
            f"No hay ninguna tabla ni vista que se llame «otra.lotess». ¿Quiso decir «lotes»? {_VER}",
        ),
        (
            "SELECT otro.cuenta FROM cuentas AS otra",
            f"No hay ninguna tabla ni vista que se llame «otro». ¿Quiso decir «otra»? {_VER}",
        ),
        (
            "SELECT Cuanta FROM cuentas",
            "No hay ninguna columna «Cuanta» en «cuentas». ¿Quiso decir «cuenta»? "
            + _VER_COLUMNAS.format("cuentas"),
        ),
        (
            "SELECT c.indise FROM calificaciones_vigentes c",
            "No hay ninguna columna «indise» en «calificaciones_vigentes». ¿Quiso decir «indice»? "
            + _VER_COLUMNAS.format("calificaciones_vigentes"),
        ),
        (
            "SELECT clase FROM calificaciones_vigentes",
            "No hay ninguna columna «clase» en «calificaciones_vigentes». ¿Quiso decir «clase_propuesta»? "
            "Esa columna sí está en «linaje», «linaje_mediciones» y en «lotes». "
            + _VER_COLUMNAS.format("calificaciones_vigentes"),
        ),
        (
            'SELECT cuenta, menciones FROM main."art11_x"',
            "No hay ninguna columna «menciones» en «art11_x». ¿Quiso decir «f_menciones»? "
            + _VER_COLUMNAS.format("art11_x"),
        ),
        (
            "SELECT zzz FROM areas JOIN cuentas USING (area)",
            "No hay ninguna columna «zzz» en «areas» ni en «cuentas». " + _VER_COLUMNAS.format("areas"),
        ),
        (
            "SELECT 1 FROM areas JOIN cuentas USING (areaa)",
            "No hay ninguna columna «areaa» en «areas» ni en «cuentas». ¿Quiso decir «area»? "
            + _VER_COLUMNAS.format("areas"),
        ),
        (
            "WITH mia AS (SELECT cuenta AS clave_propia FROM cuentas) SELECT clave_propias FROM mia",
            "No hay ninguna columna «clave_propias» en «cuentas». ¿Quiso decir «clave_propia»? "
            + _VER_COLUMNAS.format("cuentas"),
        ),
        (
            "SELECT zzz FROM (SELECT 1 AS uno)",
            "No hay ninguna columna «zzz» en lo que consulta. " + _VER_COLUMNAS.format("TABLA"),
        ),
    ],
)
def test_un_nombre_mal_escrito_se_dice_con_los_que_se_le_parecen(
    publicadas: Rutas, sql: str, oracion: str
) -> None:
    with pytest.raises(ConsultaInvalida) as error:
        consultar(publicadas.publicado, sql)
    assert str(error.value) == oracion


def test_lo_que_no_es_un_nombre_trae_lo_que_dijo_el_motor(publicadas: Rutas) -> None:
    with pytest.raises(ConsultaInvalida, match="--tablas.*\nEl motor dice: ") as error:
        consultar(publicadas.publicado, "SELECT sum('a') FROM cuentas")
    assert isinstance(error.value.__cause__, duckdb.BinderException)


def test_se_listan_las_tablas_y_vistas_con_su_descripcion(publicadas: Rutas) -> None:
    listadas = tablas(publicadas.publicado)
    por_nombre = {f["nombre"]: f for f in listadas.iter_rows(named=True)}
    esperadas = {t.nombre for t in TABLAS.values() if not t.reservada} | {v.nombre for v in VISTAS}
    assert set(por_nombre) == esperadas | {"version_de_vistas"}
    assert all(f["descripcion"] for f in por_nombre.values())
    assert por_nombre["cambios"]["clase"] == "vista"
    assert por_nombre["lotes"]["clase"] == "tabla"


@pytest.mark.parametrize("nombre", ["art11_x", "ART11_X"])
def test_se_listan_las_columnas_de_una_con_su_descripcion(publicadas: Rutas, nombre: str) -> None:
    suyas = columnas(publicadas.publicado, nombre)
    vista = next(v for v in VISTAS if v.nombre == "art11_x")
    assert suyas["columna"].to_list() == list(vista.columnas)
    assert suyas["descripcion"].to_list() == [vista.comentario(c) for c in vista.columnas]


def test_las_columnas_de_una_tabla_que_no_hay(publicadas: Rutas) -> None:
    with pytest.raises(ConsultaInvalida, match="«cuent'as».*¿Quiso decir «cuentas»"):
        columnas(publicadas.publicado, "cuent'as")


def test_sin_publicar_se_dice_que_hacer(rutas: Rutas) -> None:
    for pregunta in (lambda: tablas(rutas.publicado), lambda: columnas(rutas.publicado, "lotes")):
        with pytest.raises(SinPublicacion, match="pertinencia publicar"):
            pregunta()
