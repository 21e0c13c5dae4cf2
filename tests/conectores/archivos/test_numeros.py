from hypothesis import given
from hypothesis import strategies as st

from conectores.archivos.columnas import convencion_de, enteros, momentos
from conectores.archivos.numeros import Convencion, Ilegible, Separador, ambiguo, convencion, entero

ENTEROS = st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1)
SEPARADORES = st.sampled_from([",", ".", " ", "\u00a0", "\u2009", "\u202f"])


def agrupar(numero: int, separador: str) -> str:
    return f"{numero:,}".replace(",", separador)


@given(ENTEROS)
def test_un_entero_sin_separadores_se_lee_igual(n: int) -> None:
    assert entero(str(n)) == n
    assert entero(f" {n}\u00a0") == n


@given(ENTEROS, SEPARADORES)
def test_un_entero_agrupado_se_lee_igual_con_cualquier_separador(n: int, separador: str) -> None:
    assert entero(agrupar(n, separador)) == n


@given(ENTEROS)
def test_los_ceros_decimales_no_cambian_la_cifra(n: int) -> None:
    assert entero(f"{n}.0") == n
    assert entero(f"{n},00") == n
    assert entero(f"{n:,}.00") == n


@given(st.text(max_size=30))
def test_cualquier_texto_es_un_entero_una_razon_o_vacio(texto: str) -> None:
    leido = entero(texto)
    if isinstance(leido, Ilegible):
        assert leido.codigo in {f"L20{i}" for i in range(1, 10)}
    elif leido is None:
        assert not any(c.isalnum() for c in texto)
    else:
        assert any(c in "0123456789" for c in texto)


def test_la_evidencia_de_la_tabla_decide_los_separadores() -> None:
    punto_decimal = convencion(["1.5", "1,234"])
    assert punto_decimal.punto is Separador.DECIMAL
    assert entero("1.234", punto_decimal) == Ilegible("L206")
    assert entero("1,234", punto_decimal) == 1234
    europeo = convencion(["1.234.567", "2,5"])
    assert entero("1.234", europeo) == 1234
    assert entero("1,234", europeo) == Ilegible("L206")
    assert convencion(["1.5", "1.234.567"]).punto is Separador.CONTRADICTORIO
    assert entero("1.234", convencion(["1.5", "1.234.567"])) == Ilegible("L206")


def test_solo_el_punto_de_miles_sin_evidencia_se_avisa() -> None:
    assert ambiguo("1.234", Convencion())
    assert not ambiguo("1,234", Convencion())
    assert not ambiguo("1.234", Convencion(punto=Separador.MILES))
    assert not ambiguo("1.234.567", Convencion())


def test_un_cero_a_la_izquierda_no_agrupa_miles() -> None:
    assert entero("0.123") == Ilegible("L205")
    assert entero("0,123") == Ilegible("L205")
    assert entero("0") == 0
    assert entero("007") == 7


def test_signos_y_costumbres() -> None:
    assert entero("+12") == 12
    assert entero("\u22125") == -5
    assert entero("1'234,567") == 1_234_567
    assert entero("٣") == Ilegible("L201")
    assert entero("") is None
    assert entero(str(2**63)) == Ilegible("L209")


@given(
    st.lists(st.one_of(ENTEROS.map(str), ENTEROS.map(lambda n: f"{n:,}"), st.text(max_size=12)), max_size=40)
)
def test_la_lectura_por_columna_es_la_misma_que_celda_por_celda(celdas: list[str]) -> None:
    leida = enteros(celdas)
    segun = convencion_de([celdas])
    malas = dict(leida.ilegibles)
    for i, celda in enumerate(celdas):
        esperado = entero(celda, segun)
        assert leida.valores[i] == (esperado if isinstance(esperado, int) else None)
        assert malas.get(i) == (esperado.codigo if isinstance(esperado, Ilegible) else None)


def test_los_textos_que_una_fuente_da_por_vacios_no_son_ilegibles() -> None:
    leida = enteros(["-", "3", ""], vacios=["-"])
    assert leida.valores.to_list() == [None, 3, None]
    assert leida.ilegibles == ()


def test_los_momentos_se_leen_con_los_formatos_de_su_fuente() -> None:
    serie, malas = momentos(
        ["02/18/2025 09:30", "", "ayer", "Tue, Feb 18, 2025"], ["%m/%d/%Y %H:%M", "%a, %b %d, %Y"]
    )
    assert [str(v) if v else None for v in serie] == [
        "2025-02-18 09:30:00",
        None,
        None,
        "2025-02-18 00:00:00",
    ]
    assert malas == (2,)
