"""Montajes caros que se hacen una vez para toda la corrida de pruebas, aunque la repartan varios procesos."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from almacen.candado import candado

_ESPERA = 300.0


def una_vez(fabrica: pytest.TempPathFactory, nombre: str, hacer: Callable[[Path], object]) -> Path:
    """La ruta que ``hacer`` dejó; solo el primero que la pide la hace, y nadie debe escribir en ella.

    Args:
        fabrica: Carpetas temporales de la corrida.
        nombre: Nombre del montaje, uno por cosa distinta.
        hacer: Recibe una ruta que no existe y la crea.
    """
    base = fabrica.getbasetemp()
    # Con pytest-xdist la de cada proceso está dentro de la de la corrida.
    comun = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "compartido"
    comun.mkdir(exist_ok=True)
    hecho, a_medias = comun / nombre, comun / f"{nombre}_a_medias" / nombre
    with candado(hecho, _ESPERA):
        if not hecho.exists():
            shutil.rmtree(a_medias.parent, ignore_errors=True)  # Lo que dejó quien no pudo terminarlo.
            a_medias.parent.mkdir(parents=True)
            hacer(a_medias)
            a_medias.rename(hecho)
    return hecho
