"""Escritura que resiste una muerte en cualquier punto: al lado, a disco y renombrar."""

import os
from itertools import count
from pathlib import Path

_CONTADOR = count(1)


def escribir_atomico(ruta: Path, contenido: bytes) -> None:
    """Deja ``contenido`` en ``ruta`` entero o no deja nada.

    Escribe un archivo vecino, lo lleva a disco (fsync), lo renombra y lleva a disco la carpeta.
    """
    ruta.parent.mkdir(parents=True, exist_ok=True)
    # Corto y sin el nombre de la ruta, que puede tener ya el largo máximo; el contador separa hilos.
    temporal = ruta.with_name(f".{os.getpid()}-{next(_CONTADOR)}.parcial")
    with temporal.open("wb") as salida:
        salida.write(contenido)
        salida.flush()
        os.fsync(salida.fileno())
    temporal.replace(ruta)
    fijar_carpeta(ruta.parent)


def escribir_duradero(ruta: Path, contenido: bytes) -> None:
    """Deja ``contenido`` en ``ruta`` entero o no deja nada, con un solo escritor por carpeta.

    Como ``escribir_atomico``, sin crear la carpeta ni llevarla a disco: quien escribe lo hace una vez por
    todo lo que puso en ella. Lo que deja una muerte es ``<nombre>.parcial``.
    """
    temporal = ruta.with_name(f"{ruta.name}.parcial")
    with temporal.open("wb") as salida:
        salida.write(contenido)
        salida.flush()
        os.fsync(salida.fileno())
    temporal.replace(ruta)


def escribir_sin_esperar(ruta: Path, contenido: bytes) -> None:
    """Deja ``contenido`` en ``ruta`` para quien lea después, sin esperar al disco.

    Una muerte del proceso deja el archivo entero o nada; un corte de luz puede dejarlo vacío.
    """
    temporal = ruta.with_name(f"{ruta.name}.parcial")
    temporal.write_bytes(contenido)
    temporal.replace(ruta)


def fijar_carpeta(carpeta: Path) -> None:
    """Lleva a disco las entradas de una carpeta, donde el sistema lo permite."""
    if os.name == "nt":
        return
    descriptor = os.open(carpeta, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
