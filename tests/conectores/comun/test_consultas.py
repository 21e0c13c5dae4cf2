"""La consulta da identidad a su lote: la misma, el mismo; otra, otro."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conectores.comun.consultas import Consulta

MOMENTOS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
TEXTOS = st.text(max_size=12)
CONSULTAS = st.builds(
    Consulta,
    red=st.sampled_from(["x", "facebook", "youtube"]),
    operacion=TEXTOS,
    cuentas=st.lists(TEXTOS, max_size=4).map(tuple),
    programada=MOMENTOS,
    objetos=st.lists(TEXTOS, max_size=4).map(tuple),
    desde=st.none() | MOMENTOS,
    hasta=st.none() | MOMENTOS,
    parametros=st.dictionaries(TEXTOS, TEXTOS, max_size=4),
)
UNA = Consulta("x", "publicaciones", ("a",), datetime(2026, 8, 10, 12, tzinfo=UTC), ("1",))


@given(CONSULTAS)
def test_de_json_es_la_inversa_de_en_json(consulta: Consulta) -> None:
    vuelta = Consulta.de_json(consulta.en_json())
    assert vuelta == consulta
    assert vuelta.lote == consulta.lote


@given(CONSULTAS)
def test_el_orden_de_los_parametros_no_cambia_el_lote(consulta: Consulta) -> None:
    al_reves = dict(reversed(consulta.parametros.items()))
    assert replace(consulta, parametros=al_reves).lote == consulta.lote


@given(CONSULTAS, CONSULTAS)
def test_consultas_distintas_son_lotes_distintos(una: Consulta, otra: Consulta) -> None:
    assert (una.lote == otra.lote) == (una == otra)


@pytest.mark.parametrize(
    "cambio",
    [
        {"operacion": "menciones"},
        {"cuentas": ("b",)},
        {"objetos": ("2",)},
        {"programada": UNA.programada + timedelta(days=1)},
        {"desde": UNA.programada},
        {"parametros": {"por": "ids"}},
    ],
)
def test_cada_parte_de_la_consulta_cuenta(cambio: dict[str, object]) -> None:
    assert replace(UNA, **cambio).lote != UNA.lote


def test_el_mismo_instante_dicho_en_otra_zona_es_el_mismo_lote() -> None:
    aqui = ZoneInfo("America/Mexico_City")
    otra = replace(UNA, programada=UNA.programada.astimezone(aqui), desde=UNA.programada.astimezone(aqui))
    assert otra.lote == replace(UNA, desde=UNA.programada).lote


def test_la_clase_nombra_la_red_y_la_operacion() -> None:
    assert UNA.clase == "x_publicaciones"
