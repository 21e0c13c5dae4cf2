"""Lo mismo que ``normalizador_publicaciones``, columna por columna: en menos de la mitad del tiempo.

Solo para publicaciones con la forma de siempre: ante cualquier otra no decide nada, y fila por fila se dice
qué tiene o se acepta. Lo que no cambia de una fila a otra se calcula con polars, para muchos lotes juntos.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from conectores.comun.columnas import Columnas, Listas
from conectores.comun.consultas import PaginaLeida
from conectores.comun.enteros import MAYOR
from conectores.comun.errores import ContratoRoto
from conectores.comun.horas import ZONA
from conectores.comun.vista import CuentaApi
from conectores.x.declaracion import ID, RED
from conectores.x.marcos import esquema_de
from conectores.x.normalizador_publicaciones import LARGO_TEXTO, decodificar, piezas_de
from conectores.x.paginas import Objeto
from conectores.x.referencias import COMPARTIDAS, apoyo
from esquemas.tablas import PUBLICACIONES

_EPOCA = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSEGUNDO = timedelta(microseconds=1)
_DESDE, _HASTA = 2006, 2100
"""Años en que toda biblioteca dice la misma hora local; X no existía antes."""


class _OtraForma(Exception):
    """Alguna publicación no tiene la forma de siempre."""


def en_columnas(
    elementos: Sequence[tuple[str, PaginaLeida, int, Objeto]], cuentas: Mapping[str, CuentaApi]
) -> Columnas | None:
    """Las filas de unas publicaciones, o ``None`` si alguna no tiene la forma de siempre.

    Args:
        elementos: Cuenta, página, posición y publicación.
        cuentas: Las cuentas por clave.
    """
    try:
        return Columnas(_listas(elementos, cuentas), _armar) if elementos else None
    except (_OtraForma, KeyError, ValueError, ContratoRoto):
        # Le falta un campo, su fecha no se entiende o sus referencias son otra cosa.
        return None


def _listas(
    elementos: Sequence[tuple[str, PaginaLeida, int, Objeto]], cuentas: Mapping[str, CuentaApi]
) -> Listas:
    claves, paginas, filas, dadas = zip(*elementos, strict=True)
    ids = _todos(str, [p["id"] for p in dadas])
    if not all(map(ID.fullmatch, ids)):
        raise _OtraForma
    textos = [decodificar(t) for t in _todos(str, [p["text"] for p in dadas])]
    cifras = _todos(dict, [p["public_metrics"] for p in dadas])
    apoyos = [apoyo(p, t) for p, t in zip(dadas, textos, strict=True)]
    usuarios = {clave: cuentas[clave].usuario for clave in set(claves)}
    archivos = [p.archivo for p in paginas]
    leidas = {p.archivo: _micros(p.leida_en) for p in paginas}
    return {
        "archivo": archivos,
        "fila": filas,
        "cuenta": claves,
        "usuario": [usuarios[clave] for clave in claves],
        "leida_en": [leidas[archivo] for archivo in archivos],
        "id_publicacion": ids,
        "texto": textos,
        "publicada_en": _instantes(_todos(str, [p["created_at"] for p in dadas])),
        "referencia": [a.referencia for a in apoyos],
        "referencia_id": [a.referencia_id for a in apoyos],
        "referencia_usuario": [a.usuario for a in apoyos],
        "es_respuesta": [a.es_respuesta for a in apoyos],
        "piezas_multimedia": [piezas_de(p) for p in dadas],
        "impresiones": _cuentas([c["impression_count"] for c in cifras]),
        "me_gusta": _cuentas([c["like_count"] for c in cifras]),
        "compartidos": _cuentas(
            [c["retweet_count"] if "retweet_count" in c else c["repost_count"] for c in cifras]
        ),
        "comentarios": _cuentas([c["reply_count"] for c in cifras]),
        "guardados": _cuentas([c["bookmark_count"] for c in cifras]),
    }


def _todos(tipo: type, valores: list[Any]) -> list[Any]:
    """Los valores, si todos son de ese tipo."""
    if set(map(type, valores)) != {tipo}:
        raise _OtraForma
    return valores


def _cuentas(valores: list[Any]) -> list[int]:
    enteros: list[int] = _todos(int, valores)
    if min(enteros) < 0 or max(enteros) > MAYOR:
        raise _OtraForma
    return enteros


def _instantes(dichos: list[str]) -> list[int]:
    instantes = [datetime.fromisoformat(d) for d in dichos]
    if any(i.tzinfo is None or not _DESDE <= i.year < _HASTA for i in instantes):
        raise _OtraForma
    return [_micros(i) for i in instantes]


def _micros(instante: datetime) -> int:
    return (instante - _EPOCA) // _MICROSEGUNDO


def _armar(listas: Listas) -> pl.DataFrame:
    """El marco de unas columnas: lo que se deduce de ellas, en bloque."""
    tipos = esquema_de(PUBLICACIONES)
    momentos = {"publicada_en": pl.Int64, "leida_en": pl.Int64}
    crudas = pl.DataFrame(listas, schema={n: momentos.get(n) or tipos.get(n, pl.String) for n in listas})
    ajena = pl.col("referencia").eq_missing("republicada")
    en_utc = pl.col("publicada_en").cast(pl.Datetime("us", "UTC"))
    local = en_utc.dt.convert_time_zone(str(ZONA)).dt.replace_time_zone(None)
    mitad = pl.when(local.dt.month() <= 6).then(pl.lit("1")).otherwise(pl.lit("2"))
    hechas = crudas.with_columns(
        red=pl.lit(RED),
        semestre=pl.format("{}-{}", local.dt.year(), mitad),
        publicada_en=local,
        es_compartida=pl.col("referencia").is_in(COMPARTIDAS).fill_null(value=False),
        con_multimedia=(pl.col("piezas_multimedia") > 0) & ~ajena,
        enlace=pl.format("https://x.com/{}/status/{}", "usuario", "id_publicacion"),
        texto=pl.col("texto").str.head(LARGO_TEXTO),
        # Como fila por fila: de una republicación ninguna de las dos es suya.
        impresiones=pl.when(~ajena).then("impresiones"),
        compartidos=pl.when(~ajena).then("compartidos"),
    )
    return hechas.select(
        (pl.col(n) if n in hechas.columns else pl.lit(None)).cast(t).alias(n) for n, t in tipos.items()
    )
