"""Los casos de ``casos/semestre.toml``, y que el estado solo depende de los hechos."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.debido import cartas_debidas
from lineamientos.procedimiento.expediente import Expediente, expediente_de
from lineamientos.procedimiento.hechos import hechos_debidos
from lineamientos.procedimiento.transiciones import TRANSICIONES, EstadoDeEntrega
from tests.lineamientos.apoyo_lineamientos import leer
from tests.lineamientos.procedimiento.jugada import AQUI, Jugada, jugar

CASOS = leer(AQUI / "casos" / "semestre.toml")["caso"]


@pytest.mark.parametrize("caso", CASOS, ids=lambda c: c["nombre"])
def test_el_semestre_de_una_cuenta(caso: dict[str, Any]) -> None:
    jugada = jugar(caso)
    assert jugada.renglones == caso["esperado"]
    assert jugada.situacion.expediente.entrega == caso["estado"]


@pytest.mark.parametrize("caso", CASOS, ids=lambda c: c["nombre"])
def test_el_estado_no_depende_del_orden_en_que_se_den_los_hechos(caso: dict[str, Any]) -> None:
    expediente = jugar(caso).situacion.expediente
    hechos = list(expediente.hechos)
    random.Random(7).shuffle(hechos)  # noqa: S311
    assert expediente_de("c", hechos) == expediente


@pytest.mark.parametrize("caso", CASOS, ids=lambda c: c["nombre"])
def test_mirar_otra_vez_no_debe_nada_nuevo(caso: dict[str, Any]) -> None:
    jugada = jugar(caso)
    assert jugada.ultimo is not None
    marco = jugada.marco(jugada.ultimo)
    assert hechos_debidos(jugada.situacion, marco) == ()
    claves = {(str(c.clase), c.ciclo) for c in cartas_debidas(jugada.situacion, marco)}
    assert claves <= jugada.escritas


def test_sin_prueba_de_que_se_requirio_no_hay_incumplimiento() -> None:
    """Una comunicación escrita y no notificada no deja hecho: nada corre (art. 11)."""
    jugada = jugar({"semestre": "2026-1", "nada_se_notifica": True})
    assert [r[1] for r in jugada.renglones] == ["requerimiento"]
    assert jugada.situacion.expediente.entrega is EstadoDeEntrega.SIN_REQUERIR


def test_todos_los_estados_se_alcanzan() -> None:
    alcanzados = {t.hacia for t in TRANSICIONES} | {Expediente("c").entrega}
    assert alcanzados == set(EstadoDeEntrega)
    assert len({(d, t.evento) for t in TRANSICIONES for d in t.desde}) == sum(
        len(t.desde) for t in TRANSICIONES
    )


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 23), st.sets(st.sampled_from("abc")), st.booleans()),
        max_size=5,
    ),
    st.sets(st.integers(0, 65), max_size=30),
)
def test_pase_lo_que_pase_nada_se_escribe_dos_veces_ni_se_persiste_sin_avisar(
    entregas: list[tuple[int, int, set[str], bool]], faltas: set[int]
) -> None:
    jugada = _al_azar(entregas, faltas)
    cartas = [tuple(map(str, r[:2])) for r in jugada.renglones]
    assert len(cartas) == len(set(cartas))
    hechos = jugada.situacion.expediente.hechos
    clases = [h.clase for h in hechos]
    if ClaseDeEvento.PERSISTENTE in clases:
        assert clases.index(ClaseDeEvento.AVISADO_AL_TITULAR) < clases.index(ClaseDeEvento.PERSISTENTE)
        previos = clases[: clases.index(ClaseDeEvento.AVISADO_AL_TITULAR)]
        assert {ClaseDeEvento.NO_SUBSANADO, ClaseDeEvento.REQUERIDO_POR_SILENCIO} & set(previos)


def _al_azar(entregas: list[tuple[int, int, set[str], bool]], faltas: set[int]) -> Jugada:
    return jugar(
        {
            "semestre": "2026-1",
            "entregas": [
                {
                    "momento": _momento(dia, hora),
                    "observaciones": sorted(observaciones) if abre else [],
                    "subsana": [] if abre else sorted(observaciones),
                }
                for dia, hora, observaciones, abre in entregas
            ],
            "sin_vigilancia": [_momento(d, 0).date() for d in faltas],
        }
    )


def _momento(dia: int, hora: int) -> Any:
    return datetime(2026, 6, 15, hora) + timedelta(days=dia)
