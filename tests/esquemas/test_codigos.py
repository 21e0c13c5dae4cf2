"""Los códigos: claves con su forma y oraciones que se pueden decir con cualquier hallazgo."""

import re
from string import Formatter

import pytest

from esquemas.catalogo_codigos import CODIGOS
from esquemas.codigos import Codigo, Severidad, indice
from esquemas.hallazgos import Hallazgo
from lineamientos.referencias import Articulo

NOMBRES = {"archivo", "encontrado", "esperado", "columna", "campo", "cuenta", "semestre"}
TODOS = sorted(CODIGOS)


@pytest.mark.parametrize("clave", TODOS)
def test_cada_oracion_se_dice_con_todos_los_nombres(clave: str) -> None:
    codigo = CODIGOS[clave]
    usados = {
        n for texto in (codigo.mensaje, codigo.que_hacer) for _, n, _, _ in Formatter().parse(texto) if n
    }
    assert usados <= NOMBRES
    completo = Hallazgo(
        clave, "a.csv", "Hoja", 3, "Columna", "campo", "cuenta_1", "2026-1", "lo visto", "lo debido."
    )
    for texto in (completo.mensaje, completo.que_hacer):
        assert texto
        assert "{" not in texto
        assert texto[-1] in ".?»"
    for nombre, valor in (("encontrado", "lo visto"), ("esperado", "lo debido."), ("cuenta", "cuenta_1")):
        assert (valor in completo.mensaje + completo.que_hacer) == (nombre in usados)


@pytest.mark.parametrize("clave", TODOS)
def test_cada_clave_tiene_su_forma_y_su_articulo(clave: str) -> None:
    assert re.fullmatch(r"[LCSR]\d{3}", clave)
    assert 1 <= CODIGOS[clave].articulo.numero <= 15


@pytest.mark.parametrize("clave", [c for c in TODOS if c[0] in "CSR"])
def test_las_oraciones_de_calidad_son_oraciones_propias(clave: str) -> None:
    codigo = CODIGOS[clave]
    assert codigo.mensaje[0].isupper() or codigo.mensaje[0] in "«{"
    assert codigo.que_hacer[0].isupper()


def test_un_codigo_repetido_se_rehusa() -> None:
    codigo = Codigo("C999", Severidad.AVISO, Articulo(14), "Mensaje.", "Hacer.")
    with pytest.raises(ValueError, match="C999"):
        indice((codigo, codigo))
