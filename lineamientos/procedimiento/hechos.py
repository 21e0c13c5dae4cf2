"""Los hechos que resultan del tiempo o de lo recibido: se asientan una vez (Lineamientos, arts. 14 y 15).

Cada uno lleva el día en que ocurrió, no el día en que se notó: da lo mismo que la vigilancia haya faltado.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente, expediente_de
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
    primeros = (*_subsanados(situacion), *_no_subsanado(situacion, marco))
    despues = aplicar(situacion.expediente, primeros)
    return (*primeros, *_persistente(despues, marco))


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


def _subsanados(situacion: Situacion) -> tuple[Hecho, ...]:
    """Una entrega posterior cerró observaciones notificadas (art. 14)."""
    por_documento: dict[str, list[str]] = {}
    for observacion in sorted(situacion.expediente.abiertas):
        if cierre := situacion.cerradas.get(observacion):
            por_documento.setdefault(cierre.documento, []).append(observacion)
    return tuple(
        Hecho(
            _V.SUBSANADO,
            situacion.cuenta,
            (cierre := situacion.cerradas[cerradas[0]]).ocurrido_en,
            cierre.fecha,
            _cuantas(len(cerradas), "subsanada", "subsanadas") + " con una entrega posterior.",
            documento,
            tuple(cerradas),
        )
        for documento, cerradas in sorted(por_documento.items())
    )


def _no_subsanado(situacion: Situacion, marco: Marco) -> tuple[Hecho, ...]:
    """Venció el plazo con observaciones abiertas; lo que se subsanó después venció también (art. 14)."""
    expediente = situacion.expediente
    if expediente.entrega is not EstadoDeEntrega.OBSERVADA:
        return ()
    vencidas = {
        o: vence
        for o, vence in expediente.abiertas.items()
        if vence is not None
        and vence < marco.hoy
        and (o not in situacion.cerradas or situacion.cerradas[o].fecha > vence)
    }
    if not vencidas:
        return ()
    primero = min(vencidas.values())
    return (
        Hecho(
            _V.NO_SUBSANADO,
            expediente.cuenta,
            marco.al_terminar(primero),
            primero + timedelta(days=1),
            f"El plazo terminó el {primero.isoformat()} con "
            f"{_cuantas(len(vencidas), 'abierta', 'abiertas')}.",
            observaciones=tuple(sorted(vencidas)),
        ),
    )


def _persistente(expediente: Expediente, marco: Marco) -> tuple[Hecho, ...]:
    """Venció el aviso al titular sin que se atendiera: va al informe (art. 15)."""
    vence = expediente.vence.get(_V.AVISADO_AL_TITULAR)
    if vence is None or vence >= marco.hoy or expediente.ultimo(_V.PERSISTENTE):
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
            observaciones=tuple(sorted(expediente.abiertas)),
        ),
    )


def _al(expediente: Expediente, dia: date) -> Expediente:
    """El expediente como estaba al terminar un día."""
    return expediente_de(expediente.cuenta, (h for h in expediente.hechos if h.fecha <= dia))


def _cuantas(n: int, una: str, varias: str) -> str:
    return f"1 observación {una}" if n == 1 else f"{n} observaciones {varias}"
