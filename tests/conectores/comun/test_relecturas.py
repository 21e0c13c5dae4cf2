"""Cuándo se vuelve a leer una publicación: a sus edades y al cierre, y ninguna vez más."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conectores.comun.conocidas import PUBLICACIONES_CONOCIDAS
from conectores.comun.relecturas import por_releer
from conectores.comun.vista import CuentaApi, Ventanas, Vista
from lineamientos.semestres import Semestre

DIA = timedelta(days=1)
PUBLICADA = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
CIERRE = datetime(2026, 7, 1, 6, tzinfo=UTC)
"""Medianoche del 1 de julio en la Ciudad de México."""
CONOCIDA = tuple[str, str, datetime, datetime | None]
MOMENTOS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


def vista(programada: datetime, *conocidas: CONOCIDA, edades: tuple[int, ...] = (1, 7, 30)) -> Vista:
    return Vista(
        programada,
        (Semestre(2026, 1),),
        tuple(CuentaApi(c, "x", c, "1", False) for c in ("a", "b")),
        {},
        pl.DataFrame([(*c, None) for c in conocidas], schema=PUBLICACIONES_CONOCIDAS, orient="row"),
        ventanas=Ventanas(edades_dias=edades),
    )


def toca(programada: datetime, leida: datetime | None, publicada: datetime = PUBLICADA) -> bool:
    return por_releer(vista(programada, ("a", "1", publicada, leida))).height == 1


@pytest.mark.parametrize("umbral", [PUBLICADA + 1 * DIA, PUBLICADA + 7 * DIA, PUBLICADA + 30 * DIA, CIERRE])
def test_toca_al_cumplir_cada_edad_y_al_cierre_justo_en_ese_instante(umbral: datetime) -> None:
    un_rato = timedelta(seconds=1)
    assert toca(umbral, umbral - un_rato)
    assert not toca(umbral - un_rato, umbral - 2 * un_rato)
    assert not toca(umbral + un_rato, umbral)


def test_varias_edades_vencidas_son_una_sola_lectura() -> None:
    assert por_releer(vista(CIERRE, ("a", "1", PUBLICADA, PUBLICADA))).height == 1


def test_leida_despues_del_cierre_ya_no_toca_nunca() -> None:
    assert not toca(CIERRE + 900 * DIA, CIERRE + timedelta(seconds=1))


def test_el_semestre_de_la_publicacion_es_el_de_su_dia_en_la_ciudad_de_mexico() -> None:
    ultima_noche = datetime(2026, 7, 1, 5, 59, tzinfo=UTC)
    assert toca(CIERRE, CIERRE - timedelta(seconds=30), ultima_noche)
    assert not toca(CIERRE + timedelta(hours=1), CIERRE + timedelta(minutes=1), CIERRE)
    fin_de_anio = datetime(2027, 1, 1, 6, tzinfo=UTC)
    assert toca(fin_de_anio, fin_de_anio - timedelta(seconds=1), datetime(2026, 7, 2, tzinfo=UTC))


def test_la_que_nunca_se_ha_leido_toca() -> None:
    assert toca(PUBLICADA + timedelta(minutes=1), None)


def test_solo_de_las_cuentas_de_la_vista_y_en_orden_sin_repetir() -> None:
    vieja = PUBLICADA - DIA
    conocidas = (
        ("b", "3", vieja, vieja),
        ("ajena", "9", vieja, vieja),
        ("a", "2", PUBLICADA, PUBLICADA),
        ("a", "1", vieja, vieja),
        ("a", "1", vieja, vieja),
    )
    esperadas = [("a", "1"), ("a", "2"), ("b", "3")]
    for orden in (conocidas, conocidas[::-1]):
        assert por_releer(vista(CIERRE, *orden)).rows() == esperadas
    assert por_releer(vista(CIERRE)).columns == ["cuenta", "id_publicacion"]


def test_el_momento_programado_puede_venir_en_otra_zona() -> None:
    aqui = CIERRE.astimezone(ZoneInfo("America/Mexico_City"))
    assert toca(aqui, CIERRE - timedelta(seconds=1))


def test_sin_edades_queda_el_cierre() -> None:
    conocida = ("a", "1", PUBLICADA, PUBLICADA)
    assert por_releer(vista(CIERRE, conocida, edades=())).height == 1
    assert por_releer(vista(CIERRE - DIA, conocida, edades=())).height == 0


@given(MOMENTOS, st.lists(st.integers(0, 400), min_size=1, max_size=30, unique=True))
def test_una_publicacion_cuesta_a_lo_mas_una_relectura_por_umbral(
    publicada: datetime, dias: list[int]
) -> None:
    leida, relecturas = publicada, 0
    for dia in sorted(dias):
        ahora = publicada + dia * DIA + timedelta(hours=1)
        if toca(ahora, leida, publicada):
            leida, relecturas = ahora, relecturas + 1
    assert relecturas <= 4
    assert not toca(leida, leida, publicada)


@given(MOMENTOS, st.integers(0, 400 * 24), st.integers(0, 400 * 24))
def test_toca_exactamente_si_hay_un_umbral_entre_la_ultima_lectura_y_lo_programado(
    publicada: datetime, antes: int, despues: int
) -> None:
    leida = publicada + timedelta(hours=antes)
    programada = leida + timedelta(hours=despues)
    zona = ZoneInfo("America/Mexico_City")
    siguiente = Semestre.de_fecha(publicada.astimezone(zona).date()).siguiente().inicio
    cierre = datetime(siguiente.year, siguiente.month, siguiente.day, tzinfo=zona)
    umbrales = [publicada + e * DIA for e in (1, 7, 30)] + [cierre]
    assert toca(programada, leida, publicada) == any(leida < u <= programada for u in umbrales)
