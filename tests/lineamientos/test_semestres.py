"""El semestre: sus límites, su clave y cuál se evalúa (Lineamientos, art. 11)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineamientos.errores import SemestreInvalido
from lineamientos.semestres import Semestre, semestre_en_evaluacion

SEMESTRES = st.builds(Semestre, st.integers(2001, 2998), st.sampled_from([1, 2]))


def test_primero_y_segundo_de_2026() -> None:
    primero, segundo = Semestre.de_texto("2026-1"), Semestre.de_texto("2026-2")
    assert (primero.inicio, primero.fin, primero.dias) == (date(2026, 1, 1), date(2026, 6, 30), 181)
    assert (segundo.inicio, segundo.fin, segundo.dias) == (date(2026, 7, 1), date(2026, 12, 31), 184)
    assert (primero.anio_evaluacion, primero.mes_evaluacion) == (2026, 7)
    assert (segundo.anio_evaluacion, segundo.mes_evaluacion) == (2027, 1)
    assert segundo.meses == ((2026, 7), (2026, 8), (2026, 9), (2026, 10), (2026, 11), (2026, 12))
    assert primero.nombre == "primer semestre de 2026"
    assert segundo.nombre == "segundo semestre de 2026"
    assert primero.semanas == 181 / 7
    assert primero < segundo


def test_un_anio_bisiesto_tiene_un_dia_mas() -> None:
    assert Semestre(2028, 1).dias == 182


@pytest.mark.parametrize(
    ("fecha", "clave"),
    [
        (date(2026, 1, 1), "2025-2"),
        (date(2026, 6, 30), "2025-2"),
        (date(2026, 7, 1), "2026-1"),
        (date(2026, 12, 31), "2026-1"),
        (date(2027, 1, 15), "2026-2"),
    ],
)
def test_semestre_en_evaluacion(fecha: date, clave: str) -> None:
    assert semestre_en_evaluacion(fecha).clave == clave


@given(SEMESTRES)
def test_ida_y_vuelta(semestre: Semestre) -> None:
    assert Semestre.de_texto(semestre.clave) == semestre
    assert Semestre.de_fecha(semestre.inicio) == Semestre.de_fecha(semestre.fin) == semestre
    assert semestre.siguiente().anterior() == semestre
    assert semestre.fin + timedelta(days=1) == semestre.siguiente().inicio
    assert semestre.contiene(semestre.inicio)
    assert semestre.contiene(semestre.fin)
    assert not semestre.contiene(semestre.siguiente().inicio)
    assert semestre.anterior() < semestre < semestre.siguiente()
    evaluacion = date(semestre.anio_evaluacion, semestre.mes_evaluacion, 1)
    assert evaluacion == semestre.siguiente().inicio
    assert semestre_en_evaluacion(evaluacion) == semestre
    assert str(semestre) == semestre.clave


@pytest.mark.parametrize("texto", ["2026", "2026-3", "2026-0", "26-1", "2026/1", "", "1999-1", "٢٠٢٦-1"])
def test_claves_que_se_rehusan(texto: str) -> None:
    with pytest.raises(SemestreInvalido, match="Se esperaba"):
        Semestre.de_texto(texto)


def test_los_extremos_existen_enteros() -> None:
    assert Semestre(2999, 2).fin == date(2999, 12, 31)
    with pytest.raises(SemestreInvalido):
        Semestre(2999, 2).siguiente()


def test_un_instante_no_es_una_fecha() -> None:
    with pytest.raises(SemestreInvalido, match="instante"):
        Semestre.de_fecha(datetime(2026, 7, 1, 3, tzinfo=UTC))
