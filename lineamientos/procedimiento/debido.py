"""Las comunicaciones que se deben de una cuenta en un momento (Lineamientos, arts. 6, 11, 13, 14 y 15)."""

from collections.abc import Callable
from datetime import date

from lineamientos.procedimiento.clases import ClaseDeComunicacion, ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente
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


COMPLEMENTARIA = "complementaria"
"""Cómo empieza lo que distingue unas recomendaciones que se agregan a otras ya comunicadas."""


def es_complementaria(ciclo: str) -> bool:
    """Si son recomendaciones que se agregan a las que ya se comunicaron."""
    return ciclo.startswith(f"{COMPLEMENTARIA} ")


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
    desde = plazos.requerimiento_antes_de.fecha
    recibido = expediente.ultimo(_V.RECIBIDO)
    # Lo que llegó cuando aún no tocaba requerir no es la estadística del semestre terminado.
    if expediente.ultimo(_V.REQUERIDO) or (recibido is not None and recibido.fecha >= desde):
        return None
    if not desde <= marco.hoy <= plazos.evaluacion_fin.fecha:
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
    motivo = (
        "Se recibió algo suyo." if len(recibidas) == 1 else f"Se recibieron {len(recibidas)} cosas suyas."
    )
    return _carta(_C.ACUSE, situacion, marco, motivo, huella(recibidas), recepciones=recibidas)


def _observaciones(situacion: Situacion, marco: Marco) -> Carta | None:
    """Observaciones aún no notificadas, a tiempo para que la subsanación quepa en el art. 13 (art. 14)."""
    expediente = situacion.expediente
    nuevas = situacion.observables - expediente.notificadas
    recepciones = [h for h in expediente.hechos if h.clase is _V.RECIBIDO]
    if not nuevas or not recepciones or expediente.informada:
        return None
    primera, ultima = (_cierre_de_la_entrega(situacion, r, marco) for r in (recepciones[0], recepciones[-1]))
    tope, limite = (
        limite_para_observar(c, marco.calendario, marco.parametros, situacion.ambito).fecha
        for c in (primera, ultima)
    )
    if expediente.revision is EstadoDeRevision.EVALUADA and marco.hoy > limite:
        return None
    al_cierre = marco.parametros.opcion("plazos.observaciones.momento", _MOMENTOS) == AL_CIERRE
    acto = ultima if al_cierre else recepciones[-1].fecha
    # Seguir entregando no aplaza sin fin lo que ya podía observarse.
    desde = min(marco.tras(acto, "plazos.observaciones.espera_dias_habiles", situacion.ambito), tope)
    if marco.hoy < desde:
        return None
    motivo = (
        f"Lo recibido el {recepciones[-1].fecha.isoformat()} tiene observaciones; el límite interno para "
        f"notificarlas es el {limite.isoformat()}."
    )
    return _carta(_C.OBSERVACIONES, situacion, marco, motivo, huella(nuevas), observaciones=nuevas)


def _cierre_de_la_entrega(situacion: Situacion, recepcion: Evento, marco: Marco) -> date:
    """El último día en que pudo entregarse, o el de la recepción si fue después."""
    ventana = marco.plazos_de(situacion.ambito).ventana_fin.fecha
    return max(recepcion.fecha, situacion.expediente.vence.get(_V.REQUERIDO, ventana))


def _silencio(situacion: Situacion, marco: Marco) -> Carta | None:
    """A quien se requirió, venció su plazo y nada entregó (arts. 6, fracción II, y 14 por analogía)."""
    expediente = situacion.expediente
    vence = expediente.vence.get(_V.REQUERIDO)
    if expediente.entrega is not _E.REQUERIDA or vence is None or marco.hoy <= vence:
        return None
    # No se tiene por silencioso a quien quizá entregó y espera a que alguien lo revise.
    if situacion.por_decidir or expediente.informada:
        return None
    # Con el día en que venció: si se corrige cuándo se requirió, el silencio de verdad es otro.
    motivo = f"Su plazo terminó el {vence.isoformat()} y no entregó."
    return _carta(_C.SILENCIO, situacion, marco, motivo, vence.isoformat())


def _titular(situacion: Situacion, marco: Marco) -> Carta | None:
    """Al titular del área, para que ordene atender de inmediato (art. 15)."""
    expediente = situacion.expediente
    silencio = expediente.vence.get(_V.REQUERIDO_POR_SILENCIO)
    vencidas: frozenset[str] = frozenset()
    if situacion.por_decidir or expediente.informada:
        return None
    if expediente.entrega in (_E.NO_SUBSANADA, _E.PERSISTENTE) and expediente.sin_avisar:
        vencidas = expediente.sin_avisar
        vencio = max(
            h.fecha
            for h in expediente.hechos
            if h.clase is _V.NO_SUBSANADO and not vencidas.isdisjoint(h.observaciones)
        )
        # Por el día en que venció: si luego se subsana una parte, no hay otro aviso.
        ciclo = f"{POR_OBSERVACIONES} {vencio.isoformat()}"
        motivo = "Venció el plazo para subsanar y hay observaciones abiertas."
    elif expediente.entrega is _E.EN_SILENCIO and silencio is not None and silencio < marco.hoy:
        ciclo = f"{POR_SILENCIO} {silencio.isoformat()}"
        motivo = f"El requerimiento venció el {silencio.isoformat()} y no entregó."
    else:
        return None
    return _carta(_C.TITULAR, situacion, marco, motivo, ciclo, observaciones=vencidas)


def sin_efecto_tras_el_informe(expediente: Expediente, hoy: date) -> str:
    """Lo que venció cuando el informe ya se había presentado, en una oración; vacío si nada.

    El Comité conoce los incumplimientos por el informe (art. 15): después, ni se requiere ni se avisa sin
    que lo decida una persona.
    """
    vence = expediente.vence.get(_V.REQUERIDO)
    if not expediente.informada:
        return ""
    if expediente.entrega is _E.REQUERIDA and vence is not None and vence < hoy:
        que = f"su plazo terminó el {vence.isoformat()} y no entregó"
    elif expediente.entrega in (_E.NO_SUBSANADA, _E.EN_SILENCIO):
        que = "venció su plazo sin que atendiera"
    else:
        return ""
    return (
        f"{expediente.cuenta}: {que}, y el informe ya se presentó al Comité: no se le requiere ni se avisa a "
        "su titular. Decida si lo hace por oficio y si lo lleva al informe siguiente."
    )


def _recomendaciones(situacion: Situacion, marco: Marco) -> Carta | None:
    """Las recomendaciones de la evaluación de cierre y las que se escriban después (art. 6, fracción III)."""
    if not situacion.recomendaciones:
        return None
    motivo = (
        "Estas recomendaciones se agregan a las que ya se comunicaron."
        if es_complementaria(situacion.recomendaciones)
        else "Terminó la evaluación y hay recomendaciones para la cuenta."
    )
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
