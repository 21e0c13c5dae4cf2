"""Aritmética del índice: percentiles, normalización a metas y media ponderada (Lineamientos, art. 13)."""

from collections.abc import Mapping, Sequence
from math import floor, fsum, log1p


def percentil(valores: Sequence[float], p: float) -> float:
    """Percentil con interpolación lineal entre las dos observaciones vecinas.

    Args:
        valores: Observaciones, en cualquier orden.
        p: Percentil, de 0 a 100.

    Raises:
        ValueError: Si no hay observaciones.
    """
    if not valores:
        raise ValueError("No hay percentil de ninguna observación")
    orden = sorted(valores)
    posicion = (len(orden) - 1) * p / 100
    abajo = floor(posicion)
    arriba = min(abajo + 1, len(orden) - 1)
    return orden[abajo] + (orden[arriba] - orden[abajo]) * (posicion - abajo)


def mediana(valores: Sequence[float]) -> float:
    """Percentil 50.

    Raises:
        ValueError: Si no hay observaciones.
    """
    return percentil(valores, 50)


def media(valores: Sequence[float]) -> float:
    """Media aritmética, que no depende del orden de los sumandos.

    Raises:
        ZeroDivisionError: Si no hay observaciones.
    """
    return fsum(valores) / len(valores)


def normalizar(x: float, inferior: float, superior: float, neutro: float) -> float:
    """Lleva un valor a la escala de 0 a 100 entre dos metas; fuera de ellas se queda en el extremo.

    Args:
        x: Valor.
        inferior: Meta que vale 0.
        superior: Meta que vale 100.
        neutro: Puntos que se dan si las dos metas son iguales, porque no distinguen.

    Raises:
        ValueError: Si la meta inferior supera a la superior.
    """
    if inferior > superior:
        raise ValueError(f"La meta inferior {inferior} supera a la superior {superior}")
    if inferior == superior:
        return neutro
    return 100 * min(1.0, max(0.0, (x - inferior) / (superior - inferior)))


def normalizar_frecuencia(por_semana: float, referencia: float, neutro: float) -> float:
    """Puntos de la frecuencia: crecen cada vez menos hasta la referencia, y más que ella no es mejor.

    Args:
        por_semana: Publicaciones por semana.
        referencia: Publicaciones por semana que valen 100 puntos.
        neutro: Puntos que se dan si la referencia es cero, porque no distingue.
    """
    if referencia <= 0:
        return neutro
    return 100 * min(1.0, log1p(por_semana) / log1p(referencia))


def agregar(puntajes: Mapping[str, float], pesos: Mapping[str, float]) -> float:
    """Media aritmética ponderada.

    Args:
        puntajes: Puntos por criterio.
        pesos: Peso de cada uno; no tienen que sumar 1.

    Raises:
        KeyError: Si un puntaje no tiene peso.
        ZeroDivisionError: Si los pesos suman cero.
    """
    return fsum(pesos[c] * s for c, s in puntajes.items()) / fsum(pesos[c] for c in puntajes)
