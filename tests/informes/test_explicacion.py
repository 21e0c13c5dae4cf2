"""La explicación de una cuenta por cada modo de llegar a una clase, contra dorados que se leyeron.

Se regeneran con: python -m tests.informes.test_explicacion
"""

import re
from pathlib import Path

import pytest

from informes.contexto import Contexto, contexto
from informes.explicacion import Explicacion, explicar
from informes.explicacion_texto import en_texto
from informes.explicacion_unidades import cantidad, medida, unidad
from informes.textos import COMPONENTES
from lineamientos.calificacion.alternativas import buscar
from lineamientos.calificacion.dictamen import Clase
from tests.informes.armado_explicacion import CASOS, OTRAS, calificada

_DORADOS = Path(__file__).with_name("dorados")
_TODAS = (*CASOS, *OTRAS)
_JERGA = re.compile(
    r"\b(crudo|logaritmo|logarítmic\w+|percentil|normaliz\w+|None|nan|inf|null|k|ln|poisson|"
    r"cociente|clip|[a-z]+_[a-z_]+)\b"
)


@pytest.fixture(scope="module")
def ctx() -> Contexto:
    return contexto(calificada()[0])


def _texto(ctx: Contexto, cuenta: str) -> str:
    return en_texto(_explicada(ctx, cuenta)) + "\n"


def _explicada(ctx: Contexto, cuenta: str) -> Explicacion:
    return explicar(ctx, cuenta, buscar(calificada()[1], cuenta))


@pytest.mark.parametrize("cuenta", _TODAS)
def test_la_explicacion_es_la_que_se_leyo(ctx: Contexto, cuenta: str) -> None:
    assert _texto(ctx, cuenta) == (_DORADOS / f"explicacion_{cuenta}.txt").read_text("utf-8")


@pytest.mark.parametrize("cuenta", _TODAS)
def test_se_lee_sin_jerga_con_frases_enteras_y_miles_separados(ctx: Contexto, cuenta: str) -> None:
    explicacion = _explicada(ctx, cuenta)
    parrafos = [p for b in explicacion.bloques for p in b.parrafos]
    for parrafo in (*parrafos, *explicacion.advertencias):
        assert parrafo.endswith("."), parrafo
        assert parrafo[0].isupper() or parrafo[0] in "«", parrafo
        assert not _JERGA.search(parrafo.replace("x_", "")), parrafo
        assert not re.search(r"(?<![\d,.])\d{5,}", parrafo), parrafo
    ancho = max(len(r) for r in en_texto(explicacion, 80).splitlines())
    assert ancho <= 80


def test_hay_una_cuenta_por_cada_clase(ctx: Contexto) -> None:
    assert {ctx.calificaciones[c]["clase_propuesta"] for c in _TODAS} == {c.value for c in Clase}
    assert {ctx.calificaciones[c]["linea"] for c in _TODAS} == set(range(1, 8))


@pytest.mark.parametrize("parte", COMPONENTES)
def test_todo_componente_tiene_unidad_y_crece_con_su_valor(parte: str) -> None:
    assert unidad(parte)
    assert medida(parte, 0.1).startswith(cantidad(parte, 0.1))
    digitos = [float(re.sub(r"[^0-9.]", "", cantidad(parte, v))) for v in (0.3, 0.9)]
    assert digitos[0] <= digitos[1]


if __name__ == "__main__":
    hecho = contexto(calificada()[0])
    for una in _TODAS:
        (_DORADOS / f"explicacion_{una}.txt").write_text(_texto(hecho, una), "utf-8")
