"""Aplazar o callar lo que una biblioteca importa al cargarse y aquí no se usa.

Great Expectations importa ``altair`` y ``scipy.stats`` para dibujar y para expectativas estadísticas que
ninguna de las nuestras es; cargarlas cuesta más de un segundo y decenas de MB en cada corrida. Y carga
SQLAlchemy y Google si están instaladas (Prefect usa la primera), para fuentes que no son marcos de pandas.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_NO_ESTA: Any = None
"""Con lo que ``sys.modules`` dice que un módulo no puede importarse."""


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


@contextmanager
def ausentes(*nombres: str) -> Iterator[None]:
    """Mientras dura el bloque, importar uno de esos paquetes falla como si no estuviera instalado.

    Solo sirve con una biblioteca que ya admite que no lo estén.

    Args:
        nombres: Paquetes; los que ya estaban importados siguen estando.
    """
    callados = [n for n in nombres if n not in sys.modules]
    for nombre in callados:
        sys.modules[nombre] = _NO_ESTA
    try:
        yield
    finally:
        for nombre in callados:
            sys.modules.pop(nombre, None)
