"""Los casos de ``casos/semestre.toml``, y que el estado solo depende de los hechos."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineamientos.procedimiento.clases import ClaseDeComunicacion, ClaseDeEvento
from lineamientos.procedimiento.debido import cartas_debidas, sin_efecto_tras_el_informe
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente, expediente_de
from lineamientos.procedimiento.hechos import aplicar, hechos_debidos, sin_sustento
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.situacion import Situacion
from lineamientos.procedimiento.transiciones import TRANSICIONES, EstadoDeEntrega
from tests.lineamientos.apoyo_lineamientos import leer
from tests.lineamientos.procedimiento.jugada import AQUI, ZONA, Jugada, jugar

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


def test_al_titular_se_le_avisa_solo_de_lo_vencido() -> None:
    """De cada aviso, sus observaciones: ni la que sigue en plazo ni la que ya se avisó (arts. 14 y 15)."""
    jugada = jugar(_caso("con el titular ya avisado"))
    avisos = [h for h in jugada.situacion.expediente.hechos if h.clase is ClaseDeEvento.AVISADO_AL_TITULAR]
    assert [h.observaciones for h in avisos] == [("o1",), ("o2",)]
    assert jugada.situacion.expediente.persistio


def test_lo_que_solo_cierra_una_evaluacion_espera_a_que_se_evalue() -> None:
    """Quien entregó en plazo no incumple porque falte evaluar; evaluado y sin subsanar, sí (art. 14)."""
    observada = jugar(_caso("observada y no subsanada, enero de 2026") | {"hasta": date(2026, 1, 22)})
    marco = observada.marco(datetime(2026, 1, 26, 9, 5, tzinfo=ZONA))
    en_plazo, tarde = date(2026, 1, 23), date(2026, 1, 24)
    for de_cifras, sin_evaluar, vence in (
        ({"o1"}, en_plazo, False),
        ({"o1"}, tarde, True),
        ({"o1"}, None, True),
        (set(), en_plazo, True),
    ):
        situacion = replace(observada.situacion, de_cifras=frozenset(de_cifras), sin_evaluar=sin_evaluar)
        assert bool(hechos_debidos(situacion, marco)) is vence, (de_cifras, sin_evaluar)
        assert situacion.por_evaluar is not vence


def test_un_correo_por_resolver_detiene_lo_que_vence_y_presentado_el_informe_ya_no_se_avisa() -> None:
    """Puede traer a tiempo lo que falta; y el Comité conoce lo que persiste por el informe (art. 15)."""
    for nombre, corte in (
        ("observada y no subsanada, enero de 2026", date(2026, 1, 22)),
        ("silencio", date(2026, 1, 20)),
    ):
        caso = next(c for c in CASOS if nombre in c["nombre"] and c["semestre"] == "2025-2")
        jugada = jugar(caso | {"hasta": corte})
        momento = datetime(2026, 1, 26, 9, 5, tzinfo=ZONA)
        marco = jugada.marco(momento)
        assert _debido(jugada.situacion, marco), nombre
        assert not _debido(replace(jugada.situacion, por_decidir=True), marco), nombre
        informado = Evento("i", "c", ClaseDeEvento.INFORMADO, momento, momento.date(), "oficio")
        jugada.consta(informado)
        presentado = replace(
            jugada.situacion,
            expediente=aplicar(jugada.situacion.expediente, hechos_debidos(jugada.situacion, marco)),
        )
        assert not cartas_debidas(replace(presentado, sin_acuse=()), marco), nombre
        assert "informe ya se presentó" in sin_efecto_tras_el_informe(presentado.expediente, marco.hoy)


def _debido(situacion: Situacion, marco: Marco) -> bool:
    """Si algo venció o debe avisarse, acuses aparte."""
    return bool(hechos_debidos(situacion, marco) or cartas_debidas(replace(situacion, sin_acuse=()), marco))


def test_lo_entregado_tarde_se_observa_aunque_las_demas_ya_se_hayan_evaluado() -> None:
    """El plazo del art. 13 corre de cada entrega desde que se recibe."""
    jugada = jugar({"semestre": "2026-1", "desde": date(2026, 7, 24), "hasta": date(2026, 7, 29)})
    cierre = datetime(2026, 7, 29, 10, tzinfo=ZONA)
    jugada.consta(Evento("e", "c", ClaseDeEvento.EVALUADO, cierre, cierre.date(), "v1"))
    jugada.recibir({"momento": datetime(2026, 8, 5, 11), "observaciones": ["o1"]})
    clases = {
        dia: {c.clase for c in cartas_debidas(jugada.situacion, jugada.marco(_momento_habil(dia)))}
        for dia in (10, 20)
    }
    assert ClaseDeComunicacion.OBSERVACIONES in clases[10]
    assert ClaseDeComunicacion.OBSERVACIONES not in clases[20]


def _momento_habil(dia: int) -> datetime:
    return datetime(2026, 8, dia, 9, 5, tzinfo=ZONA)


def _caso(nombre: str) -> dict[str, Any]:
    return next(c for c in CASOS if nombre in c["nombre"])


def test_todos_los_estados_se_alcanzan() -> None:
    alcanzados = {t.hacia for t in TRANSICIONES} | {Expediente("c").entrega}
    assert alcanzados == set(EstadoDeEntrega)
    assert len({(d, t.evento, t.si) for t in TRANSICIONES for d in t.desde}) == sum(
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
    # Dos entregas del mismo día pueden subsanar cada una lo suyo.
    cartas = [tuple(map(str, r[:2])) for r in jugada.renglones if r[1] != "subsanado"]
    assert len(cartas) == len(set(cartas))
    hechos = jugada.situacion.expediente.hechos
    clases = [h.clase for h in hechos]
    if ClaseDeEvento.PERSISTENTE in clases:
        assert clases.index(ClaseDeEvento.AVISADO_AL_TITULAR) < clases.index(ClaseDeEvento.PERSISTENTE)
        previos = clases[: clases.index(ClaseDeEvento.AVISADO_AL_TITULAR)]
        assert {ClaseDeEvento.NO_SUBSANADO, ClaseDeEvento.REQUERIDO_POR_SILENCIO} & set(previos)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(14, 40), st.integers(0, 23), st.sets(st.sampled_from("abc")), st.booleans()),
        max_size=5,
    ),
    st.sets(st.integers(14, 60), max_size=30),
)
def test_nadie_queda_vencido_sin_que_corra_un_plazo_se_le_deba_una_carta_o_lo_conozca_el_comite(
    entregas: list[tuple[int, int, set[str], bool]], faltas: set[int]
) -> None:
    jugada = _al_azar(entregas, faltas)
    expediente = jugada.situacion.expediente
    for dia in (0, 1, 5):
        momento = datetime(2026, 8, 17 + dia, 9, 5, tzinfo=ZONA)
        marco = jugada.marco(momento)
        expediente = aplicar(
            expediente, hechos_debidos(replace(jugada.situacion, expediente=expediente), marco)
        )
        clases = {c.clase for c in cartas_debidas(replace(jugada.situacion, expediente=expediente), marco)}
        if expediente.entrega is EstadoDeEntrega.NO_SUBSANADA:
            assert ClaseDeComunicacion.TITULAR in clases
        if expediente.entrega is EstadoDeEntrega.PERSISTENTE:
            assert expediente.persistio
        corre = expediente.plazo_que_corre
        if expediente.vencidas and expediente.entrega is EstadoDeEntrega.OBSERVADA:
            assert corre is not None
            assert not expediente.sin_avisar


def test_corregida_la_notificacion_ni_se_avisa_antes_ni_se_deja_de_avisar() -> None:
    """Un aviso al titular o un silencio que llegó antes de vencer lo corregido no cuenta (arts. 6 y 15)."""
    for nombre, corregida, vence, carta in (
        ("observada y no subsanada, enero de 2026", ClaseDeEvento.OBSERVADO, 28, "titular"),
        ("silencio", ClaseDeEvento.REQUERIDO, 28, "silencio"),
    ):
        caso = next(c for c in CASOS if nombre in c["nombre"] and c["semestre"] == "2025-2")
        jugada = jugar(caso | {"hasta": date(2026, 1, 26)})
        hechos = [
            replace(h, vence=date(2026, 1, vence)) if h.clase is corregida else h
            for h in jugada.situacion.expediente.hechos
        ]
        caidos = {h.evento for h in sin_sustento(hechos)}
        expediente = expediente_de("c", (h for h in hechos if h.evento not in caidos))
        situacion = replace(jugada.situacion, expediente=expediente, sin_acuse=())
        antes, despues = (jugada.marco(datetime(2026, 1, d, 9, 5, tzinfo=ZONA)) for d in (27, 29))
        assert not hechos_debidos(situacion, antes), nombre
        assert not {str(c.clase) for c in cartas_debidas(situacion, antes)} & {"titular", "silencio"}, nombre
        vencida = replace(situacion, expediente=aplicar(expediente, hechos_debidos(situacion, despues)))
        assert [str(c.clase) for c in cartas_debidas(vencida, despues)] == [carta], nombre


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
