"""Lo que una persona pregunta de las recomendaciones de un semestre."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from almacen import recomendaciones
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class Leidas:
    """Recomendaciones de un semestre y reglas que no pudieron aplicarse; una fila por cada una."""

    recomendaciones: list[dict[str, Any]]
    omitidas: list[dict[str, Any]]


def leer(espacio: Espacio, semestre: Semestre, *, cuenta: str | None = None) -> Leidas:
    """Recomendaciones de un semestre con su estado, cuenta por cuenta.

    Raises:
        OrdenInvalida: Si se pide una cuenta que no está en el padrón ni tiene recomendaciones.
    """
    with abrir_al_dia(espacio) as base:
        marcos = [
            recomendaciones.del_semestre(base, semestre.clave),
            recomendaciones.sin_aplicar(base, semestre.clave),
        ]
    if cuenta is not None:
        conocidas = espacio.padron.claves | set(marcos[0]["cuenta"])
        if cuenta not in conocidas:
            raise OrdenInvalida(f"La cuenta «{cuenta}» no está en el padrón. Revise su clave.")
        marcos = [m.filter(pl.col("cuenta") == cuenta) for m in marcos]
    return Leidas(*(m.to_dicts() for m in marcos))
