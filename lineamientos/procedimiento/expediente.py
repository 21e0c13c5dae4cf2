"""El expediente de una cuenta: su estado es función de los hechos y de nada más (art. 6, fracción II)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.transiciones import (
    ATENDIDO,
    ATENDIDO_Y_EN_PLAZO,
    ATENDIDO_Y_POR_AVISAR,
    CORRE,
    EN_PLAZO,
    NADA_EN_PLAZO,
    PLAZO_VENCIDO,
    POR_SILENCIO,
    REVISION,
    SIN_ABIERTAS,
    SIN_VENCIDAS_POR_AVISAR,
    SOLO_AVISADAS,
    EstadoDeEntrega,
    EstadoDeRevision,
    transiciones,
)

_REVISIONES = tuple(EstadoDeRevision)
_V = ClaseDeEvento


@dataclass(frozen=True)
class Expediente:
    """En qué está una cuenta en un semestre.

    Attributes:
        cuenta: Clave.
        entrega: Estado de la entrega.
        revision: Estado de la revisión.
        vence: Último día de cada plazo, por el hecho que lo abrió, con su prórroga.
        abiertas: Observaciones notificadas que siguen abiertas, con el último día para subsanarlas.
        vencidas: De ellas, aquellas cuyo plazo consta que venció.
        avisadas: Observaciones de que trató el último aviso al titular; ninguna si no había entregado.
        notificadas: Todas las observaciones que se han notificado.
        por_silencio: Si se le requirió por falta de entrega.
        hechos: Los hechos, en orden.
        cambiaron: De ellos, los que cambiaron la entrega. Uno que venció según lo que entonces constaba no la
            cambia si otro, fechado antes y asentado después, lo deja sin causa.
    """

    cuenta: str
    entrega: EstadoDeEntrega = EstadoDeEntrega.SIN_REQUERIR
    revision: EstadoDeRevision = EstadoDeRevision.PENDIENTE
    vence: dict[ClaseDeEvento, date] = field(default_factory=dict)
    abiertas: dict[str, date | None] = field(default_factory=dict)
    vencidas: frozenset[str] = frozenset()
    avisadas: frozenset[str] = frozenset()
    notificadas: frozenset[str] = frozenset()
    por_silencio: bool = False
    hechos: tuple[Evento, ...] = ()
    cambiaron: tuple[Evento, ...] = ()

    def ultimo(self, *clases: ClaseDeEvento) -> Evento | None:
        """El último hecho de esas clases, o ``None``."""
        return next((h for h in reversed(self.hechos) if h.clase in clases), None)

    def ultimo_cambio(self, clase: ClaseDeEvento) -> Evento | None:
        """El último hecho de esa clase que cambió la entrega, o ``None``."""
        return next((h for h in reversed(self.cambiaron) if h.clase is clase), None)

    @property
    def plazo_que_corre(self) -> date | None:
        """Último día del plazo que corre para la cuenta, o ``None`` si no corre ninguno."""
        if self.entrega is EstadoDeEntrega.OBSERVADA:
            en_plazo = (v for o, v in self.abiertas.items() if o not in self.vencidas)
            return min((v for v in en_plazo if v is not None), default=None)
        abre = CORRE.get(self.entrega)
        return None if abre is None else self.vence.get(abre)

    @property
    def ha_entregado(self) -> bool:
        """Si se ha recibido algo de la cuenta."""
        return self.ultimo(_V.RECIBIDO) is not None

    @property
    def informada(self) -> bool:
        """Si el informe que la comprende ya se presentó al Comité."""
        return self.revision not in (EstadoDeRevision.PENDIENTE, EstadoDeRevision.EVALUADA)

    @property
    def persistio(self) -> bool:
        """Si alguna vez venció el aviso al titular sin atenderse, aunque después se atendiera."""
        return self.ultimo_cambio(_V.PERSISTENTE) is not None

    @property
    def sin_avisar(self) -> frozenset[str]:
        """Observaciones vencidas y abiertas de que no se ha avisado al titular."""
        return self.vencidas - self.ya_avisadas

    @property
    def ya_avisadas(self) -> frozenset[str]:
        """Observaciones de que trató algún aviso al titular que procedía."""
        avisos = (h.observaciones for h in self.cambiaron if h.clase is _V.AVISADO_AL_TITULAR)
        return frozenset().union(*avisos)

    def tras(self, evento: Evento) -> "Expediente":
        """El expediente después de un hecho."""
        abiertas, vence = self._abiertas_tras(evento), dict(self.vence)
        vencidas = (self.vencidas | self._vencen_con(evento)) & abiertas.keys()
        prorroga = evento.clase is _V.PRORROGADO
        abre = CORRE.get(self.entrega) if prorroga else evento.clase
        if evento.vence is not None and abre is not None:
            previo = vence.get(abre) if prorroga else None
            vence[abre] = evento.vence if previo is None else max(previo, evento.vence)
        cambio = next(
            (
                t
                for t in transiciones(self.entrega, evento.clase)
                if self._se_cumple(t.si, evento, abiertas.keys(), vencidas)
            ),
            None,
        )
        propuesta = REVISION.get(evento.clase, self.revision)
        avisa = evento.clase is _V.AVISADO_AL_TITULAR and cambio is not None
        return replace(
            self,
            entrega=self.entrega if cambio is None else cambio.hacia,
            revision=max(self.revision, propuesta, key=_REVISIONES.index),
            vence=vence,
            abiertas=abiertas,
            vencidas=vencidas,
            avisadas=frozenset(evento.observaciones) if avisa else self.avisadas,
            notificadas=self.notificadas | abiertas.keys(),
            por_silencio=self.por_silencio or evento.clase is _V.REQUERIDO_POR_SILENCIO,
            hechos=(*self.hechos, evento),
            cambiaron=self.cambiaron if cambio is None else (*self.cambiaron, evento),
        )

    def _abiertas_tras(self, evento: Evento) -> dict[str, date | None]:
        if evento.clase is _V.OBSERVADO:
            # La que se notifica otra vez conserva su plazo: renovarla no lo alarga (art. 14).
            return dict.fromkeys(evento.observaciones, evento.vence) | self.abiertas
        if evento.clase in (_V.SUBSANADO, _V.ACLARADO):
            return {o: v for o, v in self.abiertas.items() if o not in evento.observaciones}
        if evento.clase is _V.PRORROGADO and self.entrega is EstadoDeEntrega.OBSERVADA:
            # Alarga: ni acorta el plazo de la que vencía después ni revive el de la que ya venció.
            return {
                o: v if o in self.vencidas else max((f for f in (v, evento.vence) if f), default=None)
                for o, v in self.abiertas.items()
            }
        return self.abiertas

    def _vencen_con(self, evento: Evento) -> frozenset[str]:
        """Las abiertas cuyo plazo consta con ese hecho que venció; sin causa, ninguna."""
        if evento.clase is not _V.NO_SUBSANADO:
            return frozenset()
        suyas = ((o, self.abiertas[o]) for o in evento.observaciones if o in self.abiertas)
        return frozenset(o for o, vence in suyas if vence is None or vence < evento.fecha)

    def _se_cumple(
        self, condicion: str, evento: Evento, abiertas: Collection[str], vencidas: Collection[str]
    ) -> bool:
        """Si se da la condición de un cambio, con lo que el hecho deja abierto y vencido."""
        por_avisar = bool(frozenset(vencidas) - self.ya_avisadas)
        en_plazo = bool(frozenset(abiertas) - frozenset(vencidas))
        atendido = self.avisadas.isdisjoint(abiertas)
        simples = {
            "": True,
            SIN_ABIERTAS: not abiertas,
            NADA_EN_PLAZO: not en_plazo and not por_avisar,
            EN_PLAZO: en_plazo and not por_avisar,
            SOLO_AVISADAS: not en_plazo and not por_avisar,
            ATENDIDO_Y_POR_AVISAR: atendido and por_avisar,
            ATENDIDO_Y_EN_PLAZO: atendido and en_plazo,
            ATENDIDO: atendido,
            SIN_VENCIDAS_POR_AVISAR: not por_avisar,
            POR_SILENCIO: not self.avisadas,
        }
        if condicion in simples:
            return simples[condicion]
        if condicion == PLAZO_VENCIDO and evento.clase is _V.NO_SUBSANADO:
            return bool(self._vencen_con(evento))
        if condicion == PLAZO_VENCIDO:
            corre = self.plazo_que_corre
            return corre is None or corre < evento.fecha
        raise ValueError(f"No hay una condición «{condicion}».")


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
