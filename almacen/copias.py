"""Copias de una base: enteras, duraderas y con nombre fechado; quien copia ya tiene su candado."""

import hashlib
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


def conservar_version(ruta: Path, version: int, ahora: datetime) -> Path | None:
    """Copia una base al lado antes de cambiar su estructura: ``maestro_v2_20260720T160000.duckdb``.

    Si una muerte interrumpió la actualización y la copia ya está, no se hace otra.

    Args:
        ruta: Base, sin nada pendiente de escribirse en ella; quien llama tiene su candado.
        version: Su estructura.
        ahora: Instante, para el nombre.

    Returns:
        La copia, o ``None`` si ya estaba.
    """
    huella = _huella(ruta)
    if any(_huella(c) == huella for c in ruta.parent.glob(f"{ruta.stem}_v{version}_*{ruta.suffix}")):
        return None
    copia = nombre_fechado(ruta, f"v{version}", ahora)
    copiar_archivo(ruta, copia)
    return copia


def _huella(ruta: Path) -> str:
    with ruta.open("rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()


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
