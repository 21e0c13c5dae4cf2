"""En qué está el procedimiento de cada cuenta, según lo que consta en su expediente (arts. 11, 14 y 15)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from informes import numeros
from informes.contexto import Contexto, Fila
from informes.textos import limpio, titulo
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente
from lineamientos.procedimiento.transiciones import EstadoDeEntrega

_V, _E = ClaseDeEvento, EstadoDeEntrega
AVISOS = (_V.REQUERIDO, _V.OBSERVADO, _V.REQUERIDO_POR_SILENCIO, _V.AVISADO_AL_TITULAR)
"""Lo que se notifica y abre un plazo, en el orden del procedimiento."""
CIERRAN = (_V.SUBSANADO, _V.ACLARADO)
MEDIOS = {"correo": "por correo", "papel": "en papel", "carpeta": "en la carpeta de entradas"}
"""Por dónde se notifica."""


@dataclass(frozen=True)
class Escalada:
    """Un aviso al titular: por qué se dio y en qué terminó.

    Attributes:
        aviso: El hecho del aviso.
        por_silencio: Si fue por falta de entrega; si no, por observaciones sin subsanar.
        final: El hecho con que se atendió o con que venció, o ``None`` si sigue en curso.
    """

    aviso: Evento
    por_silencio: bool
    final: Evento | None

    @property
    def persiste(self) -> bool:
        """Si venció sin que se atendiera."""
        return self.final is not None and self.final.clase is _V.PERSISTENTE

    @property
    def vencio(self) -> date:
        """Último día del aviso que venció.

        Raises:
            ValueError: Si no consta que venciera.
        """
        if self.final is None or not self.persiste:
            raise ValueError(f"No consta que el aviso {self.aviso.evento} venciera.")
        return self.final.fecha - timedelta(days=1)


def escaladas(expediente: Expediente) -> tuple[Escalada, ...]:
    """Los avisos al titular de una cuenta, del primero al último."""
    hechas: list[Escalada] = []
    for antes, despues, hecho in _cambios(expediente):
        if despues is _E.ESCALADA:
            hechas.append(Escalada(hecho, antes is _E.EN_SILENCIO, None))
        elif antes is _E.ESCALADA:
            hechas[-1] = Escalada(hechas[-1].aviso, hechas[-1].por_silencio, hecho)
    return tuple(hechas)


def persistentes(expediente: Expediente) -> tuple[Escalada, ...]:
    """Los avisos al titular que vencieron sin atenderse, del primero al último."""
    return tuple(e for e in escaladas(expediente) if e.persiste)


def consta_algun_aviso(ctx: Contexto) -> bool:
    """Si consta que se notificó algo que abre un plazo a alguna cuenta del informe."""
    return any(e.ultimo(*AVISOS) for e in ctx.expedientes.values())


def entrega_tardia(expediente: Expediente) -> tuple[Evento, date] | None:
    """La primera entrega y el día en que vencía, si llegó después; sin requerimiento no hay plazo."""
    primera = next((h for h in expediente.hechos if h.clase is _V.RECIBIDO), None)
    vence = expediente.vence.get(_V.REQUERIDO)
    if primera is None or vence is None or primera.fecha <= vence:
        return None
    return primera, vence


def despues(expediente: Expediente, hecho: Evento, *clases: ClaseDeEvento) -> tuple[Evento, ...]:
    """Los hechos de esas clases que constan después de uno."""
    desde = expediente.hechos.index(hecho) + 1
    return tuple(h for h in expediente.hechos[desde:] if h.clase in clases)


def aviso_de(ctx: Contexto, hecho: Evento) -> Fila | None:
    """Con qué comunicación se notificó y en qué consta, o ``None`` si no hay prueba."""
    return ctx.avisos.get(hecho.documento)


def medio_en_palabras(aviso: Fila | None) -> str:
    """Por dónde se notificó, con su oficio y el folio del acuse, si los hay.

    Raises:
        ValueError: Si el medio no es conocido.
    """
    if aviso is None:
        return "no consta la prueba"
    partes = [titulo(MEDIOS, aviso["medio"], "un medio")]
    if aviso["numero_oficio"]:
        partes.append(f"oficio {limpio(aviso['numero_oficio'])}")
    if aviso["folio"]:
        partes.append(f"acuse {limpio(aviso['folio'])}")
    return ", ".join(partes)


def en_un_renglon(ctx: Contexto, cuenta: str) -> str:
    """En qué está el procedimiento de una cuenta, con sus fechas."""
    expediente = ctx.expedientes[cuenta]
    frase = _RENGLONES[expediente.entrega](expediente)
    if expediente.persistio and expediente.entrega is not _E.PERSISTENTE:
        return f"{frase}; antes, {_persistente(expediente)}"
    return frase


def _cambios(expediente: Expediente) -> Iterator[tuple[EstadoDeEntrega, EstadoDeEntrega, Evento]]:
    actual = Expediente(expediente.cuenta)
    for hecho in expediente.hechos:
        siguiente = actual.tras(hecho)
        if siguiente.entrega is not actual.entrega:
            yield actual.entrega, siguiente.entrega, hecho
        actual = siguiente


def _con_plazo(frase: str, clase: ClaseDeEvento, plazo: str) -> Callable[[Expediente], str]:
    def renglon(expediente: Expediente) -> str:
        vence = expediente.plazo_que_corre
        hasta = f"; {plazo} {numeros.fecha_corta(vence)}" if vence else ""
        return f"{frase} {_el(expediente, clase)}{hasta}"

    return renglon


def _el(expediente: Expediente, *clases: ClaseDeEvento) -> str:
    hecho = expediente.ultimo(*clases)
    return f"el {numeros.fecha_corta(hecho.fecha)}" if hecho else "sin fecha"


def _recibida(expediente: Expediente) -> str:
    if tardia := entrega_tardia(expediente):
        recibido, vence = tardia
        return (
            f"entregó el {numeros.fecha_corta(recibido.fecha)}, fuera de tiempo "
            f"(venció el {numeros.fecha_corta(vence)})"
        )
    primera = next(h for h in expediente.hechos if h.clase is _V.RECIBIDO)
    en_tiempo = ", en tiempo" if _V.REQUERIDO in expediente.vence else "; no consta el requerimiento"
    return f"entregó el {numeros.fecha_corta(primera.fecha)}{en_tiempo}"


def vencio_la_subsanacion(expediente: Expediente) -> date | None:
    """El último día en que pudo subsanarse lo que no se subsanó, o ``None`` si no consta que venciera."""
    vencida = expediente.ultimo_cambio(_V.NO_SUBSANADO)
    return None if vencida is None else vencida.fecha - timedelta(days=1)


def _no_subsanada(expediente: Expediente) -> str:
    vencio = vencio_la_subsanacion(expediente)
    hasta = f"; venció el {numeros.fecha_corta(vencio)}" if vencio else ""
    return f"observada {_el(expediente, _V.OBSERVADO)} y sin subsanar{hasta}"


def _persistente(expediente: Expediente) -> str:
    escalada = persistentes(expediente)[-1]
    desde = escalada.vencio + timedelta(days=1)
    return (
        f"no se atendió; persiste desde el {numeros.fecha_corta(desde)} (artículo 15); "
        f"{atendida_despues(expediente, escalada)}"
    )


def atendida_despues(expediente: Expediente, escalada: Escalada) -> str:
    """Si lo que venció sin atenderse se atendió después, y cuándo."""
    if escalada.final is None:
        return "sigue en curso"
    if escalada.por_silencio:
        entregas = despues(expediente, escalada.final, _V.RECIBIDO)
        return f"entregó el {numeros.fecha_corta(entregas[0].fecha)}" if entregas else "sigue sin entregar"
    suyas = set(escalada.aviso.observaciones)
    if quedan := len(suyas & expediente.abiertas.keys()):
        return "sigue con " + numeros.cuantos(quedan, "observación abierta", "observaciones abiertas")
    cierres = (h for h in despues(expediente, escalada.final, *CIERRAN) if suyas & set(h.observaciones))
    cierre = max(cierres, key=lambda h: h.fecha, default=None)
    return "subsanó" if cierre is None else f"subsanó el {numeros.fecha_corta(cierre.fecha)}"


_RENGLONES: dict[EstadoDeEntrega, Callable[[Expediente], str]] = {
    _E.SIN_REQUERIR: lambda _: "no consta que se notificara el requerimiento",
    _E.REQUERIDA: _con_plazo("requerida", _V.REQUERIDO, "entrega hasta el"),
    _E.RECIBIDA: _recibida,
    _E.OBSERVADA: _con_plazo("observada", _V.OBSERVADO, "subsana hasta el"),
    _E.SUBSANADA: lambda e: f"observada y subsanada {_el(e, *CIERRAN)}",
    _E.NO_SUBSANADA: _no_subsanada,
    _E.EN_SILENCIO: _con_plazo("requerida por falta de entrega", _V.REQUERIDO_POR_SILENCIO, "vence el"),
    _E.ESCALADA: _con_plazo("avisado el titular", _V.AVISADO_AL_TITULAR, "vence el"),
    _E.PERSISTENTE: _persistente,
}
