"""Lo que las reglas miran de una cuenta en un semestre (Lineamientos, art. 6, fracción III)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lineamientos.calificacion.agregacion import percentil
from lineamientos.calificacion.fichas import Ficha
from lineamientos.calificacion.redondeo import redondear

Valor = int | Decimal | str
"""Lo que vale una entrada: un conteo, una cifra a centésimos o un texto."""


@dataclass(frozen=True)
class Anterior:
    """El semestre anterior de una cuenta, si puede compararse.

    Attributes:
        ficha: Sus cifras, o ``None``.
        indice: Su índice, o ``None``.
        motivo: Por qué no puede compararse; vacío si puede.
    """

    ficha: Ficha | None = None
    indice: Decimal | None = None
    motivo: str = ""


@dataclass(frozen=True)
class Situacion:
    """Una cuenta vigente en el semestre que se evalúa.

    Attributes:
        ficha: Sus cifras.
        frecuencia: Publicaciones por semana sin respuestas, o ``None``.
        sin_frecuencia: Por qué no hay frecuencia; vacío si la hay.
        referencia: Frecuencia de referencia de su cohorte, en publicaciones por semana, o ``None``.
        desempeno: Puntos de desempeño, de 0 a 100, o ``None``.
        desempeno_de_la_cohorte: Percentil fijado del desempeño de su cohorte, en puntos, o ``None``.
        indice: Índice propuesto, o ``None``.
        anterior: El semestre anterior.
        cuentas_del_area: Cuentas de su área en su red al cierre del semestre, con ella si sigue vigente.
    """

    ficha: Ficha
    frecuencia: Decimal | None
    sin_frecuencia: str
    referencia: Decimal | None
    desempeno: Decimal | None
    desempeno_de_la_cohorte: Decimal | None
    indice: Decimal | None
    anterior: Anterior
    cuentas_del_area: tuple[str, ...]


@dataclass(frozen=True)
class Medicion:
    """Lo que una regla halló en una cuenta.

    Attributes:
        entradas: Cifras que miró, por nombre, tal como se comparan y se muestran.
        indicador: La cifra que se compara.
        limite: Contra qué se compara.
        procede: Si se recomienda.
    """

    entradas: Mapping[str, Valor]
    indicador: Decimal
    limite: Decimal
    procede: bool


@dataclass(frozen=True)
class Falta:
    """Por qué una regla no puede aplicarse a una cuenta: ausente no es cero.

    Attributes:
        motivo: Oración sin mayúscula ni punto.
    """

    motivo: str


def comparabilidad(metodo: str, fase: str, metodo_anterior: str | None, fase_anterior: str | None) -> str:
    """Por qué el semestre anterior no puede compararse; vacío si puede.

    Solo se compara lo que se calificó con la misma versión del método y en la misma fase (art. 13).

    Args:
        metodo: Versión con que se califica el semestre.
        fase: Su fase.
        metodo_anterior: Versión con que se calificó el anterior, o ``None`` si no se evaluó.
        fase_anterior: Su fase, o ``None``.
    """
    if metodo_anterior is None or fase_anterior is None:
        return "no hay evaluación del semestre anterior"
    if metodo_anterior != metodo:
        return f"la versión del método es {metodo} y la del semestre anterior, {metodo_anterior}"
    if fase_anterior != fase:
        return "de los dos semestres, solo uno es de Proceso Electoral"
    return ""


def desempeno_bajo(por_cohorte: Mapping[str, Sequence[float]], p: float, minimo: int) -> dict[str, Decimal]:
    """Percentil del desempeño de cada cohorte en el semestre; sin las cohortes de muy pocas cuentas.

    Args:
        por_cohorte: Puntos de desempeño medidos, por cohorte.
        p: Percentil, de 0 a 100.
        minimo: Cuentas sin las que no hay con quién comparar.
    """
    return {c: redondear(percentil(v, p)) for c, v in por_cohorte.items() if len(v) >= minimo}
