from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from almacen.evaluaciones import ultima
from almacen.maestro import abrir_maestro
from flujos.pasos.espacio import Espacio
from flujos.pasos.evaluacion import ResumenEvaluacion, evaluar
from flujos.pasos.horario import Decision, decidir, que_toca
from flujos.pasos.recepcion import recibir
from flujos.reloj import reloj_fijo
from tests.flujos.conftest import AHORA, S, formato_lleno

_FIN = date(2026, 7, 28)
_FECHAS = st.dates(date(2026, 6, 1), date(2026, 10, 1))


def _decidir(**cambios: object) -> Decision:
    valores: dict[str, object] = {
        "por_horario": True,
        "hoy": date(2026, 7, 20),
        "evaluacion_fin": _FIN,
        "ultima_evaluacion": None,
        "hay_entregas": True,
    }
    return decidir(**(valores | cambios))  # type: ignore[arg-type] # se arma con cambios por nombre


def _el_dia(espacio: Espacio, dia: date) -> Espacio:
    return replace(espacio, reloj=reloj_fijo(datetime(dia.year, dia.month, dia.day, 18, tzinfo=UTC)))


def _con_entrega(espacio: Espacio) -> None:
    (espacio.entradas / "x.csv").write_bytes(formato_lleno(espacio, "x"))
    recibir(espacio, S)


def test_mientras_corre_el_plazo_el_horario_evalua_cada_dia_y_dice_que_es_provisional() -> None:
    for hoy in (date(2026, 7, 2), _FIN):
        decision = _decidir(hoy=hoy, ultima_evaluacion=hoy - timedelta(days=1))
        assert decision.evaluar
        assert "provisional" in decision.razon
        assert "2026-07-28" in decision.razon


def test_al_terminar_el_plazo_el_horario_evalua_una_sola_vez() -> None:
    siguiente = _FIN + timedelta(days=1)
    cierre = _decidir(hoy=siguiente, ultima_evaluacion=_FIN)
    assert cierre.evaluar
    assert "la de cierre" in cierre.razon
    despues = _decidir(hoy=siguiente + timedelta(days=1), ultima_evaluacion=siguiente)
    assert (despues.evaluar, despues.informar) == (False, True)
    assert "una persona puede pedir otra" in despues.razon


def test_cerrado_el_plazo_se_evalua_lo_que_llego_a_tiempo_para_subsanar() -> None:
    cierre = _FIN + timedelta(days=1)
    despues = _decidir(hoy=cierre + timedelta(days=2), ultima_evaluacion=cierre, por_subsanar=True)
    assert despues.evaluar
    assert "dentro de su plazo" in despues.razon


def test_sin_entregas_el_horario_no_evalua_ni_informa_y_una_persona_recibe_el_error_del_paso() -> None:
    assert _decidir(hay_entregas=False).evaluar is False
    assert _decidir(hay_entregas=False).informar is False
    assert _decidir(hay_entregas=False, por_horario=False).evaluar


@given(hoy=_FECHAS, fin=_FECHAS, ultima_evaluacion=st.none() | _FECHAS, hay=st.booleans())
def test_una_persona_siempre_puede_y_despues_del_cierre_nadie_mas(
    hoy: date, fin: date, ultima_evaluacion: date | None, hay: bool
) -> None:
    valores = {"hoy": hoy, "evaluacion_fin": fin, "ultima_evaluacion": ultima_evaluacion, "hay_entregas": hay}
    assert _decidir(**valores, por_horario=False).evaluar
    cerrado = hoy > fin and ultima_evaluacion is not None and ultima_evaluacion > fin
    assert _decidir(**valores).evaluar is (hay and not cerrado)


@given(fin=_FECHAS, atraso=st.integers(0, 40))
def test_corra_los_dias_que_corra_hay_una_sola_evaluacion_posterior_al_plazo(fin: date, atraso: int) -> None:
    ultima_evaluacion: date | None = None
    posteriores = 0
    for dia in range(-5, 45):
        hoy = fin + timedelta(days=dia)
        if 0 <= dia < atraso:
            continue  # el equipo estuvo apagado
        if _decidir(hoy=hoy, evaluacion_fin=fin, ultima_evaluacion=ultima_evaluacion).evaluar:
            ultima_evaluacion = hoy
            posteriores += hoy > fin
    assert posteriores == 1


def test_el_horario_sobre_un_espacio_antes_durante_y_despues_del_plazo(espacio: Espacio) -> None:
    def toca(dia: date) -> bool:
        return que_toca(_el_dia(espacio, dia), S, por_horario=True).evaluar

    assert not toca(date(2026, 7, 2))
    _con_entrega(espacio)
    assert toca(_FIN)
    evaluar(_el_dia(espacio, _FIN), S)
    cierre = _FIN + timedelta(days=1)
    assert toca(cierre)
    evaluar(_el_dia(espacio, cierre), S)
    assert not toca(cierre)
    assert not toca(date(2026, 8, 31))
    assert que_toca(_el_dia(espacio, cierre), S, por_horario=False).evaluar


def test_mientras_corre_el_plazo_es_provisional_y_al_terminar_se_guarda_otra(espacio: Espacio) -> None:
    _con_entrega(espacio)

    def evaluar_el(dia: date) -> ResumenEvaluacion:
        return evaluar(_el_dia(espacio, dia), S)

    primera, repetida = evaluar_el(date(2026, 7, 20)), evaluar_el(_FIN)
    assert primera.nueva
    assert not repetida.nueva, "dentro del plazo, sin cambios, es la misma"
    assert primera.provisional is not None
    assert primera.provisional.startswith(
        "aún corre el plazo de evaluación del art. 13, que termina el 2026-07-28"
    )
    cierre = evaluar_el(_FIN + timedelta(days=1))
    assert cierre.nueva
    assert "art. 13" not in (cierre.provisional or "")
    assert not evaluar_el(_FIN + timedelta(days=9)).nueva
    with abrir_maestro(espacio.rutas, AHORA) as base:
        guardada = ultima(base, S.clave)
    assert guardada is not None
    assert guardada["version"] == 2
