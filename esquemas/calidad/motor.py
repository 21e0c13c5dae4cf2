"""Ejecuta expectativas con Great Expectations; el único módulo que lo importa, junto con pandas.

Importarlo tarda segundos: ``revision`` lo hace dentro de sus funciones y solo si hay algo que revisar.
Cada expectativa se evalúa una vez sobre todas las cuentas de un tramo, nunca una vez por cuenta.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

import polars as pl

from esquemas.calidad.aplazamiento import aplazados, ausentes
from esquemas.calidad.errores import MotorFallido
from esquemas.calidad.expectativas import Expectativa, Falla
from esquemas.calidad.reduccion import filas_suficientes

# Con Prefect en el proceso, otro hilo podría estar importando SQLAlchemy en este momento.
_SIN_USO = () if "prefect" in sys.modules else ("sqlalchemy", "google")
with aplazados("altair", "scipy.stats"), ausentes(*_SIN_USO):
    import great_expectations as gx
    import great_expectations.expectations as gxe
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
    from great_expectations.expectations.expectation import Expectation

_CANDADO = Lock()
"""El contexto de Great Expectations es global en el proceso: dos hilos no deben usarlo a la vez."""

_FILAS_PARA_REDUCIR = 1_000
"""Con menos, juzgarlas todas tarda lo que juzgar pocas."""

_FORMATO_DE_RESULTADO = {
    "result_format": "COMPLETE",
    # Sin columnas de índice da las posiciones de las filas; pedirlas por columna tarda quince veces más.
    "return_unexpected_index_query": False,
    "include_unexpected_rows": False,
}


def ejecutar(
    marco: pl.DataFrame,
    expectativas: Sequence[Expectativa],
    *,
    filas_por_tramo: int,
    agrupado_por: str | None = None,
) -> list[Falla]:
    """Evalúa las expectativas y devuelve las que tienen filas que no cumplen.

    Args:
        marco: Filas por revisar, con las columnas que las expectativas nombran.
        expectativas: Lo que se espera de cada fila.
        filas_por_tramo: Filas que se convierten a pandas de una vez.
        agrupado_por: Columna por cuyos valores viene ordenado el marco y que un tramo no parte; ``None``
            si el marco se revisa entero.

    Returns:
        Fallas en el orden de las expectativas, con posiciones sobre el marco entero.

    Raises:
        MotorFallido: Si Great Expectations no pudo evaluar alguna.
    """
    if marco.is_empty() or not expectativas:
        return []
    with _CANDADO, _recordando():
        if marco.height >= _FILAS_PARA_REDUCIR:
            pocas = marco[filas_suficientes(marco, expectativas)]
            fallidas = sorted(n for n, _ in _evaluar(pocas, expectativas))
            expectativas = [expectativas[n] for n in fallidas]
        if not expectativas:
            return []
        return _fallas(marco, expectativas, filas_por_tramo, agrupado_por)


@contextmanager
def _recordando() -> Iterator[None]:
    """Mientras dura el bloque, la configuración de cada expectativa se arma una vez.

    Great Expectations la vuelve a armar, validando con pydantic, decenas de veces por expectativa: era la
    tercera parte de lo que tarda en juzgar una tanda.
    """
    de_siempre: property = vars(Expectation)["configuration"]
    armadas: dict[int, tuple[Expectation, Any]] = {}

    def configuracion(expectativa: Expectation) -> Any:
        # Se guarda también la expectativa: mientras viva, nadie más puede tener su identidad.
        clave = id(expectativa)
        if clave not in armadas:
            armadas[clave] = (expectativa, de_siempre.__get__(expectativa))
        return armadas[clave][1]

    Expectation.configuration = property(configuracion)
    try:
        yield
    finally:
        Expectation.configuration = de_siempre


def _fallas(
    marco: pl.DataFrame, expectativas: Sequence[Expectativa], filas_por_tramo: int, agrupado_por: str | None
) -> list[Falla]:
    filas: list[list[int]] = [[] for _ in expectativas]
    for inicio, largo in tramos(marco, filas_por_tramo, agrupado_por):
        for posicion, malas in _evaluar(marco.slice(inicio, largo), expectativas):
            filas[posicion].extend(inicio + n for n in malas)
    return [Falla(e, tuple(sorted(f))) for e, f in zip(expectativas, filas, strict=True) if f]


def tramos(marco: pl.DataFrame, maximo: int, agrupado_por: str | None) -> Iterator[tuple[int, int]]:
    """Reparte el marco en tramos (inicio y largo) sin partir un grupo, aunque rebase el máximo."""
    if agrupado_por is None:
        yield 0, marco.height
        return
    inicio = largo = 0
    for tamano in marco.group_by(agrupado_por, maintain_order=True).len()["len"]:
        if largo and largo + tamano > maximo:
            yield inicio, largo
            inicio, largo = inicio + largo, 0
        largo += tamano
    if largo:
        yield inicio, largo


def _evaluar(tramo: pl.DataFrame, expectativas: Sequence[Expectativa]) -> Iterator[tuple[int, list[int]]]:
    """Posición de cada expectativa que no se cumple y filas del tramo que no la cumplen."""
    if tramo.is_empty():
        return
    columnas = list(dict.fromkeys(c for e in expectativas for c in e.columnas))
    suite = gx.ExpectationSuite(
        name="tramo",
        expectations=[
            getattr(gxe, e.tipo)(**e.argumentos, meta={"posicion": posicion})
            for posicion, e in enumerate(expectativas)
        ],
    )
    lote = definicion_de_lote().get_batch(batch_parameters={"dataframe": tramo.select(columnas).to_pandas()})
    for resultado in lote.validate(suite, result_format=_FORMATO_DE_RESULTADO).results:
        posicion: int = resultado.expectation_config.meta["posicion"]
        if resultado.exception_info.get("raised_exception") is not False:
            expectativa = expectativas[posicion]
            raise MotorFallido(f"{expectativa.codigo} ({expectativa.tipo}): {resultado.exception_info}")
        if not resultado.success:
            yield posicion, [int(n) for n in resultado.result["unexpected_index_list"]]


@cache
def contexto() -> Any:
    """El único contexto: en memoria, sin telemetría ni barras de avance."""
    configuracion = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
    )
    return gx.get_context(mode="ephemeral", project_config=configuracion)


@cache
def definicion_de_lote() -> Any:
    """La entrada del contexto por la que pasan los marcos de pandas."""
    fuente = contexto().data_sources.add_pandas("marcos")
    return fuente.add_dataframe_asset("marco").add_batch_definition_whole_dataframe("entero")
