"""El semestre de un vistazo: en qué está cada cuenta, qué se comunicó y qué vence (art. 6, fracción II)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.especiales import especiales
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente, expediente_de
from lineamientos.procedimiento.transiciones import EstadoDeEntrega, EstadoDeRevision

_E, _V, _R = EstadoDeEntrega, ClaseDeEvento, EstadoDeRevision
_REVISIONES = tuple(EstadoDeRevision)


class Llegada(StrEnum):
    """Cómo llegó lo primero que entregó una cuenta."""

    EN_TIEMPO = "en tiempo"
    TARDE = "tarde"
    SIN_PLAZO = "sin plazo"
    """Llegó sin que corriera un plazo con que compararlo, como cuando aún no se le requería."""


_LLEGADAS = {True: Llegada.EN_TIEMPO, False: Llegada.TARDE, None: Llegada.SIN_PLAZO}


@dataclass(frozen=True)
class Renglon:
    """Una cuenta.

    Attributes:
        cuenta: Clave.
        entrega: En qué está su entrega.
        revision: En qué está su revisión.
        llegada: Cómo llegó lo primero que entregó, o ``None`` si no ha llegado nada.
        abiertas: Observaciones notificadas que siguen abiertas.
        por_silencio: Si se le requirió por falta de entrega.
        persistio: Si venció el aviso al titular sin que se atendiera.
        subsano: Si cerró alguna observación que se le había notificado.
        vence: Último día del plazo que corre, o ``None`` si no corre ninguno.
        debe: Qué se espera de la cuenta antes de ese día; vacío si nada.
    """

    cuenta: str
    entrega: EstadoDeEntrega
    revision: EstadoDeRevision
    llegada: Llegada | None
    abiertas: int
    por_silencio: bool
    persistio: bool
    subsano: bool
    vence: date | None
    debe: str


@dataclass(frozen=True)
class Vencimiento:
    """Un plazo que vence pronto o que ya venció y sigue corriendo.

    Attributes:
        fecha: Último día.
        que: Qué se espera, con su artículo.
        cuentas: De quiénes; ninguna si es de Comunicación Social.
        vencido: Si ya pasó.
    """

    fecha: date
    que: str
    cuentas: tuple[str, ...]
    vencido: bool


@dataclass(frozen=True)
class Tablero:
    """El semestre de un vistazo.

    Attributes:
        renglones: Las cuentas, en el orden en que se dieron.
        conteos: Cuántas cuentas hay de cada ``CONTEOS``; una cuenta puede estar en varios.
        comunicaciones: Cuántas comunicaciones hay en cada estado.
        vencimientos: Lo vencido y lo que vence pronto, por día.
        hasta: Hasta qué día se miró lo que vence.
    """

    renglones: tuple[Renglon, ...]
    conteos: Mapping[str, int]
    comunicaciones: Mapping[str, int]
    vencimientos: tuple[Vencimiento, ...]
    hasta: date

    @property
    def empezado(self) -> bool:
        """Si consta algún hecho o se ha escrito algo."""
        quietas = all(r.entrega is _E.SIN_REQUERIR and r.revision is _R.PENDIENTE for r in self.renglones)
        return not quietas or any(self.comunicaciones.values())


DEBE = {
    _E.REQUERIDA: "entregar la estadística (art. 11)",
    _E.OBSERVADA: "subsanar observaciones (art. 14)",
    _E.EN_SILENCIO: "entregar lo que se requirió otra vez (art. 6, fracción II)",
    _E.ESCALADA: "atender lo que se avisó al titular (art. 15)",
}
"""Qué se espera de la cuenta en cada estado en que le corre un plazo."""
_ESPECIAL = "entregar otra información (art. 12)"

CONTEOS: tuple[tuple[str, str, Callable[[Renglon], bool]], ...] = (
    ("cuentas", "Cuentas", lambda _: True),
    ("por_requerir", "Por requerir", lambda r: r.entrega is _E.SIN_REQUERIR and r.llegada is None),
    ("por_entregar", "Por entregar", lambda r: r.entrega is not _E.SIN_REQUERIR and r.llegada is None),
    ("en_tiempo", "Entregaron en tiempo", lambda r: r.llegada is Llegada.EN_TIEMPO),
    ("tarde", "Entregaron tarde", lambda r: r.llegada is Llegada.TARDE),
    ("sin_plazo", "Entregaron sin plazo que contar", lambda r: r.llegada is Llegada.SIN_PLAZO),
    ("observadas", "Con observaciones notificadas abiertas", lambda r: r.abiertas > 0),
    ("subsanadas", "Subsanaron lo notificado", lambda r: r.subsano and not r.abiertas),
    ("no_subsanadas", "No subsanaron a tiempo", lambda r: r.entrega is _E.NO_SUBSANADA),
    ("en_silencio", "Requeridas por silencio", lambda r: r.entrega is _E.EN_SILENCIO),
    ("escaladas", "Avisadas al titular", lambda r: r.entrega is _E.ESCALADA),
    ("persistentes", "Persistentes: al informe", lambda r: r.persistio),
    ("evaluadas", "Evaluadas", lambda r: _al_menos(r.revision, _R.EVALUADA)),
    ("informadas", "Informadas al Comité", lambda r: _al_menos(r.revision, _R.INFORMADA)),
    ("resueltas", "Resueltas", lambda r: _al_menos(r.revision, _R.RESUELTA)),
    ("notificadas", "Con resolución notificada", lambda r: _al_menos(r.revision, _R.NOTIFICADA)),
)
"""Qué se cuenta, cómo se dice y qué cuentas entran; la revisión se cuenta acumulada."""


def tablero(
    cuentas: Sequence[str],
    eventos: Iterable[Evento],
    recepciones: Iterable[tuple[str, bool | None]],
    comunicaciones: Iterable[str],
    *,
    hoy: date,
    hasta: date,
    del_semestre: Iterable[tuple[date, str]] = (),
) -> Tablero:
    """Arma el tablero de lo que consta.

    Args:
        cuentas: Cuentas que rinden en el semestre.
        eventos: Hechos del semestre, de esas cuentas o de otras.
        recepciones: Cuenta y si llegó en tiempo (``None`` si no corría plazo), de la primera a la última.
        comunicaciones: Estado de cada comunicación.
        hoy: Día en que se mira.
        hasta: Hasta qué día se mira lo que vence.
        del_semestre: Plazos que no son de una cuenta: último día y qué se espera.
    """
    suyos: dict[str, list[Evento]] = {}
    for evento in eventos:
        suyos.setdefault(evento.cuenta, []).append(evento)
    primeras: dict[str, bool | None] = {}
    for cuenta, en_tiempo in recepciones:
        primeras.setdefault(cuenta, en_tiempo)
    expedientes = [expediente_de(c, suyos.get(c, ())) for c in cuentas]
    renglones = tuple(_renglon(e, primeras) for e in expedientes)
    plazos = [(r.vence, r.debe, r.cuenta) for r in renglones if r.vence is not None]
    plazos += [
        (pedido.vence, _ESPECIAL, e.cuenta)
        for e in expedientes
        for pedido, atendido in especiales(e)
        if atendido is None and pedido.vence is not None
    ]
    return Tablero(
        renglones=renglones,
        conteos={clave: sum(map(entra, renglones)) for clave, _, entra in CONTEOS},
        comunicaciones=dict(sorted(Counter(comunicaciones).items())),
        vencimientos=_vencimientos(plazos, del_semestre, hoy, hasta),
        hasta=hasta,
    )


def _renglon(expediente: Expediente, primeras: Mapping[str, bool | None]) -> Renglon:
    cuenta, vence = expediente.cuenta, expediente.plazo_que_corre
    llegada = _LLEGADAS[primeras[cuenta]] if cuenta in primeras else None
    if llegada is None and expediente.ha_entregado:
        llegada = Llegada.SIN_PLAZO
    return Renglon(
        cuenta=cuenta,
        entrega=expediente.entrega,
        revision=expediente.revision,
        llegada=llegada,
        abiertas=len(expediente.abiertas),
        por_silencio=expediente.por_silencio,
        persistio=expediente.persistio,
        subsano=not expediente.notificadas <= expediente.abiertas.keys(),
        vence=vence,
        debe="" if vence is None else DEBE[expediente.entrega],
    )


def _vencimientos(
    plazos: Iterable[tuple[date, str, str]],
    del_semestre: Iterable[tuple[date, str]],
    hoy: date,
    hasta: date,
) -> tuple[Vencimiento, ...]:
    """Lo que sigue corriendo y ya venció, y lo que vence hasta ese día; lo del semestre, solo si no pasó."""
    juntos: dict[tuple[date, str], list[str]] = {}
    for fecha, que, cuenta in plazos:
        if fecha <= hasta:
            juntos.setdefault((fecha, que), []).append(cuenta)
    for fecha, que in del_semestre:
        if hoy <= fecha <= hasta:
            juntos.setdefault((fecha, que), [])
    return tuple(
        Vencimiento(fecha, que, tuple(cuentas), fecha < hoy)
        for (fecha, que), cuentas in sorted(juntos.items())
    )


def _al_menos(revision: EstadoDeRevision, minima: EstadoDeRevision) -> bool:
    return _REVISIONES.index(revision) >= _REVISIONES.index(minima)
