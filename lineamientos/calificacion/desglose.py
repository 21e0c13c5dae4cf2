"""La calificación propuesta de una cuenta con todo lo que la explica (Lineamientos, art. 13)."""

from dataclasses import dataclass
from decimal import Decimal

from lineamientos.calificacion.cohortes import Cohorte
from lineamientos.calificacion.dictamen import Antecedente, Dictamen
from lineamientos.calificacion.indicadores import Medida
from lineamientos.calificacion.metas import Meta
from lineamientos.calificacion.partes import Parte


@dataclass(frozen=True)
class ParteEvaluada:
    """Un componente con su meta y sus puntos.

    Attributes:
        parte: Lo medido.
        meta: Contra qué se midió, o ``None``.
        ajustado: El valor que se comparó con la meta: el crudo acercado a su cohorte, o el mismo crudo si
            la parte no se ajusta; ``None`` si no hay meta.
        puntaje: Puntos redondeados, o ``None`` si quedó fuera.
        motivo: Por qué quedó fuera, o una salvedad; vacío si no hay qué decir.
    """

    parte: Parte
    meta: Meta | None = None
    ajustado: float | None = None
    puntaje: Decimal | None = None
    motivo: str = ""


@dataclass(frozen=True)
class CriterioEvaluado:
    """Un criterio con sus puntos.

    Attributes:
        criterio: Nombre.
        evaluable: Si se midió con datos de la cuenta.
        sustituido: Si tomó la mediana de su cohorte.
        crudo: Valor sin normalizar, si el criterio tiene un solo componente.
        ajustado: El que se comparó con la meta, si tiene un solo componente.
        puntaje: Puntos redondeados, o ``None``.
        motivo: Por qué no se midió o cómo se sustituyó; vacío si no hay qué decir.
    """

    criterio: str
    evaluable: bool
    sustituido: bool
    crudo: float | None
    ajustado: float | None
    puntaje: Decimal | None
    motivo: str


@dataclass(frozen=True)
class Evaluada:
    """La calificación propuesta de una cuenta, con su desglose.

    Attributes:
        medida: Indicadores de la cuenta.
        cohorte: Con quién se comparó, o ``None`` si no hay con quién.
        cohorte_descripcion: Cómo se formó la cohorte; vacía si no hay.
        cohorte_tamano: Cuentas del semestre en la cohorte con cifras completas; 0 si no hay cohorte.
        partes: Componentes.
        criterios: Los cuatro, en orden.
        indice: Índice redondeado, o ``None``.
        dictamen: Lo que se propone.
        vetada: Si se cumple algún veto.
        anterior: El último semestre anterior con elementos, o ``None``.
    """

    medida: Medida
    cohorte: Cohorte | None
    cohorte_descripcion: str
    cohorte_tamano: int
    partes: tuple[ParteEvaluada, ...]
    criterios: tuple[CriterioEvaluado, ...]
    indice: Decimal | None
    dictamen: Dictamen
    vetada: bool
    anterior: Antecedente | None
