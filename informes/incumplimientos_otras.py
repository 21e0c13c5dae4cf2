"""Cuadros de lo atendido, lo que está en trámite, lo tardío y lo que no consta (arts. 11, 14 y 15)."""

from datetime import date, timedelta

from informes import numeros
from informes.celdas import texto
from informes.contexto import Contexto
from informes.formas import Celda, Columna, Cuadro
from informes.incumplimientos_comunes import cuenta_y_area, dia, hoy, que_atendieron, via
from informes.numeros import fecha_corta
from informes.procedimiento import (
    AVISOS,
    aviso_de,
    despues,
    entrega_tardia,
    medio_en_palabras,
    vencio_la_subsanacion,
)
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente
from lineamientos.procedimiento.titulos import ESTADOS, HECHOS
from lineamientos.procedimiento.transiciones import EstadoDeEntrega

_V, _E = ClaseDeEvento, EstadoDeEntrega
FALTA = {
    _E.REQUERIDA: "falta requerir por falta de entrega",
    _E.OBSERVADA: "falta que conste que no se subsanó",
    _E.NO_SUBSANADA: "falta avisar al titular",
    _E.EN_SILENCIO: "falta avisar al titular",
    _E.ESCALADA: "falta que conste que no se atendió",
}
"""Estados en trámite y, vencido su plazo, qué sigue."""


def que_siguen(ctx: Contexto) -> list[str]:
    """Cuentas con un plazo en curso, o vencido y sin lo que sigue."""
    return [c for c in ctx.orden if ctx.expedientes[c].entrega in FALTA]


def sin_requerimiento(ctx: Contexto) -> list[str]:
    """Cuentas que no entregaron y a las que no consta que se notificara nada que lo pida."""
    return [
        c
        for c in ctx.orden
        if not ctx.entrego(c)
        and ctx.expedientes[c].entrega is _E.SIN_REQUERIR
        and not ctx.expedientes[c].ha_entregado
    ]


def atendidas(ctx: Contexto) -> Cuadro:
    """Las que atendieron después de avisar a su titular (art. 15)."""
    filas = []
    for cuenta, escalada, final in que_atendieron(ctx):
        aviso = aviso_de(ctx, escalada.aviso)
        filas.append(
            (
                cuenta_y_area(ctx, cuenta),
                via(escalada),
                Celda(
                    fecha_corta(escalada.aviso.fecha),
                    detalle=medio_en_palabras(aviso),
                ),
                dia(escalada.aviso.vence),
                Celda(fecha_corta(final.fecha), detalle=HECHOS[final.clase]),
            )
        )
    return Cuadro(
        titulo="Cuentas que atendieron tras el aviso a su titular",
        columnas=(
            Columna("Cuenta", ancho=5),
            Columna("Por qué se avisó", ancho=3),
            Columna("Aviso al titular", ancho=3),
            Columna("Vencía", ancho=2),
            Columna("Se atendió", ancho=3),
        ),
        filas=tuple(filas),
        vacio="Ningún aviso al titular se ha atendido.",
    )


def en_tramite(ctx: Contexto) -> Cuadro:
    """Las que tienen un plazo en curso, o vencido y sin lo que sigue."""
    return Cuadro(
        titulo="Cuentas en trámite",
        columnas=(
            Columna("Cuenta", ancho=5),
            Columna("En qué está", ancho=5),
            Columna("Vence", ancho=2),
            Columna("Situación", ancho=4),
        ),
        filas=tuple(_tramite(ctx, ctx.expedientes[c]) for c in que_siguen(ctx)),
        vacio="Ninguna cuenta tiene un plazo en curso.",
        nota=f"Al {numeros.fecha(hoy(ctx))}. Un plazo en curso no es un incumplimiento.",
    )


def _tramite(ctx: Contexto, expediente: Expediente) -> tuple[Celda, ...]:
    vence = expediente.plazo_que_corre
    if expediente.entrega is _E.NO_SUBSANADA:
        vence = vencio_la_subsanacion(expediente)
    corre = vence is not None and vence >= hoy(ctx)
    titulo, _ = ESTADOS[expediente.entrega]
    return (
        cuenta_y_area(ctx, expediente.cuenta),
        Celda(titulo, detalle=_ultimo_aviso(expediente)),
        dia(vence),
        Celda("Corre su plazo" if corre else f"Venció; {FALTA[expediente.entrega]}"),
    )


def _ultimo_aviso(expediente: Expediente) -> str:
    hecho = expediente.ultimo(*AVISOS)
    return "" if hecho is None else f"{HECHOS[hecho.clase]} el {fecha_corta(hecho.fecha)}"


def fuera_de_tiempo(ctx: Contexto) -> Cuadro:
    """Entregas y subsanaciones que llegaron vencido su plazo (arts. 11 y 14)."""
    filas = []
    for cuenta in ctx.orden:
        expediente = ctx.expedientes[cuenta]
        if tardia := entrega_tardia(expediente):
            recibido, vence = tardia
            filas.append(_tarde(ctx, expediente, "Entrega de la estadística", vence, recibido))
        for hecho in expediente.cambiaron:
            if hecho.clase is not _V.NO_SUBSANADO:
                continue
            cierres = [
                h
                for h in despues(expediente, hecho, _V.SUBSANADO)
                if not set(h.observaciones).isdisjoint(hecho.observaciones)
            ]
            if cierres:
                vencia = hecho.fecha - timedelta(days=1)
                filas.append(_tarde(ctx, expediente, "Subsanación", vencia, cierres[0]))
    return Cuadro(
        titulo="Lo que se entregó fuera de tiempo",
        columnas=(
            Columna("Cuenta", ancho=5),
            Columna("Qué", ancho=3),
            Columna("Vencía", ancho=2),
            Columna("Llegó", ancho=2),
            Columna("Después de", ancho=4),
        ),
        filas=tuple(filas),
        vacio="Nada de lo que se requirió se entregó fuera de tiempo.",
    )


def _tarde(
    ctx: Contexto, expediente: Expediente, que: str, vence: date | None, hecho: Evento
) -> tuple[Celda, ...]:
    previos = expediente.hechos[: expediente.hechos.index(hecho)]
    ultimo = next((h for h in reversed(previos) if h.clase in AVISOS), None)
    return (
        cuenta_y_area(ctx, expediente.cuenta),
        Celda(que),
        dia(vence),
        Celda(fecha_corta(hecho.fecha), detalle=numeros.momento_corto(hecho.ocurrido_en)),
        texto(HECHOS[ultimo.clase] if ultimo else None, "ningún aviso"),
    )


def sin_prueba(ctx: Contexto) -> Cuadro:
    """Las que no entregaron y de las que no hay incumplimiento, porque no consta que se les requirió."""
    return Cuadro(
        titulo="Cuentas que no entregaron y no consta que se les requirió",
        columnas=(Columna("Cuenta", ancho=5), Columna("Situación", ancho=5)),
        filas=tuple(
            (
                cuenta_y_area(ctx, c),
                Celda("No consta que se notificara el requerimiento: no hay incumplimiento"),
            )
            for c in sin_requerimiento(ctx)
        ),
        vacio="De todas las que no entregaron consta que se notificó el requerimiento.",
    )
