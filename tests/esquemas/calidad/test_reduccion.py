from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esquemas.calidad import motor
from esquemas.calidad.expectativas import Expectativa, en_lista, entre, iguales, no_menor, presente, unica
from esquemas.calidad.reduccion import filas_suficientes

EXPECTATIVAS = [
    entre("E1", "entero", "", minimo=0, maximo=5),
    entre("E2", "decimal", "", maximo=1.5),
    entre("E3", "momento", "", minimo=date(2026, 1, 1), maximo=date(2026, 6, 30)),
    en_lista("E4", "clase", "", ["a", "b"]),
    presente("E5", "clase", "", muestra=("clase",)),
    presente("E6", "decimal", "", muestra=("decimal",)),
    unica("E7", ["entero", "clase"], "", campo="entero", muestra=("entero",)),
    no_menor("E8", "otro", "entero", "", campo="otro"),
    iguales("E9", "otro", "entero", "", campo="otro"),
]
FILA = st.fixed_dictionaries(
    {
        "entero": st.none() | st.integers(-1, 7),
        "otro": st.none() | st.integers(-1, 7),
        "decimal": st.none() | st.sampled_from([float("nan"), float("-inf"), 0.0, 1.5, 2.0]),
        "momento": st.none()
        | st.sampled_from([datetime(2025, 12, 31), datetime(2026, 3, 1), datetime(2027, 1, 1)]),
        "clase": st.none() | st.sampled_from(["a", "b", "c"]),
    }
)
ESQUEMA = {
    "entero": pl.Int64,
    "otro": pl.Int64,
    "decimal": pl.Float64,
    "momento": pl.Datetime("us"),
    "clase": pl.String,
}


@settings(max_examples=20, deadline=None)
@given(st.lists(FILA, min_size=1, max_size=8))
def test_en_las_filas_suficientes_falla_lo_que_falla_en_todas(filas: list[dict[str, object]]) -> None:
    marco = pl.DataFrame(filas, schema=ESQUEMA)
    pocas = marco[filas_suficientes(marco, EXPECTATIVAS)]
    assert _codigos(pocas) == _codigos(marco)


def test_reducir_no_cambia_ninguna_falla(monkeypatch: pytest.MonkeyPatch) -> None:
    marco = pl.DataFrame(
        {
            "entero": [0, 1, 2, 9, 9] * 10,
            "otro": [0, 1, 1, 9, None] * 10,
            "decimal": [0.0, None, 3.0, 1.0, 1.0] * 10,
            "momento": [datetime(2026, 1, 1), datetime(2026, 12, 1), None, None, None] * 10,
            "clase": ["a", "b", "z", None, "a"] * 10,
        },
        schema=ESQUEMA,
    )
    entero = motor.ejecutar(marco, EXPECTATIVAS, filas_por_tramo=20)
    monkeypatch.setattr(motor, "_FILAS_PARA_REDUCIR", 1)
    assert motor.ejecutar(marco, EXPECTATIVAS, filas_por_tramo=20) == entero
    assert {f.expectativa.codigo for f in entero} == {f"E{n}" for n in range(1, 10)}


def test_si_todo_cumple_solo_se_juzgan_pocas_filas(monkeypatch: pytest.MonkeyPatch) -> None:
    vistas: list[int] = []
    original = motor._evaluar

    def contar(tramo: pl.DataFrame, expectativas: list[Expectativa]) -> object:
        vistas.append(tramo.height)
        return original(tramo, expectativas)

    monkeypatch.setattr(motor, "_evaluar", contar)
    marco = pl.DataFrame({"entero": [n % 6 for n in range(5_000)]})
    assert motor.ejecutar(marco, EXPECTATIVAS[:1], filas_por_tramo=1_000) == []
    assert vistas == [2]


def test_un_marco_grande_sin_nada_que_juzgar_no_falla() -> None:
    marco = pl.DataFrame({c: [None] * 2_000 for c in ESQUEMA}, schema=ESQUEMA)
    sin_exigir = [e for e in EXPECTATIVAS if e.codigo not in ("E5", "E6")]
    assert motor.ejecutar(marco, sin_exigir, filas_por_tramo=1_000) == []


def _codigos(marco: pl.DataFrame) -> list[str]:
    return [f.expectativa.codigo for f in motor.ejecutar(marco, EXPECTATIVAS, filas_por_tramo=marco.height)]
