"""Banco de la incertidumbre: mil cuentas por mil extracciones en 3 s y 500 MB; diez mil, en 12 veces eso.

python -m tests.bancos.incertidumbre                       # lo que corre «make bancos»
python -m tests.bancos.incertidumbre --cuentas 200          # para probar el banco

Cada tamaño corre en su proceso. El tiempo es el de medir la incertidumbre de un semestre ya calificado; la
memoria, la mayor del proceso entero, con Python, polars y la flota.
"""

import argparse
import resource
import subprocess
import sys
import time
from math import exp, log
from random import Random

from lineamientos.calificacion.incertidumbre import medir_incertidumbre
from lineamientos.calificacion.parametros_incertidumbre import Variaciones
from tests.bancos.medidas import carga, resumir
from tests.lineamientos.calificacion.apoyo_calificacion import Flota, parametros, vigentes


def flota(cuentas: int) -> Flota:
    """Cuentas de X de todos los tamaños; en una de cada diez falta la originalidad y se sustituye."""
    azar, hecha = Random(1), Flota()  # noqa: S311
    for i in range(cuentas):
        n, inicio = azar.randint(5, 400), int(exp(azar.uniform(log(100), log(300_000))))
        ordenados = n if i % 10 == 0 else azar.randint(0, n // 3)
        hecha.cuenta(
            f"c{i:05}",
            {
                "mensajes_publicados": n,
                "mensajes_propios": azar.randint(0, n - ordenados),
                "mensajes_comunicacion_social": ordenados,
                "impresiones": int(n * inicio * 0.05 * azar.lognormvariate(0, 0.5)),
                "menciones": int(n * inicio * 0.0002 * azar.lognormvariate(0, 0.5)),
                "visitas_perfil": int(n * inicio * 0.0004 * azar.lognormvariate(0, 0.5)),
                "seguidores_inicio": inicio,
                "seguidores_cierre": int(inicio * azar.uniform(0.97, 1.08)),
            },
        )
    return hecha


def medir(cuentas: int, repeticiones: int) -> None:
    """Mide en este proceso y escribe segundos de cada vez y megabytes del pico."""
    insumos = flota(cuentas).calificar().insumos
    variaciones, del_metodo = Variaciones.de_vigentes(vigentes()), parametros()
    segundos, de_procesador = [], []
    for _ in range(repeticiones):
        inicio, usado = time.perf_counter(), time.process_time()
        medidas = medir_incertidumbre(insumos, variaciones, del_metodo, metodos={})
        segundos.append(time.perf_counter() - inicio)
        de_procesador.append(time.process_time() - usado)
        if medidas.height != cuentas:
            raise RuntimeError(f"Salieron {medidas.height} cuentas de {cuentas}")
    pico = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{cuentas:,} cuentas × {variaciones.extracciones:,} extracciones: {resumir(segundos)}")
    print(f"  de procesador: {resumir(de_procesador)}; pico de memoria: {pico:,.0f} MB")


def principal() -> None:
    """Corre el banco y escribe lo medido."""
    opciones = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    opciones.add_argument("--cuentas", type=int, nargs="*", default=[1_000, 10_000])
    opciones.add_argument("--repeticiones", type=int, default=3)
    opciones.add_argument("--aqui", type=int, help=argparse.SUPPRESS)
    dadas = opciones.parse_args()
    if dadas.aqui is not None:
        medir(dadas.aqui, dadas.repeticiones)
        return
    print(f"Carga del equipo: {carga()}.")
    for cuentas in dadas.cuentas:
        orden = [sys.executable, "-m", "tests.bancos.incertidumbre", "--aqui", str(cuentas)]
        sys.stdout.flush()
        subprocess.run([*orden, "--repeticiones", str(dadas.repeticiones)], check=True)


if __name__ == "__main__":
    principal()
