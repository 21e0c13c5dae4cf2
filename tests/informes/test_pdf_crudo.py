import pytest

from informes.pdf_crudo import FormaInesperada, fin_de_cadena, leer, renumerar


def test_renumerar_cambia_referencias_y_claves_pero_no_cadenas_ni_flujos() -> None:
    objeto = b"<</P 3 0 R/T(ver (12 0 R) \\) 4 0 R)/K[0 5 0 R]/StructParents 2>>\nstream\n7 0 R\nendstream"
    assert renumerar(objeto, lambda n: n + 100, 40) == (
        b"<</P 103 0 R/T(ver (12 0 R) \\) 4 0 R)/K[0 105 0 R]/StructParents 42>>\nstream\n7 0 R\nendstream"
    )


def test_la_cadena_termina_en_su_propio_parentesis() -> None:
    assert fin_de_cadena(b"(a(b)\\(c)d", 0) == 9
    with pytest.raises(FormaInesperada, match="no se cierra"):
        fin_de_cadena(b"(a(b)", 0)


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n%%EOF\n", b"no es un PDF"])
def test_lo_que_typst_no_escribio_se_dice(pdf: bytes) -> None:
    with pytest.raises(FormaInesperada):
        leer(pdf)
