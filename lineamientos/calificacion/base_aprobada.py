"""Qué evaluación aprobó el Comité como base de cada fase (Lineamientos, arts. 4 y 13)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lineamientos.errores import ErrorDeLineamientos, ParametroInvalido
from lineamientos.semestres import Semestre
from lineamientos.vigentes import ParametrosVigentes


@dataclass(frozen=True)
class BaseAprobada:
    """La evaluación cuyas metas aprobó el Comité como base de una fase.

    Attributes:
        semestre: Clave del semestre evaluado.
        version: Número de la evaluación dentro de su semestre.
    """

    semestre: str
    version: int


def leer_base_aprobada(vigentes: ParametrosVigentes, fases: Collection[str]) -> Mapping[str, BaseAprobada]:
    """La evaluación aprobada de cada fase; ninguna mientras el parámetro sea una tabla vacía.

    Args:
        vigentes: En que se lee «calificacion.base_aprobada».
        fases: Las clases de semestre que hay.

    Raises:
        ParametroFaltante: Si el parámetro no existe.
        ParametroInvalido: Si no nombra fases con su semestre y su versión.
    """
    tabla = vigentes.tabla("calificacion.base_aprobada")
    aprobadas = {fase: base for fase in tabla if fase in fases and (base := _evaluacion(tabla[fase]))}
    if len(aprobadas) != len(tabla):
        raise ParametroInvalido(
            f"Las bases aprobadas son {tabla}.",
            f"por fase ({', '.join(fases)}), semestre y versión de la evaluación que se aprobó: "
            '{ ordinario = { semestre = "2026-1", version = 3 } }; o una tabla vacía',
            "Corrija los parámetros «calificacion».",
        )
    return MappingProxyType(aprobadas)


def _evaluacion(datos: object) -> BaseAprobada | None:
    if not isinstance(datos, dict) or set(datos) != {"semestre", "version"}:
        return None
    semestre, version = datos["semestre"], datos["version"]
    if not isinstance(semestre, str) or not isinstance(version, int) or isinstance(version, bool):
        return None
    try:
        clave = Semestre.de_texto(semestre).clave
    except ErrorDeLineamientos:
        return None
    return BaseAprobada(clave, version) if version > 0 else None
