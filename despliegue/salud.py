"""Si un contenedor sirve: Docker lo pregunta a cada rato, así que solo usa la biblioteca estándar.

``python despliegue/salud.py servidor`` pregunta a la página; ``… worker`` busca el proceso que toma corridas.
Termina con 0 si sirve y con 1 si no.
"""

import sys
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path

_WORKER = (b"-m", b"prefect", b"worker", b"start")


def servidor(puerto: int = 4200) -> bool:
    """Si la página contesta en esta computadora; esa pregunta no pide contraseña."""
    with closing(HTTPConnection("127.0.0.1", puerto, timeout=4)) as conexion:
        try:
            conexion.request("GET", "/api/health")
            return conexion.getresponse().status == 200
        except (OSError, HTTPException):
            return False


def worker(procesos: Path = Path("/proc")) -> bool:
    """Si hay un proceso de worker; el que lo vigila lo levanta si se cae."""
    for orden in procesos.glob("[0-9]*/cmdline"):
        try:
            partes = orden.read_bytes().split(b"\0")
        except OSError:
            # Terminó mientras se miraba.
            continue
        if tuple(partes[1:5]) == _WORKER:
            return True
    return False


if __name__ == "__main__":
    sys.exit(0 if {"servidor": servidor, "worker": worker}[sys.argv[1]]() else 1)
