"""El motor: tramos, errores que no se callan y un contexto sin telemetría."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esquemas.calidad import motor
from esquemas.calidad.errores import MotorFallido
from esquemas.calidad.expectativas import Expectativa, entre, unica


def test_devuelve_las_posiciones_que_fallan() -> None:
    marco = pl.DataFrame({"valor": [3, -1, None, -2], "clave": ["a", "b", "a", "c"], "grupo": ["g"] * 4})
    no_negativo = entre("C201", "valor", "positivo", minimo=0)
    sin_repetir = unica("C203", ["grupo", "clave"], "única", campo="clave", muestra=["clave"])
    fallas = motor.ejecutar(marco, [no_negativo, sin_repetir], filas_por_tramo=10)
    assert [(f.expectativa.codigo, f.filas) for f in fallas] == [("C201", (1, 3)), ("C203", (0, 2))]


def test_un_error_de_great_expectations_no_se_calla() -> None:
    imposible = Expectativa(
        "C201", "ExpectColumnValuesToBeBetween", {"column": "ajena", "min_value": 0}, ("valor",), "", "", ()
    )
    with pytest.raises(MotorFallido, match="C201"):
        motor.ejecutar(pl.DataFrame({"valor": [1]}), [imposible], filas_por_tramo=10)


@given(
    tamanos=st.lists(st.integers(1, 6), max_size=12),
    maximo=st.integers(1, 10),
)
def test_los_tramos_cubren_todo_sin_partir_un_lote(tamanos: list[int], maximo: int) -> None:
    lotes = [f"lote_{n:02}" for n, tamano in enumerate(tamanos) for _ in range(tamano)]
    marco = pl.DataFrame({"lote": lotes}, schema={"lote": pl.String})
    partes = [lotes[inicio : inicio + largo] for inicio, largo in motor.tramos(marco, maximo, "lote")]
    assert [lote for parte in partes for lote in parte] == lotes
    for anterior, siguiente in pairwise(partes):
        assert not set(anterior) & set(siguiente)
    assert all(len(parte) <= maximo or len(set(parte)) == 1 for parte in partes)


def test_el_contexto_es_efimero_sin_telemetria_ni_barras() -> None:
    motor.ejecutar(pl.DataFrame({"valor": [1]}), [entre("C201", "valor", "", minimo=0)], filas_por_tramo=10)
    contexto = motor.contexto()
    assert contexto.mode == "ephemeral"
    assert contexto.config.analytics_enabled is False
    assert contexto.variables.progress_bars.globally is False
