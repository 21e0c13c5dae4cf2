"""Toda respuesta se clasifica, por rara que sea, y lo que se dice de ella cabe en una oración."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conectores.comun.errores import ErrorDeApi, Transitorio
from conectores.comun.llamadas import Cruda
from conectores.x.clasificacion import clasificar, limite

AHORA = datetime(2026, 8, 10, 12, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda h: (
        st.lists(h, max_size=3)
        | st.dictionaries(
            st.sampled_from(["errors", "detail", "title", "type", "message", "otro"]), h, max_size=4
        )
    ),
    max_leaves=10,
)
CUERPOS = st.binary(max_size=60) | JSON.map(lambda j: json.dumps(j).encode())
ENCABEZADOS = st.dictionaries(
    st.sampled_from(["x-rate-limit-remaining", "x-rate-limit-reset"]),
    st.text(max_size=12) | st.integers(0, 10**12).map(str),
)
ESTADOS = st.integers(200, 599)


@given(ESTADOS, ENCABEZADOS, CUERPOS)
def test_solo_el_200_es_bueno_y_nada_se_queda_sin_clasificar(
    estado: int, encabezados: dict[str, str], cuerpo: bytes
) -> None:
    cruda = Cruda(estado, encabezados, cuerpo)
    error = clasificar(cruda, AHORA)
    assert (error is None) == (estado == 200)
    if error is not None:
        assert isinstance(error, ErrorDeApi)
        assert len(error.mensaje) < 400
        assert error.mensaje.endswith(".")
        assert error.mensaje.isprintable()
        assert str(estado) in error.mensaje
    if isinstance(error, Transitorio) and error.espera is not None:
        assert error.espera > 0
    limite(cruda)


@pytest.mark.parametrize(("reset", "espera"), [(30, 30.0), (0, None), (-40, None), (None, None)])
def test_el_429_espera_a_que_se_abra_la_ventana_si_dice_cuando_y_no_ha_pasado(
    reset: int | None, espera: float | None
) -> None:
    encabezados = {} if reset is None else {"x-rate-limit-reset": str(int(AHORA.timestamp()) + reset)}
    error = clasificar(Cruda(429, encabezados, b""), AHORA)
    assert isinstance(error, Transitorio)
    assert error.espera == espera


@pytest.mark.parametrize(
    "encabezados",
    [{}, {"x-rate-limit-remaining": "5"}, {"x-rate-limit-reset": "17"}, {"x-rate-limit-remaining": "-1"}],
)
def test_sin_los_dos_encabezados_no_hay_limite(encabezados: dict[str, str]) -> None:
    assert limite(Cruda(200, encabezados, b"")) is None
