"""Banco de la publicación: «pertinencia publicar» con un maestro de 1 GB; la meta son 5 s.

python -m tests.bancos.publicacion                      # lo que corre «make bancos»
python -m tests.bancos.publicacion --megabytes 50        # para probar el banco

Mide el proceso entero, de que se lanza a que termina, y aparte copiar ese mismo archivo y llevarlo a
disco, para saber qué tanto es del equipo.
"""

import argparse
import base64
import os
import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from almacen.maestro import Base, Rutas, abrir_maestro
from esquemas.derivados import esquema_polars
from esquemas.tablas import PUBLICACIONES
from flujos.pasos.inicio import iniciar
from tests.bancos.medidas import ORDEN, Corrida, carga, correr, resumir

_AHORA = datetime(2026, 7, 20, 16, tzinfo=UTC)
_FILAS_POR_VEZ = 50_000
_TEXTO = 375
"""Bytes al azar de cada texto: en base 64 son 500 letras, el tope de la tabla, y no se comprimen."""


def llenar(rutas: Rutas, bytes_pedidos: int) -> int:
    """Carga publicaciones inventadas hasta que el maestro ocupa lo pedido; devuelve cuántas."""
    filas = 0
    with abrir_maestro(rutas, _AHORA) as base:
        while rutas.maestro.stat().st_size < bytes_pedidos:
            base.insertar(PUBLICACIONES, _publicaciones(filas))
            filas += _FILAS_POR_VEZ
            base.ejecutar("CHECKPOINT")
        _comprobar(base, filas)
    return filas


def _publicaciones(desde: int) -> pl.DataFrame:
    numeros = range(desde, desde + _FILAS_POR_VEZ)
    azar = os.urandom(_TEXTO * _FILAS_POR_VEZ)
    textos = [base64.b64encode(azar[i : i + _TEXTO]).decode() for i in range(0, len(azar), _TEXTO)]
    esquema = esquema_polars(PUBLICACIONES)
    marco = pl.DataFrame(
        {
            "fila": numeros,
            "id_publicacion": [str(n) for n in numeros],
            "texto": textos,
            "impresiones": numeros,
            "me_gusta": numeros,
        }
    )
    return marco.with_columns(
        pl.lit(f"lote{desde}").alias("lote"),
        pl.lit("banco.csv").alias("archivo"),
        pl.lit("x_uno").alias("cuenta"),
        pl.lit("x").alias("red"),
        pl.lit("2026-1").alias("semestre"),
        pl.lit(datetime(2026, 1, 1) + timedelta(days=1)).alias("publicada_en"),
    ).cast({n: esquema[n] for n in ("fila", "impresiones", "me_gusta", "publicada_en")})


def _comprobar(base: Base, filas: int) -> None:
    if base.consultar("SELECT count(*) AS n FROM publicaciones").item() != filas:
        raise RuntimeError("El banco no cargó lo que dice")


def copiar(origen: Path, destino: Path) -> float:
    """Segundos de copiar un archivo y llevarlo a disco."""
    inicio = time.monotonic()
    shutil.copyfile(origen, destino)
    with destino.open("rb+") as copia:
        os.fsync(copia.fileno())
    segundos = time.monotonic() - inicio
    destino.unlink()
    return segundos


def principal() -> None:
    """Llena, mide y dice."""
    opciones = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    opciones.add_argument("--megabytes", type=int, default=1000)
    opciones.add_argument("--repeticiones", type=int, default=3)
    dadas = opciones.parse_args()
    with tempfile.TemporaryDirectory() as carpeta:
        raiz = Path(carpeta) / "E"
        iniciar(raiz)
        rutas = Rutas(raiz / "datos")
        inicio = time.monotonic()
        filas = llenar(rutas, dadas.megabytes * 10**6)
        print(
            f"Maestro de {rutas.maestro.stat().st_size / 1e6:,.0f} MB con {filas:,} publicaciones, en "
            f"{time.monotonic() - inicio:.0f} s (no se cuenta). Carga del equipo: {carga()}."
        )
        corridas: list[Corrida] = []
        copias: list[float] = []
        for _ in range(dadas.repeticiones):
            copias.append(copiar(rutas.maestro, rutas.datos / "banco.copia"))
            corridas.append(correr([str(ORDEN), "publicar", "--espacio", str(raiz)]))
            if rutas.publicado.stat().st_size != rutas.maestro.stat().st_size:
                raise RuntimeError("Lo publicado no mide lo que el maestro")
        print(f"pertinencia publicar: {resumir([c.segundos for c in corridas])}")
        print(f"  pico de memoria: {max(c.megabytes for c in corridas):,.0f} MB")
        print(f"solo copiar y llevar a disco: {resumir(copias)}")


if __name__ == "__main__":
    principal()
