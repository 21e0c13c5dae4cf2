"""Capacitación impartida, área por área (Lineamientos, art. 6, fracción V)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lineamientos.objeciones import Objecion


@dataclass(frozen=True)
class Sesion:
    """Una sesión de capacitación en un área.

    Attributes:
        fecha: Día en que se impartió.
        tema: De qué trató.
        area: Clave del área que la recibió.
        asistentes: Personas que asistieron.
        horas: Duración, o ``None`` si no se registró.
    """

    fecha: date
    tema: str
    area: str
    asistentes: int
    horas: float | None = None


@dataclass(frozen=True)
class DeArea:
    """La capacitación de un área.

    Attributes:
        area: Clave.
        sesiones: Cuántas recibió.
        asistentes: Suma de asistentes; quien fue a varias se cuenta en cada una.
        horas: Suma de las duraciones registradas, o ``None`` si ninguna lo está.
        ultima: Día de la última, o ``None`` si no recibió.
    """

    area: str
    sesiones: int
    asistentes: int
    horas: float | None
    ultima: date | None


def por_area(sesiones: Iterable[Sesion], areas: Sequence[str]) -> tuple[DeArea, ...]:
    """La capacitación de cada área, también de las que no recibieron ninguna.

    Args:
        sesiones: Sesiones del periodo.
        areas: Áreas que tienen cuentas, en orden; una sesión de otra área se agrega al final.
    """
    suyas: dict[str, list[Sesion]] = {a: [] for a in areas}
    for sesion in sesiones:
        suyas.setdefault(sesion.area, []).append(sesion)
    return tuple(_de_area(area, lista) for area, lista in suyas.items())


def _de_area(area: str, sesiones: Sequence[Sesion]) -> DeArea:
    horas = [s.horas for s in sesiones if s.horas is not None]
    return DeArea(
        area,
        len(sesiones),
        sum(s.asistentes for s in sesiones),
        sum(horas) if horas else None,
        max((s.fecha for s in sesiones), default=None),
    )


def objeciones(sesion: Sesion, areas: Iterable[str], hoy: date) -> tuple[Objecion, ...]:
    """Por qué una sesión no puede registrarse.

    Args:
        sesion: La que se quiere registrar.
        areas: Claves de las áreas del padrón.
        hoy: Día en que se registra.
    """
    halladas = []
    if sesion.fecha > hoy:
        halladas.append(
            Objecion("fecha", f"El {sesion.fecha} no ha llegado.", f"un día hasta hoy, {hoy}",
                     "Regístrela cuando se haya impartido.")
        )  # fmt: skip
    if not sesion.tema.strip():
        halladas.append(Objecion("tema", "No se dijo el tema.", "de qué trató", "Escríbalo en --tema."))
    if sesion.area not in set(areas):
        halladas.append(
            Objecion("area", f"El área «{sesion.area}» no está en el padrón.", "la clave de un área",
                     "Agréguela a padron/areas.csv o corríjala.")
        )  # fmt: skip
    if sesion.asistentes < 1:
        halladas.append(
            Objecion("asistentes", f"Se dijeron {sesion.asistentes} asistentes.", "uno o más",
                     "Sin asistentes no hubo capacitación.")
        )  # fmt: skip
    if sesion.horas is not None and sesion.horas <= 0:
        halladas.append(
            Objecion(
                "horas", f"Se dijeron {sesion.horas} horas.", "más de cero", "Si no se sabe, no la diga."
            )
        )
    return tuple(halladas)
