"""Cuánto se ha gastado en el periodo de cada tope y cuánto costaría lo que falta."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from almacen import carga, vista_recoleccion
from almacen.aterrizaje_api import AterrizajeApi
from almacen.errores import LoteDanado
from almacen.maestro import Base
from almacen.planes import Planes
from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.horas import inicio_del_dia
from conectores.comun.tarifas import Tarifa
from esquemas.derivados import esquema_polars
from esquemas.tablas import LLAMADAS
from flujos.pasos.ajustes_recoleccion import Tope, inicio_del_periodo
from flujos.pasos.recoleccion_filas import cobros

_ZONA_DE_LA_CUOTA = {"youtube": ZoneInfo("America/Los_Angeles")}
"""YouTube reinicia su cuota a la medianoche del Pacífico."""


def anotar_lo_pagado(
    base: Base, planes: Planes, aterrizaje: AterrizajeApi, tarifas: Sequence[Tarifa], zona: ZoneInfo
) -> None:
    """Anota lo que cobraron páginas aterrizadas que no alcanzaron a cargarse; repetirlo no cambia nada.

    Sin esto, una recolección que muere deja gasto que el tope de la siguiente no vería.
    """
    filas = []
    for momento in planes.sin_terminar():
        consultas = [Consulta.de_json(c) for e in Etapa for c in planes.leer(momento, e.name.lower()) or ()]
        cargados = vista_recoleccion.lotes_cargados(base, [c.lote for c in consultas])
        for consulta in consultas:
            if consulta.lote in cargados or not aterrizaje.empezado(consulta.lote):
                continue
            try:
                _, paginas = aterrizaje.leer(consulta.lote)
            except LoteDanado:
                # Quien lo recorra lo dirá; de lo que no se lee no se sabe qué cobró.
                continue
            filas += [f for p in paginas for f in cobros(consulta, p, tarifas, zona)]
    carga.anotar_llamadas(base, pl.DataFrame(filas, schema=esquema_polars(LLAMADAS)))


def gastado_por_tope(
    base: Base, topes: Sequence[Tope], momento: datetime, zona: ZoneInfo
) -> dict[Tope, float]:
    """Lo gastado en el periodo que corre de cada tope, en dólares o en unidades según el tope."""
    resultado = {}
    for tope in topes:
        propia = _ZONA_DE_LA_CUOTA.get(tope.red, zona)
        primero = inicio_del_periodo(tope.periodo, momento.astimezone(propia).date())
        unidades, usd = vista_recoleccion.gastado(
            base, tope.red, tope.concepto or None, inicio_del_dia(primero, propia)
        )
        resultado[tope] = float(unidades) if tope.usd is None else usd
    return resultado
