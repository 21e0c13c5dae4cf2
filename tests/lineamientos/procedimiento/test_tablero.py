from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lineamientos.procedimiento.clases import ClaseDeEvento as V
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.tablero import CONTEOS, Llegada, Tablero, tablero
from lineamientos.procedimiento.transiciones import EstadoDeEntrega

CIERRE = date(2027, 1, 10)


def _evento(cuenta: str, clase: V, dia: date, vence: date | None = None, *observaciones: str) -> Evento:
    ocurrido = datetime(dia.year, dia.month, dia.day, 16, tzinfo=UTC)
    identidad = f"{cuenta} {clase} {dia}"
    return Evento(identidad, cuenta, clase, ocurrido, dia, "", vence, observaciones)


def _ene(dia: int) -> date:
    return date(2027, 1, dia)


def _requerida(cuenta: str) -> Evento:
    return _evento(cuenta, V.REQUERIDO, date(2026, 12, 24), CIERRE)


HISTORIAS = {
    "sin_requerir": [],
    "callada": [_requerida("callada")],
    "puntual": [_requerida("puntual"), _evento("puntual", V.RECIBIDO, _ene(5))],
    "tardia": [_requerida("tardia"), _evento("tardia", V.RECIBIDO, _ene(12))],
    "observada": [
        _requerida("observada"),
        _evento("observada", V.RECIBIDO, _ene(4)),
        _evento("observada", V.OBSERVADO, _ene(11), _ene(13), "o1", "o2"),
    ],
    "subsanada": [
        _requerida("subsanada"),
        _evento("subsanada", V.RECIBIDO, _ene(4)),
        _evento("subsanada", V.OBSERVADO, _ene(8), _ene(10), "o1"),
        _evento("subsanada", V.SUBSANADO, _ene(9), None, "o1"),
        _evento("subsanada", V.EVALUADO, _ene(12)),
        _evento("subsanada", V.RESUELTO, _ene(12)),
    ],
    "aclaro_antes": [
        _requerida("aclaro_antes"),
        _evento("aclaro_antes", V.RECIBIDO, _ene(4)),
        _evento("aclaro_antes", V.ACLARADO, _ene(6), None, "o1"),
        _evento("aclaro_antes", V.OBSERVADO, _ene(8), _ene(13), "o2"),
        _evento("aclaro_antes", V.SUBSANADO, _ene(8), None, "o9"),
    ],
    "aclaro_y_ya": [
        _requerida("aclaro_y_ya"),
        _evento("aclaro_y_ya", V.RECIBIDO, _ene(4)),
        _evento("aclaro_y_ya", V.ACLARADO, _ene(6), None, "o1"),
    ],
    "escalada": [
        _requerida("escalada"),
        _evento("escalada", V.REQUERIDO_POR_SILENCIO, _ene(11), _ene(13)),
        _evento("escalada", V.AVISADO_AL_TITULAR, _ene(14), _ene(16)),
    ],
    "persistente": [
        _requerida("persistente"),
        _evento("persistente", V.REQUERIDO_POR_SILENCIO, _ene(11), _ene(12)),
        _evento("persistente", V.AVISADO_AL_TITULAR, _ene(13), _ene(13)),
        _evento("persistente", V.PERSISTENTE, _ene(14)),
    ],
}
RECEPCIONES = [
    ("puntual", True), ("puntual", False), ("tardia", False), ("observada", True), ("subsanada", None),
]  # fmt: skip


def _tablero(hoy: date, hasta: date) -> Tablero:
    return tablero(
        list(HISTORIAS),
        [e for historia in HISTORIAS.values() for e in historia],
        RECEPCIONES,
        ["borrador", "notificada", "notificada"],
        hoy=hoy,
        hasta=hasta,
        del_semestre=[(_ene(20), "evaluar (art. 13)"), (_ene(1), "ya pasó")],
    )


def test_los_conteos_son_los_de_las_historias() -> None:
    conteos = _tablero(_ene(12), _ene(16)).conteos
    assert {c: n for c, n in conteos.items() if n} == {
        "cuentas": 10,
        "por_requerir": 1,
        "por_entregar": 3,
        "en_tiempo": 2,
        "tarde": 1,
        "sin_plazo": 3,
        "observadas": 2,
        "subsanadas": 1,
        "escaladas": 1,
        "persistentes": 1,
        "evaluadas": 1,
        "informadas": 1,
        "resueltas": 1,
    }
    assert set(conteos) == {clave for clave, *_ in CONTEOS}


def test_cada_cuenta_llega_de_un_solo_modo_o_no_ha_llegado() -> None:
    conteos = _tablero(_ene(12), _ene(16)).conteos
    modos = ("por_requerir", "por_entregar", "en_tiempo", "tarde", "sin_plazo")
    assert sum(conteos[m] for m in modos) == conteos["cuentas"]


def test_vale_lo_primero_que_llego() -> None:
    renglones = {r.cuenta: r for r in _tablero(_ene(12), _ene(16)).renglones}
    assert renglones["puntual"].llegada is Llegada.EN_TIEMPO
    assert renglones["observada"].abiertas == 2
    assert renglones["persistente"].entrega is EstadoDeEntrega.PERSISTENTE
    assert renglones["persistente"].vence is None


def test_vence_lo_que_corre_lo_vencido_primero_y_lo_del_semestre_si_no_paso() -> None:
    vistos = [(v.fecha.day, v.que, v.cuentas, v.vencido) for v in _tablero(_ene(12), _ene(20)).vencimientos]
    assert vistos == [
        (10, "entregar la estadística (art. 11)", ("callada",), True),
        (13, "subsanar observaciones (art. 14)", ("observada", "aclaro_antes"), False),
        (16, "atender lo que se avisó al titular (art. 15)", ("escalada",), False),
        (20, "evaluar (art. 13)", (), False),
    ]
    assert [v.fecha.day for v in _tablero(_ene(12), _ene(13)).vencimientos] == [10, 13]


@pytest.mark.parametrize(("atendido", "vence"), [(None, [20]), (_ene(15), [])])
def test_un_requerimiento_especial_vence_mientras_no_se_atiende(
    atendido: date | None, vence: list[int]
) -> None:
    historia = [_evento("a", V.REQUERIDO_ESPECIAL, _ene(12), _ene(20))]
    historia += [_evento("a", V.ATENDIDO_ESPECIAL, atendido)] if atendido else []
    # Entregar lo que pidió uno no atiende a otro, aunque se le notificara después.
    historia += [replace(_evento("a", V.REQUERIDO_ESPECIAL, _ene(13), _ene(25)), documento="otro")]
    visto = tablero(["a"], historia, [], [], hoy=_ene(15), hasta=_ene(31))
    assert [v.fecha.day for v in visto.vencimientos] == [*vence, 25]


def test_sin_hechos_ni_comunicaciones_no_ha_empezado() -> None:
    assert not tablero(["a"], [], [], [], hoy=_ene(1), hasta=_ene(2)).empezado
    assert tablero(["a"], [], [], ["borrador"], hoy=_ene(1), hasta=_ene(2)).empezado
    assert _tablero(_ene(12), _ene(16)).empezado
