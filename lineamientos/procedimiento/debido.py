"""Las comunicaciones que se deben de una cuenta en un momento (Lineamientos, arts. 6, 11, 13, 14 y 15)."""

from collections.abc import Callable
from datetime import datetime

from lineamientos.procedimiento.clases import ClaseDeComunicacion, ClaseDeEvento
from lineamientos.procedimiento.marco import Marco, huella
from lineamientos.procedimiento.situacion import Carta, Situacion
from lineamientos.procedimiento.transiciones import EstadoDeEntrega, EstadoDeRevision
from lineamientos.vencimientos import (
    Plazo,
    limite_para_observar,
    vence_silencio,
    vence_subsanacion,
    vence_titular,
)

_C, _V, _E = ClaseDeComunicacion, ClaseDeEvento, EstadoDeEntrega
AL_CIERRE, AL_RECIBIR = "al_cierre", "al_recibir"
_MOMENTOS = (AL_CIERRE, AL_RECIBIR)
POR_SILENCIO, POR_OBSERVACIONES = "silencio", "observaciones"


def cartas_debidas(situacion: Situacion, marco: Marco) -> tuple[Carta, ...]:
    """Las comunicaciones que tocan ya a la cuenta, se hayan escrito o no; con lo que las distingue.

    Args:
        situacion: La cuenta, con los hechos que ya constan.
        marco: El semestre y el momento.

    Raises:
        ParametroFaltante: Si falta algún plazo.
        ParametroInvalido: Si alguno no puede usarse.
    """
    return tuple(c for regla in _REGLAS if (c := regla(situacion, marco)) is not None)


def _requerimiento(situacion: Situacion, marco: Marco) -> Carta | None:
    """Solicitud previa, desde cinco días hábiles antes de la ventana y mientras pueda evaluarse (art. 11)."""
    expediente, plazos = situacion.expediente, marco.plazos
    if expediente.ultimo(_V.REQUERIDO, _V.RECIBIDO):
        return None
    if not plazos.requerimiento_antes_de.fecha <= marco.hoy <= plazos.evaluacion_fin.fecha:
        return None
    desde = marco.momento_habil(situacion.ambito)
    motivo = (
        f"La entrega empieza el {plazos.ventana_inicio.fecha.isoformat()}: "
        f"{plazos.requerimiento_antes_de.fundamento.razon}."
    )
    plazo = marco.entrega_si_se_notifica(desde.date(), situacion.ambito)
    return _carta(_C.REQUERIMIENTO, situacion, desde, motivo, plazo=plazo)


def _recordatorio(situacion: Situacion, marco: Marco) -> Carta | None:
    """A quien se requirió y no ha entregado, antes de que termine su plazo (art. 6, fracción II)."""
    expediente = situacion.expediente
    vence = expediente.vence.get(_V.REQUERIDO)
    if expediente.entrega is not _E.REQUERIDA or vence is None:
        return None
    desde_dia = marco.antes(vence, "plazos.recordatorio.dias_habiles_antes", situacion.ambito)
    desde = marco.momento_habil(situacion.ambito)
    if not desde_dia <= marco.hoy <= vence or desde.date() > vence:
        return None
    motivo = f"No ha entregado y su plazo termina el {vence.isoformat()}."
    return _carta(_C.RECORDATORIO, situacion, desde, motivo, vence.isoformat())


def _acuse(situacion: Situacion, marco: Marco) -> Carta | None:
    """Cada recepción se acusa (arts. 9 y 11)."""
    if not situacion.sin_acuse:
        return None
    desde = marco.momento_habil(situacion.ambito)
    recibidas = tuple(sorted(situacion.sin_acuse))
    motivo = "Se recibió una entrega." if len(recibidas) == 1 else f"Se recibieron {len(recibidas)} entregas."
    return _carta(_C.ACUSE, situacion, desde, motivo, huella(recibidas), recepciones=recibidas)


