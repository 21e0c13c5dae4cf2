"""Escritura de archivos: enteros o nada."""

import os
from itertools import count
from pathlib import Path

_CONTADOR = count(1)


def escribir(ruta: Path, contenido: bytes) -> None:
    """Deja el contenido en la ruta de una vez; quien la lea ve el archivo viejo o el nuevo, nunca medio.

    Raises:
        OSError: Si no puede escribirse; el archivo anterior queda como estaba.
    """
    ruta.parent.mkdir(parents=True, exist_ok=True)
    # El proceso y el contador separan a dos informes que se escriban a la vez.
    temporal = ruta.with_name(f".{os.getpid()}-{next(_CONTADOR)}.parcial")
    try:
        with temporal.open("wb") as salida:
            salida.write(contenido)
            salida.flush()
            os.fsync(salida.fileno())
        temporal.replace(ruta)
    except BaseException:
        temporal.unlink(missing_ok=True)
        raise
