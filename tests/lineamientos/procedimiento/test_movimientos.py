import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.movimientos import (
    ClaseDeMovimiento,
    Fila,
    Movimiento,
    aplicar,
    hechos,
    movimientos,
)

HOY = date(2026, 11, 30)
PADRONES = st.dictionaries(
    st.sampled_from("abc"),
    st.dictionaries(st.sampled_from(["administrador", "titular", "usuario"]), st.sampled_from("xyz")),
)


def _uno(antes: Fila | None, ahora: Fila | None) -> Movimiento:
    (m,) = movimientos(
        {"a": antes} if antes is not None else {}, {"a": ahora} if ahora is not None else {}, HOY
    )
    return m


def _hechos(antes: Fila | None, ahora: Fila | None) -> list[tuple[ClaseDeEvento, date]]:
    return [(h.clase, h.fecha) for h in hechos(_uno(antes, ahora))]


@settings(deadline=None)
@given(st.lists(PADRONES, min_size=1, max_size=4))
def test_aplicar_los_movimientos_da_el_padron_que_se_vio(vistos: list[dict[str, dict[str, str]]]) -> None:
    estado: dict[str, Fila] = {}
    for n, padron in enumerate(vistos):
        estado = aplicar(estado, movimientos(estado, padron, HOY, primera=n == 0))
        assert estado == padron
        assert movimientos(estado, padron, HOY) == ()


def test_la_primera_vez_es_punto_de_partida_y_no_un_alta() -> None:
    (m,) = movimientos({}, {"a": {"usuario": "u"}}, HOY, primera=True)
    assert (m.clase, m.rige_desde) == (ClaseDeMovimiento.PARTIDA, HOY)
    assert hechos(m) == ()


def test_un_alta_rige_desde_su_vigencia_o_desde_que_se_vio() -> None:
    assert _hechos(None, {"usuario": "u"}) == [(ClaseDeEvento.ALTA, HOY)]
    assert _hechos(None, {"vigente_desde": "2026-10-01"}) == [(ClaseDeEvento.ALTA, date(2026, 10, 1))]
    assert _hechos(None, {"vigente_hasta": "2026-12-15"}) == [
        (ClaseDeEvento.ALTA, HOY),
        (ClaseDeEvento.BAJA, date(2026, 12, 15)),
    ]


def test_una_baja_es_su_ultimo_dia_y_se_cuenta_una_vez() -> None:
    assert _hechos({"usuario": "u"}, None) == [(ClaseDeEvento.BAJA, HOY)]
    con_fin = {"usuario": "u", "vigente_hasta": "2026-12-15"}
    assert _hechos({"usuario": "u"}, con_fin) == [(ClaseDeEvento.BAJA, date(2026, 12, 15))]
    assert _hechos(con_fin, None) == []
    assert _hechos(con_fin, {"usuario": "u"}) == [(ClaseDeEvento.ALTA, HOY)]


def test_hay_relevo_si_cambia_la_persona() -> None:
    for campo in ("administrador", "titular"):
        assert _hechos({campo: "José Pérez"}, {campo: "Ana Ruiz"}) == [(ClaseDeEvento.RELEVO, HOY)]
        assert _hechos({campo: "Jose  perez"}, {campo: "José Pérez"}) == []
        assert _hechos({campo: "Ana"}, {}) == []
    assert _hechos({}, {"administrador": "Ana"}) == [(ClaseDeEvento.RELEVO, HOY)]
    assert _hechos({"correo_administrador": "a@ine.mx"}, {"correo_administrador": "b@ine.mx"}) == []


def test_un_cambio_dice_que_decia_y_que_dice() -> None:
    m = _uno({"usuario": "u"}, {"usuario": "v"})
    assert (m.clase, m.campo, m.antes, m.ahora) == (ClaseDeMovimiento.CAMBIO, "usuario", "u", "v")
    assert json.loads(_uno({"usuario": "u"}, None).antes or "") == {"usuario": "u"}


def test_los_hechos_no_llevan_nombres() -> None:
    for h in hechos(_uno({"administrador": "José Pérez"}, {"administrador": "Ana Ruiz"})):
        assert "José" not in h.detalle and "Ana" not in h.detalle
