"""Lo que vale para todas las pruebas."""

import pytest
from hypothesis import settings

from tests.apoyo_bases import borrar_plantilla

# En una máquina cargada un ejemplo tarda lo que sea: un plazo por ejemplo falla sin que nada esté mal.
settings.register_profile("sin_plazo", deadline=None)
settings.load_profile("sin_plazo")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Al terminar no queda en el temporal ninguna carpeta de bases."""
    borrar_plantilla()