def _observaciones(situacion: Situacion, marco: Marco) -> Carta | None:
    """Observaciones aún no notificadas, a tiempo para que la subsanación quepa en el art. 13 (art. 14)."""
    expediente = situacion.expediente
    nuevas = situacion.observables - expediente.notificadas
    recepcion = expediente.ultimo(_V.RECIBIDO)
    if not nuevas or recepcion is None or expediente.revision is not EstadoDeRevision.PENDIENTE:
        return None
    cierre = max(recepcion.fecha, expediente.vence.get(_V.REQUERIDO, marco.plazos.ventana_fin.fecha))
    limite = limite_para_observar(cierre, marco.calendario, marco.parametros, situacion.ambito)
    al_cierre = marco.parametros.opcion("plazos.observaciones.momento", _MOMENTOS) == AL_CIERRE
    acto = cierre if al_cierre else recepcion.fecha
    if marco.hoy < marco.tras(acto, "plazos.observaciones.espera_dias_habiles", situacion.ambito):
        return None
    desde = marco.momento_habil(situacion.ambito)
    plazo = vence_subsanacion(desde.date(), marco.calendario, marco.parametros, situacion.ambito)
    motivo = (
        f"Lo recibido el {recepcion.fecha.isoformat()} tiene observaciones; el límite interno para "
        f"notificarlas es el {limite.fecha.isoformat()}."
    )
    return _carta(
        _C.OBSERVACIONES, situacion, desde, motivo, huella(nuevas), plazo=plazo, observaciones=_orden(nuevas)
    )


def _silencio(situacion: Situacion, marco: Marco) -> Carta | None:
    """A quien se requirió, venció su plazo y nada entregó (arts. 6, fracción II, y 14 por analogía)."""
    expediente = situacion.expediente
    vence = expediente.vence.get(_V.REQUERIDO)
    if expediente.entrega is not _E.REQUERIDA or vence is None or marco.hoy <= vence:
        return None
    desde = marco.momento_habil(situacion.ambito)
    plazo = vence_silencio(desde.date(), marco.calendario, marco.parametros, situacion.ambito)
    return _carta(
        _C.SILENCIO, situacion, desde, f"Su plazo terminó el {vence.isoformat()} y no entregó.", plazo=plazo
    )


def _titular(situacion: Situacion, marco: Marco) -> Carta | None:
    """Al titular del área, para que ordene atender de inmediato (art. 15)."""
    expediente = situacion.expediente
    silencio = expediente.vence.get(_V.REQUERIDO_POR_SILENCIO)
    if expediente.entrega is _E.NO_SUBSANADA:
        ciclo, motivo = POR_OBSERVACIONES, "Venció el plazo para subsanar y hay observaciones abiertas."
    elif expediente.entrega is _E.EN_SILENCIO and silencio is not None and silencio < marco.hoy:
        ciclo, motivo = POR_SILENCIO, f"El requerimiento venció el {silencio.isoformat()} y no entregó."
    else:
        return None
    desde = marco.momento_habil(situacion.ambito)
    plazo = vence_titular(desde.date(), marco.calendario, marco.parametros, situacion.ambito)
    return _carta(
        _C.TITULAR,
        situacion,
        desde,
        motivo,
        ciclo,
        plazo=plazo,
        observaciones=_orden(frozenset(expediente.abiertas)),
    )


def _recomendaciones(situacion: Situacion, marco: Marco) -> Carta | None:
    """Las recomendaciones de la evaluación de cierre (art. 6, fracción III)."""
    if not situacion.recomendaciones:
        return None
    desde = marco.momento_habil(situacion.ambito)
    motivo = "Terminó la evaluación y hay recomendaciones para la cuenta."
    return _carta(_C.RECOMENDACIONES, situacion, desde, motivo, situacion.recomendaciones)


def _resolucion(situacion: Situacion, marco: Marco) -> Carta | None:
    """Lo que resolvió el Comité se notifica a quien administra la cuenta y al titular (art. 13)."""
    if not situacion.resolucion:
        return None
    desde = marco.momento_habil(situacion.ambito)
    return _carta(_C.RESOLUCION, situacion, desde, "El Comité resolvió.", situacion.resolucion)


_REGLAS: tuple[Callable[[Situacion, Marco], Carta | None], ...] = (
    _requerimiento,
    _recordatorio,
    _acuse,
    _observaciones,
    _silencio,
    _titular,
    _recomendaciones,
    _resolucion,
)


def _carta(
    clase: ClaseDeComunicacion,
    situacion: Situacion,
    desde: datetime,
    motivo: str,
    ciclo: str = "",
    *,
    plazo: Plazo | None = None,
    observaciones: tuple[str, ...] = (),
    recepciones: tuple[str, ...] = (),
) -> Carta:
    return Carta(clase, situacion.cuenta, ciclo, desde, motivo, plazo, observaciones, recepciones)


def _orden(claves: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(claves))
