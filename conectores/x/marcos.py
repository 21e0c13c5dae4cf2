"""Páginas abiertas y marcos con los tipos de las tablas, para los normalizadores de X."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from conectores.comun import textos_json
from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.errores import ContratoRoto, Transitorio
from conectores.comun.lectura import COMPLETO
from conectores.x.ausencias import Falta
from conectores.x.declaracion import CON_VENTANA
from conectores.x.paginas import Objeto, Pagina, abrir
from esquemas.campos import Tabla
from esquemas.derivados import esquema_polars
from esquemas.tablas import RECOLECCIONES

Abierta = tuple[PaginaLeida, Pagina]
FUENTE = "api"


@dataclass(frozen=True)
class Logro:
    """Cómo terminó la consulta para una cuenta.

    Attributes:
        falta: Por qué no se obtuvo, o ``None`` si se obtuvo.
        detalle: Qué decir aunque se haya obtenido.
        desde: Primer instante que abarca de verdad, si tiene periodo.
        hasta: Instante en que termina, si lo tiene.
    """

    falta: Falta | None = None
    detalle: str | None = None
    desde: datetime | None = None
    hasta: datetime | None = None


def abrir_paginas(consulta: Consulta, paginas: Iterable[PaginaLeida]) -> list[Abierta]:
    """Abre las páginas aterrizadas de una consulta.

    Raises:
        ContratoRoto: Si alguna no es JSON o no tiene la forma prometida.
    """
    return [(p, _abrir(consulta, p)) for p in paginas]


def sin_repetir(abiertas: Iterable[Abierta]) -> list[tuple[PaginaLeida, int, Objeto]]:
    """Cada elemento una vez, con su página y su posición desde 1; de uno repetido queda el último."""
    ultimos = {e.get("id"): (p, i, e) for p, pagina in abiertas for i, e in enumerate(pagina.elementos, 1)}
    return list(ultimos.values())


def marco(tabla: Tabla, filas: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Marco con los tipos de una tabla, sin la columna ``lote``; lo que no se da queda vacío."""
    return pl.DataFrame(filas, schema=esquema_de(tabla), orient="row")


def esquema_de(tabla: Tabla) -> dict[str, pl.DataType]:
    """Los tipos de una tabla sin la columna ``lote``."""
    # Se guarda: armarlo cuesta tanto como llenar el marco de una cuenta.
    if tabla.nombre not in _ESQUEMAS:
        _ESQUEMAS[tabla.nombre] = {n: t for n, t in esquema_polars(tabla).items() if n != "lote"}
    return _ESQUEMAS[tabla.nombre]


def recolecciones(consulta: Consulta, logros: Mapping[str, Logro], leida_en: datetime) -> pl.DataFrame:
    """Una fila por cuenta de la consulta con lo que se logró de ella."""
    return marco(
        RECOLECCIONES,
        [
            {
                "cuenta": cuenta,
                "red": consulta.red,
                "operacion": consulta.operacion,
                "programada": consulta.programada,
                "abarca_desde": logro.desde,
                "abarca_hasta": logro.hasta,
                "resultado": COMPLETO if logro.falta is None else logro.falta.ausencia.value,
                "detalle": logro.detalle if logro.falta is None else logro.falta.detalle,
                "leida_en": leida_en,
            }
            for cuenta, logro in logros.items()
        ],
    )


def _abrir(consulta: Consulta, pagina: PaginaLeida) -> Pagina:
    try:
        return abrir(textos_json.leer(pagina.cuerpo), por_paginas=consulta.operacion in CON_VENTANA)
    except (ValueError, Transitorio):
        raise ContratoRoto(f"La página {pagina.archivo} no tiene la forma que da X.") from None


_ESQUEMAS: dict[str, dict[str, pl.DataType]] = {}
