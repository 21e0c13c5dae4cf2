"""El azar del ejemplo: la misma semilla da lo mismo y los repartos no pierden nada."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conectores.ejemplo.azar import Azar, repartir


def test_la_corriente_esta_fijada_para_siempre() -> None:
    azar = Azar(7, "cuenta", "x_cncs")
    assert [azar.entero(0, 999) for _ in range(6)] == [36, 740, 602, 298, 348, 538]
    assert azar.bits(22) == 2962065


def test_temas_distintos_no_se_mueven_entre_si() -> None:
    uno, otro = Azar(7, "a"), Azar(7, "b")
    otro.fraccion()
    assert uno.fraccion() == Azar(7, "a").fraccion()
    assert Azar(7, "ab", "c").fraccion() != Azar(7, "a", "bc").fraccion()


@given(st.integers(0, 10**12), st.lists(st.integers(1, 500), min_size=1, max_size=60))
def test_repartir_suma_el_total_y_respeta_la_proporcion(total: int, pesos: list[int]) -> None:
    partes = repartir(total, pesos)
    assert sum(partes) == total
    assert len(partes) == len(pesos)
    assert all(
        abs(parte - total * peso / sum(pesos)) <= 1 + total * 1e-12
        for parte, peso in zip(partes, pesos, strict=True)
    )


def test_repartir_entre_nadie() -> None:
    assert repartir(0, []) == []
    with pytest.raises(ValueError, match="No hay entre quién repartir 5"):
        repartir(5, [])


@given(st.lists(st.integers(), max_size=30))
def test_barajar_conserva_los_elementos(opciones: list[int]) -> None:
    assert sorted(Azar("baraja").barajado(opciones)) == sorted(opciones)
