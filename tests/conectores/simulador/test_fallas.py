"""El plan de fallas: el mismo para la misma semilla, y siempre termina."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conectores.simulador.danos import Envio, danar
from conectores.simulador.fallas import DE_TODAS, DEFINITIVAS, Clase, PlanDeFallas

POSIBLES = frozenset(Clase)


@given(st.integers(), st.lists(st.sampled_from("abcdef"), max_size=60), st.randoms(use_true_random=False))
def test_decide_por_peticion_e_intento_y_no_por_orden_de_llegada(semilla, peticiones, azar) -> None:
    def decisiones(orden: list[str]) -> dict[str, list[Clase | None]]:
        plan = PlanDeFallas(semilla, 0.5, DE_TODAS)
        dadas: dict[str, list[Clase | None]] = {}
        for p in orden:
            dadas.setdefault(p, []).append(plan.decidir(p, POSIBLES))
        return dadas

    assert decisiones(peticiones) == decisiones(azar.sample(peticiones, len(peticiones)))


@given(st.integers(), st.integers(0, 5))
def test_aunque_todo_falle_la_misma_peticion_acaba_saliendo_bien(semilla: int, intentos: int) -> None:
    plan = PlanDeFallas(semilla, 1.0, DE_TODAS, intentos=intentos)
    assert all(plan.decidir("GET /2/users", POSIBLES) for _ in range(intentos))
    assert [plan.decidir("GET /2/users", POSIBLES) for _ in range(10)] == [None] * 10


def test_falla_la_proporcion_pedida_y_con_todas_las_clases() -> None:
    plan = PlanDeFallas(3, 0.3, definitivas=2)
    dadas = Counter(plan.decidir(str(i), POSIBLES) for i in range(20_000))
    assert 0.28 < 1 - dadas[None] / 20_000 < 0.32
    assert dadas.keys() == {None, *Clase}
    assert all(dadas[c] == 2 for c in DEFINITIVAS)


def test_solo_da_clases_posibles_y_pedidas() -> None:
    plan = PlanDeFallas(3, 1.0, [Clase.VACIA, Clase.SIN_SALDO])
    assert {plan.decidir(str(i), DE_TODAS) for i in range(50)} == {Clase.VACIA}
    assert {plan.decidir(f"otra {i}", frozenset((Clase.SIN_SALDO,))) for i in range(50)} == {
        Clase.SIN_SALDO,
        None,
    }


def test_sin_proporcion_nada_falla_y_fuera_de_limites_se_rechaza() -> None:
    assert PlanDeFallas().decidir("a", POSIBLES) is None
    with pytest.raises(ValueError, match="de 0 a 1"):
        PlanDeFallas(0, 1.1)


def test_lo_estropeado_no_se_cobra_y_lo_duplicado_se_cobra_como_se_entrego() -> None:
    entera = Envio(200, {}, b'{"data":[{"id":"1"},{"id":"2"}]}', {"post_leido": 2}, ("1", "2"))
    for clase in (Clase.TIEMPO, Clase.CORTADA, Clase.CORTADA_EN_HTTP, Clase.MALFORMADA, Clase.VACIA):
        assert danar(entera, clase, 9).cargos == {}
    doble = danar(entera, Clase.DUPLICADOS, 9)
    assert doble.cuerpo == b'{"data":[{"id":"1"},{"id":"2"},{"id":"1"},{"id":"2"}]}'
    assert doble.cargos == {"post_leido": 4} and doble.ids == ["1", "2", "1", "2"]
    por_llamada = Envio(200, {}, b'{"items":[{"id":"1"}]}', {"unidad": 1})
    assert danar(por_llamada, Clase.DUPLICADOS, 9).cargos == {"unidad": 1}
    with pytest.raises(ValueError, match="no es un daño"):
        danar(entera, Clase.SIN_SALDO, 9)


def test_en_un_lote_de_meta_se_duplica_dentro_de_una_de_sus_respuestas() -> None:
    cuerpo = b'[null,{"code":200,"body":"{}"},{"code":200,"body":"{\\"data\\":[{\\"id\\":\\"1\\"}]}"}]'
    doble = danar(Envio(200, {}, cuerpo), Clase.DUPLICADOS, 9).cuerpo
    assert b'{\\"data\\":[{\\"id\\":\\"1\\"},{\\"id\\":\\"1\\"}]}' in doble
