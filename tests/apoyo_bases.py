"""Las dos bases de un espacio, ya creadas y vacías: copiarlas cuesta cien veces menos que crearlas."""

import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from almacen.maestro import Rutas, abrir_maestro, abrir_reservado

_CREADAS = datetime(2026, 7, 20, 16, tzinfo=UTC)


@cache
def _carpeta() -> "TemporaryDirectory[str]":
    return TemporaryDirectory(prefix="bases_", ignore_cleanup_errors=True)


@cache
def _plantilla() -> Rutas:
    rutas = Rutas(Path(_carpeta().name))
    with abrir_maestro(rutas, _CREADAS), abrir_reservado(rutas, _CREADAS):
        pass
    return rutas


def poner_maestro(rutas: Rutas) -> None:
    """Deja un maestro recién creado donde dicen las rutas."""
    copiar(_plantilla().maestro, rutas.maestro)


def poner_bases(raiz: Path) -> None:
    """Deja el maestro y la base reservada recién creados en un espacio."""
    rutas = Rutas(raiz / "datos")
    poner_maestro(rutas)
    copiar(_plantilla().reservado, rutas.reservado)


def borrar_plantilla() -> None:
    """Borra la carpeta de la plantilla, si la hubo: xdist mata a sus procesos antes de su ``atexit``."""
    if _carpeta.cache_info().currsize:
        _carpeta().cleanup()
        _carpeta.cache_clear()
        _plantilla.cache_clear()


def copiar(origen: Path, destino: Path) -> None:
    """Copia una base ya hecha a donde va la de un espacio."""
    destino.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(origen, destino)
