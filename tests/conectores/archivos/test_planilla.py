import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conectores.archivos.planilla import (
    Columna,
    con_guarda,
    escribir_planilla,
    leer_planilla,
    parecidas,
    sin_guarda,
    texto_llano,
)
from conectores.archivos.tipos import Limites

COLUMNAS = (
    Columna("cuenta", "una clave del padrón", texto_llano),
    Columna("razones", "un texto", texto_llano, obligatoria=False),
    Columna("numero", "un entero", lambda t: int(t) if t.isdecimal() else None),
)


def _leer(contenido: bytes | str):  # type: ignore[no-untyped-def]
    crudo = contenido if isinstance(contenido, bytes) else contenido.encode()
    return leer_planilla("p.csv", crudo, COLUMNAS, Limites(), ("numero", "razones"))


def test_lo_bueno_se_lee_aunque_otro_renglon_falle() -> None:
    leida = _leer("cuenta,razones,numero,nota\nx_uno,,1,\nx_dos,porque sí,uno,\nx_tres,,,\n,,4,\n")
    assert [(r.numero, r.valores) for r in leida.renglones] == [
        (2, {"cuenta": "x_uno", "razones": None, "numero": 1})
    ]
    assert (leida.omitidos, leida.fallidos) == (1, 2)
    assert [p.oracion for p in leida.problemas] == [
        "p.csv, renglón 3, columna «numero»: Se encontró «uno». Se esperaba un entero. "
        "Corrija la celda y repita la orden.",
        "p.csv, renglón 5, columna «cuenta»: Está vacía y es obligatoria. Se esperaba una clave del padrón. "
        "Corrija la celda y repita la orden.",
    ]


@pytest.mark.parametrize("codificacion", ["utf-8-sig", "utf-16", "cp1252"])
def test_se_lee_como_la_guarda_una_hoja_de_calculo(codificacion: str) -> None:
    (renglon,) = _leer("Cuenta;RAZONES;Número\nx_uno;«acción»;7\n".encode(codificacion)).renglones
    assert renglon.valores == {"cuenta": "x_uno", "razones": "«acción»", "numero": 7}


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        ("cuenta,razones\nx,y\n", "Faltan las columnas numero."),
        ("cuenta,razones,numero,Cuenta\nx,y,1,z\n", "La columna está más de una vez."),
        ('cuenta,razones,numero\n"x,y,1\n', "comilla"),
        ("", "vacío"),
        ("cuenta,razones,numero\nx,y,1,sobra\n", "celdas"),
    ],
)
def test_lo_que_no_es_una_planilla_se_dice(texto: str, dice: str) -> None:
    leida = _leer(texto)
    assert not leida.renglones
    assert any(dice in p.oracion and p.oracion.startswith("p.csv") for p in leida.problemas)


def test_lo_invisible_y_lo_enorme_no_se_toma() -> None:
    leida = _leer("cuenta,razones,numero\nx,a\u202eb,1\ny," + "a" * 4001 + ",2\n")
    assert [p.columna for p in leida.problemas] == ["razones", "razones"]
    assert all(len(p.oracion) < 400 for p in leida.problemas)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.text("=+-@'＝ aé,;\"|«1", max_size=12).map(lambda t: " ".join(t.split())), min_size=1, max_size=4
    )
)
def test_ninguna_celda_es_formula_y_se_lee_lo_que_se_escribio(textos: list[str]) -> None:
    assert [sin_guarda(con_guarda(t)) for t in textos] == textos
    assert not any(con_guarda(t).startswith(("=", "+", "-", "@")) for t in textos)
    escrita = escribir_planilla(("cuenta", "razones", "numero"), [("x", t, "1") for t in textos])
    assert [r.valores["razones"] or "" for r in _leer(escrita).renglones] == textos


def test_sugiere_lo_parecido() -> None:
    assert parecidas("x_unno", ["x_uno", "fb_dos"]) == "¿Quiso decir «x_uno»?"
    assert not parecidas("nada que ver", ["x_uno", "fb_dos"])


def test_lo_que_no_se_ve_no_se_escribe() -> None:
    assert escribir_planilla(("a",), [("x\x00\u202e\ny",)]).decode("utf-8-sig") == "a\r\nx y\r\n"
