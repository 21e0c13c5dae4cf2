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


def fijar_carpeta(carpeta: Path) -> None:
    """Lleva a disco las entradas de una carpeta, donde el sistema lo permite."""
    if os.name == "nt":
        return
    descriptor = os.open(carpeta, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
