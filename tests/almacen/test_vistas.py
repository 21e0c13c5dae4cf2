"""Las vistas de los analistas sobre evaluaciones guardadas."""

from datetime import date

import polars as pl
import pytest

from almacen import carga
from almacen.maestro import Base
from esquemas.derivados import esquema_polars
from esquemas.hallazgos import Hallazgo
from esquemas.tablas import (
    CAPACITACIONES,
    CATALOGO,
    CUENTAS,
)
from lineamientos import catalogo
from tests.almacen.apoyo_lotes import AHORA
from tests.almacen.apoyo_vistas import cargar_mediciones, evaluar, medicion


def test_el_linaje_de_una_cifra_del_formato_llega_a_su_celda(base: Base) -> None:
    cargar_mediciones(
        base,
        medicion(),
        medicion(fila=8, cuenta="x_nueva"),
        medicion(columna="E Visitas", metrica="visitas_perfil"),
        medicion(fila=9, valor=11),
        medicion(fila=10, semestre="2025-2"),
    )
    evaluar(base, "2026-1", {})
    fila = base.consultar("SELECT * FROM linaje").row(0, named=True)
    assert len(base.consultar("SELECT * FROM linaje")) == 1
    assert (fila["archivo"], fila["hoja"], fila["fila"], fila["columna"]) == (
        "x.xlsx → hoja", "Cifras", 7, "D Impresiones",
    )  # fmt: skip
    assert (fila["lote"], fila["clase"], fila["sha256"], fila["recibido_en"]) == (
        "l1", "formato", "0" * 64, AHORA,
    )  # fmt: skip


def test_el_linaje_de_una_suma_llega_al_archivo(base: Base) -> None:
    cargar_mediciones(base)
    evaluar(base, "2026-1", {"fuente": "exportacion", "calculo": "suma de 181 de 181 días"})
    columnas = "archivo, hoja, fila, columna, calculo"
    filas = base.consultar(f"SELECT {columnas} FROM linaje").rows()
    assert filas == [("x1/l1.csv", None, None, None, "suma de 181 de 181 días")]


def test_lo_vigente_es_la_ultima_evaluacion(base: Base) -> None:
    evaluar(base, "2026-1", {"valor": 10})
    evaluar(base, "2026-1", {"valor": 12}, huella="otra")
    evaluar(base, "2025-2", {"valor": 5})
    filas = base.consultar("SELECT semestre, valor FROM cifras_vigentes ORDER BY ALL").rows()
    assert filas == [("2025-2", 5), ("2026-1", 12)]


@pytest.mark.parametrize(("antes", "despues"), [("2025-2", "2026-1"), ("2026-1", "2026-2")])
@pytest.mark.parametrize(
    ("anterior", "actual", "esperado"),
    [
        ({"valor": 10}, {"valor": 15}, (5, 0.5, False)),
        ({"valor": -10}, {"valor": -15}, (-5, -0.5, False)),
        ({"valor": 0}, {"valor": 15}, (15, None, False)),
        ({"valor": None, "ausencia": "plataforma"}, {"valor": 15}, (None, None, False)),
        ({"valor": 10}, {"valor": 15, "definicion": "x.impresiones.v2"}, (None, None, True)),
    ],
)
def test_el_cambio_se_calcula_si_las_dos_cifras_miden_lo_mismo(
    base: Base,
    antes: str,
    despues: str,
    anterior: dict[str, object],
    actual: dict[str, object],
    esperado: tuple[int | None, float | None, bool],
) -> None:
    evaluar(base, antes, anterior)
    evaluar(base, despues, actual)
    filas = base.consultar("SELECT semestre, diferencia, variacion, ruptura FROM cambios").rows()
    assert filas == [(despues, *esperado)]


def test_no_hay_cambio_sin_el_semestre_inmediato(base: Base) -> None:
    evaluar(base, "2025-1", {})
    evaluar(base, "2026-1", {})
    assert base.consultar("SELECT * FROM cambios").is_empty()


