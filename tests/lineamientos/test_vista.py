"""La vista que no está en los casos: parámetros mal escritos y actos sin fecha posible."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineamientos.calificacion.dictamen import Clase
from lineamientos.errores import ParametroInvalido
from lineamientos.vista import (
    ReglaDeVista,
    Situacion,
    Vista,
    objecion_por_vista,
    objeciones_de_respuesta,
    objeciones_de_vista,
    situacion,
)
from tests.lineamientos.apoyo_lineamientos import parametros

HOY = date(2026, 2, 20)
_DIAS = st.integers(-30, 30).map(lambda n: HOY + timedelta(days=n))


@pytest.mark.parametrize("cambio", [{"plazos__vista__clases": ["Malo"]}, {"plazos__vista__termino": "nunca"}])
def test_una_regla_que_no_se_conoce_se_rehusa(cambio: dict[str, object]) -> None:
    with pytest.raises(ParametroInvalido, match="plazos.vista"):
        ReglaDeVista.de_parametros(parametros("2025-2", **cambio))


def test_los_actos_sin_fecha_posible_se_dicen() -> None:
    desde = date(2026, 1, 15)
    assert not objeciones_de_vista(desde, desde, HOY)
    assert "2026-01-14" in str(objeciones_de_vista(date(2026, 1, 14), desde, HOY)[0])
    assert "2026-02-21" in str(objeciones_de_vista(date(2026, 2, 21), desde, HOY)[0])
    vista = Vista(date(2026, 1, 29), date(2026, 2, 4))
    assert not objeciones_de_respuesta(vista, date(2026, 2, 6), HOY)
    assert "2026-01-28" in str(objeciones_de_respuesta(vista, date(2026, 1, 28), HOY)[0])
    assert "ninguna vista" in str(objeciones_de_respuesta(None, HOY, HOY)[0])


@settings(deadline=None, max_examples=150)
@given(
    _DIAS,
    st.integers(0, 10),
    st.none() | st.integers(0, 20),
    _DIAS,
    st.booleans(),
    st.sampled_from(list(Clase)),
)
def test_solo_se_resuelve_despues_de_oir_o_de_vencer(
    notificada: date, plazo: int, respuesta: int | None, fecha: date, espera: bool, clase: Clase
) -> None:
    vence = notificada + timedelta(days=plazo)
    respondida = None if respuesta is None else notificada + timedelta(days=respuesta)
    vista = Vista(notificada, vence, respondida)
    regla = ReglaDeVista(frozenset({Clase.NO_PERTINENTE}), espera)
    objecion = objecion_por_vista(clase, vista, fecha, regla)
    oida = respondida is not None and notificada <= respondida <= fecha
    libre = fecha > vence or (oida and not espera)
    assert (objecion is None) == (clase is not Clase.NO_PERTINENTE or (libre and fecha >= notificada))
    if situacion(vista, fecha) is Situacion.SIN_VISTA:
        assert fecha < notificada
