"""La tabla del dictamen: se aplica la primera línea que se cumple (Lineamientos, art. 13).

El resultado es una propuesta; quien califica es el Comité de Gestión.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from lineamientos.calificacion.parametros_calificacion import TITULOS_DE_CRITERIO, Cortes


class Clase(StrEnum):
    """Lo que puede proponerse de una cuenta."""

    PERTINENTE = "Pertinente"
    CON_RECOMENDACIONES = "Pertinente con recomendaciones"
    EN_OBSERVACION = "En observación"
    NO_PERTINENTE = "No pertinente"
    SIN_ELEMENTOS = "Sin elementos para calificar"
    INCUMPLIMIENTO = "Sin elementos para calificar, por incumplimiento"

    @property
    def sin_elementos(self) -> bool:
        """Si no interrumpe ni prolonga una racha de semestres."""
        return self in (Clase.SIN_ELEMENTOS, Clase.INCUMPLIMIENTO)


@dataclass(frozen=True)
class Antecedente:
    """El último semestre anterior con elementos, sin huecos de por medio.

    Attributes:
        semestre: Clave del semestre.
        clase: Lo que se propuso.
        indice: Índice de entonces, o ``None`` si no lo tuvo.
        sin_publicaciones: Si no publicó nada.
    """

    semestre: str
    clase: Clase
    indice: Decimal | None
    sin_publicaciones: bool


@dataclass(frozen=True)
class Hechos:
    """Todo lo que el dictamen mira de una cuenta.

    Attributes:
        publicaciones: Total de publicaciones (columna A), o ``None`` si se ignora.
        evaluables: Criterios medidos con datos de la cuenta.
        indice: Índice redondeado, o ``None`` si no puede calcularse.
        puntajes: Puntos redondeados por criterio, con el sustituido si lo hay.
        sustituidos: Criterios que tomaron la mediana de su cohorte.
        vetos: Oraciones de los vetos que se cumplen.
        pendientes: Cifras del artículo 11 que faltan y aún pueden entregarse, u otros impedimentos.
        retenidas: Cifras no entregadas tras el requerimiento del artículo 14.
        anterior: Último semestre anterior con elementos, si lo hay.
    """

    publicaciones: int | None
    evaluables: int
    indice: Decimal | None
    puntajes: Mapping[str, Decimal] = field(default_factory=dict)
    sustituidos: tuple[str, ...] = ()
    vetos: tuple[str, ...] = ()
    pendientes: tuple[str, ...] = ()
    retenidas: tuple[str, ...] = ()
    anterior: Antecedente | None = None


@dataclass(frozen=True)
class Dictamen:
    """Lo que se propone, con la línea de la tabla que lo decide y su razón en palabras."""

    clase: Clase
    linea: int
    motivo: str


def dictaminar(hechos: Hechos, cortes: Cortes) -> Dictamen:
    """Aplica la tabla, línea por línea.

    Args:
        hechos: De la cuenta.
        cortes: Vigentes.

    Raises:
        ValueError: Si hay elementos para calificar y no hay índice.
    """
    anterior = hechos.anterior
    if hechos.publicaciones == 0:
        if anterior is not None and anterior.sin_publicaciones:
            motivo = f"No hizo publicaciones en este semestre ni en {anterior.semestre}."
            return Dictamen(Clase.NO_PERTINENTE, 1, motivo)
        return Dictamen(Clase.EN_OBSERVACION, 2, "No hizo publicaciones en el semestre.")
    if (sin_elementos := _sin_elementos(hechos, cortes)) is not None:
        return sin_elementos
    indice = hechos.indice
    if indice is None:
        raise ValueError("Hay elementos para calificar y falta el índice")
    bajo = indice < cortes.no_pertinente
    if (
        bajo
        and anterior is not None
        and anterior.indice is not None
        and anterior.indice < cortes.no_pertinente
    ):
        motivo = (
            f"Índice de {indice}; de {anterior.indice} en {anterior.semestre}: "
            f"menor que {cortes.no_pertinente} en dos semestres seguidos."
        )
        return Dictamen(Clase.NO_PERTINENTE, 4, motivo)
    if hechos.vetos or indice < cortes.observacion:
        razones = list(hechos.vetos)
        if indice < cortes.observacion:
            razones.append(f"índice de {indice}, menor que {cortes.observacion}")
        return Dictamen(Clase.EN_OBSERVACION, 5, _oracion(razones))
    reparos = _reparos(hechos, indice, cortes)
    if not reparos:
        motivo = (
            f"Índice de {indice}, de al menos {cortes.pertinente}, "
            f"y cada criterio de al menos {cortes.minimo_por_criterio}."
        )
        return Dictamen(Clase.PERTINENTE, 6, motivo)
    return Dictamen(Clase.CON_RECOMENDACIONES, 7, _oracion(reparos))


def _sin_elementos(hechos: Hechos, cortes: Cortes) -> Dictamen | None:
    if hechos.retenidas:
        motivo = f"No se entregó, vencido el requerimiento del artículo 14: {'; '.join(hechos.retenidas)}."
        return Dictamen(Clase.INCUMPLIMIENTO, 3, motivo)
    if hechos.pendientes:
        return Dictamen(Clase.SIN_ELEMENTOS, 3, f"Falta para calificar: {'; '.join(hechos.pendientes)}.")
    if hechos.evaluables < cortes.criterios_minimos:
        motivo = (
            f"Solo pudieron evaluarse {hechos.evaluables} de los cuatro criterios; "
            f"se necesitan {cortes.criterios_minimos}."
        )
        return Dictamen(Clase.SIN_ELEMENTOS, 3, motivo)
    return None


def _reparos(hechos: Hechos, indice: Decimal, cortes: Cortes) -> list[str]:
    reparos = []
    if indice < cortes.pertinente:
        reparos.append(f"índice de {indice}, menor que {cortes.pertinente}")
    reparos.extend(
        f"{TITULOS_DE_CRITERIO[criterio]} de {puntaje}, menor que {cortes.minimo_por_criterio}"
        for criterio, puntaje in hechos.puntajes.items()
        if puntaje < cortes.minimo_por_criterio
    )
    if cortes.exige_medidos:
        reparos.extend(
            f"{TITULOS_DE_CRITERIO[criterio]} no pudo medirse, y «{Clase.PERTINENTE}» pide medir los cuatro"
            for criterio in hechos.sustituidos
        )
    return reparos


def _oracion(razones: list[str]) -> str:
    texto = "; ".join(razones)
    return f"{texto[:1].upper()}{texto[1:]}."
