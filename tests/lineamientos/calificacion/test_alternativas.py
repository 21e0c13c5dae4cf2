"""Las alternativas se hallan con las funciones que califican, y son el menor cambio que basta."""

from dataclasses import replace

import pytest

from lineamientos.calificacion.alternativas import ORDEN, Alternativa, _con_publicaciones, buscar
from lineamientos.calificacion.dictamen import Clase
from lineamientos.calificacion.fichas import Dato, Ficha
from tests.informes.armado_explicacion import CASOS, OTRAS, calificada

_CON = (
    "con_recomendaciones",
    "en_observacion_por_indice",
    "en_observacion_por_veto",
    "no_pertinente_por_indice",
)


def _cambiada(ficha: Ficha, a: Alternativa, mas: int) -> Ficha:
    if a.que == "publicaciones":
        return _con_publicaciones(ficha, mas)
    dato = Dato(ficha.dato(a.metrica).definicion, a.hoy + mas)
    return replace(ficha, datos={**ficha.datos, a.metrica: dato})


@pytest.mark.parametrize("cuenta", (*CASOS, *OTRAS))
def test_sin_cambios_da_lo_que_se_guardo(cuenta: str) -> None:
    datos, preparado = calificada()
    evaluada = preparado.evaluar(cuenta)
    guardada = next(f for f in datos.calificaciones.iter_rows(named=True) if f["cuenta"] == cuenta)
    indice = None if evaluada.indice is None else float(evaluada.indice)
    assert (evaluada.dictamen.clase, evaluada.dictamen.linea, indice) == (
        guardada["clase_propuesta"],
        guardada["linea"],
        guardada["indice"],
    )


@pytest.mark.parametrize("cuenta", _CON)
def test_lo_hallado_basta_y_con_uno_menos_no(cuenta: str) -> None:
    _, preparado = calificada()
    actual = preparado.evaluar(cuenta)
    halladas = buscar(preparado, cuenta)
    assert halladas
    for a in halladas:
        ficha = actual.medida.ficha
        con = preparado.evaluar(cuenta, _cambiada(ficha, a, a.diferencia)).dictamen
        sin = preparado.evaluar(cuenta, _cambiada(ficha, a, a.diferencia - 1)).dictamen
        assert (con.clase, con.linea) == (a.clase, a.linea)
        assert ORDEN.index(con.clase) > ORDEN.index(actual.dictamen.clase) >= ORDEN.index(sin.clase)


def test_el_veto_se_levanta_con_contenido_propio() -> None:
    halladas = buscar(calificada()[1], "en_observacion_por_veto")
    assert any(a.que == "propias" and a.diferencia >= 1 for a in halladas)


def test_a_la_mejor_clase_y_a_lo_que_no_puede_calificarse_no_se_le_busca() -> None:
    _, preparado = calificada()
    for cuenta in ("pertinente", "sin_elementos", "por_incumplimiento", "en_observacion_sin_publicar"):
        assert buscar(preparado, cuenta) == ()
    assert preparado.evaluar("por_incumplimiento").dictamen.clase is Clase.INCUMPLIMIENTO
