"""La expansión de campos de la Graph API: «id,insights.metric(a,b),attachments{media_type}».

Fuente: https://developers.facebook.com/docs/graph-api/guides/field-expansion
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from conectores.simulador.meta_errores import ErrorMeta

_PIEZA = re.compile(r"[A-Za-z0-9_]+|[.,(){}]")


@dataclass(frozen=True)
class Campo:
    """Un campo pedido.

    Attributes:
        nombre: Nombre del campo o de la arista.
        modificadores: Lo que va entre paréntesis tras cada punto («limit» → «0»).
        campos: Subcampos entre llaves, o ``None`` si no se dieron.
    """

    nombre: str
    modificadores: Mapping[str, str] = field(default_factory=dict)
    campos: "tuple[Campo, ...] | None" = None


@lru_cache(maxsize=256)
def leer_campos(texto: str) -> tuple[Campo, ...]:
    """Los campos de un parámetro ``fields``.

    Raises:
        ErrorMeta: Código 2500 si no se entiende.
    """
    piezas = _PIEZA.findall(texto)
    if "".join(piezas) != texto.replace(" ", ""):
        raise _sintaxis(texto)
    lector = _Lector(piezas, texto)
    campos = lector.lista()
    if lector.quedan():
        raise _sintaxis(texto)
    return campos


class _Lector:
    """Desciende por la gramática; guarda por cuál pieza va."""

    def __init__(self, piezas: list[str], texto: str) -> None:
        self._piezas, self._texto, self._i = piezas, texto, 0

    def quedan(self) -> bool:
        return self._i < len(self._piezas)

    def lista(self) -> tuple[Campo, ...]:
        campos = [self._campo()]
        while self._si(","):
            campos.append(self._campo())
        return tuple(campos)

    def _campo(self) -> Campo:
        nombre = self._palabra()
        modificadores: dict[str, str] = {}
        campos: tuple[Campo, ...] | None = None
        while True:
            if self._si("."):
                modificador = self._palabra()
                self._exige("(")
                valores = []
                while not self._si(")"):
                    valores.append(self._toma())
                modificadores[modificador] = "".join(valores)
            elif campos is None and self._si("{"):
                campos = self.lista()
                self._exige("}")
            else:
                return Campo(nombre, modificadores, campos)

    def _toma(self) -> str:
        if not self.quedan():
            raise _sintaxis(self._texto)
        self._i += 1
        return self._piezas[self._i - 1]

    def _palabra(self) -> str:
        pieza = self._toma()
        if not pieza[0].isalnum() and pieza[0] != "_":
            raise _sintaxis(self._texto)
        return pieza

    def _exige(self, signo: str) -> None:
        if self._toma() != signo:
            raise _sintaxis(self._texto)

    def _si(self, signo: str) -> bool:
        if self.quedan() and self._piezas[self._i] == signo:
            self._i += 1
            return True
        return False


def _sintaxis(texto: str) -> ErrorMeta:
    return ErrorMeta(2500, f'Syntax error in fields expression "{texto[:80]}"', tipo="OAuthException")
