"""Los indicadores de conteos bajos se acercan a su cohorte (Lineamientos, art. 13).

ajustado = (n·x + k·media) / (n + k), con n = publicaciones sobre las que se midió. La k dice cuántas
publicaciones pesa la cohorte: es el ruido que trae una sola entre lo que de veras separa a las cuentas
(Bühlmann y Straub). Del ruido solo se conoce un mínimo, el de contar; con él sale la menor k que los datos
no desmienten, y así se acerca de menos y no de más.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, inf, isinf

from lineamientos.calificacion.agregacion import media


@dataclass(frozen=True)
class Observacion:
    """Lo que se midió en una cuenta de la base.

    Attributes:
        valor: Indicador crudo.
        n: Publicaciones sobre las que se midió, de 1 en adelante.
        ruido: Varianza que tendría el indicador por el solo hecho de contar.
    """

    valor: float
    n: int
    ruido: float


@dataclass(frozen=True)
class Credibilidad:
    """Cuánto pesa la cohorte y hacia dónde acerca.

    Attributes:
        k: Publicaciones que pesa la cohorte; 0 si contar no mete ruido, infinita si el ruido explica toda
            la diferencia entre cuentas y ninguna se distingue.
        media: Media del indicador crudo en la base, cada cuenta una vez.
    """

    k: float
    media: float


def ruido_de_conteo(total: int) -> float:
    """Varianza mínima de ln(total + 1) si el total es un conteo (Poisson, método delta).

    Con media m, la derivada de ln(t + 1) es 1/(m + 1) y la varianza del conteo, m; en lugar de m se pone lo
    contado. En promedio queda por debajo de la verdadera, nunca por encima.
    """
    return total / (total + 1) ** 2


def ruido_de_proporcion(parte: int, total: int) -> float:
    """Varianza de una proporción de publicaciones (binomial).

    Raises:
        ZeroDivisionError: Si el total es cero.
    """
    p = min(parte, total) / total
    return p * (1 - p) / total


def estimar(observaciones: Sequence[Observacion]) -> Credibilidad:
    """La credibilidad de una cohorte, de lo que se midió en su base.

    k = s²/τ². s² es la varianza que aporta una publicación, media de n·ruido; τ², la varianza entre cuentas
    que queda al descontar el ruido medio. Cada cuenta cuenta una vez, como en las metas, para que una que
    publica mucho no fije sola la k de todas.

    Raises:
        ZeroDivisionError: Si no hay observaciones.
    """
    centro = media([o.valor for o in observaciones])
    interna = media([o.n * o.ruido for o in observaciones])
    if interna == 0:
        return Credibilidad(0.0, centro)
    entre = _varianza([o.valor for o in observaciones], centro) - media([o.ruido for o in observaciones])
    return Credibilidad(interna / entre if entre > 0 else inf, centro)


def _varianza(valores: Sequence[float], centro: float) -> float:
    if len(valores) < 2:
        return 0.0
    return fsum((v - centro) ** 2 for v in valores) / (len(valores) - 1)


def ajustar(x: float, n: int, credibilidad: Credibilidad) -> float:
    """Acerca un indicador a la media de su cohorte; con más publicaciones, menos.

    Con k y media congeladas es creciente en x, y queda entre x y la media.

    Args:
        x: Indicador crudo.
        n: Publicaciones sobre las que se midió.
        credibilidad: De su cohorte.
    """
    k, centro = credibilidad.k, credibilidad.media
    if k == 0:
        return x
    if isinf(k):
        return centro
    return (n * x + k * centro) / (n + k)
