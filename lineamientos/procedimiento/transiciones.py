"""En qué está la entrega de una cuenta y qué la hace cambiar (Lineamientos, arts. 6, 11, 14 y 15)."""

from dataclasses import dataclass
from enum import StrEnum

from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.referencias import Articulo


class EstadoDeEntrega(StrEnum):
    """En qué está la entrega de la estadística de una cuenta."""

    SIN_REQUERIR = "sin_requerir"
    """No consta que se haya notificado la solicitud previa: no puede haber incumplimiento."""
    REQUERIDA = "requerida"
    RECIBIDA = "recibida"
    OBSERVADA = "observada"
    SUBSANADA = "subsanada"
    NO_SUBSANADA = "no_subsanada"
    EN_SILENCIO = "en_silencio"
    """Venció la entrega sin que llegara nada y ya se requirió."""
    ESCALADA = "escalada"
    """Se avisó al titular del área."""
    PERSISTENTE = "persistente"
    """El Comité lo conoce en el informe."""


class EstadoDeRevision(StrEnum):
    """En qué está la revisión de la cuenta por Comunicación Social y el Comité."""

    PENDIENTE = "pendiente"
    EVALUADA = "evaluada"
    INFORMADA = "informada"
    RESUELTA = "resuelta"
    NOTIFICADA = "notificada"


@dataclass(frozen=True)
class Transicion:
    """Un cambio de estado.

    Attributes:
        desde: Estados en que puede ocurrir.
        evento: Lo que ocurre.
        hacia: Estado en que queda.
        articulo: En qué se apoya.
        si: Condición además del hecho, en palabras; vacía si basta el hecho.
    """

    desde: tuple[EstadoDeEntrega, ...]
    evento: ClaseDeEvento
    hacia: EstadoDeEntrega
    articulo: Articulo
    si: str = ""


_E, _V = EstadoDeEntrega, ClaseDeEvento
SIN_ABIERTAS = "no queda ninguna observación notificada abierta"
NADA_EN_PLAZO = "no queda ninguna en plazo y de todas se avisó"
EN_PLAZO = "queda alguna en plazo y de las vencidas ya se avisó"
SOLO_AVISADAS = "solo quedan vencidas de que ya se avisó"
ATENDIDO_Y_POR_AVISAR = "se atendió lo avisado y queda otra vencida de que no se ha avisado"
ATENDIDO_Y_EN_PLAZO = "se atendió lo avisado y queda alguna en plazo"
ATENDIDO = "se atendió lo avisado y solo quedan vencidas de que se avisó antes"
SIN_VENCIDAS_POR_AVISAR = "no queda ninguna vencida de que no se haya avisado"
POR_SILENCIO = "se avisó por falta de entrega y ahora se entregó"
PLAZO_VENCIDO = "ya había vencido el plazo, contadas sus prórrogas"


def _al_cerrar(evento: ClaseDeEvento) -> tuple[Transicion, ...]:
    """A dónde lleva cerrar observaciones: cada una tiene su plazo, y el aviso trata solo de las suyas."""
    return (
        Transicion(
            (_E.OBSERVADA, _E.NO_SUBSANADA, _E.ESCALADA), evento, _E.SUBSANADA, Articulo(14), SIN_ABIERTAS
        ),
        Transicion((_E.OBSERVADA,), evento, _E.PERSISTENTE, Articulo(15), NADA_EN_PLAZO),
        Transicion((_E.NO_SUBSANADA,), evento, _E.OBSERVADA, Articulo(14), EN_PLAZO),
        Transicion((_E.NO_SUBSANADA,), evento, _E.PERSISTENTE, Articulo(15), SOLO_AVISADAS),
        Transicion((_E.ESCALADA,), evento, _E.NO_SUBSANADA, Articulo(15), ATENDIDO_Y_POR_AVISAR),
        Transicion((_E.ESCALADA,), evento, _E.OBSERVADA, Articulo(15), ATENDIDO_Y_EN_PLAZO),
        Transicion((_E.ESCALADA,), evento, _E.PERSISTENTE, Articulo(15), ATENDIDO),
    )


TRANSICIONES: tuple[Transicion, ...] = (
    Transicion((_E.SIN_REQUERIR,), _V.REQUERIDO, _E.REQUERIDA, Articulo(11)),
    Transicion((_E.SIN_REQUERIR, _E.REQUERIDA, _E.EN_SILENCIO), _V.RECIBIDO, _E.RECIBIDA, Articulo(11)),
    Transicion((_E.ESCALADA,), _V.RECIBIDO, _E.RECIBIDA, Articulo(15), POR_SILENCIO),
    Transicion((_E.RECIBIDA, _E.SUBSANADA, _E.OBSERVADA), _V.OBSERVADO, _E.OBSERVADA, Articulo(14)),
    Transicion((_E.PERSISTENTE,), _V.OBSERVADO, _E.OBSERVADA, Articulo(14), SIN_VENCIDAS_POR_AVISAR),
    *_al_cerrar(_V.SUBSANADO),
    *_al_cerrar(_V.ACLARADO),
    Transicion((_E.OBSERVADA,), _V.NO_SUBSANADO, _E.NO_SUBSANADA, Articulo(14), PLAZO_VENCIDO),
    Transicion((_E.REQUERIDA,), _V.REQUERIDO_POR_SILENCIO, _E.EN_SILENCIO, Articulo(6, "II"), PLAZO_VENCIDO),
    Transicion((_E.NO_SUBSANADA, _E.PERSISTENTE), _V.AVISADO_AL_TITULAR, _E.ESCALADA, Articulo(15)),
    Transicion((_E.EN_SILENCIO,), _V.AVISADO_AL_TITULAR, _E.ESCALADA, Articulo(15), PLAZO_VENCIDO),
    Transicion((_E.ESCALADA,), _V.PERSISTENTE, _E.PERSISTENTE, Articulo(15), PLAZO_VENCIDO),
)
"""Todos los cambios, en el orden en que se prueban; un hecho que no aparece para un estado no lo cambia."""

REVISION: dict[ClaseDeEvento, EstadoDeRevision] = {
    _V.EVALUADO: EstadoDeRevision.EVALUADA,
    _V.INFORMADO: EstadoDeRevision.INFORMADA,
    _V.RESUELTO: EstadoDeRevision.RESUELTA,
    _V.RESOLUCION_NOTIFICADA: EstadoDeRevision.NOTIFICADA,
}
"""A qué lleva cada hecho la revisión; nunca retrocede."""

CORRE: dict[EstadoDeEntrega, ClaseDeEvento] = {
    _E.REQUERIDA: _V.REQUERIDO,
    _E.OBSERVADA: _V.OBSERVADO,
    _E.EN_SILENCIO: _V.REQUERIDO_POR_SILENCIO,
    _E.ESCALADA: _V.AVISADO_AL_TITULAR,
}
"""Qué plazo corre en cada estado: el que abrió ese hecho. Una prórroga alcanza solo a ese."""


def transiciones(desde: EstadoDeEntrega, evento: ClaseDeEvento) -> tuple[Transicion, ...]:
    """Los cambios que ese hecho puede producir en ese estado: vale el primero cuya condición se cumpla."""
    return _INDICE[desde, evento]


_INDICE: dict[tuple[EstadoDeEntrega, ClaseDeEvento], tuple[Transicion, ...]] = {
    (desde, evento): tuple(t for t in TRANSICIONES if desde in t.desde and t.evento is evento)
    for desde in EstadoDeEntrega
    for evento in ClaseDeEvento
}
