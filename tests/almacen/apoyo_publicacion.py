"""Lo que comparten las pruebas de la publicación."""

from pathlib import Path

import pytest

from almacen.maestro import Rutas, abrir_maestro
from tests.almacen.apoyo_lotes import AHORA


def agregar_area(rutas: Rutas, clave: str) -> None:
    """Un cambio en el maestro, para que la siguiente publicación sea otra."""
    with abrir_maestro(rutas, AHORA) as base:
        base.ejecutar("INSERT INTO areas VALUES (?, 'Un área', 'central', NULL, false)", [clave])


def no_dejar_sustituir(monkeypatch: pytest.MonkeyPatch, *abiertos: Path) -> None:
    """El sistema se niega a sustituir esos archivos."""
    reemplazar = Path.replace

    def negarse(origen: Path, destino: Path) -> Path:
        if Path(destino) in abiertos:
            raise PermissionError("en uso")
        return reemplazar(origen, destino)

    monkeypatch.setattr(Path, "replace", negarse)
