"""Cuánto cambiaría lo propuesto si una decisión del método hubiera sido otra (art. 13).

Se mueve una sola a la vez y se califica de nuevo el semestre entero con las mismas funciones. Las metas y las
cohortes no se mueven; lo que depende de ellas lo mide la incertidumbre.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from lineamientos.calificacion.agregacion import mediana
from lineamientos.calificacion.alternativas import ORDEN, Preparado
from lineamientos.calificacion.desglose import Evaluada
from lineamientos.calificacion.evaluacion import evaluar_semestre
from lineamientos.calificacion.parametros_calificacion import (
    CRITERIOS,
    TITULOS_DE_CRITERIO,
    ParametrosCalificacion,
)

PUNTOS_DE_PESO = 10
"""Puntos porcentuales que se suman al peso de un criterio; los demás ceden en proporción."""
PUNTOS_DE_CORTE = 5
"""Puntos que se mueve cada corte."""


@dataclass(frozen=True)
class Variacion:
    """Lo que resulta de mover una decisión.

    Attributes:
        que: Qué se movió, en palabras.
        suben: Cuentas con una clase más favorable.
        bajan: Cuentas con una menos favorable.
        cambio_mediano: Mediana del cambio absoluto del índice, en puntos; ``None`` si nadie tiene índice.
        cambio_mayor: El mayor cambio absoluto, en puntos.
    """

    que: str
    suben: int
    bajan: int
    cambio_mediano: float | None
    cambio_mayor: float | None


def medir_sensibilidad(preparado: Preparado) -> tuple[Variacion, ...]:
    """Mueve cada peso y cada corte, y dice cuántas cuentas cambian."""
    actual = _calificar(preparado, preparado.parametros)
    return tuple(
        _comparar(que, actual, _calificar(preparado, otros)) for que, otros in _otros(preparado.parametros)
    )


def _otros(parametros: ParametrosCalificacion) -> list[tuple[str, ParametrosCalificacion]]:
    movidos = [
        (
            f"peso de {TITULOS_DE_CRITERIO[c]}, {PUNTOS_DE_PESO} puntos porcentuales más",
            replace(parametros, pesos=_con_mas(parametros.pesos, c)),
        )
        for c in CRITERIOS
    ]
    cortes = parametros.cortes
    for nombre, titulo in (
        ("observacion", "corte de «En observación»"),
        ("pertinente", "corte de «Pertinente»"),
        ("minimo_por_criterio", "mínimo de cada criterio"),
    ):
        for signo, palabra in ((-1, "menos"), (1, "más")):
            valor = getattr(cortes, nombre) + signo * Decimal(PUNTOS_DE_CORTE)
            movidos.append(
                (
                    f"{titulo}, {PUNTOS_DE_CORTE} puntos {palabra}",
                    replace(parametros, cortes=replace(cortes, **{nombre: valor})),
                )
            )
    exige = replace(cortes, exige_medidos=not cortes.exige_medidos)
    que = "sin pedir" if cortes.exige_medidos else "pidiendo"
    movidos.append(
        (f"{que} los cuatro criterios medidos para «Pertinente»", replace(parametros, cortes=exige))
    )
    return movidos


def _con_mas(pesos: Mapping[str, float], criterio: str) -> dict[str, float]:
    nuevo = min(1.0, pesos[criterio] + PUNTOS_DE_PESO / 100)
    resto = (1 - nuevo) / (1 - pesos[criterio])
    return {c: nuevo if c == criterio else p * resto for c, p in pesos.items()}


def _calificar(preparado: Preparado, parametros: ParametrosCalificacion) -> dict[str, Evaluada]:
    evaluadas = evaluar_semestre(
        preparado.medidas,
        fase=preparado.fase,
        estructuras=preparado.base.estructuras,
        metas=preparado.base.metas,
        parametros=parametros,
        antecedentes=preparado.antecedentes,
    )
    return {e.medida.ficha.cuenta: e for e in evaluadas}


def _comparar(que: str, antes: Mapping[str, Evaluada], ahora: Mapping[str, Evaluada]) -> Variacion:
    lugares = [
        (ORDEN.index(a.dictamen.clase), ORDEN.index(b.dictamen.clase))
        for cuenta, a in antes.items()
        if (b := ahora[cuenta]).dictamen.clase in ORDEN and a.dictamen.clase in ORDEN
    ]
    cambios = [
        abs(float(b.indice - a.indice))
        for cuenta, a in antes.items()
        if a.indice is not None and (b := ahora[cuenta]).indice is not None
    ]
    return Variacion(
        que=que,
        suben=sum(b > a for a, b in lugares),
        bajan=sum(b < a for a, b in lugares),
        cambio_mediano=mediana(cambios) if cambios else None,
        cambio_mayor=max(cambios, default=None),
    )
