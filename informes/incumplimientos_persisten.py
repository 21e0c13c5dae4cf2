"""Cuadros de las cuentas que persisten sin atender, con cada aviso y su prueba (art. 15)."""

from informes import numeros
from informes.celdas import texto
from informes.contexto import Contexto, ancla
from informes.formas import Celda, Columna, Cuadro
from informes.incumplimientos_comunes import cuenta_y_area, dia, que_persisten, via
from informes.numeros import cuantos, fecha_corta
from informes.procedimiento import (
    AVISOS,
    CIERRAN,
    atendida_despues,
    aviso_de,
    despues,
    escaladas,
    medio_en_palabras,
)
from informes.textos import limpio, oracion
from lineamientos.procedimiento.articulos import ARTICULO_DEL_EVENTO
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente
from lineamientos.procedimiento.titulos import HECHOS

_V = ClaseDeEvento


def persistentes(ctx: Contexto) -> Cuadro:
    """Las cuentas, por qué vía y qué ha pasado después."""
    return Cuadro(
        titulo="Cuentas que persisten sin atender (artículo 15)",
        columnas=(
            Columna("Cuenta", ancho=5),
            Columna("Por qué vía", ancho=3),
            Columna("Venció el aviso al titular", ancho=2),
            Columna("Qué ha pasado después", ancho=3),
        ),
        filas=tuple(
            (
                cuenta_y_area(ctx, c),
                via(e),
                dia(e.vencio),
                Celda(oracion(atendida_despues(ctx.expedientes[c], e))),
            )
            for c, e in que_persisten(ctx)
        ),
        vacio="Ninguna cuenta persiste sin atender lo que se le requirió.",
    )


def pruebas(ctx: Contexto) -> Cuadro:
    """Cada aviso a las cuentas que persisten, hasta que venció el del titular."""
    filas = []
    ultimas = {cuenta: escalada.final for cuenta, escalada in que_persisten(ctx)}
    for cuenta, final in ultimas.items():
        expediente = ctx.expedientes[cuenta]
        for hecho in expediente.hechos:
            if hecho is final:
                break
            if hecho.clase in (*AVISOS, _V.PRORROGADO):
                filas.append(_prueba(ctx, expediente, hecho))
    return Cuadro(
        titulo="Qué se les notificó, en qué consta y cuándo venció",
        columnas=(
            Columna("Cuenta", ancho=4),
            Columna("Aviso", ancho=4),
            Columna("Notificado", ancho=3),
            Columna("Medio y prueba", ancho=5),
            Columna("Venció", ancho=3),
            Columna("Qué ocurrió", ancho=4),
        ),
        filas=tuple(filas),
        vacio="No hay avisos que probar.",
        nota="«Notificado» es el día que cuenta para los plazos (artículo 10); debajo, el instante.",
    )


def _prueba(ctx: Contexto, expediente: Expediente, hecho: Evento) -> tuple[Celda, ...]:
    aviso = aviso_de(ctx, hecho)
    if hecho.clase is _V.PRORROGADO:
        consta = texto(hecho.detalle, "no consta el acto")
    elif aviso is None:
        consta = Celda(medio_en_palabras(None), "ausente")
    else:
        consta = Celda(oracion(medio_en_palabras(aviso)), detalle=limpio(aviso["prueba"]))
    return (
        Celda(limpio(ctx.cuentas[expediente.cuenta]["nombre"]), "", ancla(expediente.cuenta)),
        Celda(HECHOS[hecho.clase], detalle=f"art. {ARTICULO_DEL_EVENTO[hecho.clase].texto}"),
        Celda(
            fecha_corta(hecho.fecha), detalle=numeros.momento_corto(aviso["notificada_en"]) if aviso else ""
        ),
        consta,
        dia(hecho.vence),
        Celda(_que_ocurrio(expediente, hecho)),
    )


def _que_ocurrio(expediente: Expediente, hecho: Evento) -> str:
    """Si se atendió lo que ese aviso pedía."""
    if hecho.clase is _V.PRORROGADO:
        return "Se concedió"
    if hecho.clase is _V.OBSERVADO:
        suyas = set(hecho.observaciones)
        if not suyas:
            return "No consta qué se observó"
        cierres = [h for h in despues(expediente, hecho, *CIERRAN) if not suyas.isdisjoint(h.observaciones)]
        quedan = suyas.difference(*(h.observaciones for h in cierres))
        if quedan:
            de = cuantos(len(suyas), "observación", "observaciones")
            return f"Sin subsanar, {numeros.entero(len(quedan))} de {de}"
        return f"Se subsanó el {fecha_corta(cierres[-1].fecha)}"
    if hecho.clase is _V.AVISADO_AL_TITULAR:
        final = next((e.final for e in escaladas(expediente) if e.aviso is hecho), None)
        atendido = final is not None and final.clase is not _V.PERSISTENTE
        return f"Se atendió el {fecha_corta(final.fecha)}" if final and atendido else "No se atendió"
    entregas = (
        [h for h in expediente.hechos if h.clase is _V.RECIBIDO]
        if hecho.clase is _V.REQUERIDO
        else despues(expediente, hecho, _V.RECIBIDO)
    )
    if not entregas:
        return "No entregó"
    primera = entregas[0].fecha
    vence = expediente.vence.get(hecho.clase)
    tarde = vence is not None and primera > vence
    return f"Entregó el {fecha_corta(primera)}" + (", ya vencido" if tarde else "")
