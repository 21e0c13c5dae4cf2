"""Qué consultas se hacen a Instagram en cada etapa, y qué tareas tiene cada una. Puro."""

from collections.abc import Sequence
from datetime import date, timedelta

from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.horas import dia_local
from conectores.comun.relecturas import por_releer
from conectores.comun.vista import CuentaApi, Vista
from conectores.instagram import campos
from conectores.meta.dias import dia_del_pacifico, medianoche, quincenas, ultimo_completo
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

_UN_DIA = timedelta(days=1)


def planear(etapa: Etapa, vista: Vista) -> list[Consulta]:
    """Las consultas de una etapa."""
    if etapa is Etapa.PERFILES:
        cuentas = vista.cuentas
        return [
            _de_perfiles(cuentas[i : i + POR_LLAMADA], vista) for i in range(0, len(cuentas), POR_LLAMADA)
        ]
    if etapa is Etapa.PUBLICACIONES:
        return [*_de_publicaciones(vista), *_de_crecimiento(vista)]
    return consultas_de_objetos(campos.RED, METRICAS, vista, por_releer(vista))


def tareas(consulta: Consulta) -> list[Tarea]:
    """Las tareas de una consulta."""
    if consulta.operacion == campos.PERFILES:
        return [_de_perfil(c, o) for c, o in zip(consulta.cuentas, consulta.objetos, strict=True)]
    if consulta.operacion == campos.CRECIMIENTO:
        return _tareas_de_crecimiento(consulta)
    fecha = dia_del_pacifico(consulta.programada)
    metricas = tuple(m.nombre for m in vigentes(campos.RED, "publicacion", fecha))
    if consulta.operacion == METRICAS:
        return [
            Tarea(cuenta, objeto, campos=campos.PUBLICACION, metricas=metricas)
            for cuenta, _, objeto in objetos_de(consulta)
        ]
    return [
        Tarea(
            cuenta,
            objeto,
            campos.LISTA,
            campos.PUBLICACION,
            metricas,
            en_segundos(Ventana(v.desde - MARGEN, v.hasta)),
            limite=campos.POR_PAGINA,
            fecha="timestamp",
            desde=v.desde,
        )
        for cuenta, objeto, v in zip(consulta.cuentas, consulta.objetos, ventanas_de(consulta), strict=True)
    ]


def _de_perfiles(cuentas: Sequence[CuentaApi], vista: Vista) -> Consulta:
    return Consulta(
        red=campos.RED,
        operacion=campos.PERFILES,
        cuentas=tuple(c.cuenta for c in cuentas),
        programada=vista.programada,
        objetos=tuple(c.id_plataforma or campos.LA_DE_LA_FICHA for c in cuentas),
    )


def _de_perfil(cuenta: str, objeto: str) -> Tarea:
    if objeto == campos.LA_DE_LA_FICHA:
        return Tarea(cuenta, objeto, campos=f"id,{campos.CUENTA_DE_LA_PAGINA}{{{campos.PERFIL}}}")
    return Tarea(cuenta, objeto, campos=campos.PERFIL)


def _de_publicaciones(vista: Vista) -> list[Consulta]:
    pedidos = [
        Pedido(c, ventana)
        for c, _ in con_id(vista)
        if (ventana := de_publicaciones(c, campos.PUBLICACIONES, vista)) is not None
    ]
    return [consulta_de(campos.RED, campos.PUBLICACIONES, g, vista) for g in grupos(pedidos, POR_LLAMADA)]


def _de_crecimiento(vista: Vista) -> list[Consulta]:
    pedidos = []
    for cuenta, _ in con_id(vista):
        pendientes = _quincenas_pendientes(cuenta, vista)
        if pendientes:
            ventana = Ventana(medianoche(pendientes[0][0]), medianoche(pendientes[-1][1] + _UN_DIA))
            pedidos.append(Pedido(cuenta, ventana, len(pendientes)))
    return [consulta_de(campos.RED, campos.CRECIMIENTO, g, vista) for g in grupos(pedidos, POR_LLAMADA)]


def _quincenas_pendientes(cuenta: CuentaApi, vista: Vista) -> list[tuple[date, date]]:
    """Quincenas que ya terminaron, que la plataforma ya da y todavía conserva, y que no se han leído."""
    retraso = timedelta(days=vista.ventanas.retraso_dias[campos.RED])
    ultimo = ultimo_completo(vista.programada - retraso)
    conservado = dia_del_pacifico(vista.programada) - timedelta(days=campos.DIAS_GUARDADOS)
    avance = vista.avances.get((cuenta.cuenta, campos.CRECIMIENTO))
    desde = dia_local(inicio_de(cuenta, vista)) if avance is None else dia_del_pacifico(avance.hasta)
    return list(quincenas(max(desde, conservado), min(ultimo, cuenta.hasta or ultimo)))


def _tareas_de_crecimiento(consulta: Consulta) -> list[Tarea]:
    fecha = dia_del_pacifico(consulta.programada)
    metricas = tuple(m.nombre for m in vigentes(campos.RED, "cuenta", fecha))
    return [
        Tarea(
            cuenta,
            objeto,
            campos.INSIGHTS,
            metricas=metricas,
            parametros=campos.DEL_CRECIMIENTO | en_segundos(Ventana(medianoche(a), medianoche(b + _UN_DIA))),
            dias=(a, b),
        )
        for cuenta, objeto, v in zip(consulta.cuentas, consulta.objetos, ventanas_de(consulta), strict=True)
        for a, b in quincenas(dia_del_pacifico(v.desde), ultimo_completo(v.hasta))
    ]
