"""Qué pedir a YouTube en cada etapa, con las menos llamadas: 50 canales o videos en cada una."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from math import ceil
from typing import TypeVar

import polars as pl

from conectores.comun.consultas import Consulta, Estimacion, Etapa
from conectores.comun.horas import inicio_del_dia
from conectores.comun.relecturas import por_releer
from conectores.comun.vista import CuentaApi, Vista
from conectores.youtube.credenciales import CredencialesYoutube
from conectores.youtube.declaracion import (
    CON_CLAVE,
    CON_TITULAR,
    CONSULTA_ANALYTICS,
    DIARIAS,
    METRICAS,
    PACIFICO,
    PERFILES,
    POR_LLAMADA,
    PUBLICACIONES,
    RED,
    UNIDAD,
)
from conectores.youtube.fichas import sin_autorizacion
from conectores.youtube.perfiles import POR_ID, POR_USUARIO
from lineamientos.ausencias import Ausencia

_T = TypeVar("_T")
_SEMANA = timedelta(weeks=1)
_SIN_CLAVE = "Falta la clave de API de YouTube; agréguela al espacio de trabajo."


def planear(etapa: Etapa, vista: Vista, credenciales: CredencialesYoutube) -> list[Consulta]:
    """Las consultas de una etapa para las que hay credencial."""
    consultas: list[Consulta] = []
    if etapa is Etapa.PERFILES and credenciales.clave:
        consultas += _perfiles(vista)
    elif etapa is Etapa.PUBLICACIONES:
        if credenciales.clave:
            consultas += _publicaciones(vista)
        consultas += _diarias(vista, credenciales)
    elif etapa is Etapa.METRICAS and credenciales.clave:
        consultas += _metricas(vista)
    return consultas


def sin_credencial(vista: Vista, credenciales: CredencialesYoutube) -> list[tuple[str, str, Ausencia, str]]:
    """Lo que no se planea por falta de credencial: cuenta, operación, razón y qué hacer."""
    faltan: list[tuple[str, str, Ausencia, str]] = []
    for cuenta in (c.cuenta for c in vista.cuentas):
        if not credenciales.clave:
            faltan += [
                (cuenta, operacion, Ausencia.SIN_PERMISO, _SIN_CLAVE)
                for operacion in (PERFILES, PUBLICACIONES, METRICAS)
            ]
        if not credenciales.autoriza(cuenta):
            faltan.append((cuenta, DIARIAS, Ausencia.SIN_PERMISO, sin_autorizacion(cuenta)))
    return faltan


def estimar(consulta: Consulta, vista: Vista) -> Estimacion:
    """Peticiones y unidades de una consulta; solo la lista de subidas toma más de una.

    La lista trae también lo anterior al semestre, que no se conoce: de un canal antiguo la estimación se
    queda corta.
    """
    if consulta.operacion == DIARIAS:
        return Estimacion(1, {CONSULTA_ANALYTICS: 1})
    paginas = _paginas_de_lista(consulta, vista) if consulta.operacion == PUBLICACIONES else 1
    return Estimacion(paginas, {UNIDAD: paginas})


def _perfiles(vista: Vista) -> Iterator[Consulta]:
    # Un identificador repetido en el padrón va aparte: en una misma respuesta viene una sola vez.
    por_id: dict[str, CuentaApi] = {}
    sueltas: list[tuple[CuentaApi, str, dict[str, str]]] = []
    for cuenta in vista.cuentas:
        if cuenta.id_plataforma is None:
            sueltas.append((cuenta, f"@{cuenta.usuario}", POR_USUARIO))
        elif por_id.setdefault(cuenta.id_plataforma, cuenta) is not cuenta:
            sueltas.append((cuenta, cuenta.id_plataforma, POR_ID))
    for grupo in _grupos(list(por_id.items())):
        ids, cuentas = zip(*grupo, strict=True)
        yield _consulta(vista, PERFILES, cuentas, ids, CON_CLAVE | POR_ID)
    for cuenta, objeto, por in sueltas:
        yield _consulta(vista, PERFILES, [cuenta], (objeto,), CON_CLAVE | por)


def _publicaciones(vista: Vista) -> Iterator[Consulta]:
    for cuenta in vista.cuentas:
        canal = cuenta.id_plataforma
        avance = vista.avances.get((cuenta.cuenta, PUBLICACIONES))
        # Una corrida atrasada puede llegar después de otra que ya leyó su periodo.
        leido = avance is not None and avance.desde <= _inicio(vista) and avance.hasta >= vista.programada
        if canal is None or leido:
            continue
        # La lista de subidas lleva el identificador del canal con otro prefijo: UC… → UU…
        lista = f"UU{canal[2:]}"
        yield _consulta(
            vista, PUBLICACIONES, [cuenta], (lista, canal), CON_CLAVE, (_inicio(vista), vista.programada)
        )


def _diarias(vista: Vista, credenciales: CredencialesYoutube) -> Iterator[Consulta]:
    ventanas = vista.ventanas
    ultimo = vista.programada.astimezone(PACIFICO).date() - timedelta(days=ventanas.retraso_dias[RED])
    for cuenta in vista.cuentas:
        if cuenta.id_plataforma is None or not credenciales.autoriza(cuenta.cuenta):
            continue
        primero = max(vista.semestres[0].inicio, cuenta.desde or vista.semestres[0].inicio)
        avance = vista.avances.get((cuenta.cuenta, DIARIAS))
        if avance is not None:
            visto = avance.hasta.astimezone(PACIFICO).date()
            primero = max(primero, visto - timedelta(days=ventanas.solape_dias))
        if primero > ultimo:
            continue
        periodo = (inicio_del_dia(primero, PACIFICO), inicio_del_dia(ultimo + timedelta(days=1), PACIFICO))
        yield _consulta(vista, DIARIAS, [cuenta], (cuenta.id_plataforma,), CON_TITULAR, periodo)


def _metricas(vista: Vista) -> Iterator[Consulta]:
    cuentas = {c.cuenta: c for c in vista.cuentas}
    pendientes = por_releer(vista).unique("id_publicacion", keep="first", maintain_order=True)
    for grupo in _grupos(list(pendientes.iter_rows())):
        reparto = [(c, len(list(suyos))) for c, suyos in groupby(grupo, key=lambda fila: fila[0])]
        yield _consulta(
            vista,
            METRICAS,
            [cuentas[c] for c, _ in reparto],
            tuple(clave for _, clave in grupo),
            CON_CLAVE | {"reparto": ",".join(str(n) for _, n in reparto)},
        )


def _paginas_de_lista(consulta: Consulta, vista: Vista) -> int:
    cuenta = consulta.cuentas[0]
    suyas = vista.publicaciones.filter(pl.col("cuenta") == cuenta)["publicada_en"]
    ultima = suyas.max() or consulta.desde
    ritmo = vista.ritmo.get(cuenta, vista.ventanas.publicaciones_por_semana)
    transcurrido = vista.programada - ultima if isinstance(ultima, datetime) else timedelta()
    return max(1, ceil((len(suyas) + ritmo * max(transcurrido / _SEMANA, 0.0)) / POR_LLAMADA))


def _inicio(vista: Vista) -> datetime:
    return inicio_del_dia(vista.semestres[0].inicio)


def _grupos(elementos: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for n in range(0, len(elementos), POR_LLAMADA):
        yield elementos[n : n + POR_LLAMADA]


def _consulta(
    vista: Vista,
    operacion: str,
    cuentas: Sequence[CuentaApi],
    objetos: tuple[str, ...],
    parametros: dict[str, str],
    periodo: tuple[datetime | None, datetime | None] = (None, None),
) -> Consulta:
    return Consulta(
        red=RED,
        operacion=operacion,
        cuentas=tuple(c.cuenta for c in cuentas),
        programada=vista.programada,
        objetos=objetos,
        desde=periodo[0],
        hasta=periodo[1],
        parametros=parametros,
    )
