"""Qué consultas se hacen a Facebook en cada etapa, y qué tareas tiene cada una. Puro."""

from collections.abc import Sequence
from datetime import date, timedelta

from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.horas import dia_local
from conectores.comun.relecturas import por_releer
from conectores.comun.vista import CuentaApi, Vista
from conectores.facebook import campos
from conectores.meta.dias import dia_del_pacifico, medianoche, trozos, ultimo_completo
from conectores.meta.lectura import METRICAS
from conectores.meta.objetos import consultas_de_objetos, objetos_de
from conectores.meta.registro import vigentes
from conectores.meta.tareas import POR_LLAMADA, Tarea
from conectores.meta.ventanas import (
    MARGEN,
    Pedido,
    Ventana,
    con_id,
    consulta_de,
    de_publicaciones,
    en_segundos,
    grupos,
    inicio_de,
    ventanas_de,
)

_PERIODOS = ("day", "days_28")
_UN_DIA = timedelta(days=1)


def planear(etapa: Etapa, vista: Vista) -> list[Consulta]:
    """Las consultas de una etapa."""
    if etapa is Etapa.PERFILES:
        cuentas = vista.cuentas
        return [
            _de_perfiles(cuentas[i : i + POR_LLAMADA], vista) for i in range(0, len(cuentas), POR_LLAMADA)
        ]
    if etapa is Etapa.PUBLICACIONES:
        return [*_de_publicaciones(vista), *_de_diarias(vista)]
    return consultas_de_objetos(campos.RED, METRICAS, vista, por_releer(vista))


def tareas(consulta: Consulta) -> list[Tarea]:
    """Las tareas de una consulta."""
    if consulta.operacion == campos.PERFILES:
        return [
            Tarea(c, o, campos=campos.PERFIL) for c, o in zip(consulta.cuentas, consulta.objetos, strict=True)
        ]
    if consulta.operacion == campos.PUBLICACIONES:
        return _tareas_de_publicaciones(consulta)
    if consulta.operacion == campos.DIARIAS:
        return _tareas_de_diarias(consulta)
    return _tareas_de_objetos(consulta)


def _de_perfiles(cuentas: Sequence[CuentaApi], vista: Vista) -> Consulta:
    return Consulta(
        red=campos.RED,
        operacion=campos.PERFILES,
        cuentas=tuple(c.cuenta for c in cuentas),
        programada=vista.programada,
        objetos=tuple(c.id_plataforma or c.usuario for c in cuentas),
    )


def _de_publicaciones(vista: Vista) -> list[Consulta]:
    pedidos = [
        Pedido(c, ventana, peso=2)
        for c, _ in con_id(vista)
        if (ventana := de_publicaciones(c, campos.PUBLICACIONES, vista)) is not None
    ]
    return [consulta_de(campos.RED, campos.PUBLICACIONES, g, vista) for g in grupos(pedidos, POR_LLAMADA)]


def _de_diarias(vista: Vista) -> list[Consulta]:
    pedidos = []
    for cuenta, _ in con_id(vista):
        ventana = _dias_de(cuenta, vista)
        if ventana is not None:
            pedidos.append(Pedido(cuenta, ventana, len(_PERIODOS) * len(_trozos(ventana))))
    return [consulta_de(campos.RED, campos.DIARIAS, g, vista) for g in grupos(pedidos, POR_LLAMADA)]


def _dias_de(cuenta: CuentaApi, vista: Vista) -> Ventana | None:
    """Días del Pacífico que ya terminaron y que la plataforma ya da; ``None`` si no hay ninguno nuevo."""
    retraso = timedelta(days=vista.ventanas.retraso_dias[campos.RED])
    ultimo = ultimo_completo(vista.programada - retraso)
    hasta = medianoche(min(ultimo, cuenta.hasta or ultimo) + _UN_DIA)
    inicio = medianoche(dia_local(inicio_de(cuenta, vista)))
    avance = vista.avances.get((cuenta.cuenta, campos.DIARIAS))
    if avance is None:
        return Ventana(inicio, hasta) if inicio < hasta else None
    if avance.hasta >= hasta:
        return None
    solape = timedelta(days=vista.ventanas.solape_dias)
    return Ventana(max(inicio, medianoche(dia_del_pacifico(avance.hasta) - solape)), hasta)


def _trozos(ventana: Ventana) -> list[tuple[date, date]]:
    ultimo = ultimo_completo(ventana.hasta)
    return list(trozos(dia_del_pacifico(ventana.desde), ultimo, campos.DIAS_POR_CONSULTA))


def _tareas_de_publicaciones(consulta: Consulta) -> list[Tarea]:
    fecha = dia_del_pacifico(consulta.programada)
    metricas = tuple(m.nombre for m in vigentes(campos.RED, "publicacion", fecha))
    listas = ((campos.LISTA, campos.PUBLICACION, metricas), (campos.VIDEOS_CORTOS, campos.VIDEO_EN_LISTA, ()))
    return [
        Tarea(
            cuenta,
            objeto,
            arista,
            pedidos,
            nombres,
            en_segundos(Ventana(v.desde - MARGEN, v.hasta)),
            limite=campos.POR_PAGINA,
            fecha="created_time",
            desde=v.desde,
        )
        for cuenta, objeto, v in zip(consulta.cuentas, consulta.objetos, ventanas_de(consulta), strict=True)
        for arista, pedidos, nombres in listas
    ]


def _tareas_de_diarias(consulta: Consulta) -> list[Tarea]:
    fecha = dia_del_pacifico(consulta.programada)
    return [
        Tarea(
            cuenta,
            objeto,
            campos.INSIGHTS,
            metricas=nombres,
            parametros={"period": periodo} | en_segundos(Ventana(medianoche(a), medianoche(b + _UN_DIA))),
            dias=(a, b),
        )
        for cuenta, objeto, v in zip(consulta.cuentas, consulta.objetos, ventanas_de(consulta), strict=True)
        for a, b in _trozos(v)
        for periodo in _PERIODOS
        if (
            nombres := tuple(
                m.nombre for m in vigentes(campos.RED, "pagina", fecha, periodo) if m.da_datos_de(b)
            )
        )
    ]


def _tareas_de_objetos(consulta: Consulta) -> list[Tarea]:
    fecha = dia_del_pacifico(consulta.programada)
    metricas = tuple(m.nombre for m in vigentes(campos.RED, "publicacion", fecha))
    return [
        Tarea(
            cuenta,
            f"{pagina}_{objeto}",
            campos=campos.PUBLICACION,
            metricas=metricas,
            alterna=Tarea(cuenta, objeto, campos=campos.VIDEO),
        )
        for cuenta, pagina, objeto in objetos_de(consulta)
    ]
