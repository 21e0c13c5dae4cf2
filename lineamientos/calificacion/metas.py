"""Las metas contra las que se normaliza: percentiles de la cohorte en el periodo base, congelados (art. 13).

Congeladas, el puntaje de una cuenta no sube ni baja porque cambien las demás. Cada meta es de una
definición: si la plataforma cambia lo que cuenta, la meta vieja se queda con la cifra vieja.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from lineamientos.calificacion.agregacion import mediana, percentil
from lineamientos.calificacion.ajuste import Credibilidad, Observacion, ajustar, estimar
from lineamientos.calificacion.cohortes import Cohorte, Estructura, de_claves
from lineamientos.calificacion.indicadores import Medida
from lineamientos.calificacion.partes import Parte

SEPARADOR_DE_SEMESTRES = "+"
"""Une las claves de los semestres base de una cohorte juntada."""

POR_PARAMETRO = "fijada por parámetro"
"""Semestre base de una frecuencia que fijó el Comité."""


@dataclass(frozen=True, order=True)
class ClaveMeta:
    """Qué normaliza una meta."""

    fase: str
    cohorte: str
    indicador: str
    definicion: str


@dataclass(frozen=True)
class Meta:
    """Los valores que dan 0 y 100 puntos, y de dónde salieron.

    Attributes:
        inferior: Valor que da 0 puntos.
        superior: Valor que da 100 puntos; en la frecuencia, la referencia en publicaciones por semana.
        semestre_base: Semestre, o semestres unidos con «+», de que salió.
        observaciones: Cuentas con que se calculó.
        credibilidad: Con qué se acercan los indicadores a la cohorte antes de compararlos con la meta;
            ``None`` si esta parte no se ajusta.
    """

    inferior: float
    superior: float
    semestre_base: str
    observaciones: int
    credibilidad: Credibilidad | None = None


_COLUMNAS = (
    "fase",
    "cohorte",
    "indicador",
    "definicion",
    "meta_inferior",
    "meta_superior",
    "semestre_base",
    "observaciones_base",
    "k",
    "media_base",
)

Metas = dict[ClaveMeta, Meta]

Observado = tuple[float, int | None, float]
"""Valor crudo, publicaciones sobre las que se midió y ruido de contar, como en ``Parte``."""


def leer_metas(marco: pl.DataFrame | None) -> Metas:
    """Lee metas congeladas de un marco con las columnas de la tabla ``metas``.

    Raises:
        ValueError: Si una meta se repite.
    """
    if marco is None:
        return {}
    metas: Metas = {}
    for *de_clave, inferior, superior, base, n, k, centro in marco.select(_COLUMNAS).iter_rows():
        clave = ClaveMeta(*de_clave)
        if clave in metas:
            raise ValueError(f"La meta {clave} está repetida")
        metas[clave] = Meta(inferior, superior, base, n, None if k is None else Credibilidad(k, centro))
    return metas


def estructuras_de(metas: Metas, fase: str) -> dict[str, Estructura]:
    """Las cohortes con que se congelaron las metas de una fase."""
    claves = sorted(c for c in metas if c.fase == fase)
    semestres: dict[str, set[str]] = {}
    for clave in claves:
        semestres.setdefault(clave.cohorte, set()).update(
            metas[clave].semestre_base.split(SEPARADOR_DE_SEMESTRES)
        )
    return de_claves(sorted(semestres), {cohorte: sorted(base) for cohorte, base in semestres.items()})


def calcular(
    fase: str,
    estructuras: Mapping[str, Estructura],
    base: Mapping[str, Sequence[Medida]],
    percentiles: tuple[float, float],
    indispensable: int,
    congeladas: Metas,
) -> Metas:
    """Las metas congeladas y, de lo que no traigan, las que se calculan de las cohortes dadas.

    Cada meta sale del primer semestre de la base en que la cohorte tiene ``indispensable`` observaciones
    de esa definición; en las cohortes juntadas, de todos. Con menos observaciones no hay meta.

    Args:
        fase: «ordinario» o «proceso_electoral».
        estructuras: Cohortes por familia.
        base: Medidas comparables por semestre, del más antiguo al más nuevo.
        percentiles: Los que valen 0 y 100 puntos.
        indispensable: Observaciones mínimas.
        congeladas: Metas ya fijadas, de cualquier fase; no se vuelven a calcular.
    """
    metas = dict(congeladas)
    for familia, estructura in sorted(estructuras.items()):
        medidas = {s: [m for m in ms if m.familia == familia] for s, ms in base.items()}
        for cohorte in estructura.cohortes:
            for semestre, lote in _lotes(cohorte, estructura, medidas):
                for (indicador, definicion), observado in _observaciones(cohorte, lote).items():
                    clave = ClaveMeta(fase, cohorte.clave, indicador, definicion)
                    if clave not in metas and len(observado) >= indispensable:
                        metas[clave] = _meta(indicador, observado, semestre, percentiles)
    return metas


def _lotes(
    cohorte: Cohorte, estructura: Estructura, medidas: Mapping[str, Sequence[Medida]]
) -> list[tuple[str, list[Medida]]]:
    """Las medidas de que puede salir una meta, en el orden en que se prefieren."""
    if cohorte.juntada:
        juntas = [m for s in estructura.semestres for m in medidas.get(s, ())]
        return [(SEPARADOR_DE_SEMESTRES.join(estructura.semestres), juntas)]
    preferidos = [s for s in estructura.semestres if s in medidas]
    # Una definición nueva nace después de la base: su meta sale del primer semestre que la tenga.
    posteriores = [s for s in medidas if s not in preferidos and s > max(preferidos, default="")]
    return [(s, list(medidas[s])) for s in (*preferidos, *posteriores)]


def _observaciones(cohorte: Cohorte, medidas: Sequence[Medida]) -> dict[tuple[str, str], list[Observado]]:
    """Lo medido en la cohorte, por indicador y definición."""
    observado: dict[tuple[str, str], list[Observado]] = {}
    for medida in medidas:
        if not cohorte.contiene(medida.seguidores_base):
            continue
        for parte in medida.partes:
            if parte.crudo is not None:
                medido = (parte.crudo, parte.n, parte.ruido)
                observado.setdefault((parte.indicador, parte.definicion), []).append(medido)
    return observado


def observado_en(
    cohorte: Cohorte, semestre_base: str, medidas: Mapping[str, Sequence[Medida]]
) -> dict[tuple[str, str], list[Observado]]:
    """Lo medido en la base de que salieron unas metas, por indicador y definición.

    Args:
        cohorte: La de las metas.
        semestre_base: El semestre, o los semestres unidos, de que salieron.
        medidas: De los semestres a la mano; si falta alguno de esos, no se devuelve nada.
    """
    semestres = semestre_base.split(SEPARADOR_DE_SEMESTRES)
    if any(s not in medidas for s in semestres):
        return {}
    suyas = [m for s in semestres for m in medidas[s] if m.comparable and m.familia == cohorte.familia]
    return _observaciones(cohorte, suyas)


def _meta(
    indicador: str, observado: Sequence[Observado], semestre: str, percentiles: tuple[float, float]
) -> Meta:
    """Los extremos son de los valores ya acercados a la cohorte: con ellos se comparan los de cada cuenta.

    Si los de los crudos coinciden, la base no distingue entre cuentas: entre los acercados solo quedaría
    la diferencia de cuánto publicó cada una, que es de otro criterio.
    """
    if indicador.startswith("frecuencia."):
        return Meta(0.0, mediana([x for x, _, _ in observado]), semestre, len(observado))
    ajustables = [Observacion(x, n, ruido) for x, n, ruido in observado if n is not None]
    credibilidad = estimar(ajustables) if ajustables else None
    crudos = [x for x, _, _ in observado]
    bajo, alto = (percentil(crudos, p) for p in percentiles)
    if bajo == alto:
        return Meta(bajo, alto, semestre, len(observado), credibilidad)
    valores = [acercado(x, n, credibilidad) for x, n, _ in observado]
    inferior, superior = (percentil(valores, p) for p in percentiles)
    return Meta(inferior, superior, semestre, len(observado), credibilidad)


def acercado(x: float, n: int | None, credibilidad: Credibilidad | None) -> float:
    """El valor que se compara con la meta: el crudo, acercado a su cohorte si el indicador se ajusta."""
    return x if n is None or credibilidad is None else ajustar(x, n, credibilidad)


def meta_de(
    metas: Metas, fase: str, cohorte: Cohorte, parte: Parte, frecuencia_fija: float | None
) -> Meta | None:
    """La meta con que se normaliza una parte, o ``None`` si su cohorte no la tiene.

    Args:
        metas: Congeladas y calculadas.
        fase: Fase del semestre.
        cohorte: Cohorte de la cuenta.
        parte: Componente medido.
        frecuencia_fija: Publicaciones por semana que el Comité fijó para la red, o ``None``.
    """
    meta = metas.get(ClaveMeta(fase, cohorte.clave, parte.indicador, parte.definicion))
    if parte.criterio == "frecuencia" and frecuencia_fija is not None:
        return Meta(0.0, frecuencia_fija, POR_PARAMETRO, meta.observaciones if meta else 0)
    return meta