@pytest.mark.parametrize(
    ("desde", "ruptura"),
    [
        (date(2025, 7, 1), False),
        (date(2025, 7, 2), True),
        (date(2026, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_una_definicion_que_empieza_en_medio_es_ruptura_aunque_la_clave_sea_la_misma(
    base: Base, desde: date, ruptura: bool
) -> None:
    fila = {
        "red": "x", "metrica": "impresiones", "titulo": "t", "unidad": "u", "tabla_art11": "art11_x",
        "letra": "D", "definicion": "x.impresiones.v1", "descripcion": "d", "desde": desde, "hasta": None,
    }  # fmt: skip
    carga.sustituir_catalogo(base, pl.DataFrame([fila], schema=esquema_polars(CATALOGO)))
    evaluar(base, "2025-2", {"valor": 10})
    evaluar(base, "2026-1", {"valor": 15})
    filas = base.consultar("SELECT ruptura, diferencia FROM cambios").rows()
    assert filas == [(ruptura, None if ruptura else 5)]


@pytest.mark.parametrize(
    ("desde", "hasta", "semestres"),
    [
        (None, None, ["2025-2", "2026-1"]),
        (date(2025, 12, 31), None, ["2025-2", "2026-1"]),
        (date(2026, 1, 1), None, ["2026-1"]),
        (date(2026, 6, 30), None, ["2026-1"]),
        (date(2026, 7, 1), None, []),
        (None, date(2026, 1, 1), ["2025-2", "2026-1"]),
        (None, date(2025, 12, 31), ["2025-2"]),
        (None, date(2025, 7, 1), ["2025-2"]),
        (None, date(2025, 6, 30), []),
        (date(2026, 3, 1), date(2026, 4, 1), ["2026-1"]),
    ],
)
def test_la_cobertura_solo_pide_a_las_cuentas_vigentes(
    base: Base, desde: date | None, hasta: date | None, semestres: list[str]
) -> None:
    areas = base.consultar("SELECT * FROM areas")
    fila = {
        "cuenta": "x1", "red": "x", "usuario": "x1", "id_plataforma": None, "nombre": "x1", "area": "a",
        "central": False, "vigente_desde": desde, "vigente_hasta": hasta, "ejemplo": True,
    }  # fmt: skip
    cuentas = pl.DataFrame([fila], schema=esquema_polars(CUENTAS))
    carga.sustituir_padron(base, areas, cuentas, pl.DataFrame(schema=esquema_polars(CAPACITACIONES)))
    evaluar(base, "2025-2", {})
    evaluar(base, "2026-1", {})
    filas = base.consultar("SELECT semestre, entregado FROM cobertura ORDER BY ALL").rows()
    assert filas == [(s, False) for s in semestres]


def test_la_cobertura_distingue_lo_entregado_de_una_celda_vacia(base: Base) -> None:
    cargar_mediciones(
        base,
        medicion(),
        medicion(fila=8, cuenta="x_nueva", valor=None, ausencia="no_entregada"),
        medicion(fila=9, cuenta="f1", valor=None, ausencia="plataforma"),
    )
    filas = base.consultar("SELECT cuenta, fuentes, archivos, entregado FROM cobertura ORDER BY ALL").rows()
    assert filas == [
        ("f1", "formato", 1, True),
        ("x1", "formato", 1, True),
        ("x_nueva", "", 0, False),
        ("y1", "", 0, False),
    ]


def test_las_ausencias_del_articulo_11_se_dicen_con_su_titulo(base: Base) -> None:
    evaluar(
        base,
        "2026-1",
        {},
        {"metrica": "mensajes_propios", "definicion": "x.mensajes_propios.v1", "valor": None,
         "ausencia": "plataforma"},
        {"metrica": "compartidos", "definicion": "x.compartidos.v1", "valor": None, "ausencia": "ilegible"},
        {"cuenta": "f1", "red": "facebook", "metrica": "reacciones", "definicion": "facebook.reacciones.v1",
         "valor": None, "ausencia": "no_entregada"},
    )  # fmt: skip
    x = base.consultar("SELECT * FROM art11_x").rows(named=True)
    titulo = catalogo.METRICAS["mensajes_propios"].titulo
    assert [(f["cuenta"], f["d_impresion_de_los_tweets"], f["ausencias"]) for f in x] == [
        ("x1", 10, f"{titulo}: plataforma")
    ]
    facebook = base.consultar("SELECT cuenta, ausencias FROM art11_facebook").rows()
    assert facebook == [("f1", f"{catalogo.METRICAS['reacciones'].titulo}: no_entregada")]
    assert base.consultar("SELECT * FROM art11_otras").is_empty()


def test_lo_que_la_ultima_evaluacion_ya_no_observa_queda_atendido(base: Base) -> None:
    hallazgo = Hallazgo("C201", cuenta="x1")
    situacion = "SELECT situacion FROM observaciones_vigentes"
    evaluar(base, "2026-1", {}, huella="mal", hallazgos=(hallazgo,))
    assert base.consultar(situacion).rows() == [("pendiente",)]
    evaluar(base, "2026-1", {}, huella="bien")
    assert base.consultar(situacion).rows() == [("atendida",)]
    evaluar(base, "2026-1", {}, huella="mal", hallazgos=(hallazgo,))
    assert base.consultar(situacion).rows() == [("pendiente",)]
