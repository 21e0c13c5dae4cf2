"""Los apartados de la nota que explican el método: cohortes, indicadores, ajuste, metas, índice y vetos."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf
from typing import Any

from informes import numeros
from informes.contexto import Contexto
from informes.formas import Celda, Columna, Cuadro
from informes.nota_textos import FORMULAS
from informes.numeros import cuantos
from informes.textos import CRITERIOS, titulo
from informes.valores import valor
from lineamientos.calificacion.agregacion import mediana


@dataclass(frozen=True)
class Formula:
    """Una fórmula de la plantilla, por su clave, con su nombre y leída en voz alta."""

    clave: str
    nombre: str
    leida: str


@dataclass(frozen=True)
class Apartado:
    """Una sección de la nota."""

    titulo: str
    parrafos: tuple[str, ...] = ()
    formulas: tuple[Formula, ...] = ()
    lista: tuple[str, ...] = ()
    cuadros: tuple[Cuadro, ...] = ()


class Valores:
    """Los valores vigentes de la calificación, escritos."""

    def __init__(self, ctx: Contexto) -> None:
        self._filas = {f["clave"]: f for f in ctx.datos.parametros.iter_rows(named=True)}

    def dicho(self, clave: str) -> str:
        """El valor con su unidad."""
        fila = self._filas.get(f"calificacion.{clave}")
        return "un valor que no consta" if fila is None else valor(fila["valor_json"], fila["unidad"])

    def crudo(self, clave: str) -> Any:
        """El valor sin escribir, o ``None`` si no consta."""
        fila = self._filas.get(f"calificacion.{clave}")
        return None if fila is None else json.loads(fila["valor_json"])


def _formulas(*claves: str) -> tuple[Formula, ...]:
    return tuple(Formula(c, *FORMULAS[c]) for c in claves)


def cohortes(p: Valores) -> Apartado:
    """Con quién se compara cada cuenta."""
    return Apartado(
        "Con quién se compara cada cuenta",
        (
            "Con su cohorte: las cuentas de su red y de su rango de seguidores al empezar el semestre. Una "
            "junta "
            "distrital no debe compararse con una cuenta nacional. Los límites de los rangos son "
            f"{p.dicho('bandas_seguidores')}.",
            f"Un rango con menos de {p.dicho('cohorte_minima')} se une con el vecino; si la red entera no "
            "las "
            f"reúne, se juntan sus semestres; y con menos de {p.dicho('cohorte_indispensable')} no hay con "
            "quién "
            "comparar y no se califica. La unión se dice en la página de cada cuenta.",
        ),
    )


def indicadores(p: Valores) -> Apartado:
    """Qué se mide de cada criterio."""
    return Apartado(
        "Los cuatro criterios del artículo 13",
        (
            "Desempeño. Cada conteo (impresiones, menciones, visitas, alcance, reacciones, compartidos o "
            "reproducciones, según la red) se divide entre las publicaciones y los seguidores, para que ni "
            "el "
            "tamaño ni el crecimiento se premien dos veces. Es el promedio de los puntos de sus "
            "componentes. Aquí "
            "c es el conteo; n, las publicaciones; G, los seguidores al inicio; y a, "
            f"{p.dicho('amortiguador_seguidores')}, que evitan que en cuentas muy chicas unas cuantas "
            "personas "
            "cambien el cociente en varios múltiplos.",
            "Frecuencia. P son las publicaciones sin las respuestas; W, las semanas en que la cuenta estuvo "
            "vigente; y f, la referencia: la que el Comité fije para la red y, si no, la mediana de la "
            "cohorte en "
            f"la base. Fijadas por el Comité: {p.dicho('frecuencia_fija')}. Publicar más que la referencia "
            "no da "
            "más puntos.",
            "Contenido original. En X, los mensajes propios B entre los que no ordenó Comunicación Social, "
            "A − C: "
            "difundir lo que Comunicación Social ordena no cuenta a favor ni en contra. En Facebook, "
            "la multimedia propia por publicación, que es un "
            "indicio. "
            "En otras redes, las publicaciones propias entre el total.",
            "Seguidores nuevos. El cambio relativo entre el inicio y el cierre; si solo se conoce el cambio "
            "neto, "
            "se compara únicamente entre cuentas medidas igual.",
        ),
        _formulas("desempeno", "frecuencia", "originalidad", "seguidores"),
    )


def ajuste(ctx: Contexto) -> Apartado:
    """Cómo se acercan los conteos bajos, y las k de esta evaluación."""
    hallado = _ks_halladas(ctx.datos.metas["k"].drop_nulls().to_list())
    return Apartado(
        "Pocas publicaciones: el ajuste",
        (
            "Con pocas publicaciones un valor alto o bajo puede ser casualidad. Por eso el valor medido x "
            "se acerca "
            "al promedio m de su cohorte: entre más publicaciones n, menos se acerca. La constante k dice "
            "cuántas "
            "publicaciones pesa la cohorte, y se estima en la base como la varianza dentro de una cuenta "
            "entre la "
            "varianza que separa a las cuentas (credibilidad de Bühlmann y Straub). El valor medido y el "
            "ajustado "
            "se muestran siempre juntos.",
            hallado,
        ),
        _formulas("ajuste"),
    )


def _ks_halladas(ks: Sequence[float]) -> str:
    """Qué k resultaron en las metas que llevan ajuste; infinita es que vale solo la cohorte."""
    finitas, infinitas = sorted(k for k in ks if not isinf(k)), sum(map(isinf, ks))
    if not ks:
        return "Ninguna meta de esta evaluación lleva ajuste."
    vale = "el azar de contar explica toda la diferencia entre cuentas: ahí vale el promedio de la cohorte."
    if not finitas:
        en_todas = "la única meta" if infinitas == 1 else f"las {numeros.entero(infinitas)} metas"
        return (
            f"En {en_todas} de esta evaluación que {'lleva' if infinitas == 1 else 'llevan'} ajuste, {vale}"
        )
    van = (
        f"En las metas de esta evaluación k va de {numeros.decimal(finitas[0], 1)} a "
        f"{numeros.decimal(finitas[-1], 1)} publicaciones, con mediana de "
        f"{numeros.decimal(mediana(finitas), 1)}."
    )
    return f"{van} En {cuantos(infinitas, 'meta', 'metas')} más {vale}" if infinitas else van


def normalizacion(ctx: Contexto, p: Valores) -> Apartado:
    """Las metas y los puntos."""
    metas = ctx.datos.metas
    bases = ", ".join(sorted({b for f in metas["semestre_base"] for b in str(f).split("+")}))
    return Apartado(
        "De la cifra al puntaje",
        (
            "Cada valor se lleva a una escala de 0 a 100 entre dos metas, L y U, que son el "
            f"{p.dicho('percentil_inferior')} y el {p.dicho('percentil_superior')} de la cohorte en el "
            "periodo "
            "base. Se usan percentiles para que un caso extremo no fije la escala de los demás. En esta "
            "evaluación "
            f"hay {cuantos(metas.height, 'meta', 'metas')}, de los semestres base {bases or 'que resulten'}.",
            "Las metas se congelan: así una cuenta no mejora ni empeora porque cambien las demás. "
            "Hay una "
            "base para semestres ordinarios y otra para los de Proceso Electoral, y cada meta es de una "
            "definición "
            "de la cifra: si la plataforma cambia lo que cuenta, la cifra nueva tiene meta nueva. Si la "
            "base no "
            f"distingue (U = L), todas reciben {p.dicho('puntaje_neutro')}.",
        ),
        _formulas("normalizacion"),
    )


def indice(p: Valores) -> Apartado:
    """Los pesos y la suma."""
    pesos = p.crudo("pesos") or {}
    return Apartado(
        "El índice",
        (
            "Es la media aritmética de los puntos, ponderada. Se eligió la aritmética porque cualquiera "
            "puede "
            "rehacerla con una calculadora; que un criterio alto no oculte a otro muy bajo lo cuida el "
            "mínimo por "
            f"criterio. El Comité puede mover cada peso entre {p.dicho('peso_minimo')} y "
            f"{p.dicho('peso_maximo')}.",
            f"Hacen falta al menos {p.dicho('criterios_minimos')} medidos. El que falte porque la "
            "plataforma o el "
            "formato no lo dan toma la mediana de su cohorte, y se dice: así a nadie le conviene callar "
            "el que le salió mal.",
        ),
        _formulas("indice"),
        cuadros=(
            Cuadro(
                titulo="Pesos vigentes",
                columnas=(Columna("Criterio", ancho=3), Columna("Peso", numero=True)),
                filas=tuple(
                    (Celda(titulo(CRITERIOS, c, "un criterio")), Celda(f"{peso:g} %"))
                    for c, peso in pesos.items()
                ),
                vacio="La evaluación no guardó los pesos.",
            ),
        ),
    )


def vetos(p: Valores) -> str:
    """Los hechos que impiden un dictamen favorable."""
    return (
        "Dos hechos impiden un dictamen favorable con cualquier índice: no tener una sola publicación propia "
        f"desde {p.dicho('veto_sin_propios_desde')}, y perder más de {p.dicho('veto_perdida_porcentaje')} "
        "de los "
        f"seguidores y más de {p.dicho('veto_perdida_seguidores')}, descontado lo que perdió la mediana de "
        "la "
        "cohorte."
    )
