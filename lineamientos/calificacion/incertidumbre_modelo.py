"""De las cuentas evaluadas a lo que cada extracción necesita: centros, ruido y escalas por cohorte (art. 13).

El ruido es el de la posterior que corresponde al ajuste. Con w = n/(n + k), s² el ruido de contar de la
cuenta y τ² la varianza entre cuentas que la misma k implica, el valor ajustado yerra con varianza
w²·s² + (1 − w)²·τ²; si el ruido es el de la cohorte, s² = k·τ²/n, eso es k·τ²/(n + k).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isinf, sqrt

import numpy as np

from lineamientos.calificacion.agregacion import media
from lineamientos.calificacion.cohortes import Cohorte
from lineamientos.calificacion.desglose import Evaluada, ParteEvaluada
from lineamientos.calificacion.incertidumbre_azar import bits, uniforme
from lineamientos.calificacion.incertidumbre_escalas import Escala, Recorte, escalas, rehace
from lineamientos.calificacion.incertidumbre_extracciones import SIN_MEDIR, Columna, Escenarios, Grupo
from lineamientos.calificacion.indicadores import Medida
from lineamientos.calificacion.metas import Meta, Observado, acercado, observado_en
from lineamientos.calificacion.parametros_calificacion import CRITERIOS, ParametrosCalificacion
from lineamientos.calificacion.parametros_incertidumbre import Variaciones
from lineamientos.calificacion.partes import Parte

_DECIMALES = 12
"""A que se redondea un valor antes de extraer: su última cifra binaria depende de la máquina."""

Opciones = tuple[tuple[str, Recorte], ...]


@dataclass(frozen=True)
class Modelo:
    """Una cohorte lista para extraer.

    Attributes:
        grupo: Sus cuentas con índice.
        evaluadas: Las mismas, en el mismo orden.
        sin_base: Indicadores que se midieron siempre con las metas congeladas, porque ya no están a la mano
            las cifras de que salieron.
    """

    grupo: Grupo
    evaluadas: tuple[Evaluada, ...]
    sin_base: frozenset[str]


def opciones_de(variaciones: Variaciones, propio: Recorte) -> Opciones:
    """Normalizaciones por recortes; el recorte del método siempre es uno de ellos."""
    recortes = sorted({propio, *((r, 100 - r) for r in variaciones.recortes)})
    return tuple((n, r) for n in variaciones.normalizaciones for r in recortes)


def escenarios_de(
    semestre: str, opciones: Opciones, variaciones: Variaciones, parametros: ParametrosCalificacion
) -> Escenarios:
    """Los supuestos de cada extracción: las opciones, por partes iguales; los pesos, al azar."""
    total = variaciones.extracciones
    pesos = []
    for criterio in CRITERIOS:
        azar = uniforme(bits(total, semestre, "", f"peso/{criterio}"))
        pesos.append(parametros.pesos[criterio] * (1.0 + variaciones.pesos * (2.0 * azar - 1.0)))
    limites = tuple(total * i // len(opciones) for i in range(len(opciones) + 1))
    return Escenarios(np.stack(pesos), limites, mediana=not variaciones.sustitutos)


def modelo_de(
    cohorte: Cohorte,
    evaluadas: Sequence[Evaluada],
    *,
    medidas: Mapping[str, Sequence[Medida]],
    opciones: Opciones,
    variaciones: Variaciones,
    parametros: ParametrosCalificacion,
) -> Modelo:
    """Prepara una cohorte.

    Args:
        cohorte: La que es.
        evaluadas: Sus cuentas con índice.
        medidas: De los semestres a la mano; de ellas se rehace la base.
        opciones: Normalización y recorte de cada grupo de extracciones.
        variaciones: Qué se hace variar.
        parametros: Del método.
    """
    orden = tuple(sorted(evaluadas, key=lambda e: e.medida.ficha.cuenta))
    bases: dict[str, dict[tuple[str, str], list[Observado]]] = {}
    columnas, sin_base = [], set()
    for (indicador, _), miembros in _por_indicador(orden).items():
        parte, meta = miembros[0][1].parte, miembros[0][1].meta
        if meta is None or parte.criterio == "frecuencia":
            continue
        if meta.semestre_base not in bases:
            bases[meta.semestre_base] = observado_en(cohorte, meta.semestre_base, medidas)
        base = bases[meta.semestre_base].get((indicador, parte.definicion), [])
        valores = [acercado(x, n, meta.credibilidad) for x, n, _ in base]
        if not rehace(meta, valores, parametros.percentiles):
            sin_base.add(indicador)
        suyas = escalas(
            meta,
            [round(v, _DECIMALES) for v in valores],
            propio=parametros.percentiles,
            opciones=opciones,
            neutro=parametros.puntaje_neutro,
        )
        ruidos = [(n, ruido) for _, n, ruido in base] or [(p.parte.n, p.parte.ruido) for _, p in miembros]
        entre = _varianza_entre(meta, ruidos)
        columnas.append(_columna(miembros, orden, meta, suyas, entre, variaciones, parametros))
    fijos, sustitutos = _fijos(orden)
    grupo = Grupo(
        semestre=orden[0].medida.ficha.semestre,
        cuentas=tuple(e.medida.ficha.cuenta for e in orden),
        columnas=tuple(columnas),
        fijos=fijos,
        sustitutos=sustitutos,
        se_extraen=tuple(_se_extrae(i, sustitutos, parametros) for i in range(len(CRITERIOS))),
        vetadas=np.array([e.vetada for e in orden]),
        bajas_antes=np.array([_baja_antes(e, parametros) for e in orden]),
    )
    return Modelo(grupo, orden, frozenset(sin_base))


def _baja_antes(evaluada: Evaluada, parametros: ParametrosCalificacion) -> bool:
    anterior = evaluada.anterior
    return (
        anterior is not None
        and anterior.indice is not None
        and anterior.indice < parametros.cortes.no_pertinente
    )


_Miembro = tuple[int, ParteEvaluada]


def _por_indicador(orden: Sequence[Evaluada]) -> dict[tuple[str, str], list[_Miembro]]:
    """Las partes con puntos de criterios medidos, por indicador y definición."""
    grupos: dict[tuple[str, str], list[_Miembro]] = {}
    for fila, evaluada in enumerate(orden):
        medidos = {c.criterio for c in evaluada.criterios if c.evaluable}
        for p in evaluada.partes:
            if p.puntaje is not None and p.parte.criterio in medidos:
                grupos.setdefault((p.parte.indicador, p.parte.definicion), []).append((fila, p))
    return dict(sorted(grupos.items()))


def _columna(
    miembros: Sequence[_Miembro],
    orden: Sequence[Evaluada],
    meta: Meta,
    escalas_: tuple[Escala, ...],
    entre: float,
    variaciones: Variaciones,
    parametros: ParametrosCalificacion,
) -> Columna:
    parte = miembros[0][1].parte
    centro = [round(p.ajustado, _DECIMALES) for _, p in miembros if p.ajustado is not None]
    desviacion = [0.0] * len(miembros)
    formas = None
    if variaciones.conteo and parte.criterio == "originalidad":
        formas = np.array([_formas(p.parte, meta, x) for (_, p), x in zip(miembros, centro, strict=True)]).T
    elif variaciones.conteo:
        ruidos = [_ruido(p.parte, orden[fila].medida, meta, entre, parametros) for fila, p in miembros]
        centro = [round(x + sesgo, _DECIMALES) for x, (sesgo, _) in zip(centro, ruidos, strict=True)]
        desviacion = [round(sqrt(varianza), _DECIMALES) for _, varianza in ruidos]
    return Columna(
        criterio=CRITERIOS.index(parte.criterio),
        flujo=parte.indicador,
        filas=np.array([fila for fila, _ in miembros], dtype=np.int64),
        centro=np.array(centro),
        desviacion=np.array(desviacion),
        formas=formas,
        escalas=escalas_,
    )


def _varianza_entre(meta: Meta, ruidos: Sequence[tuple[int | None, float]]) -> float:
    """τ²: la varianza entre cuentas que implica la k, dado el ruido que trae una publicación."""
    credibilidad = meta.credibilidad
    observadas = [n * ruido for n, ruido in ruidos if n is not None]
    if credibilidad is None or not observadas or credibilidad.k == 0 or isinf(credibilidad.k):
        return 0.0
    return media(observadas) / credibilidad.k


def _ruido(
    parte: Parte, medida: Medida, meta: Meta, entre: float, parametros: ParametrosCalificacion
) -> tuple[float, float]:
    """Sesgo y varianza de lo que se ignora de un indicador en escala logarítmica."""
    if parte.criterio == "seguidores_nuevos":
        return 0.0, _ruido_de_seguidores(medida, parametros.amortiguador)
    sesgo, ruido = _log_gamma(int(parte.cociente.numerador) if parte.cociente else 1)
    ruido = max(parte.ruido, ruido)
    if parte.n is None or meta.credibilidad is None:
        return sesgo, ruido
    k = meta.credibilidad.k
    if isinf(k):
        return 0.0, 0.0
    w = parte.n / (parte.n + k)
    return w * sesgo, w * w * ruido + (1 - w) * (1 - w) * entre


def _log_gamma(forma: int) -> tuple[float, float]:
    """Sesgo y varianza del logaritmo de una gamma: lo que se ignora de una tasa tras contar ``forma`` − 1.

    Son los primeros términos de ψ(forma) − ln(forma) y de ψ′(forma), las funciones digamma y trigamma; con
    forma 1 les faltan 0.006 y 0.02.
    """
    sesgo = -1 / (2 * forma) - 1 / (12 * forma**2)
    return sesgo, 1 / forma + 1 / (2 * forma**2) + 1 / (6 * forma**3)


def _ruido_de_seguidores(medida: Medida, amortiguador: int) -> float:
    """El mínimo de contar un cambio neto: altas y bajas son, juntas, al menos lo que cambió."""
    inicio, cierre = (medida.ficha.dato(f"seguidores_{m}").valor for m in ("inicio", "cierre"))
    if inicio is not None and cierre is not None:
        return (abs(cierre - inicio) + 1) / (cierre + amortiguador) ** 2
    neto = medida.ficha.dato("crecimiento_seguidores").valor
    return 1 / (1 + abs(neto or 0))


def _formas(parte: Parte, meta: Meta, centro: float) -> tuple[float, float]:
    """Las de la beta cuya media es la proporción ajustada y que vale n + k observaciones."""
    credibilidad = meta.credibilidad
    if parte.n is None or credibilidad is None or credibilidad.k == 0 or isinf(credibilidad.k):
        return 0.0, 0.0
    peso = parte.n + credibilidad.k
    return round(peso * centro, _DECIMALES), round(peso * (1 - centro), _DECIMALES)


def _fijos(orden: Sequence[Evaluada]) -> tuple[np.ndarray, np.ndarray]:
    fijos = np.full((len(CRITERIOS), len(orden)), SIN_MEDIR, dtype=np.int16)
    sustitutos = fijos.copy()
    for fila, evaluada in enumerate(orden):
        for i, criterio in enumerate(evaluada.criterios):
            if criterio.puntaje is None:
                continue
            centesimos = int(criterio.puntaje * 100)
            if criterio.sustituido:
                sustitutos[i, fila] = centesimos
            elif criterio.criterio == "frecuencia":
                fijos[i, fila] = centesimos
    return fijos, sustitutos


def _se_extrae(criterio: int, sustitutos: np.ndarray, parametros: ParametrosCalificacion) -> bool:
    """Con pocas cuentas que lo midan, la calificación puso el valor neutro, y no hay de dónde extraer."""
    return int((sustitutos[criterio] == SIN_MEDIR).sum()) >= parametros.cohorte_indispensable
