"""Aplazar lo que una biblioteca importa al cargarse y aquí no se usa.

Great Expectations importa ``altair`` y ``scipy.stats`` para dibujar y para expectativas estadísticas que
ninguna de las nuestras es; cargarlas cuesta más de un segundo y decenas de MB en cada corrida.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class _Aplazado(ModuleType):
    """Ocupa el lugar de un módulo que se importa de verdad cuando se le pide algo."""

    def __getattr__(self, nombre: str) -> Any:
        if nombre.startswith("__"):
            raise AttributeError(nombre)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), nombre)


@contextmanager
def aplazados(*nombres: str) -> Iterator[None]:
    """Mientras dura el bloque, importar uno de esos módulos da un sustituto; después, el de verdad.

    Quien se quedó con el sustituto obtiene del verdadero lo que le pida.

    Args:
        nombres: Módulos; los que ya estaban importados no se sustituyen.
    """
    sustitutos = {n: _Aplazado(n) for n in nombres if n not in sys.modules}
    sys.modules.update(sustitutos)
    try:
        yield
    finally:
        for nombre, sustituto in sustitutos.items():
            if sys.modules.get(nombre) is sustituto:
                del sys.modules[nombre]
