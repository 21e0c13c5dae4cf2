"""Cifras candidatas del semestre: de las mediciones, diarias y publicaciones a una fila por fuente."""

from importlib.resources import files

import polars as pl

from almacen.candidatas_api import candidatas_api
from almacen.maestro import Base
from esquemas.registro import METRICAS_DE_PUBLICACION
from lineamientos.semestres import Semestre

_NO_SUMABLES = {"alcance"}
"""Personas distintas: sumarlas contaría a la misma varias veces."""
_SUMABLES = tuple(m for m in METRICAS_DE_PUBLICACION if m not in _NO_SUMABLES)
_REDES_SIN_SUMA = ("youtube",)
"""YouTube Studio da el total del periodo en su fila Total, que no es la suma de sus filas."""


def candidatas(base: Base, semestre: Semestre, *, codigo_corte: str, dias_de_tolerancia: int) -> pl.DataFrame:
    """Cifras candidatas de un semestre, listas para ``lineamientos.calificacion.consolidacion``.

    Args:
        base: Maestro abierto.
        semestre: Semestre.
        codigo_corte: Código de la observación «exportación cortada»: con ella el conteo no es completo.
        dias_de_tolerancia: Días que puede distar una lectura de seguidores por API del inicio o del cierre.

    Returns:
        Marco con cuenta, red, semestre, metrica, definicion, valor, ausencia, fuente, lote, recibido_en,
        corte y calculo; en orden fijo.
    """
    de_archivos = _de_archivos(base, semestre, codigo_corte)
    de_api = candidatas_api(base, semestre, dias_de_tolerancia=dias_de_tolerancia)
    return pl.concat([de_archivos, de_api]).sort(de_archivos.columns, nulls_last=True)


def _de_archivos(base: Base, semestre: Semestre, codigo_corte: str) -> pl.DataFrame:
    plantilla = files("almacen").joinpath("sql", "candidatas.sql").read_text("utf-8")
    sumas = ",\n           ".join(f"sum({m}) AS suma_{m}, count({m}) AS con_{m}" for m in _SUMABLES)
    excluidas = ", ".join(f"'{r}'" for r in _REDES_SIN_SUMA)
    # Los nombres salen de la lista de arriba, nunca de fuera.
    desglose = "\n    UNION ALL BY NAME\n    ".join(
        f"SELECT cuenta, red, fuente, lote, recibido_en, n, cortada, '{m}' AS metrica, suma_{m} AS suma, "  # noqa: S608
        f"con_{m} AS con_dato, 'suma sobre las publicaciones exportadas' AS calculo "
        f"FROM conteos WHERE red NOT IN ({excluidas})"
        for m in _SUMABLES
    )
    ultimas = ",\n           ".join(f"arg_max({m}, orden) AS {m}" for m in _SUMABLES)
    sql = plantilla.replace("{ultimas}", ultimas).replace("{sumas}", sumas).replace("{desglose}", desglose)
    return base.consultar(
        sql,
        {
            "semestre": semestre.clave,
            "inicio": semestre.inicio,
            "fin": semestre.fin,
            "corte_silencioso": codigo_corte,
        },
    )
