"""Decir que X no dejó leer hasta el principio del periodo (3,200 publicaciones u 800 menciones)."""

from collections.abc import Sequence
from datetime import datetime

from conectores.comun.consultas import Consulta
from conectores.comun.horas import dia_local, hora_local
from conectores.x.declaracion import MENCIONES, PROFUNDIDAD, PUBLICACIONES
from conectores.x.planeacion import periodo
from esquemas.hallazgos import Hallazgo
from lineamientos.semestres import Semestre

_CAMPO = {PUBLICACIONES: "mensajes_publicados", MENCIONES: "menciones"}


def hallazgos_de_profundidad(
    consulta: Consulta, primero: datetime | None, semestres: Sequence[Semestre]
) -> tuple[Hallazgo, ...]:
    """Un hallazgo por semestre que quedó sin leer del todo.

    Args:
        consulta: La consulta, de una sola cuenta.
        primero: Lo más antiguo que se pudo leer, o ``None`` si se leyó todo.
        semestres: Los que se recolectan.
    """
    if primero is None:
        return ()
    desde = dia_local(periodo(consulta)[0])
    return tuple(
        Hallazgo(
            "R101",
            campo=_CAMPO[consulta.operacion],
            cuenta=consulta.cuentas[0],
            semestre=semestre.clave,
            encontrado=f"{hora_local(primero):%Y-%m-%d %H:%M}",
            esperado=f"{PROFUNDIDAD[consulta.operacion]:,}",
        )
        for semestre in semestres
        if semestre.inicio <= dia_local(primero) and desde <= semestre.fin
    )
