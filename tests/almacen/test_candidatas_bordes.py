"""Lo que no debe entrar en una cifra candidata: días de fuera y sumas que la plataforma ya da."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest

from almacen.candidatas import candidatas
from almacen.carga import Tanda, cargar
from almacen.maestro import Base
from esquemas.derivados import ajustar, esquema_polars
from esquemas.tablas import DIARIAS, MEDICIONES, PUBLICACIONES
from lineamientos.semestres import Semestre
from tests.almacen.apoyo_lotes import fila_de_lote, lotes

S = Semestre(2026, 1)


def _dias(cuenta: str, definicion: str, desde: date, hasta: date, valor: int = 2) -> pl.DataFrame:
    metrica = definicion.split(".")[1]
    return pl.DataFrame(
        [
            {
                "lote": "l1", "archivo": "a", "fila": i, "cuenta": cuenta, "fecha": desde + timedelta(days=i),
                "metrica": metrica, "definicion": definicion, "valor": valor, "ausencia": None,
                "fuente": "exportacion",
            }
            for i in range((hasta - desde).days + 1)
        ],
        schema=esquema_polars(DIARIAS),
    )  # fmt: skip


def _total(definicion: str, valor: int) -> pl.DataFrame:
    fila = {
        "lote": "l1", "archivo": "a", "hoja": "", "fila": 2, "columna": "c", "cuenta": "f1",
        "semestre": S.clave, "metrica": definicion.split(".")[1], "definicion": definicion, "valor": valor,
        "ausencia": None, "fuente": "exportacion", "desde": S.inicio, "hasta": S.fin, "corte": None,
    }  # fmt: skip
    return pl.DataFrame([fila], schema=esquema_polars(MEDICIONES))


def _publicacion(**cifras: int) -> pl.DataFrame:
    fila = {
        "lote": "l1", "archivo": "a", "fila": 2, "cuenta": "f1", "red": "facebook", "semestre": S.clave,
        "publicada_en": datetime(2026, 2, 1), "id_publicacion": "1",
    }  # fmt: skip
    return ajustar(pl.DataFrame([fila | cifras]), PUBLICACIONES)


def _valores(base: Base, cuenta: str, metrica: str, **marcos: pl.DataFrame) -> list[int | None]:
    cargar(base, Tanda(lotes=lotes(fila_de_lote("l1")), **marcos))
    marco = candidatas(base, S, codigo_corte="L704", dias_de_tolerancia=3).filter(
        cuenta=cuenta, metrica=metrica
    )
    return marco["valor"].to_list()


@pytest.mark.parametrize(
    ("cuenta", "desde", "hasta", "dias"),
    [
        ("x_nueva", date(2026, 6, 1), S.fin, 2),
        ("x_nueva", date(2026, 6, 28), date(2026, 7, 1), 2),
        ("x1", date(2025, 12, 30), date(2026, 7, 2), S.dias),
    ],
)
def test_los_dias_de_fuera_de_la_vigencia_o_del_semestre_no_se_suman(
    base: Base, cuenta: str, desde: date, hasta: date, dias: int
) -> None:
    diarias = _dias(cuenta, "x.impresiones.v1", desde, hasta)
    assert _valores(base, cuenta, "impresiones", diarias=diarias) == [2 * dias]


def test_un_dia_de_fuera_no_suple_a_uno_de_dentro(base: Base) -> None:
    diarias = _dias("x_nueva", "x.impresiones.v1", date(2026, 6, 28), date(2026, 6, 29))
    assert _valores(base, "x_nueva", "impresiones", diarias=diarias) == [None]


def test_si_la_plataforma_da_el_total_no_se_suman_las_publicaciones(base: Base) -> None:
    total, publicacion = _total("facebook.reacciones.v1", 100), _publicacion(reacciones=5)
    assert _valores(base, "f1", "reacciones", mediciones=total, publicaciones=publicacion) == [100]


def test_si_la_plataforma_da_los_dias_no_se_suman_las_publicaciones(base: Base) -> None:
    diarias = _dias("f1", "facebook.visualizaciones.v1", S.inicio, S.fin)
    publicacion = _publicacion(visualizaciones=5)
    assert _valores(base, "f1", "visualizaciones", diarias=diarias, publicaciones=publicacion) == [2 * S.dias]
