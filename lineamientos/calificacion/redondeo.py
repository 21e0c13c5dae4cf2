"""El único redondeo de la calificación: a centésimos, con la mitad hacia arriba.

El índice y los puntajes se comparan con los cortes tal como se muestran, de modo que quien lea el
informe puede rehacer cada comparación (Lineamientos, art. 13).
"""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

_CENTESIMO = Decimal("0.01")
# Un logaritmo puede diferir en su última cifra binaria de una máquina a otra; antes de redondear se quita
# esa cola, para que la misma cifra dé los mismos centésimos en todas.
_SIN_COLA = Decimal("0.000000001")


def redondear(puntos: float) -> Decimal:
    """Redondea a centésimos, la mitad hacia arriba: 69.995 da 70.00.

    Args:
        puntos: Número finito, en puntos de 0 a 100.
    """
    return (
        Decimal(repr(float(puntos))).quantize(_SIN_COLA, ROUND_HALF_EVEN).quantize(_CENTESIMO, ROUND_HALF_UP)
    )
