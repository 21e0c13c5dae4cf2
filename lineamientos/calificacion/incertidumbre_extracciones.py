"""Las extracciones de una cohorte: puntos, índice, clase y lugar de cada cuenta en cada una (art. 13).

Todo va en centésimos de punto enteros, con el mismo redondeo que la calificación en cada paso, y por bloques
de cuentas o de extracciones, para que la memoria no crezca con la flota. Ninguna suma depende del orden en
que la máquina la haga: o son de enteros, o se escriben término por término.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

import numpy as np
from numpy.typing import NDArray

from lineamientos.calificacion.dictamen import Clase
from lineamientos.calificacion.incertidumbre_azar import Reales, bits, normal, uniforme
from lineamientos.calificacion.incertidumbre_escalas import Escala
from lineamientos.calificacion.parametros_calificacion import CRITERIOS, Cortes

Centesimos = NDArray[np.int16]

SIN_MEDIR = -1
"""En lugar de los puntos de un criterio que no se midió."""

_CUENTAS_POR_BLOQUE = 16
_EXTRACCIONES_POR_BLOQUE = 64
"""Con mil extracciones, un bloque de cuentas cabe en la memoria cercana de cualquier procesador."""

CLASES = (Clase.PERTINENTE, Clase.CON_RECOMENDACIONES, Clase.EN_OBSERVACION, Clase.NO_PERTINENTE)
"""Las que puede recibir una cuenta con índice; su posición es el número con que se escriben aquí."""


@dataclass(frozen=True)
class Columna:
    """Un indicador medido con una misma escala en algunas cuentas de la cohorte.

    Attributes:
        criterio: Posición del criterio en ``CRITERIOS``.
        flujo: Nombre del indicador, para su azar.
        filas: Posición de las cuentas, en orden creciente.
        centro: Valor ajustado de cada una.
        desviacion: Desviación de su ruido, si es normal; cero si no lo tiene.
        formas: Las dos de su distribución beta, si es una proporción (de forma ``(2, cuentas)``); una
            columna de ceros donde no hay ruido.
        escalas: Una por grupo de extracciones.
    """

    criterio: int
    flujo: str
    filas: NDArray[np.int64]
    centro: Reales
    desviacion: Reales
    formas: Reales | None
    escalas: tuple[Escala, ...]


@dataclass(frozen=True)
class Escenarios:
    """Lo que cada extracción supone del método; es lo mismo para todas las cuentas.

    Attributes:
        pesos: De forma ``(4, extracciones)``; no tienen que sumar 1.
        limites: Dónde empieza cada grupo de extracciones que comparten escala, y al final el total.
        mediana: Si el criterio que falta toma la mediana, como en la calificación, y no se extrae.
    """

    pesos: Reales
    limites: tuple[int, ...]
    mediana: bool

    @property
    def extracciones(self) -> int:
        """Cuántas son."""
        return self.limites[-1]


@dataclass(frozen=True)
class Grupo:
    """Las cuentas de una cohorte que tienen índice, por orden de clave.

    Attributes:
        semestre: Clave del semestre, para su azar.
        cuentas: Claves.
        columnas: Indicadores que se miden contra una escala.
        fijos: Centésimos de los criterios que no varían, de forma ``(4, cuentas)``; ``SIN_MEDIR`` en los
            demás.
        sustitutos: Centésimos que la calificación puso donde un criterio no se midió; ``SIN_MEDIR`` si se
            midió.
        se_extraen: Por criterio, si el sustituto sale de la cohorte; si no, es siempre el mismo.
        vetadas: Si tienen un veto.
        bajas_antes: Si su índice anterior también fue menor que el corte de «No pertinente».
    """

    semestre: str
    cuentas: tuple[str, ...]
    columnas: tuple[Columna, ...]
    fijos: Centesimos
    sustitutos: Centesimos
    se_extraen: tuple[bool, ...]
    vetadas: NDArray[np.bool_]
    bajas_antes: NDArray[np.bool_]


def redondear(centesimos: Reales) -> Reales:
    """El redondeo de la calificación: quita la cola binaria y va a enteros, la mitad hacia arriba."""
    milmillonesimos = np.rint(centesimos * 1e7)
    milmillonesimos += 5e6
    milmillonesimos /= 1e7
    return np.floor(milmillonesimos)


def puntajes(grupo: Grupo, escenarios: Escenarios) -> Centesimos:
    """Centésimos de cada criterio, con los sustituidos, de forma ``(4, cuentas, extracciones)``."""
    total, n = len(grupo.cuentas), escenarios.extracciones
    puntos = np.repeat(grupo.fijos[:, :, None], n, axis=2)
    for desde in range(0, total, _CUENTAS_POR_BLOQUE):
        hasta = min(desde + _CUENTAS_POR_BLOQUE, total)
        for criterio in range(len(CRITERIOS)):
            columnas = [c for c in grupo.columnas if c.criterio == criterio]
            _medir(puntos[criterio, desde:hasta], desde, columnas, grupo, escenarios)
    for criterio in range(len(CRITERIOS)):
        _sustituir(puntos[criterio], criterio, grupo, escenarios)
    return puntos


def _medir(
    destino: Centesimos, desde: int, columnas: Sequence[Columna], grupo: Grupo, escenarios: Escenarios
) -> None:
    """Escribe en ``destino`` la media redondeada de las partes de un criterio, en un bloque de cuentas."""
    cuentas, n = destino.shape
    sumas, partes = np.zeros((cuentas, n)), np.zeros(cuentas)
    for columna in columnas:
        a, b = np.searchsorted(columna.filas, (desde, desde + cuentas))
        if a == b:
            continue
        aqui = columna.filas[a:b] - desde
        valores = _extraer(columna, int(a), int(b), grupo, n)
        for i, escala in enumerate(columna.escalas):
            tramo = slice(escenarios.limites[i], escenarios.limites[i + 1])
            sumas[aqui, tramo] += redondear(escala.aplicar(valores[:, tramo]))
        partes[aqui] += 1
    medidas = partes > 0
    destino[medidas] = redondear(sumas[medidas] / partes[medidas, None])


def _extraer(columna: Columna, desde: int, hasta: int, grupo: Grupo, n: int) -> Reales:
    """Valores del indicador: el ajustado más su ruido, de forma ``(cuentas, extracciones)``."""
    nombres = [grupo.cuentas[f] for f in columna.filas[desde:hasta]]
    centro = columna.centro[desde:hasta, None]
    if columna.formas is not None:
        a, b = columna.formas[:, desde:hasta, None]
        arriba = _gamma(a, _ruido(grupo.semestre, nombres, columna.flujo, n))
        abajo = _gamma(b, _ruido(grupo.semestre, nombres, f"{columna.flujo}/complemento", n))
        todo = arriba + abajo
        return np.where(todo > 0, arriba / np.where(todo > 0, todo, 1.0), centro)
    desviacion = columna.desviacion[desde:hasta, None]
    if not desviacion.any():
        return np.broadcast_to(centro, (hasta - desde, n))
    valores = _ruido(grupo.semestre, nombres, columna.flujo, n)
    valores *= desviacion
    valores += centro
    return valores


def _ruido(semestre: str, cuentas: Sequence[str], flujo: str, n: int) -> Reales:
    return normal(uniforme(np.stack([bits(n, semestre, c, flujo) for c in cuentas])))


def _gamma(forma: Reales, z: Reales) -> Reales:
    """Una gamma por la raíz cúbica de Wilson y Hilferty, que no pide logaritmos ni exponenciales."""
    segura = np.where(forma > 0, forma, 1.0)
    raiz = np.maximum(1.0 - 1.0 / (9.0 * segura) + z / (3.0 * np.sqrt(segura)), 0.0)
    return np.where(forma > 0, segura * (raiz * raiz * raiz), 0.0)


def _sustituir(puntos: Centesimos, criterio: int, grupo: Grupo, escenarios: Escenarios) -> None:
    """Pone en las cuentas sin el criterio los puntos de otra de la cohorte, tomada en cada extracción."""
    sustitutos = grupo.sustitutos[criterio]
    faltan = np.flatnonzero(sustitutos != SIN_MEDIR)
    medidas = np.flatnonzero(sustitutos == SIN_MEDIR)
    n = escenarios.extracciones
    for fila in faltan:
        if escenarios.mediana or not grupo.se_extraen[criterio] or medidas.size == 0:
            puntos[fila] = sustitutos[fila]
            continue
        azar = uniforme(bits(n, grupo.semestre, grupo.cuentas[fila], f"sustituto/{CRITERIOS[criterio]}"))
        elegidas = medidas[np.floor(azar * medidas.size).astype(np.int64)]
        puntos[fila] = puntos[elegidas, np.arange(n)]


def indices(puntos: Centesimos, pesos: Reales) -> Centesimos:
    """Índice en centésimos, de forma ``(cuentas, extracciones)``."""
    cuentas = puntos.shape[1]
    salida = np.empty(puntos.shape[1:], dtype=np.int16)
    divisor = ((pesos[0] + pesos[1]) + pesos[2]) + pesos[3]
    for desde in range(0, cuentas, _CUENTAS_POR_BLOQUE):
        s = puntos[:, desde : desde + _CUENTAS_POR_BLOQUE].astype(np.float64)
        suma = ((s[0] * pesos[0] + s[1] * pesos[1]) + s[2] * pesos[2]) + s[3] * pesos[3]
        salida[desde : desde + _CUENTAS_POR_BLOQUE] = redondear(suma / divisor)
    return salida


def clasificar(
    indice: Centesimos,
    puntos: Centesimos,
    *,
    vetadas: NDArray[np.bool_],
    sustituidas: NDArray[np.bool_],
    bajas_antes: NDArray[np.bool_],
    cortes: Cortes,
) -> NDArray[np.int8]:
    """Las líneas 4 a 7 de la tabla de dictamen; las anteriores son de cuentas sin índice.

    Args:
        indice: En centésimos, de forma ``(cuentas, extracciones)``.
        puntos: En centésimos, de forma ``(4, cuentas, extracciones)``.
        vetadas: Cuentas con veto.
        sustituidas: Cuentas con algún criterio sustituido.
        bajas_antes: Cuentas con índice anterior menor que el corte de «No pertinente».
        cortes: Vigentes.

    Returns:
        Posición de cada clase en ``CLASES``.
    """
    pertinente = indice >= _centesimos(cortes.pertinente)
    for criterio in puntos:
        pertinente &= criterio >= _centesimos(cortes.minimo_por_criterio)
    if cortes.exige_medidos:
        pertinente &= ~sustituidas[:, None]
    clases = np.where(pertinente, _numero(Clase.PERTINENTE), _numero(Clase.CON_RECOMENDACIONES))
    en_observacion = (indice < _centesimos(cortes.observacion)) | vetadas[:, None]
    clases[en_observacion] = _numero(Clase.EN_OBSERVACION)
    clases[(indice < _centesimos(cortes.no_pertinente)) & bajas_antes[:, None]] = _numero(Clase.NO_PERTINENTE)
    return clases.astype(np.int8)


def _numero(clase: Clase) -> int:
    return CLASES.index(clase)


def _centesimos(corte: Decimal) -> int:
    """El menor número entero de centésimos que no es menor que el corte."""
    return ceil(corte * 100)


def lugares(indice: Centesimos) -> NDArray[np.int32]:
    """Lugar de cada cuenta en cada extracción: una más que las que la superan; 1 es el mayor índice."""
    cuentas, n = indice.shape
    salida = np.empty((cuentas, n), dtype=np.int32)
    posicion = np.arange(cuentas, dtype=np.int32)
    for desde in range(0, n, _EXTRACCIONES_POR_BLOQUE):
        # De mayor a menor; las que empatan toman la posición de la primera de ellas.
        valores = np.ascontiguousarray(-indice[:, desde : desde + _EXTRACCIONES_POR_BLOQUE].T)
        orden = np.argsort(valores, axis=1, kind="stable")
        ordenados = np.take_along_axis(valores, orden, axis=1)
        lugar = np.where(np.diff(ordenados, axis=1, prepend=np.int16(-20_000)) != 0, posicion, 0)
        np.maximum.accumulate(lugar, axis=1, out=lugar)
        de_cuenta = np.empty_like(lugar)
        np.put_along_axis(de_cuenta, orden, lugar + 1, axis=1)
        salida[:, desde : desde + _EXTRACCIONES_POR_BLOQUE] = de_cuenta.T
    return salida


def percentiles(valores: NDArray[np.int16] | NDArray[np.int32], *niveles: int) -> list[list[int]]:
    """El menor valor que alcanza cada percentil, por renglón; sin interpolar: siempre es uno extraído.

    Args:
        valores: De forma ``(cuentas, extracciones)``.
        niveles: De 1 a 100.
    """
    n = valores.shape[1]
    orden = np.sort(valores, axis=1, kind="stable")
    return [orden[:, -(-nivel * n // 100) - 1].tolist() for nivel in niveles]
