"""Quita de los textos de fuera lo que ninguna carta debe llevar: saltos, controles y marcas de dirección."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from informes.cartas.modelo import DatosDeCarta
from informes.textos import limpio
from lineamientos.semestres import Semestre
from lineamientos.vencimientos import Plazo

_T = TypeVar("_T")
_PROPIOS = (Semestre, Plazo)
"""Lo que hace el programa, que no viene de fuera."""


def limpios(datos: DatosDeCarta) -> DatosDeCarta:
    """Los mismos datos con cada texto en un solo renglón y sin caracteres nocivos."""
    return _limpiar(datos)


def en_un_renglon(texto: str) -> str:
    """Un texto de fuera, sin controles y con sus espacios sencillos."""
    return " ".join(limpio(texto).split())


def _limpiar(valor: _T) -> _T:
    v: Any = valor
    if isinstance(v, str) and not isinstance(v, Enum):
        v = en_un_renglon(v)
    elif isinstance(v, tuple):
        v = tuple(_limpiar(x) for x in v)
    elif is_dataclass(v) and not isinstance(v, _PROPIOS):
        v = replace(v, **{f.name: _limpiar(getattr(v, f.name)) for f in fields(v)})  # type: ignore[type-var]
    return v  # type: ignore[no-any-return]
