"""Revisar el padrón de un espacio: qué le falta para que el procedimiento pueda correr (arts. 2 a 15)."""

from dataclasses import dataclass

from almacen.lecturas_padron import con_actividad
from almacen.maestro import abrir_maestro
from flujos.pasos.espacio import Espacio
from lineamientos.procedimiento.padron import Criterios, revisar_padron
from lineamientos.procedimiento.padron_tipos import (
    AreaDelPadron,
    CuentaDelPadron,
    Gravedad,
    HallazgoDelPadron,
)
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class Revision:
    """Lo que se halló.

    Attributes:
        semestre: De qué semestre se trata.
        cuentas: Cuántas cuentas tiene el padrón.
        hallazgos: Lo que se halló, por código.
        con_actividad: Cuántas cuentas tienen algo cargado del semestre; ``None`` si nada se ha cargado y
            por eso no se revisó.
    """

    semestre: Semestre
    cuentas: int
    hallazgos: tuple[HallazgoDelPadron, ...]
    con_actividad: int | None

    def suma(self, gravedad: Gravedad) -> int:
        """Cuántos hallazgos piden eso."""
        return sum(h.regla.gravedad is gravedad for h in self.hallazgos)


def revisar(espacio: Espacio, semestre: Semestre) -> Revision:
    """Revisa el padrón; no cambia nada ni crea la base si aún no la hay."""
    activas = _activas(espacio, semestre)
    padron = espacio.padron
    filas = padron.cuentas.drop("nombre", "central", "ejemplo").join(
        padron.contactos, on="cuenta", how="left", maintain_order="left"
    )
    cuentas = [
        CuentaDelPadron(**fila, con_actividad=None if activas is None else fila["cuenta"] in activas)
        for fila in filas.iter_rows(named=True)
    ]
    encargados = padron.encargados.drop("zona_horaria")
    areas = [AreaDelPadron(**fila) for fila in encargados.iter_rows(named=True)]
    ajustes = espacio.revision_del_padron
    criterios = Criterios(semestre, ajustes.dominios, ajustes.cuentas_por_persona)
    hallazgos = revisar_padron(cuentas, areas, criterios)
    return Revision(semestre, len(cuentas), hallazgos, None if activas is None else len(activas))


def _activas(espacio: Espacio, semestre: Semestre) -> frozenset[str] | None:
    if not espacio.rutas.maestro.exists():
        return None
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        return con_actividad(base, semestre) or None
