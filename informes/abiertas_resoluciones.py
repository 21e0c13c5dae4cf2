"""Tabla abierta de lo propuesto y lo resuelto, una fila por cuenta."""

from informes.abiertas_comunes import IDENTIDAD, identidad, o_falta
from informes.contexto import Contexto
from informes.fichas import clase
from informes.formas import ColumnaAbierta, TablaAbierta, Valor
from informes.resoluciones import SIN_RESOLVER, clase_resuelta, vista_en_palabras

_C = ColumnaAbierta


def resoluciones(ctx: Contexto) -> TablaAbierta:
    """Propuesta y resolución lado a lado, con la vista al área."""
    return TablaAbierta(
        "resoluciones",
        "Resoluciones",
        "Lo que se propone para cada cuenta y lo que resolvió el Comité (arts. 6 y 13)",
        (
            *IDENTIDAD,
            _C("Clase propuesta", "texto", "Dictamen que se propone al Comité (art. 13)"),
            _C("Resolución del Comité", "texto", "Clase que resolvió el Comité; «sin resolver» si no consta"),
            _C("Difiere", "logico", "Si el Comité se apartó de lo que se le propuso"),
            _C("Sesión", "texto", "Sesión del Comité"),
            _C("Resuelta el", "fecha", "Día de la resolución"),
            _C("Acuerdo", "texto", "Acta o acuerdo en que consta"),
            _C("Razones", "texto", "Razones del Comité"),
            _C("Propuesta al resolver", "texto", "Clase que se proponía cuando se resolvió"),
            _C("Vista al área", "texto", "Si se dio vista al área y si respondió"),
            _C("Lote", "texto", "Lote con que se registró la resolución"),
        ),
        tuple((*identidad(ctx, c), *_fila(ctx, c)) for c in ctx.orden),
    )


def _fila(ctx: Contexto, cuenta: str) -> tuple[Valor, ...]:
    f = ctx.resoluciones.get(cuenta, {})
    return (
        clase(ctx.calificaciones.get(cuenta))[1],
        clase_resuelta(ctx, cuenta),
        o_falta(f.get("difiere"), SIN_RESOLVER),
        o_falta(f.get("sesion"), SIN_RESOLVER),
        o_falta(f.get("resuelta_el"), SIN_RESOLVER),
        o_falta(f.get("acuerdo"), SIN_RESOLVER),
        o_falta(f.get("razones"), "sin razones aparte" if f else SIN_RESOLVER),
        o_falta(f.get("propuesta_resuelta"), SIN_RESOLVER),
        vista_en_palabras(ctx.vistas.get(cuenta)),
        o_falta(f.get("lote"), SIN_RESOLVER),
    )
