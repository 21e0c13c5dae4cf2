import pytest

from informes.pdf_crudo import (
    FormaInesperada,
    es_llano,
    fin_de_cadena,
    leer,
    referidos,
    renumerar,
    renumerar_llanos,
)


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


def test_renumerar_los_llanos_de_una_pasada_es_renumerarlos_uno_por_uno() -> None:
    objetos = [b"<</Type/StructElem/S/TD/P 470 0 R/K[30 31]/Pg 7 0 R>>", b"[470 0 R 7 0 R]", b"<</W[1 0 2]>>"]
    tabla = {b"470": b"9", b"7": b"1007"}
    assert all(es_llano(o) for o in objetos)
    assert renumerar_llanos(objetos, tabla) == [
        renumerar(o, lambda n: int(tabla[b"%d" % n]), 0) for o in objetos
    ]


def test_un_byte_nulo_no_descuadra_los_llanos() -> None:
    with pytest.raises(FormaInesperada, match="byte nulo"):
        renumerar_llanos([b"<</A\0B>>", b"<</C 1 0 R>>"], {b"1": b"2"})


@pytest.mark.parametrize(
    "objeto", [b"<</T(12 0 R)>>", b"<</StructParents 3>>", b"<</L 1>>\nstream\nx\nendstream"]
)
def test_lo_que_no_es_llano_se_reconoce(objeto: bytes) -> None:
    assert not es_llano(objeto)


def test_referidos_no_mira_cadenas_ni_flujos() -> None:
    objeto = b"<</A 3 0 R/B[4 0 R 5 0 R]/T(6 0 R)>>\nstream\n7 0 R\nendstream"
    assert referidos(objeto) == {3, 4, 5}
