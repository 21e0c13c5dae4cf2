"""Cuentas que varios procesos llevan juntos, en un archivo: límites de frecuencia y topes de gasto.

No espera al disco: si se va la luz mueren con ella todos los que las llevaban.
"""

import json
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from filelock import FileLock

from almacen.errores import AlmacenOcupado
from almacen.escritura import escribir_sin_esperar

_TURNO = 0.002
"""Segundos entre un intento y otro de tomar el archivo: se tiene tomado mucho menos que eso."""
_ESPERA = 60.0


class Compartido:
    """Un anaquel en un archivo.

    Args:
        ruta: El archivo; si no existe, las cuentas empiezan vacías.
    """

    def __init__(self, ruta: Path) -> None:
        self._ruta = ruta
        # El candado del archivo es del proceso: entre sus hilos hace falta otro.
        self._de_los_hilos = Lock()
        ruta.parent.mkdir(parents=True, exist_ok=True)
        self._del_archivo = FileLock(
            str(ruta.with_name(f"{ruta.name}.candado")), poll_interval=_TURNO, thread_local=False
        )

    @contextmanager
    def abierto(self) -> Iterator[MutableMapping[str, Any]]:
        """Las cuentas; lo que se les cambie lo ve quien las abra después, en este proceso o en otro.

        Raises:
            AlmacenOcupado: Si otro proceso las tiene y no las suelta.
        """
        with self._de_los_hilos:
            try:
                self._del_archivo.acquire(timeout=_ESPERA)
            except TimeoutError as error:
                raise AlmacenOcupado(self._ruta, _ESPERA) from error
            try:
                crudo = self._ruta.read_bytes() if self._ruta.exists() else b""
                # Vacío es el que no llegó al disco en un corte de luz.
                cuentas: dict[str, Any] = json.loads(crudo or b"{}")
                yield cuentas
                nuevo = json.dumps(cuentas, sort_keys=True).encode()
                if nuevo != crudo:
                    escribir_sin_esperar(self._ruta, nuevo)
            finally:
                self._del_archivo.release()
