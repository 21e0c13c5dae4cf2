"""Lo que una persona pregunta sobre un espacio: estado, observaciones y consultas."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from almacen import consulta, lecturas, lecturas_estado, resoluciones
from esquemas.hallazgos import Hallazgo
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.tablero import DIAS_QUE_SE_MIRAN
from flujos.pasos.tablero import tablero as leer_tablero
from lineamientos.procedimiento.tablero import Tablero
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class Observacion:
    """Una observación guardada."""

    datos: dict[str, Any]

    @property
    def severidad(self) -> str:
        """Qué pide: rechazo, observacion o aviso."""
        return str(self.datos["severidad"])

    @property
    def codigo(self) -> str:
        """Código de la regla."""
        return str(self.datos["codigo"])

    @property
    def cuenta(self) -> str | None:
        """Cuenta de que trata, o ``None`` si no se supo."""
        return None if self.datos["cuenta"] is None else str(self.datos["cuenta"])

    @property
    def oracion(self) -> str:
        """Lugar, qué pasó y qué hacer, sin la cuenta."""
        d = self.datos
        lugar = Hallazgo(self.codigo, d["archivo"], d["hoja"], d["fila"], d["columna"]).lugar
        inicio = f"{lugar}: " if lugar else ""
        return f"{inicio}{d['mensaje']} {d['que_hacer']}"

    def como_datos(self) -> dict[str, Any]:
        """Campos, para programas."""
        return self.datos


@dataclass(frozen=True)
class Estado:
    """El estado de las cuentas de un semestre.

    Attributes:
        cuentas: Una fila por cuenta: qué entregó y su dictamen propuesto.
        faltantes: Una fila por cifra del art. 11 que falta, con su razón.
        ausencias: Cuántas cuentas carecen de cada cifra, sea o no del art. 11, por razón.
        recolecciones: Cómo terminó la última lectura por API de cada cuenta y operación.
        tablero: En qué va el procedimiento: cada cuenta, las comunicaciones y lo que vence.
        resoluciones: Cuántas propuestas hay y qué se ha hecho con ellas; ``almacen.resoluciones.conteo``.
    """

    cuentas: pl.DataFrame
    faltantes: pl.DataFrame
    ausencias: pl.DataFrame
    recolecciones: pl.DataFrame
    resoluciones: Mapping[str, int]
    tablero: Tablero


def estado(espacio: Espacio, semestre: Semestre, dias: int = DIAS_QUE_SE_MIRAN) -> Estado:
    """En qué va el procedimiento, qué entregó cada cuenta y qué le falta, según la última evaluación.

    Args:
        espacio: Espacio abierto.
        semestre: Semestre en revisión.
        dias: Cuántos días naturales adelante se mira lo que vence.
    """
    visto = leer_tablero(espacio, semestre, dias)
    with abrir_al_dia(espacio) as base:
        return Estado(
            cuentas=lecturas.estado(base, semestre),
            faltantes=lecturas_estado.faltantes(base, semestre),
            ausencias=lecturas.ausencias(base, semestre),
            recolecciones=lecturas_estado.recolecciones_vigentes(base, semestre),
            resoluciones=resoluciones.conteo(base, semestre.clave),
            tablero=visto,
        )


def observaciones(
    espacio: Espacio, semestre: Semestre, *, todas: bool = False, cuenta: str | None = None
) -> list[Observacion]:
    """Observaciones de un semestre, cuenta por cuenta; pendientes si no se piden todas."""
    with abrir_al_dia(espacio) as base:
        marco = lecturas.observaciones_vigentes(base, semestre, todas=todas)
    if cuenta is not None:
        marco = marco.filter(pl.col("cuenta") == cuenta)
    por_cuenta = marco.sort("cuenta", nulls_last=True, maintain_order=True)
    return [Observacion(f) for f in por_cuenta.iter_rows(named=True)]


def consultar(espacio: Espacio, sql: str) -> pl.DataFrame:
    """Consulta de solo lectura sobre la base publicada."""
    return consulta.consultar(espacio.rutas.publicado, sql)


def tablas_publicadas(espacio: Espacio) -> pl.DataFrame:
    """Vistas y tablas de la base publicada, con su descripción."""
    return consulta.tablas(espacio.rutas.publicado)


def columnas_publicadas(espacio: Espacio, tabla: str) -> pl.DataFrame:
    """Columnas de una tabla o vista de la base publicada, con su tipo y su descripción."""
    return consulta.columnas(espacio.rutas.publicado, tabla)
