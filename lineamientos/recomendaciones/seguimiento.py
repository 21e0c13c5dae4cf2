"""Qué pasó en el semestre siguiente con lo que se recomendó (Lineamientos, art. 7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lineamientos.recomendaciones.catalogo import Regla
from lineamientos.recomendaciones.emision import decir
from lineamientos.recomendaciones.situacion import Falta, Medicion

ATENDIDA, NO_ATENDIDA, SIN_ELEMENTOS = "atendida", "no_atendida", "sin_elementos"
ESTADOS = (ATENDIDA, NO_ATENDIDA, SIN_ELEMENTOS)
"""Cómo puede quedar una recomendación."""

DECLARACIONES = (ATENDIDA, NO_ATENDIDA)
"""Lo que un administrador puede declarar de ella."""


@dataclass(frozen=True)
class Declaracion:
    """Lo que un administrador declaró de una recomendación (art. 7).

    Attributes:
        declaracion: De ``DECLARACIONES``.
        cuando: Día en que consta, como 2027-01-15.
        detalle: Qué hizo, o por qué no.
    """

    declaracion: str
    cuando: str
    detalle: str


@dataclass(frozen=True)
class Seguimiento:
    """Cómo quedó una recomendación en el semestre siguiente.

    Attributes:
        estado: De ``ESTADOS``.
        comprobacion: Qué lo muestra: «datos», «declaracion» o «ninguna».
        antes: Indicador al emitirla, o ``None`` si no se mide.
        ahora: El mismo indicador en el semestre siguiente, o ``None``.
        limite: El que se comunicó, o ``None``.
        motivo: Por qué quedó así, en una oración.
    """

    estado: str
    comprobacion: str
    antes: Decimal | None
    ahora: Decimal | None
    limite: Decimal | None
    motivo: str


def seguir(
    regla: Regla | None,
    antes: Decimal | None,
    limite: Decimal | None,
    ahora: Medicion | Falta | None,
    declaraciones: Sequence[Declaracion],
) -> Seguimiento:
    """Si una recomendación se atendió: por los datos donde la muestran, por declaración en lo demás (art. 7).

    Se compara con el límite que se comunicó, aunque después haya cambiado el parámetro. El silencio no es
    desatención probada: sin datos ni declaración quedan «sin elementos».

    Args:
        regla: La que la produjo, o ``None`` si la escribió un evaluador o la regla ya no existe.
        antes: Indicador al emitirla.
        limite: El que se comunicó.
        ahora: Lo que la misma regla halla en el semestre siguiente; ``None`` si la cuenta ya no está vigente.
        declaraciones: Las que constan sobre ella, de la más antigua a la más nueva; vale la última.
    """
    ultima = declaraciones[-1] if declaraciones else None
    if regla is None or regla.comprobacion == "declaracion":
        return _por_declaracion(ultima, antes, limite)
    if ahora is None:
        if regla.cierre_atiende:
            return Seguimiento(ATENDIDA, "datos", antes, None, limite, "la cuenta dejó de estar vigente")
        return Seguimiento(SIN_ELEMENTOS, "ninguna", antes, None, limite, "la cuenta dejó de estar vigente")
    declarable = regla.comprobacion == "datos_o_declaracion" and ultima is not None
    if isinstance(ahora, Falta) and declarable:
        return _por_declaracion(ultima, antes, limite)
    if isinstance(ahora, Falta) or antes is None or limite is None:
        motivo = ahora.motivo if isinstance(ahora, Falta) else "no consta la cifra con que se emitió"
        return Seguimiento(SIN_ELEMENTOS, "ninguna", antes, None, limite, motivo)
    cumple = ahora.indicador >= limite if regla.sentido == "al_menos" else ahora.indicador <= limite
    if not cumple and declarable:
        return _por_declaracion(ultima, antes, limite, ahora.indicador)
    pedido = f"{'al menos' if regla.sentido == 'al_menos' else 'a lo más'} {decir(limite)}"
    motivo = f"se pidió {pedido}; pasó de {decir(antes)} a {decir(ahora.indicador)}"
    return Seguimiento(ATENDIDA if cumple else NO_ATENDIDA, "datos", antes, ahora.indicador, limite, motivo)


def _por_declaracion(
    ultima: Declaracion | None, antes: Decimal | None, limite: Decimal | None, ahora: Decimal | None = None
) -> Seguimiento:
    if ultima is None:
        motivo = "el administrador no ha declarado si la atendió"
        return Seguimiento(SIN_ELEMENTOS, "ninguna", antes, ahora, limite, motivo)
    motivo = f"lo declaró el administrador el {ultima.cuando}: {ultima.detalle}"
    return Seguimiento(ultima.declaracion, "declaracion", antes, ahora, limite, motivo)
