"""Evaluaciones y mediciones mínimas para las pruebas de las vistas."""

from datetime import date

import polars as pl

from almacen.carga import Tanda, cargar
from almacen.evaluaciones import Encabezado, Resultados, guardar
from almacen.maestro import Base
from esquemas.derivados import esquema_polars, vacia
from esquemas.hallazgos import Hallazgo, observaciones
from esquemas.tablas import (
    CALIFICACIONES,
    CIFRAS,
    CRITERIOS,
    INCERTIDUMBRE,
    MEDICIONES,
    METAS,
    PADRON_EVALUADO,
    PARAMETROS,
    PARTES,
)
from tests.almacen.apoyo_lotes import AHORA, fila_de_lote, lotes

_CIFRA = {
    "cuenta": "x1", "semestre": "2026-1", "red": "x", "metrica": "impresiones",
    "definicion": "x.impresiones.v1", "valor": 10, "ausencia": None, "fuente": "formato", "lote": "l1",
    "calculo": "cifra entregada en el formato",
}  # fmt: skip


def evaluar(
    base: Base,
    semestre: str,
    *cifras: dict[str, object],
    huella: str = "h",
    hallazgos: tuple[Hallazgo, ...] = (),
) -> None:
    """Guarda una evaluación con esas cifras, dichas por sus diferencias con ``_CIFRA``."""
    filas = [_CIFRA | {"semestre": semestre} | c for c in cifras]
    esquema = {n: t for n, t in esquema_polars(CIFRAS).items() if n != "evaluacion"}
    encabezado = Encabezado(
        f"{huella}-{semestre}", semestre, "1", "m", "p", "c", AHORA, "ordinario", provisional=True,
        motivo_provisional="prueba",
    )  # fmt: skip
    tablas = (CALIFICACIONES, CRITERIOS, PARTES, INCERTIDUMBRE, METAS, PARAMETROS, PADRON_EVALUADO)
    otras = (vacia(t) for t in tablas)
    observadas = observaciones(hallazgos, detectada_en=AHORA, semestre=semestre)
    guardar(base, encabezado, Resultados(pl.DataFrame(filas, schema=esquema), *otras, observadas))


def medicion(**cambios: object) -> dict[str, object]:
    """Fila de mediciones: la cifra de ``_CIFRA`` en una celda del formato."""
    return {
        "lote": "l1", "archivo": "x.xlsx → hoja", "hoja": "Cifras", "fila": 7, "columna": "D Impresiones",
        "cuenta": "x1", "semestre": "2026-1", "metrica": "impresiones", "definicion": "x.impresiones.v1",
        "valor": 10, "ausencia": None, "fuente": "formato", "desde": date(2026, 1, 1),
        "hasta": date(2026, 6, 30), "corte": None,
    } | cambios  # fmt: skip


def cargar_mediciones(base: Base, *mediciones: dict[str, object]) -> None:
    """Las carga como de un solo lote, «l1»."""
    marco = pl.DataFrame(list(mediciones), schema=esquema_polars(MEDICIONES))
    cargar(base, Tanda(lotes=lotes(fila_de_lote("l1", clase="formato")), mediciones=marco))
