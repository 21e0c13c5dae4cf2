"""Filas y hallazgos que salen de una consulta sin leer sus páginas: por qué quedó abierta o falló."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from conectores.comun.consultas import Consulta
from esquemas.derivados import esquema_polars
from esquemas.hallazgos import Hallazgo
from esquemas.tablas import RECOLECCIONES
from flujos.pasos.recoleccion_lotes import Desenlace
from lineamientos.ausencias import Ausencia


def semestre_de_fecha(columna: str) -> pl.Expr:
    """Clave del semestre en que cae cada fecha de una columna."""
    fecha = pl.col(columna)
    mitad = pl.when(fecha.dt.month() <= 6).then(pl.lit("-1")).otherwise(pl.lit("-2"))
    return fecha.dt.year().cast(pl.String) + mitad


def pendientes(desenlaces: Sequence[Desenlace], ahora: datetime) -> pl.DataFrame:
    """Filas de ``recolecciones`` de consultas que no se obtuvieron, una por cuenta, con su razón."""
    filas = [
        {
            "lote": d.consulta.lote,
            "cuenta": cuenta,
            "red": d.consulta.red,
            "operacion": d.consulta.operacion,
            "programada": d.consulta.programada,
            "abarca_desde": d.consulta.desde,
            "abarca_hasta": d.consulta.hasta,
            "resultado": (d.ausencia or Ausencia.FALLO).value,
            "detalle": d.mensaje,
            "leida_en": ahora,
        }
        for d in desenlaces
        for cuenta in dict.fromkeys(d.consulta.cuentas)
    ]
    return pl.DataFrame(filas, schema=esquema_polars(RECOLECCIONES))


def hallazgo_de(codigo: str, consulta: Consulta, mensaje: str) -> Hallazgo:
    """Hallazgo sobre un lote entero; de una cuenta, si la consulta es de una sola."""
    return Hallazgo(
        codigo,
        archivo=f"api/{consulta.clase}/{consulta.lote}",
        cuenta=consulta.cuentas[0] if len(consulta.cuentas) == 1 else None,
        encontrado=mensaje,
    )
