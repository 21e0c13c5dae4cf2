"""Tabla abierta de los hechos de cada expediente, una fila por hecho y sin datos personales."""

from informes.abiertas_comunes import IDENTIDAD, identidad, o_falta
from informes.contexto import Contexto
from informes.formas import ColumnaAbierta, TablaAbierta, Valor
from informes.procedimiento import MEDIOS, aviso_de
from informes.textos import titulo
from lineamientos.procedimiento.articulos import ARTICULO_DEL_EVENTO
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.titulos import ESTADOS, HECHOS

_C = ColumnaAbierta
_NO_SE_NOTIFICA = "no es una notificación"


def hechos(ctx: Contexto) -> TablaAbierta:
    """Los hechos de cada cuenta en orden, con su plazo y su prueba."""
    return TablaAbierta(
        "procedimiento",
        "Procedimiento",
        "Lo que consta en el expediente de cada cuenta, hecho por hecho (arts. 6 y 11 a 15)",
        (
            *IDENTIDAD,
            _C("Estado de la entrega", "texto", "En qué quedó la cuenta, el mismo en todos sus hechos"),
            _C("Hecho", "texto", "Qué ocurrió"),
            _C("Artículo", "texto", "Artículo en que se apoya"),
            _C("Día que cuenta", "fecha", "Día hábil que cuenta para los plazos (art. 10)"),
            _C("Momento", "momento", "Instante en que ocurrió, hora de la Ciudad de México"),
            _C("Vence", "fecha", "Último día del plazo que se comunicó o se concedió"),
            _C("Observaciones", "entero", "A cuántas observaciones se refiere"),
            _C("Medio", "texto", "Por dónde se notificó"),
            _C("Oficio", "texto", "Número de oficio"),
            _C("Acuse", "texto", "Número del acuse o del sello de recibido"),
            _C("Prueba", "texto", "En qué consta la notificación"),
            _C("Comunicación, lote o acto", "texto", "Documento en que consta el hecho"),
        ),
        tuple(
            (*identidad(ctx, c), ESTADOS[ctx.expedientes[c].entrega][0], *_fila(ctx, h))
            for c in ctx.orden
            for h in ctx.expedientes[c].hechos
        ),
    )


def _fila(ctx: Contexto, hecho: Evento) -> tuple[Valor, ...]:
    aviso = aviso_de(ctx, hecho)
    return (
        HECHOS[hecho.clase],
        f"art. {ARTICULO_DEL_EVENTO[hecho.clase].texto}",
        hecho.fecha,
        hecho.ocurrido_en,
        o_falta(hecho.vence, "sin plazo"),
        len(hecho.observaciones),
        titulo(MEDIOS, aviso["medio"], "un medio") if aviso else _NO_SE_NOTIFICA,
        o_falta(aviso["numero_oficio"], "sin oficio") if aviso else _NO_SE_NOTIFICA,
        o_falta(aviso["folio"], "sin acuse") if aviso else _NO_SE_NOTIFICA,
        o_falta(aviso["prueba"], "no consta") if aviso else _NO_SE_NOTIFICA,
        o_falta(hecho.documento or None, "el transcurso del plazo"),
    )
