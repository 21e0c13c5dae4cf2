"""Huellas de los archivos de ``entradas`` ya leídos: lo que no ha cambiado no se vuelve a leer.

Es un apunte que puede borrarse: sin él se lee todo otra vez. No guarda nombres, que pueden ser de personas.
"""

import json
from collections.abc import Mapping
from os import stat_result
from pathlib import Path

from almacen.escritura import escribir_sin_esperar
from flujos.pasos.entradas import huella
from flujos.pasos.espacio import Espacio

_ARCHIVO = "huellas_de_entradas.json"
_MARGEN_NS = 2_000_000_000
"""Lo que se cambia en el instante en que se apuntó podría no notarse: hay discos que cuentan de 2 en 2 s."""


class Huellas:
    """La huella de cada archivo, apuntada con lo que el disco dice de él: tamaño y momentos de cambio.

    Args:
        espacio: Espacio abierto.
    """

    def __init__(self, espacio: Espacio) -> None:
        self._ruta = espacio.rutas.datos / _ARCHIVO
        self._apuntadas = _leer(self._ruta)
        self._hasta = self._ruta.stat().st_mtime_ns - _MARGEN_NS if self._apuntadas else 0
        self._vistas: dict[str, list[int | str]] = {}
        self._leyo = False

    def de(self, ruta: Path) -> str:
        """SHA-256 de un archivo; se lee solo si no está apuntado o cambió desde entonces."""
        dicho = ruta.stat()
        clave, senas = f"{dicho.st_dev}-{dicho.st_ino}", _senas(dicho)
        apuntada = self._apuntadas.get(clave)
        if (
            apuntada is not None
            and apuntada[:-1] == senas
            and max(dicho.st_mtime_ns, dicho.st_ctime_ns) < self._hasta
        ):
            suya = str(apuntada[-1])
        else:
            suya, self._leyo = huella(ruta), True
        self._vistas[clave] = [*senas, suya]
        return suya

    def guardar(self, *, todo: bool) -> None:
        """Apunta lo leído; quien llama tiene el turno de recepción.

        Args:
            todo: Si se vieron todos los archivos, de modo que los demás ya no existen.
        """
        if self._leyo:
            apuntadas = self._vistas if todo else {**self._apuntadas, **self._vistas}
            escribir_sin_esperar(self._ruta, json.dumps(apuntadas).encode())


def _senas(dicho: stat_result) -> list[int | str]:
    return [dicho.st_size, dicho.st_mtime_ns, dicho.st_ctime_ns]


def _leer(ruta: Path) -> Mapping[str, list[int | str]]:
    crudo = ruta.read_bytes() if ruta.exists() else b""
    try:
        apuntadas = json.loads(crudo)
    except ValueError:
        # Un corte de luz lo deja vacío o a medias: es solo un apunte, y sin él se lee todo otra vez.
        return {}
    return apuntadas if isinstance(apuntadas, dict) else {}
