import pytest

from lineamientos.procedimiento.direcciones import comparable, es_de, es_direccion


@pytest.mark.parametrize("texto", ["ana@example.org", "a.b-c+d@sub.ine.mx", "O'Neil_1@a-b.com.mx"])
def test_direcciones(texto: str) -> None:
    assert es_direccion(texto)


@pytest.mark.parametrize(
    "texto",
    ["", "ana", "ana@", "@ine.mx", "ana@ine", "ana@@ine.mx", "ana@ine.mx; eva@ine.mx", "ana @ine.mx",
     "ana@ine..mx", ".ana@ine.mx", "ana@-ine.mx", "ana@ine.mx\nBcc: x@y.zz", "Ana <ana@ine.mx>",
     "áan@ine.mx", "a@" + "b" * 250 + ".mx"],
)  # fmt: skip
def test_no_son_direcciones(texto: str) -> None:
    assert not es_direccion(texto)


@pytest.mark.parametrize(
    ("direccion", "suya"),
    [
        ("ana@ine.mx", True),
        ("ana@INE.MX", True),
        ("ana@jle.ine.mx", True),
        ("ana@otroine.mx", False),
        ("ana@ine.mx.example.org", False),
    ],
)
def test_el_dominio_es_el_del_organismo_o_uno_suyo(direccion: str, suya: bool) -> None:
    assert es_de(direccion, ("ine.mx",)) is suya


def test_dos_formas_de_escribir_una_direccion_son_la_misma() -> None:
    assert comparable("P0@Example.org ") == comparable("p0@example.ORG")
    assert comparable("p0@example.org") != comparable("p1@example.org")
