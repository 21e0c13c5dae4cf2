"""Desde cuándo y hasta cuándo se pide cada cuenta, y cómo viaja eso dentro de una consulta."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from conectores.comun.consultas import Consulta
from conectores.comun.horas import inicio_del_dia
from conectores.comun.vista import CuentaApi, Vista

_PARAMETRO = "ventanas"
MARGEN = timedelta(seconds=1)
"""Lo que se pide de más por si la plataforma no incluye el primer instante; al normalizar se descarta."""


@dataclass(frozen=True)
class Ventana:
    """Un periodo de una cuenta: desde un instante, inclusive, hasta otro, exclusive; en UTC."""

    desde: datetime
    hasta: datetime


@dataclass(frozen=True)
class Pedido:
    """Una cuenta con lo que se le pide.

    Attributes:
        cuenta: La cuenta.
        ventana: Periodo que se pide.
        peso: Peticiones que cuesta su primera página.
    """

    cuenta: CuentaApi
    ventana: Ventana
    peso: int = 1


def con_id(vista: Vista) -> list[tuple[CuentaApi, str]]:
    """Las cuentas cuyo identificador de plataforma se conoce, con él."""
    return [(c, c.id_plataforma) for c in vista.cuentas if c.id_plataforma]


def inicio_de(cuenta: CuentaApi, vista: Vista) -> datetime:
    """Primer instante que se recolecta de una cuenta: el del semestre más antiguo o el de su alta."""
    inicio = vista.semestres[0].inicio
    return inicio_del_dia(max(inicio, cuenta.desde or inicio))


def fin_de(cuenta: CuentaApi, vista: Vista) -> datetime:
    """Instante en que termina lo que se recolecta de una cuenta: el programado o el de su baja."""
    if cuenta.hasta is None:
        return vista.programada
    return min(vista.programada, inicio_del_dia(cuenta.hasta + timedelta(days=1)))


def de_publicaciones(cuenta: CuentaApi, operacion: str, vista: Vista) -> Ventana | None:
    """Lo posterior a lo ya leído, o ``None`` si no hay nada nuevo que pedir."""
    avance = vista.avances.get((cuenta.cuenta, operacion))
    desde = inicio_de(cuenta, vista) if avance is None else avance.hasta
    hasta = fin_de(cuenta, vista)
    return Ventana(desde, hasta) if desde < hasta else None


def consulta_de(red: str, operacion: str, grupo: Sequence[Pedido], vista: Vista) -> Consulta:
    """La consulta de un grupo de cuentas; cada una conserva su ventana."""
    ventanas = " ".join(f"{p.ventana.desde.isoformat()}/{p.ventana.hasta.isoformat()}" for p in grupo)
    return Consulta(
        red=red,
        operacion=operacion,
        cuentas=tuple(p.cuenta.cuenta for p in grupo),
        programada=vista.programada,
        objetos=tuple(p.cuenta.id_plataforma or "" for p in grupo),
        desde=min(p.ventana.desde for p in grupo),
        hasta=max(p.ventana.hasta for p in grupo),
        parametros={_PARAMETRO: ventanas},
    )


def ventanas_de(consulta: Consulta) -> list[Ventana]:
    """La ventana de cada cuenta de una consulta, en su orden."""
    partes = (texto.split("/") for texto in consulta.parametros[_PARAMETRO].split())
    return [Ventana(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in partes]


def en_segundos(ventana: Ventana) -> dict[str, str]:
    """Los parámetros ``since`` y ``until`` de una ventana, en segundos desde 1970."""
    return {"since": str(int(ventana.desde.timestamp())), "until": str(int(ventana.hasta.timestamp()))}


def grupos(pedidos: Sequence[Pedido], tope: int) -> Iterator[list[Pedido]]:
    """Reparte los pedidos, en su orden, en grupos que pesan a lo más ``tope``; uno enorme va solo."""
    grupo: list[Pedido] = []
    for pedido in pedidos:
        if grupo and sum(p.peso for p in grupo) + pedido.peso > tope:
            yield grupo
            grupo = []
        grupo.append(pedido)
    if grupo:
        yield grupo
