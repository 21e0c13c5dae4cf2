"""Copias de una base: enteras, duraderas y con nombre fechado; quien copia ya tiene su candado."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from almacen.escritura import fijar_carpeta


def nombre_fechado(ruta: Path, que: str, ahora: datetime) -> Path:
    """Ruta vecina, aún libre: ``maestro_anterior_20260720T160000.duckdb``."""
    base = f"{ruta.stem}_{que}_{ahora.astimezone(UTC):%Y%m%dT%H%M%S}"
    libre, numero = ruta.with_name(f"{base}{ruta.suffix}"), 2
    while libre.exists():
        libre, numero = ruta.with_name(f"{base}_{numero}{ruta.suffix}"), numero + 1
    return libre


def copiar_archivo(origen: Path, destino: Path) -> None:
    """Copia un archivo entero o no deja nada con ese nombre."""
    destino.parent.mkdir(parents=True, exist_ok=True)
    parcial = destino.with_name(f".{destino.name}.parcial")
    shutil.copyfile(origen, parcial)
    with parcial.open("rb+") as copia:
        os.fsync(copia.fileno())
    parcial.replace(destino)
    fijar_carpeta(destino.parent)


def sustituir_base(nueva: Path, ruta: Path, ahora: datetime) -> Path | None:
    """Pone una base cerrada en lugar de otra, que se conserva al lado con su fecha; nunca faltan ambas.

    Returns:
        Dónde quedó la anterior, o ``None`` si no la había.
    """
    anterior = None
    if ruta.exists():
        anterior = nombre_fechado(ruta, "anterior", ahora)
        bitacora = ruta.with_name(f"{ruta.name}.wal")
        if bitacora.exists():
            # De una base que no pudo leerse. Si se quedara, el motor la aplicaría sobre la nueva.
            bitacora.replace(anterior.with_name(f"{anterior.name}.wal"))
        try:
            anterior.hardlink_to(ruta)
        except OSError:
            # Hay discos sin enlaces duros.
            copiar_archivo(ruta, anterior)
    with nueva.open("rb+") as archivo:
        os.fsync(archivo.fileno())
    nueva.replace(ruta)
    fijar_carpeta(ruta.parent)
    return anterior
