"""Qué es un defecto plantado y con qué cuentas se cuenta para plantarlos."""

from collections.abc import Callable
from dataclasses import dataclass

from conectores.ejemplo.entregas import Archivo
from conectores.ejemplo.flota import CuentaEjemplo, Papel
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.plan import Formato, Plan, plan_de
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class DefectoPlantado:
    """Un hallazgo que la revisión debe dar, ni más ni menos.

    Attributes:
        codigo: Código del hallazgo.
        cuenta: Cuenta de que trata, o ``None`` si el hallazgo no la dice.
        archivo: Archivo con que se le cita, o ``None`` si trata de las cifras del semestre.
        descripcion: Qué se plantó y por qué pasa en la realidad.
    """

    codigo: str
    cuenta: str | None
    archivo: str | None
    descripcion: str


@dataclass(frozen=True)
class Plantado:
    """Lo que se planta de una vez.

    Attributes:
        archivos: Archivos que se entregan de más, o en lugar de otros con la misma ruta.
        sustituidas: Rutas de archivos buenos que ya no se entregan.
        defectos: Hallazgos que deben salir.
    """

    archivos: tuple[Archivo, ...] = ()
    sustituidas: frozenset[str] = frozenset()
    defectos: tuple[DefectoPlantado, ...] = ()


class Reparto:
    """Reparte cuentas normales, cada una a lo más a un defecto, siempre en el mismo orden."""

    def __init__(self, mundo: Mundo, semestre: Semestre) -> None:
        self.mundo = mundo
        self.semestre = semestre
        self._libres: list[tuple[CuentaEjemplo, Plan]] = []
        for cuenta in mundo.vigentes(semestre):
            plan = plan_de(mundo, cuenta, semestre)
            if cuenta.papel is Papel.NORMAL and plan is not None and not cuenta.central:
                self._libres.append((cuenta, plan))

    def toma(
        self,
        red: str,
        con_plan: Callable[[Plan], bool] = lambda _: True,
        con_cuenta: Callable[[CuentaEjemplo], bool] = lambda _: True,
    ) -> tuple[CuentaEjemplo, Plan]:
        """Aparta la primera cuenta libre de una red que cumple, y cuyo plan cumple, las condiciones.

        Nunca da una cuenta cuyo formato va en el libro de su junta.

        Raises:
            LookupError: Si ya no hay.
        """
        for i, (cuenta, plan) in enumerate(self._libres):
            suelta = cuenta.red == red and plan.formato is not Formato.CONJUNTO
            if suelta and con_plan(plan) and con_cuenta(cuenta):
                del self._libres[i]
                return cuenta, plan
        raise LookupError(f"No quedan cuentas de {red} para plantar un defecto")
