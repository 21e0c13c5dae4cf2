"""El periodo base de cada fase: contra qué semestre se forman cohortes y metas (art. 13).

Hay una base para semestres ordinarios y otra para los de Proceso Electoral, porque en éste todas las
cuentas publican y se leen más. Mientras no se entregue una congelada, es el primer semestre completo a la
mano.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lineamientos.calificacion.cohortes import Estructura, formar
from lineamientos.calificacion.indicadores import Medida
from lineamientos.calificacion.metas import Metas, calcular, estructuras_de
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion


@dataclass(frozen=True)
class Base:
    """Con qué se compara un semestre.

    Attributes:
        estructuras: Cohortes por familia.
        metas: Las congeladas y las calculadas ahora.
    """

    estructuras: Mapping[str, Estructura]
    metas: Metas


def base_de(
    semestre: str,
    fases: Mapping[str, str],
    medidas: Mapping[str, Sequence[Medida]],
    congeladas: Metas,
    parametros: ParametrosCalificacion,
) -> Base:
    """La base con que se evalúa un semestre; solo mira ese y los anteriores.

    Las cohortes y metas congeladas prevalecen; lo que no traigan (una red nueva, una definición nueva) se
    calcula con lo que hay a la mano.

    Args:
        semestre: Clave del semestre que se evalúa.
        fases: Fase de cada semestre a la mano.
        medidas: Indicadores de cada semestre a la mano.
        congeladas: Metas ya fijadas, de cualquier fase.
        parametros: Del método.
    """
    fase = fases[semestre]
    # El evaluado entra siempre, y al final: aun a medio entregar es la base de lo que ningún otro tiene.
    candidatos = [
        s
        for s in sorted(medidas)
        if s <= semestre and fases[s] == fase and (s == semestre or _completo(medidas[s], parametros))
    ]
    comparables = {s: [m for m in medidas[s] if m.comparable] for s in candidatos}
    formadas = formar(
        comparables, parametros.bandas, parametros.cohorte_minima, parametros.cohorte_indispensable
    )
    estructuras = {**formadas, **estructuras_de(congeladas, fase)}
    metas = calcular(
        fase, estructuras, comparables, parametros.percentiles, parametros.cohorte_indispensable, congeladas
    )
    return Base(estructuras, metas)


def _completo(medidas: Sequence[Medida], parametros: ParametrosCalificacion) -> bool:
    if not medidas:
        return False
    conocidas = sum(m.ficha.publicaciones is not None for m in medidas)
    return conocidas >= parametros.cobertura_base * len(medidas)
