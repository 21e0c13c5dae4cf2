"""Los parámetros del paquete y lo que se rechaza de ellos."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineamientos.calificacion.base_aprobada import BaseAprobada
from lineamientos.calificacion.parametros_calificacion import CRITERIOS
from lineamientos.errores import ParametroInvalido
from tests.lineamientos.calificacion.apoyo_calificacion import RAIZ, aprobados, parametros, vigentes


def _pesos(*valores: Any) -> dict[str, Any]:
    return dict(zip(CRITERIOS, valores, strict=True))


def test_los_del_paquete() -> None:
    p = parametros()
    assert dict(p.pesos) == dict.fromkeys(CRITERIOS, 0.25)
    assert p.bandas == (1_000, 10_000, 100_000)
    assert (p.cohorte_minima, p.cohorte_indispensable) == (15, 5)
    assert p.percentiles == (5, 95)
    assert (p.vetos.sin_propios_desde, p.vetos.perdida_porcentaje, p.vetos.perdida_seguidores) == (
        20,
        10,
        100,
    )


def test_ninguno_consta_aprobado() -> None:
    assert set(parametros().sin_aprobar) == set(vigentes())
    assert aprobados().sin_aprobar == ()


def test_el_documento_del_metodo_nombra_todos_los_parametros() -> None:
    texto = (RAIZ / "docs" / "metodo.md").read_text("utf-8")
    faltan = [c for c in vigentes() if f"`{c}`" not in texto]
    assert not faltan


@pytest.mark.parametrize(
    "cambio",
    [
        {"pesos": _pesos(25, 25, 25, 24)},
        {"pesos": _pesos(41, 20, 20, 19)},
        {"pesos": _pesos(9, 31, 30, 30)},
        {"pesos": _pesos(25.0, 25, 25, 25)},
        {"pesos": _pesos(True, 33, 33, 33)},
        {"pesos": {"desempeno": 50, "frecuencia": 50}},
        {"pesos": {**_pesos(25, 25, 25, 25), "simpatia": 0}},
        {"corte_pertinente": 101},
        {"corte_observacion": 71},
        {"corte_no_pertinente": 51},
        {"corte_pertinente": "70"},
        {"criterios_minimos": 2},
        {"criterios_minimos": 5},
        {"pertinente_exige_medidos": 1},
        {"bandas_seguidores": [1_000, 1_000]},
        {"bandas_seguidores": [10_000, 1_000]},
        {"bandas_seguidores": [0, 1_000]},
        {"bandas_seguidores": ["mil"]},
        {"cohorte_minima": 4},
        {"cohorte_indispensable": 0},
        {"percentil_inferior": 95},
        {"percentil_superior": 101},
        {"puntaje_neutro": -1},
        {"amortiguador_seguidores": 0},
        {"base_cobertura": 120},
        {"base_aprobada": {"ordinaria": {"semestre": "2026-1", "version": 1}}},
        {"base_aprobada": {"ordinario": {"semestre": "2026-3", "version": 1}}},
        {"base_aprobada": {"ordinario": {"semestre": "2026-1", "version": 0}}},
        {"base_aprobada": {"ordinario": {"semestre": "2026-1", "version": True}}},
        {"base_aprobada": {"ordinario": {"semestre": "2026-1"}}},
        {"base_aprobada": {"ordinario": "2026-1"}},
        {"frecuencia_fija": {"myspace": 3}},
        {"frecuencia_fija": {"x": 0}},
    ],
)
def test_lo_que_no_se_sostiene_se_rechaza(cambio: dict[str, Any]) -> None:
    with pytest.raises(ParametroInvalido):
        parametros(**cambio)


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3))
def test_solo_se_admiten_pesos_dentro_de_sus_limites(tres: list[int]) -> None:
    pesos = [*tres, 100 - sum(tres)]
    if all(10 <= p <= 40 for p in pesos):
        assert sum(parametros(pesos=_pesos(*pesos)).pesos.values()) == pytest.approx(1)
    else:
        with pytest.raises(ParametroInvalido):
            parametros(pesos=_pesos(*pesos))


def test_los_limites_de_los_pesos_se_admiten() -> None:
    assert dict(parametros(pesos=_pesos(40, 10, 40, 10)).pesos) == {
        "desempeno": 0.4,
        "frecuencia": 0.1,
        "originalidad": 0.4,
        "seguidores_nuevos": 0.1,
    }


def test_la_base_aprobada_es_una_evaluacion_por_fase() -> None:
    dada = {"ordinario": {"semestre": "2026-1", "version": 3}}
    assert dict(parametros(base_aprobada=dada).base_aprobada) == {"ordinario": BaseAprobada("2026-1", 3)}


def test_frecuencia_fija_por_red() -> None:
    assert dict(parametros(frecuencia_fija={"x": 10}).frecuencia_fija) == {"x": 10.0}
