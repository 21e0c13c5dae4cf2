import codecs
import csv
import io

import pytest
from fabrica_archivos import contexto, csv_x
from hypothesis import given
from hypothesis import strategies as st

from conectores.archivos.lectura import leer
from conectores.archivos.texto import leer_texto
from conectores.archivos.tipos import Limites, Parte

CODIFICACIONES = {
    "utf-8": lambda t: t.encode(),
    "utf-8 con marca": lambda t: t.encode("utf-8-sig"),
    "utf-16 le": lambda t: codecs.BOM_UTF16_LE + t.encode("utf-16-le"),
    "utf-16 be": lambda t: codecs.BOM_UTF16_BE + t.encode("utf-16-be"),
    "utf-16 le sin marca": lambda t: t.encode("utf-16-le"),
    "utf-16 be sin marca": lambda t: t.encode("utf-16-be"),
    "cp1252": lambda t: t.encode("cp1252"),
}


@pytest.mark.parametrize("codificacion", CODIFICACIONES)
@pytest.mark.parametrize("separador", [",", ";", "\t"])
@pytest.mark.parametrize("fin", ["\r\n", "\n"])
@pytest.mark.parametrize("declarado", [True, False])
@pytest.mark.parametrize("cerrado", [True, False])
def test_el_formato_se_lee_igual_en_toda_codificacion(
    codificacion: str, separador: str, fin: str, declarado: bool, cerrado: bool
) -> None:
    texto = csv_x(("junta_jal_x", "junta_yuc_x")).replace(",", separador).replace("\r\n", fin)
    texto = texto if cerrado else texto.rstrip()
    texto = f"sep={separador}{fin}{texto}" if declarado else texto
    (lectura,) = leer("f.csv", CODIFICACIONES[codificacion](texto), None, contexto())
    assert lectura.hallazgos == ()
    assert lectura.mediciones["fila"].unique().sort().to_list() == [2, 3]
    assert lectura.mediciones["valor"].null_count() == 0


CELDA = st.text(
    alphabet=st.characters(blacklist_categories=("Cs", "Cc"), whitelist_characters="\n"), max_size=12
)


@given(st.lists(st.lists(CELDA, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_lo_escrito_con_comillas_se_lee_de_vuelta(filas: list[list[str]], separador: str) -> None:
    salida = io.StringIO(newline="")
    escritor = csv.writer(salida, delimiter=separador, quoting=csv.QUOTE_ALL)
    escritor.writerows([["uno", "dos", "tres"], *filas])
    registros, hallazgos = leer_texto(Parte("f.csv", salida.getvalue().encode("utf-8-sig")), Limites())
    assert registros is not None
    assert hallazgos == []
    llenas = [(n, f) for n, f in enumerate(filas, start=2) if any(c and not c.isspace() for c in f)]
    assert list(zip(registros.numeros[1:], registros.filas[1:], strict=True)) == llenas


def test_una_celda_de_varios_renglones_es_una_sola_fila_y_un_renglon_en_blanco_cuenta() -> None:
    registros, _ = leer_texto(Parte("f.csv", b'a,b\n"uno\ndos",1\n\nx,2\n'), Limites())
    assert registros is not None
    assert registros.numeros == [1, 2, 4]


def test_el_separador_lo_dice_el_encabezado_y_no_los_textos() -> None:
    registros, _ = leer_texto(Parte("f.csv", b"a;b;c\nuno, dos, tres, cuatro;1,5;2\n"), Limites())
    assert registros is not None
    assert registros.filas[1] == ["uno, dos, tres, cuatro", "1,5", "2"]


def test_un_titulo_antes_de_los_encabezados_no_estorba() -> None:
    texto = "Formato del semestre, versión de trabajo\r\n\r\n" + csv_x()
    (lectura,) = leer("f.csv", texto.encode(), None, contexto())
    assert lectura.hallazgos == ()
    assert lectura.mediciones["fila"].unique().to_list() == [4]


def test_el_tope_de_filas_se_dice() -> None:
    registros, (hallazgo,) = leer_texto(Parte("f.csv", b"a,b\n" + b"1,2\n" * 20), Limites(filas=10))
    assert registros is None
    assert hallazgo.codigo == "L105"
    assert "10 filas" in hallazgo.oracion
