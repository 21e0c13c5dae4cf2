"""Banco de la calificación: proponer la de mil cuentas; la meta es 1 s.

python -m tests.bancos.calificacion                        # lo que corre «make bancos»
python -m tests.bancos.calificacion --cuentas 200           # para probar el banco

Mide ``calificar`` solo, con las cifras ya elegidas: un semestre con su base congelada, que es lo que pasa
cada semestre, y el primero, que además forma cohortes, metas y ajuste y trae el semestre anterior a la mano.
"""

import argparse
import time
from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from lineamientos.calificacion.metodo import calificar
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.semestres import Semestre
from tests.bancos.medidas import carga, resumir
from tests.lineamientos.calificacion.apoyo_calificacion import (
    CIFRAS_FACEBOOK,
    CIFRAS_OTRAS,
    CIFRAS_X,
    parametros,
)

_ANTERIOR, _SEMESTRE = Semestre(2025, 2), Semestre(2026, 1)
_REDES = {
    "x": CIFRAS_X,
    "facebook": CIFRAS_FACEBOOK,
    "instagram": CIFRAS_OTRAS,
    "youtube": CIFRAS_OTRAS,
    "tiktok": CIFRAS_OTRAS,
}


def _flota(cuentas: int, semestres: Sequence[Semestre]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cifras y padrón inventados: las cinco redes por turno, y cada cifra con su propia dispersión."""
    azar = np.random.default_rng(13)
    redes = [list(_REDES)[i % len(_REDES)] for i in range(cuentas)]
    filas = []
    for semestre in semestres:
        for i, red in enumerate(redes):
            base = _REDES[red]
            factores = np.exp(azar.normal(0, 0.7, len(base)))
            filas.extend(
                (f"c{i:05}", semestre.clave, metrica, f"{red}.{metrica}.v1", int(valor * factor), None)
                for (metrica, valor), factor in zip(base.items(), factores, strict=True)
            )
    cifras = pl.DataFrame(
        filas,
        schema={
            "cuenta": pl.String,
            "semestre": pl.String,
            "metrica": pl.String,
            "definicion": pl.String,
            "valor": pl.Int64,
            "ausencia": pl.String,
        },
        orient="row",
    )
    padron = pl.DataFrame(
        {"cuenta": [f"c{i:05}" for i in range(cuentas)], "red": redes, "area": "a", "central": False}
    ).with_columns(vigente_desde=pl.lit(None, pl.Date), vigente_hasta=pl.lit(None, pl.Date))
    return cifras, padron


def _cronometrar(accion: Callable[[], object], veces: int) -> str:
    segundos, procesador = [], []
    for _ in range(veces):
        inicio, antes = time.monotonic(), time.process_time()
        accion()
        segundos.append(time.monotonic() - inicio)
        procesador.append(time.process_time() - antes)
    return f"{resumir(segundos)}; de procesador, {resumir(procesador)}"


def medir(cuentas: int, veces: int, vigentes: ParametrosCalificacion) -> None:
    """Mide y dice las dos calificaciones con tantas cuentas."""
    cifras, padron = _flota(cuentas, (_ANTERIOR, _SEMESTRE))
    fases = {_ANTERIOR.clave: "ordinario", _SEMESTRE.clave: "ordinario"}
    antes = calificar(cifras, padron, _ANTERIOR, fases, vigentes)

    def con_base() -> object:
        previas = antes.calificaciones
        return calificar(
            cifras, padron, _SEMESTRE, fases, vigentes, metas_congeladas=antes.metas, previas=previas
        )

    def primera() -> object:
        return calificar(cifras, padron, _SEMESTRE, fases, vigentes)

    print(f"{cuentas:,} cuentas, {cifras.height // 2:,} cifras por semestre:")
    print(f"  con la base congelada y el semestre anterior guardado: {_cronometrar(con_base, veces)}")
    print(f"  sin nada guardado, dos semestres a la mano: {_cronometrar(primera, veces)}")


def principal() -> None:
    """Mide y dice."""
    opciones = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    opciones.add_argument("--cuentas", type=int, nargs="*", default=[1_000, 10_000])
    opciones.add_argument("--repeticiones", type=int, default=5)
    dadas = opciones.parse_args()
    print(f"carga: {carga()}")
    for cuentas in dadas.cuentas:
        medir(cuentas, dadas.repeticiones, parametros())


if __name__ == "__main__":
    principal()
