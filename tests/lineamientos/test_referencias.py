"""Citas de los Lineamientos y forma de los errores."""

import pickle

import pytest

from lineamientos.errores import ParametroInvalido, ReferenciaInvalida
from lineamientos.referencias import ARTICULOS, Articulo, Fundamento


@pytest.mark.parametrize(
    ("texto", "articulo"),
    [
        ("13", Articulo(13)),
        ("6, fracción III", Articulo(6, "III")),
        ("6.III", Articulo(6, "III")),
        ("3 XIII", Articulo(3, "XIII")),
        ("11, inciso a)", Articulo(11, inciso="a")),
        ("11 a)", Articulo(11, inciso="a")),
    ],
)
def test_citas_que_se_leen(texto: str, articulo: Articulo) -> None:
    assert Articulo.de_texto(texto) == articulo
    assert Articulo.de_texto(articulo.texto) == articulo


@pytest.mark.parametrize("texto", ["", "0", "16", "trece", "13 y 14", "6, fracción 3", "-1"])
def test_citas_que_se_rehusan(texto: str) -> None:
    with pytest.raises(ReferenciaInvalida):
        Articulo.de_texto(texto)


def test_cita_completa() -> None:
    assert Articulo(11, inciso="a").cita == "Lineamientos, art. 11, inciso a)"
    assert str(Articulo(6, "III")) == "Lineamientos, art. 6, fracción III"
    assert str(Fundamento(Articulo(14), "dos días")) == "Lineamientos, art. 14: dos días"
    assert str(Fundamento(Articulo(14))) == "Lineamientos, art. 14"


def test_los_quince_articulos_tienen_resumen() -> None:
    assert [a.numero for a in ARTICULOS] == list(range(1, 16))
    assert all(a.resumen.endswith(".") for a in ARTICULOS)


def test_un_error_pasa_entero_de_un_proceso_a_otro() -> None:
    error = ParametroInvalido("Hay un 7.", "un 8", "Cámbielo.")
    assert str(pickle.loads(pickle.dumps(error))) == str(error) == "Hay un 7. Se esperaba un 8. Cámbielo."  # noqa: S301
