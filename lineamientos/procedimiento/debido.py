"""Las comunicaciones que se deben de una cuenta en un momento (Lineamientos, arts. 6, 11, 13, 14 y 15)."""

from collections.abc import Callable

from lineamientos.procedimiento.clases import ClaseDeComunicacion, ClaseDeEvento
from lineamientos.procedimiento.marco import Marco, huella
from lineamientos.procedimiento.notificacion import plazo_si_se_notifica
from lineamientos.procedimiento.situacion import Carta, Situacion
from lineamientos.procedimiento.transiciones import EstadoDeEntrega, EstadoDeRevision
from lineamientos.referencias import Articulo, Fundamento
from lineamientos.vencimientos import Plazo, limite_para_observar

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
    expediente, plazos = situacion.expediente, marco.plazos_de(situacion.ambito)
    if expediente.ultimo(_V.REQUERIDO, _V.RECIBIDO):
        return None
    if not plazos.requerimiento_antes_de.fecha <= marco.hoy <= plazos.evaluacion_fin.fecha:
        return None
    motivo = (
        f"La entrega empieza el {plazos.ventana_inicio.fecha.isoformat()}: "
        f"{plazos.requerimiento_antes_de.fundamento.razon}."
    )
    return _carta(_C.REQUERIMIENTO, situacion, marco, motivo)


def _recordatorio(situacion: Situacion, marco: Marco) -> Carta | None:
    """A quien se requirió y no ha entregado, antes de que termine su plazo (art. 6, fracción II)."""
    expediente = situacion.expediente
    vence = expediente.vence.get(_V.REQUERIDO)
    if expediente.entrega is not _E.REQUERIDA or vence is None:
        return None
    desde_dia = marco.antes(vence, "plazos.recordatorio.dias_habiles_antes", situacion.ambito)
    if not desde_dia <= marco.hoy <= vence or marco.momento_habil(situacion.ambito).date() > vence:
        return None
    motivo = f"No ha entregado y su plazo termina el {vence.isoformat()}."
    # El que ya corre descansa en lo mismo que cuando se contó.
    requerido = expediente.ultimo(_V.REQUERIDO)
    fuentes = marco.entrega_si_se_notifica(requerido.fecha, situacion.ambito).fuentes if requerido else ()
    plazo = Plazo("Termina la entrega", vence, Fundamento(Articulo(11), "el que ya corre"), fuentes)
    return _carta(_C.RECORDATORIO, situacion, marco, motivo, vence.isoformat(), plazo=plazo)


def _acuse(situacion: Situacion, marco: Marco) -> Carta | None:
    """Cada recepción se acusa (arts. 9 y 11)."""
    if not situacion.sin_acuse:
        return None
    recibidas = tuple(sorted(situacion.sin_acuse))
    motivo = "Se recibió una entrega." if len(recibidas) == 1 else f"Se recibieron {len(recibidas)} entregas."
    return _carta(_C.ACUSE, situacion, marco, motivo, huella(recibidas), recepciones=recibidas)


def _observaciones(situacion: Situacion, marco: Marco) -> Carta | None:
    """Observaciones aún no notificadas, a tiempo para que la subsanación quepa en el art. 13 (art. 14)."""
    expediente = situacion.expediente
    nuevas = situacion.observables - expediente.notificadas
    recepcion = expediente.ultimo(_V.RECIBIDO)
    if not nuevas or recepcion is None or expediente.revision is not EstadoDeRevision.PENDIENTE:
        return None
    ventana = marco.plazos_de(situacion.ambito).ventana_fin.fecha
    cierre = max(recepcion.fecha, expediente.vence.get(_V.REQUERIDO, ventana))
    limite = limite_para_observar(cierre, marco.calendario, marco.parametros, situacion.ambito)
    al_cierre = marco.parametros.opcion("plazos.observaciones.momento", _MOMENTOS) == AL_CIERRE
    acto = cierre if al_cierre else recepcion.fecha
    if marco.hoy < marco.tras(acto, "plazos.observaciones.espera_dias_habiles", situacion.ambito):
        return None
    motivo = (
        f"Lo recibido el {recepcion.fecha.isoformat()} tiene observaciones; el límite interno para "
        f"notificarlas es el {limite.fecha.isoformat()}."
    )
    return _carta(_C.OBSERVACIONES, situacion, marco, motivo, huella(nuevas), observaciones=nuevas)


def _silencio(situacion: Situacion, marco: Marco) -> Carta | None:
    """A quien se requirió, venció su plazo y nada entregó (arts. 6, fracción II, y 14 por analogía)."""
    expediente = situacion.expediente
    vence = expediente.vence.get(_V.REQUERIDO)
    if expediente.entrega is not _E.REQUERIDA or vence is None or marco.hoy <= vence:
        return None
    if situacion.por_decidir:
        # No se tiene por silencioso a quien quizá entregó y espera a que alguien lo revise.
        return None
    return _carta(_C.SILENCIO, situacion, marco, f"Su plazo terminó el {vence.isoformat()} y no entregó.")


def _titular(situacion: Situacion, marco: Marco) -> Carta | None:
    """Al titular del área, para que ordene atender de inmediato (art. 15)."""
    expediente = situacion.expediente
    silencio, vencida = expediente.vence.get(_V.REQUERIDO_POR_SILENCIO), expediente.ultimo(_V.NO_SUBSANADO)
    if expediente.entrega is _E.NO_SUBSANADA and vencida is not None:
        # Por el día en que venció: si luego se subsana una parte, no hay otro aviso.
        ciclo = f"{POR_OBSERVACIONES} {vencida.fecha.isoformat()}"
        motivo = "Venció el plazo para subsanar y hay observaciones abiertas."
    elif situacion.por_decidir:
        return None
    elif expediente.entrega is _E.EN_SILENCIO and silencio is not None and silencio < marco.hoy:
        ciclo, motivo = POR_SILENCIO, f"El requerimiento venció el {silencio.isoformat()} y no entregó."
    else:
        return None
    return _carta(
        _C.TITULAR,
        situacion,
        marco,
        motivo,
        ciclo,
        observaciones=frozenset(expediente.abiertas),
    )


def _recomendaciones(situacion: Situacion, marco: Marco) -> Carta | None:
    """Las recomendaciones de la evaluación de cierre (art. 6, fracción III)."""
    if not situacion.recomendaciones:
        return None
    motivo = "Terminó la evaluación y hay recomendaciones para la cuenta."
    return _carta(_C.RECOMENDACIONES, situacion, marco, motivo, situacion.recomendaciones)


def _resolucion(situacion: Situacion, marco: Marco) -> Carta | None:
    """Lo que resolvió el Comité se notifica a quien administra la cuenta y al titular (art. 13)."""
    if not situacion.resolucion:
        return None
    return _carta(_C.RESOLUCION, situacion, marco, "El Comité resolvió.", situacion.resolucion)


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
    marco: Marco,
    motivo: str,
    ciclo: str = "",
    *,
    plazo: Plazo | None = None,
    observaciones: frozenset[str] = frozenset(),
    recepciones: tuple[str, ...] = (),
) -> Carta:
    """La carta, con el plazo dado o el que corre si se notifica en el primer momento hábil."""
    desde = marco.momento_habil(situacion.ambito)
    return Carta(
        clase=clase,
        cuenta=situacion.cuenta,
        ciclo=ciclo,
        desde=desde,
        motivo=motivo,
        plazo=plazo or plazo_si_se_notifica(clase, desde.date(), marco, situacion.ambito),
        observaciones=tuple(sorted(observaciones)),
        recepciones=recepciones,
    )
