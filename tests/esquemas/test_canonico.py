import math
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esquemas.canonico import Diferencia, canonico, comparar
from esquemas.derivados import esquema_polars
from esquemas.tablas import CRITERIOS, EVALUACIONES, PARTES, TABLAS
from tests.almacen.apoyo_lotes import AHORA

_SIN = frozenset({"evaluacion"})


def _criterios(*filas: tuple[str, str, float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "evaluacion": "e", "cuenta": cuenta, "criterio": criterio, "evaluable": True,
                "sustituido": False, "puntaje": puntaje, "peso": 0.25,
            }
            for cuenta, criterio, puntaje in filas
        ],
        schema=esquema_polars(CRITERIOS),
    )  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(st.permutations([("a", "desempeno", 1.5), ("a", "frecuencia", None), ("b", "desempeno", 0.1 + 0.2)]))
def test_el_orden_de_las_filas_y_de_las_columnas_no_cuenta(
    filas: list[tuple[str, str, float | None]],
) -> None:
    una = _criterios(("a", "desempeno", 1.5), ("a", "frecuencia", None), ("b", "desempeno", 0.1 + 0.2))
    otra = _criterios(*filas)
    assert canonico(CRITERIOS, una) == canonico(CRITERIOS, otra.select(sorted(otra.columns)))


def test_el_ultimo_bit_de_un_decimal_si_cuenta() -> None:
    antes, ahora = 33.33, math.nextafter(33.33, 100)
    comparada = comparar(CRITERIOS, _criterios(("a", "d", antes)), _criterios(("a", "d", ahora)), sin=_SIN)
    assert not comparada.igual
    assert comparada.primeras == (Diferencia("a, d", "puntaje", repr(antes), repr(ahora)),)


def test_una_ausencia_no_es_un_cero() -> None:
    comparada = comparar(CRITERIOS, _criterios(("a", "d", None)), _criterios(("a", "d", 0.0)))
    assert [(d.antes, d.ahora) for d in comparada.primeras] == [("null", "0.0")]


def test_una_fila_de_mas_o_de_menos_se_dice_entera_y_el_tope_no_esconde_la_cuenta() -> None:
    antes = _criterios(*((f"c{i}", "d", 1.0) for i in range(9)))
    comparada = comparar(CRITERIOS, antes, antes.clear(), sin=_SIN, maximo=2)
    assert (comparada.filas_antes, comparada.filas_ahora, comparada.diferentes) == (9, 0, 9)
    assert len(comparada.primeras) == 2
    assert comparada.primeras[0].columna == "fila"
    assert '"puntaje": 1.0' in comparada.primeras[0].antes
    assert comparada.primeras[0].ahora == "fila ausente"


def test_lo_que_no_se_compara_no_entra_ni_en_la_clave() -> None:
    con, sin = (
        pl.DataFrame([{"evaluacion": e, "creada_en": AHORA}], schema=esquema_polars(EVALUACIONES))
        for e in ("una", "otra")
    )
    assert comparar(EVALUACIONES, con, sin, sin=_SIN).igual
    assert not comparar(EVALUACIONES, con, sin).igual


@pytest.mark.parametrize("tabla", TABLAS.values(), ids=lambda t: t.nombre)
def test_toda_tabla_tiene_forma_canonica(tabla: object) -> None:
    valores = {pl.String: "ñ", pl.Int64: 3, pl.Float64: 0.5, pl.Boolean: True}
    esquema = esquema_polars(tabla)  # type: ignore[arg-type]
    momento = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    fila = {n: valores.get(type(t), momento.date() if t == pl.Date else momento) for n, t in esquema.items()}
    fila = {n: v.replace(tzinfo=None) if esquema[n] == pl.Datetime("us") else v for n, v in fila.items()}
    marco = pl.DataFrame([fila], schema=esquema)
    assert canonico(tabla, marco).decode().count("\n") == 1  # type: ignore[arg-type]


def test_las_partes_se_ordenan_por_su_clave_completa() -> None:
    assert PARTES.clave == ("evaluacion", "cuenta", "criterio", "parte")
