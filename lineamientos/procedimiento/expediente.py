"""El expediente de una cuenta: su estado es función de los hechos y de nada más (art. 6, fracción II)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.transiciones import (
    REVISION,
    SIN_ABIERTAS,
    EstadoDeEntrega,
    EstadoDeRevision,
    transicion,
)

_REVISIONES = tuple(EstadoDeRevision)
_V = ClaseDeEvento
_CORRE = {
    EstadoDeEntrega.REQUERIDA: _V.REQUERIDO,
    EstadoDeEntrega.OBSERVADA: _V.OBSERVADO,
    EstadoDeEntrega.EN_SILENCIO: _V.REQUERIDO_POR_SILENCIO,
    EstadoDeEntrega.ESCALADA: _V.AVISADO_AL_TITULAR,
}
"""Qué plazo corre en cada estado: el que abrió ese hecho. Una prórroga alcanza solo a ese."""


@dataclass(frozen=True)
class Expediente:
    """En qué está una cuenta en un semestre.

    Attributes:
        cuenta: Clave.
        entrega: Estado de la entrega.
        revision: Estado de la revisión.
        vence: Último día de cada plazo, por el hecho que lo abrió, con su prórroga.
        abiertas: Observaciones notificadas que siguen abiertas, con el último día para subsanarlas.
        notificadas: Todas las observaciones que se han notificado.
        por_silencio: Si el aviso al titular fue por falta de entrega.
        hechos: Los hechos, en orden.
    """

    cuenta: str
    entrega: EstadoDeEntrega = EstadoDeEntrega.SIN_REQUERIR
    revision: EstadoDeRevision = EstadoDeRevision.PENDIENTE
    vence: dict[ClaseDeEvento, date] = field(default_factory=dict)
    abiertas: dict[str, date | None] = field(default_factory=dict)
    notificadas: frozenset[str] = frozenset()
    por_silencio: bool = False
    hechos: tuple[Evento, ...] = ()

    def ultimo(self, *clases: ClaseDeEvento) -> Evento | None:
        """El último hecho de esas clases, o ``None``."""
        return next((h for h in reversed(self.hechos) if h.clase in clases), None)

    @property
    def plazo_que_corre(self) -> date | None:
        """Último día del plazo que corre para la cuenta, o ``None`` si no corre ninguno."""
        if self.entrega is EstadoDeEntrega.OBSERVADA:
            return min((v for v in self.abiertas.values() if v is not None), default=None)
        abre = _CORRE.get(self.entrega)
        return None if abre is None else self.vence.get(abre)

    @property
    def ha_entregado(self) -> bool:
        """Si se ha recibido algo de la cuenta."""
        return self.ultimo(_V.RECIBIDO) is not None

    def tras(self, evento: Evento) -> "Expediente":
        """El expediente después de un hecho."""
        abiertas, vence = self.abiertas, dict(self.vence)
        if evento.clase is _V.OBSERVADO:
            # La que se notifica otra vez conserva su plazo: renovarla no lo alarga (art. 14).
            nuevas: dict[str, date | None] = dict.fromkeys(evento.observaciones, evento.vence)
            abiertas = nuevas | abiertas
        elif evento.clase in (_V.SUBSANADO, _V.ACLARADO):
            abiertas = {o: v for o, v in abiertas.items() if o not in evento.observaciones}
        elif evento.clase is _V.PRORROGADO and self.entrega is EstadoDeEntrega.OBSERVADA:
            abiertas = dict.fromkeys(abiertas, evento.vence)
        abre = _CORRE.get(self.entrega) if evento.clase is _V.PRORROGADO else evento.clase
        if evento.vence is not None and abre is not None:
            vence[abre] = evento.vence
        cambio = transicion(self.entrega, evento.clase)
        if cambio is not None and (
            (cambio.si == SIN_ABIERTAS and abiertas)
            or (self.entrega is EstadoDeEntrega.ESCALADA and not self._atiende(evento))
        ):
            cambio = None
        propuesta = REVISION.get(evento.clase, self.revision)
        return replace(
            self,
            entrega=self.entrega if cambio is None else cambio.hacia,
            revision=max(self.revision, propuesta, key=_REVISIONES.index),
            vence=vence,
            abiertas=abiertas,
            notificadas=self.notificadas | abiertas.keys(),
            por_silencio=self.por_silencio or evento.clase is _V.REQUERIDO_POR_SILENCIO,
            hechos=(*self.hechos, evento),
        )

    def _atiende(self, evento: Evento) -> bool:
        """Si el hecho, estando avisado el titular, atiende aquello por lo que se le avisó."""
        if evento.clase is _V.RECIBIDO:
            return self.por_silencio and not self.abiertas
        return True


def expediente_de(cuenta: str, eventos: Iterable[Evento]) -> Expediente:
    """El expediente que resulta de los hechos de una cuenta, en el orden del día que cuentan (art. 10).

    Lo que vence al terminar un día va antes que lo que cuenta al siguiente. El orden en que se den los hechos
    no cambia el resultado. Lo que una corrección anuló no cuenta.
    """
    resultado = Expediente(cuenta)
    for evento in sorted(sin_anulados(eventos), key=_orden):
        resultado = resultado.tras(evento)
    return resultado


def sin_anulados(eventos: Iterable[Evento]) -> tuple[Evento, ...]:
    """Los hechos que valen: quedan fuera los que una corrección anuló, y queda la corrección."""
    todos = tuple(eventos)
    anulados = {e.documento for e in todos if e.clase is _V.CORREGIDO}
    return tuple(e for e in todos if e.evento not in anulados)


_ORDEN = {clase: n for n, clase in enumerate(ClaseDeEvento)}
_DEL_TIEMPO = (_V.NO_SUBSANADO, _V.PERSISTENTE)


def _orden(evento: Evento) -> tuple[object, ...]:
    vencido = evento.clase in _DEL_TIEMPO
    return (evento.fecha, not vencido, evento.ocurrido_en, _ORDEN[evento.clase], evento.evento)
