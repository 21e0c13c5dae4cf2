import duckdb
import pytest

from almacen.errores import EstructuraDesconocida
from almacen.maestro import Base, Rutas, abrir_maestro, abrir_reservado
from almacen.migracion import migraciones
from almacen.vistas import VISTAS
from esquemas.derivados import ddl
from esquemas.tablas import TABLAS
from tests.almacen.apoyo_lotes import AHORA

_ESTRUCTURA = """
    SELECT c.table_name, c.column_name, c.data_type, c.is_nullable, c.comment, t.comment AS de_la_tabla
    FROM duckdb_columns() c JOIN duckdb_tables() t USING (database_name, schema_name, table_name)
    WHERE c.database_name = current_database()
    ORDER BY c.table_name, c.column_index
"""


def _derivada(*, reservado: bool) -> list[tuple[object, ...]]:
    with duckdb.connect(":memory:") as conexion:
        for tabla in TABLAS.values():
            if tabla.reservada == reservado or tabla.nombre == "migraciones":
                for sentencia in ddl(tabla):
                    conexion.execute(sentencia)
        return conexion.sql(_ESTRUCTURA).fetchall()


def test_las_migraciones_dan_la_estructura_que_se_deriva_de_esquemas(rutas_nuevas: Rutas) -> None:
    with abrir_maestro(rutas_nuevas, AHORA) as base:
        assert base.conexion.sql(_ESTRUCTURA).fetchall() == _derivada(reservado=False)
    with abrir_reservado(rutas_nuevas, AHORA) as base:
        assert base.conexion.sql(_ESTRUCTURA).fetchall() == _derivada(reservado=True)


def test_las_migraciones_van_numeradas_sin_huecos() -> None:
    for reservado in (False, True):
        versiones = [m.version for m in migraciones(reservado=reservado)]
        assert versiones == list(range(1, len(versiones) + 1))


def test_toda_tabla_vista_y_columna_tiene_comentario(base: Base) -> None:
    sin = base.consultar(
        """
        SELECT database_name, table_name, column_name FROM duckdb_columns()
        WHERE database_name = current_database() AND comment IS NULL
        UNION ALL SELECT database_name, table_name, NULL FROM duckdb_tables()
        WHERE database_name = current_database() AND comment IS NULL
        UNION ALL SELECT database_name, view_name, NULL FROM duckdb_views()
        WHERE database_name = current_database() AND comment IS NULL AND NOT internal
        """
    )
    assert sin.is_empty(), sin


@pytest.mark.parametrize("vista", VISTAS, ids=lambda v: v.nombre)
def test_cada_vista_da_las_columnas_que_declara(base: Base, vista: object) -> None:
    marco = base.consultar(f"SELECT * FROM {vista.nombre}")  # type: ignore[attr-defined]
    assert marco.columns == list(vista.columnas)  # type: ignore[attr-defined]


def test_una_base_mas_nueva_no_se_toca(rutas: Rutas) -> None:
    with abrir_maestro(rutas, AHORA) as base:
        base.ejecutar("INSERT INTO migraciones VALUES (99, 'futura', now())")
    with pytest.raises(EstructuraDesconocida, match="99"), abrir_maestro(rutas, AHORA):
        pass


def test_abrir_sin_cambios_no_modifica_el_archivo(rutas_nuevas: Rutas) -> None:
    with abrir_maestro(rutas_nuevas, AHORA):
        pass
    antes = rutas_nuevas.maestro.read_bytes()
    with abrir_maestro(rutas_nuevas, AHORA):
        pass
    assert rutas_nuevas.maestro.read_bytes() == antes
