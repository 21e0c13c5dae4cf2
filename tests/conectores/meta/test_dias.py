"""El día de una cifra es el del Pacífico, también cuando cambia el horario."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conectores.meta.dias import (
    dia_de,
    dia_del_pacifico,
    medianoche,
    quincenas,
    trozos,
    ultimo_completo,
)

_FECHAS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("end_time", "dia"),
    [
        ("2026-07-02T07:00:00+0000", date(2026, 7, 1)),
        ("2026-12-02T08:00:00+0000", date(2026, 12, 1)),
        ("2026-11-02T08:00:00+0000", date(2026, 11, 1)),
        ("2026-03-09T07:00:00+0000", date(2026, 3, 8)),
    ],
)
def test_el_dia_es_la_fecha_de_los_angeles_menos_uno(end_time: str, dia: date) -> None:
    assert dia_de(end_time) == dia
    assert medianoche(dia + timedelta(days=1)) == datetime.fromisoformat(end_time)


def test_una_hora_sin_zona_no_se_adivina() -> None:
    with pytest.raises(ValueError, match="zona"):
        dia_de("2026-07-02T07:00:00")


def test_el_ultimo_dia_completo_es_el_anterior_al_que_corre_en_el_pacifico() -> None:
    assert ultimo_completo(datetime(2026, 11, 23, 7, 59, tzinfo=UTC)) == date(2026, 11, 21)
    assert ultimo_completo(datetime(2026, 11, 23, 8, 0, tzinfo=UTC)) == date(2026, 11, 22)


@given(_FECHAS)
def test_la_medianoche_es_del_dia(dia: date) -> None:
    assert dia_del_pacifico(medianoche(dia)) == dia
    assert dia_del_pacifico(medianoche(dia) - timedelta(seconds=1)) == dia - timedelta(days=1)


@given(_FECHAS, st.integers(0, 400), st.integers(1, 90))
def test_los_trozos_cubren_el_periodo_sin_encimarse(desde: date, dias: int, tope: int) -> None:
    hasta = desde + timedelta(days=dias)
    partes = list(trozos(desde, hasta, tope))
    cubiertos = [a + timedelta(days=i) for a, b in partes for i in range((b - a).days + 1)]
    assert cubiertos == [desde + timedelta(days=i) for i in range(dias + 1)]
    assert all((b - a).days < tope for a, b in partes)


def test_las_quincenas_son_fijas_y_enteras() -> None:
    assert list(quincenas(date(2026, 1, 31), date(2026, 3, 15))) == [
        (date(2026, 2, 1), date(2026, 2, 15)),
        (date(2026, 2, 16), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 15)),
    ]
    assert list(quincenas(date(2026, 2, 2), date(2026, 2, 27))) == []


@given(_FECHAS, st.integers(0, 400))
def test_ninguna_quincena_pasa_de_30_dias_ni_se_sale(desde: date, dias: int) -> None:
    hasta = desde + timedelta(days=dias)
    partes = list(quincenas(desde, hasta))
    assert all(desde <= a <= b <= hasta and (b - a).days < 30 for a, b in partes)
    assert all(b + timedelta(days=1) == a for (_, b), (a, _) in pairwise(partes))
