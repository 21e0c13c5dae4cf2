"""Qué se hace variar para saber cuánto depende una calificación de lo que pudo ser de otro modo (art. 13)."""

from dataclasses import dataclass

from lineamientos.errores import ParametroInvalido
from lineamientos.vigentes import ParametrosVigentes

NORMALIZACIONES = ("metas", "percentil", "z")
"""Las que el programa sabe aplicar."""


@dataclass(frozen=True)
class Variaciones:
    """Lo que cambia de una extracción a otra.

    Attributes:
        extracciones: Cuántas se hacen.
        pesos: Cuánto puede moverse cada peso, hacia arriba o hacia abajo, en proporción de sí mismo.
        recortes: Percentiles de la base que valen 0 puntos; el que vale 100 es su complemento.
        normalizaciones: Cómo se llevan los indicadores a puntos.
        frontera: Probabilidad de la misma clase bajo la que una calificación se marca «frontera».
        conteo: Si cada indicador se extrae con el ruido de contarlo.
        sustitutos: Si el criterio que falta se extrae de la cohorte; si no, toma su mediana.
    """

    extracciones: int
    pesos: float
    recortes: tuple[float, ...]
    normalizaciones: tuple[str, ...]
    frontera: float
    conteo: bool = True
    sustitutos: bool = True

    @classmethod
    def de_vigentes(cls, vigentes: ParametrosVigentes) -> "Variaciones":
        """Toma de los parámetros vigentes los de la incertidumbre.

        Raises:
            ParametroFaltante: Si falta alguno.
            ParametroInvalido: Si alguno es de otro tipo o no puede aplicarse.
        """
        extracciones = vigentes.entero("calificacion.incertidumbre_extracciones")
        _comprobar(
            100 <= extracciones <= 100_000,
            f"Se piden {extracciones} extracciones.",
            "de 100 a 100,000: con menos, el percentil 5 es de unos cuantos casos",
        )
        pesos = vigentes.numero("calificacion.incertidumbre_pesos")
        _comprobar(0 <= pesos < 100, f"La variación de los pesos es de {pesos:g} %.", "de 0 a menos de 100 %")
        frontera = vigentes.numero("calificacion.incertidumbre_frontera")
        _comprobar(0 <= frontera <= 1, f"El umbral de frontera es {frontera:g}.", "una probabilidad de 0 a 1")
        return cls(
            extracciones=extracciones,
            pesos=pesos / 100,
            recortes=_recortes(vigentes),
            normalizaciones=_normalizaciones(vigentes),
            frontera=frontera,
        )


def _recortes(vigentes: ParametrosVigentes) -> tuple[float, ...]:
    lista = vigentes.lista("calificacion.incertidumbre_recortes")
    recortes = tuple(
        float(r) for r in lista if isinstance(r, int | float) and not isinstance(r, bool) and 0 < r < 50
    )
    _comprobar(
        len(recortes) == len(lista) and len(set(recortes)) == len(recortes),
        f"Los recortes de la base son {lista}.",
        "percentiles mayores que 0 y menores que 50, sin repetir",
    )
    return tuple(sorted(recortes))


def _normalizaciones(vigentes: ParametrosVigentes) -> tuple[str, ...]:
    lista = vigentes.lista("calificacion.incertidumbre_normalizaciones")
    elegidas = tuple(n for n in NORMALIZACIONES if n in lista)
    _comprobar(
        bool(elegidas) and len(elegidas) == len(lista),
        f"Las normalizaciones son {lista}.",
        f"una o más de estas, sin repetir: {', '.join(NORMALIZACIONES)}",
    )
    return elegidas


def _comprobar(cumple: bool, encontrado: str, esperado: str) -> None:
    if not cumple:
        raise ParametroInvalido(encontrado, esperado, "Corrija los parámetros «calificacion».")
