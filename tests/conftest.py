"""Lo que vale para todas las pruebas."""

from hypothesis import settings

# En una máquina cargada un ejemplo tarda lo que sea: un plazo por ejemplo falla sin que nada esté mal.
settings.register_profile("sin_plazo", deadline=None)
settings.load_profile("sin_plazo")
