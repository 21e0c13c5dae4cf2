"""Los hechos que resultan del tiempo o de lo recibido: se asientan una vez (Lineamientos, arts. 14 y 15).

Cada uno lleva el día en que ocurrió, no el día en que se notó: da lo mismo que la vigilancia haya faltado.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente, expediente_de, sin_anulados
from lineamientos.procedimiento.marco import Marco, huella
from lineamientos.procedimiento.situacion import Hecho, Situacion
from lineamientos.procedimiento.transiciones import EstadoDeEntrega

_V = ClaseDeEvento


def hechos_debidos(situacion: Situacion, marco: Marco) -> tuple[Hecho, ...]:
    """Los hechos que ya ocurrieron y no constan.

    Args:
        situacion: La cuenta.
        marco: El semestre y el momento.
    """
    hallados = _subsanados(situacion)
    if situacion.por_decidir:
        # Un correo que nadie ha resuelto puede traer a tiempo lo que falta: nada se tiene por vencido.
        return hallados
    expediente = aplicar(situacion.expediente, hallados)
    vencidos = _no_subsanado(replace(situacion, expediente=expediente), marco)
    persiste = _persistente(aplicar(expediente, vencidos), marco)
    return (*hallados, *vencidos, *persiste)


def aplicar(expediente: Expediente, hechos: Iterable[Hecho]) -> Expediente:
    """El expediente como quedará cuando consten esos hechos."""
    nuevos = tuple(evento_de(h) for h in hechos)
    return expediente_de(expediente.cuenta, (*expediente.hechos, *nuevos)) if nuevos else expediente


def evento_de(hecho: Hecho) -> Evento:
    """El evento con que consta un hecho; su identidad sale de lo que ocurrió y no de cuándo se notó."""
    identidad = huella(
        (
            f"clase={hecho.clase}",
            f"cuenta={hecho.cuenta}",
            f"fecha={hecho.fecha}",
            f"documento={hecho.documento}",
            *(f"observacion={o}" for o in hecho.observaciones),
        )
    )
    return Evento(
        evento=identidad,
        cuenta=hecho.cuenta,
        clase=hecho.clase,
        ocurrido_en=hecho.ocurrido_en,
        fecha=hecho.fecha,
        documento=hecho.documento,
        observaciones=hecho.observaciones,
        detalle=hecho.detalle,
    )


def sin_sustento(hechos: Iterable[Evento]) -> tuple[Evento, ...]:
    """Los vencimientos que constan y ya no se sostienen: ningún aviso ni prórroga vencía ese día.

    Es lo que queda cuando se corrige el momento de una notificación, que mueve su plazo.
    """
    todos = sin_anulados(hechos)
    return tuple(
        h for h in todos if h.clase in (_V.NO_SUBSANADO, _V.PERSISTENTE) and not _se_sostiene(h, todos)
    )


def _se_sostiene(vencido: Evento, hechos: Iterable[Evento]) -> bool:
    """Si algo vencía de verdad ese día; de lo no subsanado, cada observación que ese día seguía abierta."""
    dia = vencido.fecha - timedelta(days=1)
    entonces = expediente_de(vencido.cuenta, (h for h in hechos if h.fecha <= dia))
    if vencido.clase is _V.PERSISTENTE:
        return entonces.vence.get(_V.AVISADO_AL_TITULAR) == dia
    return all(
        o in entonces.notificadas and entonces.abiertas.get(o, dia) == dia for o in vencido.observaciones
    )


def _subsanados(situacion: Situacion) -> tuple[Hecho, ...]:
    """Una entrega posterior cerró observaciones notificadas (art. 14).

    La que llegó antes de que se notificara la observación la cierra en cuanto se notifica.
    """
    expediente = situacion.expediente
    por_cierre: dict[tuple[datetime, date, str], list[str]] = {}
    for observacion in sorted(expediente.abiertas):
        if cierre := situacion.cerradas.get(observacion):
            abrio = max(
                (h for h in expediente.hechos if h.clase is _V.OBSERVADO and observacion in h.observaciones),
                key=lambda h: h.ocurrido_en,
            )
            cuando = max(cierre.ocurrido_en, abrio.ocurrido_en)
            clave = (cuando, max(cierre.fecha, abrio.fecha), cierre.documento)
            por_cierre.setdefault(clave, []).append(observacion)
    return tuple(
        Hecho(
            _V.SUBSANADO,
            situacion.cuenta,
            cuando,
            fecha,
            _cuantas(len(cerradas), "subsanada", "subsanadas") + " con una entrega.",
            documento,
            tuple(cerradas),
        )
        for (cuando, fecha, documento), cerradas in sorted(por_cierre.items())
    )


def _no_subsanado(situacion: Situacion, marco: Marco) -> tuple[Hecho, ...]:
    """Venció un plazo con observaciones abiertas: se mira el expediente como estaba ese día (art. 14).

    Lo que se subsanó, aclaró o prorrogó después de vencido venció también. Lo que solo cierra una evaluación
    no se tiene por vencido mientras falte evaluar algo que se entregó en plazo.
    """
    expediente = situacion.expediente
    constan = {(h.fecha, o) for h in expediente.hechos if h.clase is _V.NO_SUBSANADO for o in h.observaciones}
    plazos = {h.vence for h in expediente.hechos if h.clase in (_V.OBSERVADO, _V.PRORROGADO)}
    hallados = []
    for vence in sorted(v for v in plazos if v is not None and v < marco.hoy):
        siguiente = vence + timedelta(days=1)
        abiertas = _al(expediente, vence).abiertas
        vencidas = tuple(
            sorted(
                o
                for o, v in abiertas.items()
                if v == vence and (siguiente, o) not in constan and not situacion.falta_evaluar(o, vence)
            )
        )
        if vencidas:
            hallados.append(
                Hecho(
                    _V.NO_SUBSANADO,
                    expediente.cuenta,
                    marco.al_terminar(vence),
                    siguiente,
                    f"El plazo terminó el {vence.isoformat()} con "
                    f"{_cuantas(len(vencidas), 'abierta', 'abiertas')}.",
                    observaciones=vencidas,
                )
            )
    return tuple(hallados)


def _persistente(expediente: Expediente, marco: Marco) -> tuple[Hecho, ...]:
    """Venció el aviso al titular sin que se atendiera: va al informe (art. 15)."""
    vence = expediente.vence.get(_V.AVISADO_AL_TITULAR)
    if vence is None or vence >= marco.hoy:
        return ()
    constan = {h.fecha for h in expediente.hechos if h.clase is _V.PERSISTENTE}
    if vence + timedelta(days=1) in constan:
        return ()
    if _al(expediente, vence).entrega is not EstadoDeEntrega.ESCALADA:
        return ()
    return (
        Hecho(
            _V.PERSISTENTE,
            expediente.cuenta,
            marco.al_terminar(vence),
            vence + timedelta(days=1),
            f"El aviso al titular venció el {vence.isoformat()} sin que se atendiera.",
            observaciones=tuple(sorted(_al(expediente, vence).avisadas & expediente.abiertas.keys())),
        ),
    )


def _al(expediente: Expediente, dia: date) -> Expediente:
    """El expediente como estaba al terminar un día."""
    return expediente_de(expediente.cuenta, (h for h in expediente.hechos if h.fecha <= dia))


def _cuantas(n: int, una: str, varias: str) -> str:
    return f"1 observación {una}" if n == 1 else f"{n} observaciones {varias}"
