"""El azar de la incertidumbre está fijado: los mismos números con otra versión, otra máquina y otro orden."""

import math
from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pytest

from lineamientos.calificacion.incertidumbre_azar import bits, logaritmo, normal, uniforme


def test_numpy_da_el_philox_publicado() -> None:
    """Vector de prueba de Random123 (Salmon y otros, 2011): clave y contador en cero."""
    generador = np.random.Philox(key=0, counter=[2**64 - 1] * 4)  # numpy cuenta uno antes de dar el primero
    assert [f"{v:016x}" for v in generador.random_raw(4).tolist()] == [
        "16554d9eca36314c",
        "db20fe9d672d0fdc",
        "d7e772cee186176b",
        "7e68b68aec7ba23b",
    ]


def test_los_primeros_valores_no_cambian() -> None:
    crudos = bits(4, "2026-1", "jal_x", "desempeno.impresiones")
    assert crudos.tolist() == FIJADOS
    assert [v.hex() for v in uniforme(crudos).tolist()] == UNIFORMES
    assert [v.hex() for v in normal(uniforme(crudos)).tolist()] == NORMALES


FIJADOS = [14399182610975505266, 14373343821094831125, 13672226830621489897, 6271667221425140061]
UNIFORMES = ["0x1.8fa85896ce5a7p-1", "0x1.8ef0c01aa5d39p-1", "0x1.7b7b03ba4f847p-1", "0x1.5c25c06fca06ep-2"]
NORMALES = ["0x1.8c5e68871750ep-1", "0x1.89f28a3f239dap-1", "0x1.4b3f13c9d5960p-1", "-0x1.a6657d9d2806ep-2"]


def test_pedir_mas_no_cambia_los_primeros_y_cada_flujo_es_otro() -> None:
    assert bits(1_000, "2026-1", "a", "x").tolist()[:7] == bits(7, "2026-1", "a", "x").tolist()
    nombres = [("2026-1", "a", "x"), ("2026-2", "a", "x"), ("2026-1", "b", "x"), ("2026-1", "a", "y")]
    assert len({tuple(bits(2, *n).tolist()) for n in nombres}) == len(nombres)


def test_la_uniforme_no_toca_ni_el_cero_ni_el_uno() -> None:
    extremos = uniforme(np.array([0, 2**64 - 1], dtype=np.uint64))
    assert extremos.tolist() == [2.0**-53, 1 - 2.0**-53]


@pytest.mark.parametrize(
    "p", [2.0**-53, 1e-12, 1e-5, 0.02, 0.0749, 0.0751, 0.3, 0.5, 0.7, 0.9249, 0.9251, 0.999]
)
def test_la_normal_es_la_inversa_de_la_biblioteca_estandar(p: float) -> None:
    assert normal(np.array([p]))[0] == pytest.approx(NormalDist().inv_cdf(p), rel=1e-14, abs=1e-15)


def test_el_logaritmo_es_el_logaritmo() -> None:
    x = np.concatenate([uniforme(bits(500, "x")), uniforme(bits(500, "y")) * 1e9, [0.5, 1.0, 2.0, 2.0**-53]])
    assert logaritmo(x).tolist() == pytest.approx([math.log(v) for v in x.tolist()], rel=1e-14, abs=1e-15)


def test_solo_operaciones_exactas_hasta_el_ultimo_bit() -> None:
    """El mismo polinomio, con fracciones redondeadas a cada paso, da los mismos bits que el procesador."""
    x = uniforme(bits(50, "2026-1", "z", "exacta"))
    for entrada, salida in zip(x.tolist(), logaritmo(x).tolist(), strict=True):
        mantisa, exponente = math.frexp(entrada)
        if mantisa < 0.7071067811865476:
            mantisa, exponente = mantisa * 2, exponente - 1
        s = float(Fraction(mantisa - 1.0) / Fraction(mantisa + 1.0))
        s2, serie = float(Fraction(s) * Fraction(s)), 0.0
        for i in range(11, -1, -1):
            serie = float(Fraction(serie) * Fraction(s2))
            serie = float(Fraction(serie) + Fraction(1.0 / (2 * i + 1)))
        doble = float(Fraction(2.0 * s) * Fraction(serie))
        assert float(Fraction(float(exponente * Fraction(0.6931471805599453))) + Fraction(doble)) == salida
