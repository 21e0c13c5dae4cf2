"""Lo que un conector hace: planear, pedir una página, decir cuál sigue y normalizar.

Solo ``pedir`` habla con la red. Quien lo llama aterriza cada página antes de pedir la siguiente, de modo
que el cursor siempre puede rehacerse con ``siguiente`` sobre lo aterrizado y un conector no conoce el
almacén.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from conectores.comun.consultas import Consulta, Estimacion, Etapa, PaginaLeida, Respuesta
from conectores.comun.lectura import LecturaApi
from conectores.comun.vista import CuentaApi, Vista
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre


class Conector(Protocol):
    """Un conector de una red. Todo menos ``pedir`` es puro."""

    red: str

    def planear(self, etapa: Etapa, vista: Vista) -> Sequence[Consulta]:
        """Las consultas de una etapa, las menos que la plataforma permite."""
        ...

    def sin_credencial(self, vista: Vista) -> Sequence[tuple[str, str, Ausencia, str]]:
        """Lo que no se planea por falta de credencial: cuenta, operación, razón y qué hacer."""
        ...

    def estimar(self, consulta: Consulta, vista: Vista) -> Estimacion:
        """Peticiones y unidades que costará; con el ritmo de cada cuenta donde no puede saberse."""
        ...

    def cargos_maximos(self, consulta: Consulta, cursor: str | None) -> Mapping[str, int]:
        """Lo más que puede costar la siguiente página, para no rebasar el tope."""
        ...

    def pedir(self, consulta: Consulta, cursor: str | None) -> Respuesta:
        """Pide una página.

        Raises:
            ErrorDeApi: Transitorio, definitivo, contrato roto o ventana larga; nunca uno de la biblioteca.
        """
        ...

    def siguiente(self, consulta: Consulta, cursor: str | None, cuerpo: bytes) -> str | None:
        """El cursor de la página que sigue a ``cuerpo``, o ``None`` si fue la última.

        Raises:
            Transitorio: Si la página repite el cursor con que se pidió: es otra vez la anterior.
        """
        ...

    def normalizar(
        self,
        consulta: Consulta,
        paginas: Sequence[PaginaLeida],
        cuentas: Mapping[str, CuentaApi],
        semestres: Sequence[Semestre],
    ) -> LecturaApi:
        """De las páginas a los marcos del modelo; ``cuentas`` por clave, con su id de plataforma ya sabido.

        Raises:
            ContratoRoto: Si una página no tiene la forma prometida.
        """
        ...
