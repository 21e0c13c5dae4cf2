"""La orden ``pertinencia`` sin las menciones de X: lo mismo que se le pide al rival, para compararlos.

python -m tests.bancos.solo_publicaciones recolectar --espacio E
"""

from collections.abc import Sequence
from typing import Any

from conectores import x
from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.entorno import Entorno
from conectores.comun.vista import Vista
from conectores.x.credenciales import CredencialesX
from conectores.x.declaracion import MENCIONES
from flujos.cli.principal import principal

_crear = x.crear


class SinMenciones:
    """El conector de X, que no planea las menciones."""

    def __init__(self, conector: Any) -> None:
        self._conector = conector

    def __getattr__(self, nombre: str) -> Any:
        return getattr(self._conector, nombre)

    def planear(self, etapa: Etapa, vista: Vista) -> Sequence[Consulta]:
        return [c for c in self._conector.planear(etapa, vista) if c.operacion != MENCIONES]


def _crear_sin_menciones(entorno: Entorno, credenciales: CredencialesX) -> Any:
    return SinMenciones(_crear(entorno, credenciales))


if __name__ == "__main__":
    x.crear = _crear_sin_menciones
    principal()
