"""Publicación: la copia de solo lectura que usan los analistas.

Se arma al lado y se pone en su lugar de un golpe: quien tenía abierta la anterior la sigue leyendo.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from almacen.escritura import fijar_carpeta
from almacen.maestro import Rutas, abrir_maestro


@dataclass(frozen=True)
class Publicacion:
    """Resultado de publicar.

    Attributes:
        ruta: Archivo publicado.
        sustituyo: ``False`` si el sistema no dejó sustituir un archivo abierto y la versión nueva quedó
            al lado, con su fecha.
    """

    ruta: Path
    sustituyo: bool


def publicar(rutas: Rutas, ahora: datetime) -> Publicacion:
    """Publica el maestro: punto de control, copia, a disco y sustitución.

    Args:
        rutas: Rutas del espacio.
        ahora: Instante, para el nombre de la copia vecina si no se puede sustituir.
    """
    destino = rutas.publicado
    destino.parent.mkdir(parents=True, exist_ok=True)
    nueva = destino.with_name(f".{destino.name}.nueva")
    with abrir_maestro(rutas, ahora) as base:
        base.ejecutar("CHECKPOINT")
        # Con el candado tomado y sin transacciones el archivo está completo: basta copiarlo.
        shutil.copyfile(rutas.maestro, nueva)
    with nueva.open("rb+") as copia:
        os.fsync(copia.fileno())
    try:
        nueva.replace(destino)
    except PermissionError:
        vecina = destino.with_name(f"{destino.stem}_{ahora:%Y%m%dT%H%M%S}{destino.suffix}")
        nueva.replace(vecina)
        return Publicacion(vecina, sustituyo=False)
    fijar_carpeta(destino.parent)
    return Publicacion(destino, sustituyo=True)
