"""Filas y hallazgos de un lote que no salen de lo que dicen sus páginas: qué fue, qué costó, si falló."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from almacen.aterrizaje_api import PaginaCruda
from conectores.comun.consultas import Consulta
from conectores.comun.tarifas import Tarifa, vigente
from esquemas.derivados import esquema_polars
from esquemas.hallazgos import Hallazgo
from esquemas.tablas import RECOLECCIONES
from flujos.pasos.recoleccion_lotes import Desenlace
from flujos.pasos.recoleccion_tanda import LoteLeido
from lineamientos.ausencias import Ausencia

VERSION_NORMALIZADORES = "api-1"
"""Cambia cuando un normalizador leería de otro modo las mismas páginas; se guarda en cada lote."""


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


def fila_de_lote(leido: LoteLeido, semestre: str, *, roto: bool, ahora: datetime) -> dict[str, object]:
    """Fila de ``lotes``."""
    consulta, paginas = leido.consulta, leido.paginas
    return {
        "lote": consulta.lote,
        "origen": "api",
        "semestre": semestre,
        "clase": consulta.clase,
        "carpeta": consulta.cuentas[0] if len(consulta.cuentas) == 1 else None,
        "archivo": f"api/{consulta.clase}/{consulta.lote}",
        "sha256": leido.huella,
        "bytes": leido.bytes,
        "recibido_en": max((p.leida_en for p in paginas), default=ahora),
        "estado": "rechazado" if roto else "cargado" if leido.cerrado else "parcial",
        "filas_leidas": leido.filas,
        "filas_rechazadas": 0,
        "lector": VERSION_NORMALIZADORES,
        "consulta": consulta.en_json(),
        "programada": consulta.programada,
    }


def cobros(
    consulta: Consulta, pagina: PaginaCruda, tarifas: Sequence[Tarifa], zona: ZoneInfo
) -> list[dict[str, Any]]:
    """Filas de ``llamadas`` de una página: una por concepto que cobró, con su costo en dólares."""
    dia = pagina.leida_en.astimezone(zona).date()
    comunes = {
        "llamada": f"{consulta.lote}:{pagina.archivo}",
        "lote": consulta.lote,
        "red": consulta.red,
        "operacion": consulta.operacion,
        "peticion": pagina.peticion,
        "momento": pagina.leida_en,
        "estado_http": pagina.estado,
        "resultado": "buena",
    }
    if not pagina.cargos:
        return [comunes | {"concepto": "ninguno", "unidades": 0, "costo_usd": 0.0}]
    return [
        comunes
        | {
            "concepto": c,
            "unidades": n,
            "costo_usd": n * vigente(tarifas, consulta.red, c, dia).precio_usd,
        }
        for c, n in pagina.cargos.items()
    ]


def hallazgo_de(codigo: str, consulta: Consulta, mensaje: str) -> Hallazgo:
    """Hallazgo sobre un lote entero; de una cuenta, si la consulta es de una sola."""
    return Hallazgo(
        codigo,
        archivo=f"api/{consulta.clase}/{consulta.lote}",
        cuenta=consulta.cuentas[0] if len(consulta.cuentas) == 1 else None,
        encontrado=mensaje,
    )
