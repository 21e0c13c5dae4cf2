"""Forma canónica de una tabla, para comparar dos cálculos byte por byte."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import polars as pl

from esquemas.campos import Tabla

_AUSENTE = "fila ausente"


@dataclass(frozen=True)
class Diferencia:
    """Un valor que no es el mismo en dos cálculos de una tabla.

    Attributes:
        fila: Valores de la clave, sin la evaluación: «x_uno, frecuencia».
        columna: Columna que difiere, o «fila» si la fila solo está en uno de los dos.
        antes: Valor guardado, en su forma canónica.
        ahora: Valor recalculado, en su forma canónica.
    """

    fila: str
    columna: str
    antes: str
    ahora: str


@dataclass(frozen=True)
class Comparada:
    """Una tabla en dos cálculos.

    Attributes:
        tabla: Nombre.
        filas_antes: Filas guardadas.
        filas_ahora: Filas recalculadas.
        huella_antes: SHA-256 de su forma canónica guardada.
        huella_ahora: SHA-256 de la recalculada.
        diferentes: Valores y filas que difieren, contados todos.
        primeras: Las primeras diferencias, por orden de clave.
    """

    tabla: str
    filas_antes: int
    filas_ahora: int
    huella_antes: str
    huella_ahora: str
    diferentes: int
    primeras: tuple[Diferencia, ...]

    @property
    def igual(self) -> bool:
        """Si los bytes son los mismos."""
        return self.huella_antes == self.huella_ahora


def canonico(tabla: Tabla, marco: pl.DataFrame, sin: frozenset[str] = frozenset()) -> bytes:
    """Bytes de una tabla: un renglón JSON por fila, por orden de clave y con las columnas en el suyo.

    Los decimales van con todas sus cifras y los instantes en UTC: dos tablas iguales dan los mismos bytes en
    cualquier máquina, y una que difiera en el último bit, otros.

    Args:
        tabla: De quien son las columnas y la clave.
        marco: Filas.
        sin: Columnas que no entran.
    """
    return b"".join(_renglon(f) for _, f in _filas(tabla, marco, sin))


def comparar(
    tabla: Tabla,
    antes: pl.DataFrame,
    ahora: pl.DataFrame,
    *,
    sin: frozenset[str] = frozenset(),
    maximo: int = 5,
) -> Comparada:
    """Compara dos cálculos de una tabla.

    Args:
        tabla: De quien son las columnas y la clave.
        antes: Filas guardadas.
        ahora: Filas recalculadas.
        sin: Columnas que no se comparan.
        maximo: Cuántas diferencias se detallan.
    """
    bytes_antes, bytes_ahora = (canonico(tabla, m, sin) for m in (antes, ahora))
    hay = [] if bytes_antes == bytes_ahora else _diferencias(tabla, antes, ahora, sin)
    return Comparada(
        tabla=tabla.nombre,
        filas_antes=antes.height,
        filas_ahora=ahora.height,
        huella_antes=sha256(bytes_antes).hexdigest(),
        huella_ahora=sha256(bytes_ahora).hexdigest(),
        diferentes=len(hay),
        primeras=tuple(hay[:maximo]),
    )


def _diferencias(
    tabla: Tabla, antes: pl.DataFrame, ahora: pl.DataFrame, sin: frozenset[str]
) -> list[Diferencia]:
    viejas, nuevas = dict(_filas(tabla, antes, sin)), dict(_filas(tabla, ahora, sin))
    hay = []
    for clave in sorted(viejas.keys() | nuevas.keys()):
        vieja, nueva = viejas.get(clave), nuevas.get(clave)
        nombre = ", ".join(json.loads(clave))
        if vieja is None or nueva is None:
            escritas = (_AUSENTE if f is None else _renglon(f).decode().strip() for f in (vieja, nueva))
            hay.append(Diferencia(nombre, "fila", *escritas))
            continue
        hay.extend(
            Diferencia(nombre, columna, _escrito(valor), _escrito(nueva[columna]))
            for columna, valor in vieja.items()
            if _escrito(valor) != _escrito(nueva[columna])
        )
    return hay


def _filas(tabla: Tabla, marco: pl.DataFrame, sin: frozenset[str]) -> list[tuple[str, dict[str, Any]]]:
    """Clave y valores de cada fila, ordenadas; de la clave sale la evaluación si no se compara."""
    clave = [c for c in tabla.clave if c not in sin]
    columnas = [c.campo.nombre for c in tabla.columnas if c.campo.nombre not in sin]
    pares = [
        (json.dumps([str(f[c]) for c in clave], ensure_ascii=False), {c: f[c] for c in columnas})
        for f in marco.iter_rows(named=True)
    ]
    return sorted(pares, key=lambda p: (p[0], _escrito(list(p[1].values()))))


def _renglon(fila: dict[str, Any]) -> bytes:
    return (_escrito(fila) + "\n").encode()


def _escrito(valor: Any) -> str:
    # Una k infinita del ajuste es un valor: se escribe «Infinity».
    return json.dumps(valor, ensure_ascii=False, default=_a_texto)


def _a_texto(valor: object) -> str:
    if isinstance(valor, date | datetime):
        return valor.isoformat()
    raise TypeError(f"Un valor de tipo {type(valor).__name__} no tiene forma canónica")
