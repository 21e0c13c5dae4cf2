"""Las escalas con que se mide cada extracción: tres normalizaciones por varios recortes de la base (art. 13).

Todas ponen el 0 y el 100 en el mismo recorte de la base, de modo que los cortes del dictamen significan lo
mismo con cualquiera: las metas, en sus percentiles; el percentil, en los mismos, con los rangos de en medio
repartidos por igual; y z, en los de una distribución normal con la media y la desviación de la base.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum, sqrt

import numpy as np

from lineamientos.calificacion.agregacion import media, percentil
from lineamientos.calificacion.incertidumbre_azar import Reales, normal
from lineamientos.calificacion.metas import Meta

Recorte = tuple[float, float]
"""Percentiles de la base que valen 0 y 100 puntos."""

_IGUALES = 1e-9
"""Lo que puede diferir una meta congelada de la misma meta hecha otra vez en otra máquina."""


@dataclass(frozen=True)
class Escala:
    """De un indicador a centésimos de punto, por tramos rectos; fuera de ellos, el extremo.

    Attributes:
        valores: Del indicador, en orden creciente; ninguno si la base no distingue entre cuentas.
        centesimos: Los de cada valor; uno solo, el neutro, si la base no distingue.
    """

    valores: Reales
    centesimos: Reales

    def aplicar(self, x: Reales) -> Reales:
        """Centésimos de punto, sin redondear, de valores del indicador de cualquier forma."""
        if self.valores.size == 0:
            return np.full_like(x, self.centesimos[0])
        if self.valores.size == 2:
            inferior, superior = self.valores
            puntos: Reales = 10_000.0 * np.clip((x - inferior) / (superior - inferior), 0.0, 1.0)
            return puntos
        tramo = np.clip(np.searchsorted(self.valores, x, side="right") - 1, 0, self.valores.size - 2)
        desde, alto = self.valores[:-1], self.centesimos[:-1]
        avance = np.clip((x - desde[tramo]) / np.diff(self.valores)[tramo], 0.0, 1.0)
        return alto[tramo] + np.diff(self.centesimos)[tramo] * avance


def escalas(
    meta: Meta,
    base: Sequence[float] | None,
    *,
    propio: Recorte,
    opciones: Sequence[tuple[str, Recorte]],
    neutro: float,
) -> tuple[Escala, ...]:
    """Una escala por opción.

    Sin las observaciones de la base, o si ya no dan la meta congelada, todas son la de las metas.

    Args:
        meta: Congelada, contra la que se propuso la calificación.
        base: Observaciones de que salió, o ``None`` si no están a la mano.
        propio: El recorte del método, que es el de la meta.
        opciones: Normalización («metas», «percentil» o «z») y recorte.
        neutro: Puntos que se dan si la base no distingue.

    Raises:
        KeyError: Si una normalización no existe.
    """
    congelada = _recta(meta.inferior, meta.superior, neutro)
    if not rehace(meta, base, propio):
        return (congelada,) * len(opciones)
    hechas = []
    for nombre, recorte in opciones:
        es_la_del_metodo = nombre == "metas" and recorte == propio
        hechas.append(
            congelada if es_la_del_metodo else _NORMALIZACIONES[nombre](base or (), recorte, neutro)
        )
    return tuple(hechas)


def rehace(meta: Meta, base: Sequence[float] | None, propio: Recorte) -> bool:
    """Si con esas observaciones se obtiene la meta congelada."""
    if base is None or len(base) != meta.observaciones:
        return False
    rehechas = [percentil(base, p) for p in propio]
    holgura = _IGUALES * max(1.0, abs(meta.inferior), abs(meta.superior))
    return all(abs(a - b) <= holgura for a, b in zip(rehechas, (meta.inferior, meta.superior), strict=True))


def _recta(inferior: float, superior: float, neutro: float) -> Escala:
    if inferior == superior:
        return Escala(np.empty(0), np.array([100.0 * neutro]))
    return Escala(np.array([inferior, superior]), np.array([0.0, 10_000.0]))


def _por_metas(base: Sequence[float], recorte: Recorte, neutro: float) -> Escala:
    return _recta(percentil(base, recorte[0]), percentil(base, recorte[1]), neutro)


def _por_z(base: Sequence[float], recorte: Recorte, neutro: float) -> Escala:
    centro = media(base)
    desviacion = sqrt(fsum((x - centro) ** 2 for x in base) / max(1, len(base) - 1))
    z = normal(np.array(recorte) / 100)
    return _recta(centro + float(z[0]) * desviacion, centro + float(z[1]) * desviacion, neutro)


def _por_percentil(base: Sequence[float], recorte: Recorte, neutro: float) -> Escala:
    """Cada valor de la base en su rango; los iguales, en el medio de los suyos."""
    orden = sorted(base)
    valores, rangos = [], []
    desde = 0
    for valor, iguales in groupby(orden):
        cuantos = len(list(iguales))
        valores.append(valor)
        rangos.append((desde + (cuantos - 1) / 2) / (len(orden) - 1) if len(orden) > 1 else 0.5)
        desde += cuantos
    if len(valores) == 1:
        return _recta(valores[0], valores[0], neutro)
    abajo, arriba = recorte[0] / 100, recorte[1] / 100
    proporcion = np.clip((np.array(rangos) - abajo) / (arriba - abajo), 0.0, 1.0)
    return Escala(np.array(valores), 10_000.0 * proporcion)


_NORMALIZACIONES: Mapping[str, Callable[[Sequence[float], Recorte, float], Escala]] = {
    "metas": _por_metas,
    "percentil": _por_percentil,
    "z": _por_z,
}
