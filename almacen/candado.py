"""Candado del sistema operativo: un solo proceso escribe en el maestro.

Vale para flujos, workers y línea de comandos por igual; lo suelta el sistema si el proceso muere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from almacen.errores import AlmacenOcupado


@contextmanager
def candado(ruta: Path, espera_segundos: float) -> Iterator[None]:
    """Toma el candado de ``ruta`` mientras dura el bloque.

    Args:
        ruta: Archivo que se protege; el candado es un archivo vecino con sufijo ``.candado``.
        espera_segundos: Cuánto se espera a que otro proceso lo suelte.

    Raises:
        AlmacenOcupado: Si otro proceso lo tiene y no lo suelta a tiempo.
    """
    ruta.parent.mkdir(parents=True, exist_ok=True)
    cerradura = FileLock(str(ruta.with_name(ruta.name + ".candado")))
    try:
        cerradura.acquire(timeout=espera_segundos)
    except Timeout as error:
        raise AlmacenOcupado(ruta, espera_segundos) from error
    try:
        yield
    finally:
        cerradura.release()
