from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conectores.simulador.meta_dias import PACIFICO, dias_entre, en_texto, fin_del_dia, leer_momento
from conectores.simulador.meta_errores import ErrorMeta


@pytest.mark.parametrize(
    ("dia", "fin"),
    [
        (date(2026, 7, 1), "2026-07-02T07:00:00+0000"),
        (date(2026, 1, 15), "2026-01-16T08:00:00+0000"),
        # El 8 de marzo de 2026 se adelanta el reloj y el 1 de noviembre se atrasa.
        (date(2026, 3, 7), "2026-03-08T08:00:00+0000"),
        (date(2026, 3, 8), "2026-03-09T07:00:00+0000"),
        (date(2026, 10, 31), "2026-11-01T07:00:00+0000"),
        (date(2026, 11, 1), "2026-11-02T08:00:00+0000"),
    ],
)
def test_un_dia_termina_a_la_medianoche_del_pacifico(dia, fin):
    assert en_texto(fin_del_dia(dia)) == fin


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(1, 90))
def test_los_dias_entre_dos_medianoches_son_los_que_caben_sin_huecos(primero, cuantos):
    desde = fin_del_dia(primero - timedelta(days=1))
    hasta = fin_del_dia(primero + timedelta(days=cuantos - 1))
    assert dias_entre(desde, hasta) == [primero + timedelta(days=i) for i in range(cuantos)]


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_el_dia_es_la_fecha_del_pacifico_de_su_final_menos_uno(dia):
    assert fin_del_dia(dia).astimezone(PACIFICO).date() - timedelta(days=1) == dia


def test_una_fecha_empieza_a_medianoche_del_pacifico_y_un_numero_es_un_instante():
    assert leer_momento("2026-07-01", "since") == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert leer_momento("1751353200", "since") == datetime(2025, 7, 1, 7, tzinfo=UTC)
    with pytest.raises(ErrorMeta):
        leer_momento("ayer", "since")
