"""Lo que el maestro sabe de las cuentas del padrón."""

from almacen.maestro import Base
from lineamientos.semestres import Semestre


def con_actividad(base: Base, semestre: Semestre) -> frozenset[str]:
    """Cuentas con publicaciones o cifras de un semestre, de cualquier fuente (Lineamientos, art. 11)."""
    marco = base.consultar(
        "SELECT cuenta FROM publicaciones WHERE semestre = $clave "
        "UNION SELECT cuenta FROM mediciones WHERE semestre = $clave AND valor IS NOT NULL "
        "UNION SELECT cuenta FROM diarias WHERE valor IS NOT NULL AND fecha BETWEEN $inicio AND $fin",
        {"clave": semestre.clave, "inicio": semestre.inicio, "fin": semestre.fin},
    )
    return frozenset(marco["cuenta"])
