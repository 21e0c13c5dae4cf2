"""Qué se recomienda a cada cuenta y no se le ha comunicado (art. 6, fracción III)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from almacen import expediente as guardado
from almacen.maestro import Base
from lineamientos.procedimiento.debido import COMPLEMENTARIA
from lineamientos.procedimiento.marco import huella

_INICIAL = "inicial"


@dataclass(frozen=True)
class Recomendadas:
    """Lo que falta comunicar a una cuenta.

    Attributes:
        ciclo: Lo que distingue la comunicación: si es la primera y de qué recomendaciones escritas trata.
        textos: Lo que se recomienda, en orden.
    """

    ciclo: str
    textos: tuple[str, ...]


def por_comunicar(base: Base, semestre: str, evaluacion: str) -> dict[str, Recomendadas]:
    """De cada cuenta, lo recomendado que no se ha escrito en ninguna comunicación.

    La primera lleva todo; lo que un evaluador escriba después va en una complementaria, sin lo anterior.

    Args:
        base: Maestro abierto.
        semestre: Clave.
        evaluacion: Identidad de la evaluación de cierre; vacía si no la hay, y nada se comunica.
    """
    if not evaluacion:
        return {}
    de_regla = _por_cuenta(
        base.consultar(
            "SELECT cuenta, texto_recomendacion AS texto FROM recomendaciones "
            "WHERE evaluacion = $evaluacion ORDER BY ALL",
            {"evaluacion": evaluacion},
        ).iter_rows(named=True)
    )
    escritas = _por_cuenta(
        base.consultar(
            "SELECT cuenta, texto_recomendacion AS texto, recomendacion, registrado_en "
            "FROM recomendaciones_escritas WHERE semestre = $semestre ORDER BY ALL",
            {"semestre": semestre},
        ).iter_rows(named=True)
    )
    previas = _por_cuenta(guardado.recomendaciones_comunicadas(base, semestre).iter_rows(named=True))
    hallado = {}
    for cuenta in sorted(de_regla.keys() | escritas.keys()):
        suyas, antes = escritas.get(cuenta, []), previas.get(cuenta, [])
        nuevas = [e for e in suyas if not any(_la_lleva(p, e, evaluacion) for p in antes)]
        todas = nuevas if antes else [*de_regla.get(cuenta, []), *suyas]
        if todas:
            modo = COMPLEMENTARIA if antes else _INICIAL
            ciclo = " ".join((modo, evaluacion, *sorted(_marca(e) for e in nuevas)))
            hallado[cuenta] = Recomendadas(ciclo, tuple(sorted(str(e["texto"]) for e in todas)))
    return hallado


def _la_lleva(previa: Mapping[str, Any], escrita: Mapping[str, Any], evaluacion: str) -> bool:
    """Si una comunicación ya lleva esa recomendación escrita."""
    if previa["ciclo"] == evaluacion:
        # Así se distinguían antes: llevaba todo lo escrito hasta entonces.
        return bool(escrita["registrado_en"] <= previa["registrado_en"])
    return _marca(escrita) in str(previa["ciclo"]).split()


def _marca(escrita: Mapping[str, Any]) -> str:
    return huella([str(escrita["recomendacion"])])


def _por_cuenta(filas: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    juntas: dict[str, list[dict[str, Any]]] = {}
    for fila in filas:
        juntas.setdefault(str(fila["cuenta"]), []).append(fila)
    return juntas
