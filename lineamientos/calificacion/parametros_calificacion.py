"""Los parámetros que el método necesita, comprobados y con tipo (Lineamientos, arts. 4 y 13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from lineamientos.calificacion.base_aprobada import BaseAprobada, leer_base_aprobada
from lineamientos.catalogo import REDES
from lineamientos.errores import ParametroInvalido
from lineamientos.vigentes import ParametrosVigentes

CRITERIOS: tuple[str, ...] = ("desempeno", "frecuencia", "originalidad", "seguidores_nuevos")
"""Los cuatro criterios del art. 13, en el orden en que los nombra."""

TITULOS_DE_CRITERIO: Mapping[str, str] = MappingProxyType(
    {
        "desempeno": "desempeño",
        "frecuencia": "frecuencia",
        "originalidad": "originalidad",
        "seguidores_nuevos": "seguidores nuevos",
    }
)
"""Cómo se dice cada criterio a una persona."""


FASES: tuple[str, ...] = ("ordinario", "proceso_electoral")
"""Las dos clases de semestre, cada una con su base."""


@dataclass(frozen=True)
class Cortes:
    """Los cortes del dictamen.

    Attributes:
        pertinente: Índice desde el que puede proponerse «Pertinente», en puntos.
        minimo_por_criterio: Puntaje que cada criterio debe alcanzar para ello, en puntos.
        observacion: Índice bajo el que se propone «En observación», en puntos.
        no_pertinente: Índice bajo el que, en dos semestres seguidos, se propone «No pertinente», en puntos.
        criterios_minimos: Criterios que deben poder evaluarse.
        exige_medidos: Si «Pertinente» pide que los cuatro criterios estén medidos, sin sustituir ninguno.
    """

    pertinente: Decimal
    minimo_por_criterio: Decimal
    observacion: Decimal
    no_pertinente: Decimal
    criterios_minimos: int
    exige_medidos: bool


@dataclass(frozen=True)
class Vetos:
    """Los umbrales de los vetos.

    Attributes:
        sin_propios_desde: Publicaciones desde las que no tener ninguna propia es un veto.
        perdida_porcentaje: Pérdida neta de seguidores, en por ciento del inicio, que debe rebasarse.
        perdida_seguidores: Pérdida neta, en seguidores, que también debe rebasarse.
    """

    sin_propios_desde: int
    perdida_porcentaje: float
    perdida_seguidores: int


@dataclass(frozen=True)
class ParametrosCalificacion:
    """Todo lo que el método necesita además de las cifras.

    Attributes:
        pesos: Peso de cada criterio, en proporción; suman 1.
        cortes: Cortes del dictamen.
        vetos: Umbrales de los vetos.
        bandas: Límites de los rangos de seguidores, de menor a mayor.
        cohorte_minima: Cuentas con que una cohorte se sostiene sola.
        cohorte_indispensable: Cuentas sin las que no hay con quién comparar.
        percentiles: Percentiles de la base que valen 0 y 100 puntos.
        puntaje_neutro: Puntos que se dan cuando no hay con qué distinguir.
        amortiguador: Seguidores que se suman en los cocientes para que las cuentas chicas no salten.
        frecuencia_fija: Publicaciones por semana de referencia, por red; sin ella, la mediana de la base.
        base_aprobada: Evaluación que da las cohortes y metas de cada fase; sin ella, la del primer semestre
            completo a la mano.
        cobertura_base: Proporción de cuentas con total de publicaciones para que un semestre sirva de base.
        sin_aprobar: Claves que el Comité no ha aprobado.
    """

    pesos: Mapping[str, float]
    cortes: Cortes
    vetos: Vetos
    bandas: tuple[int, ...]
    cohorte_minima: int
    cohorte_indispensable: int
    percentiles: tuple[float, float]
    puntaje_neutro: float
    amortiguador: int
    frecuencia_fija: Mapping[str, float]
    base_aprobada: Mapping[str, BaseAprobada]
    cobertura_base: float
    sin_aprobar: tuple[str, ...]

    @classmethod
    def de_vigentes(cls, vigentes: ParametrosVigentes) -> "ParametrosCalificacion":
        """Toma de los parámetros vigentes los de la calificación y comprueba que puedan aplicarse.

        Raises:
            ParametroFaltante: Si falta alguno.
            ParametroInvalido: Si alguno es de otro tipo o los valores no se sostienen entre sí.
        """
        inferior = vigentes.numero("calificacion.percentil_inferior")
        superior = vigentes.numero("calificacion.percentil_superior")
        _comprobar(
            0 <= inferior < superior <= 100,
            f"Los percentiles de las metas son {inferior:g} y {superior:g}.",
            "dos percentiles entre 0 y 100, el inferior menor que el superior",
        )
        minima = vigentes.entero("calificacion.cohorte_minima")
        indispensable = vigentes.entero("calificacion.cohorte_indispensable")
        _comprobar(
            1 <= indispensable <= minima,
            f"La cohorte mínima es de {minima} cuentas y la indispensable, de {indispensable}.",
            "una indispensable de al menos 1 y no mayor que la mínima",
        )
        cobertura = vigentes.numero("calificacion.base_cobertura")
        _comprobar(
            0 <= cobertura <= 100,
            f"La cobertura de la base es de {cobertura:g} %.",
            "un por ciento de 0 a 100",
        )
        neutro = vigentes.numero("calificacion.puntaje_neutro")
        _comprobar(0 <= neutro <= 100, f"El puntaje neutro es de {neutro:g}.", "puntos de 0 a 100")
        amortiguador = vigentes.entero("calificacion.amortiguador_seguidores")
        _comprobar(
            amortiguador > 0, f"El amortiguador de seguidores es de {amortiguador}.", "un entero positivo"
        )
        return cls(
            pesos=_pesos(vigentes),
            cortes=_cortes(vigentes),
            vetos=Vetos(
                sin_propios_desde=vigentes.entero("calificacion.veto_sin_propios_desde"),
                perdida_porcentaje=vigentes.numero("calificacion.veto_perdida_porcentaje"),
                perdida_seguidores=vigentes.entero("calificacion.veto_perdida_seguidores"),
            ),
            bandas=_bandas(vigentes),
            cohorte_minima=minima,
            cohorte_indispensable=indispensable,
            percentiles=(inferior, superior),
            puntaje_neutro=neutro,
            amortiguador=amortiguador,
            frecuencia_fija=_frecuencia(vigentes),
            base_aprobada=leer_base_aprobada(vigentes, FASES),
            cobertura_base=cobertura / 100,
            sin_aprobar=vigentes.con_prefijo("calificacion").sin_aprobar(),
        )


def _comprobar(cumple: bool, encontrado: str, esperado: str) -> None:
    if not cumple:
        raise ParametroInvalido(encontrado, esperado, "Corrija los parámetros «calificacion».")


def _pesos(vigentes: ParametrosVigentes) -> Mapping[str, float]:
    tabla = vigentes.tabla("calificacion.pesos")
    minimo, maximo = vigentes.entero("calificacion.peso_minimo"), vigentes.entero("calificacion.peso_maximo")
    enteros = {c: p for c, p in tabla.items() if isinstance(p, int) and not isinstance(p, bool)}
    _comprobar(
        set(enteros) == set(CRITERIOS) and len(enteros) == len(tabla),
        f"Los pesos son {tabla}.",
        f"un por ciento entero para cada criterio: {', '.join(CRITERIOS)}",
    )
    _comprobar(sum(enteros.values()) == 100, f"Los pesos suman {sum(enteros.values())} %.", "que sumen 100 %")
    fuera = {c: p for c, p in enteros.items() if not minimo <= p <= maximo}
    _comprobar(not fuera, f"Hay pesos fuera de límites: {fuera}.", f"pesos de {minimo} a {maximo} %")
    return MappingProxyType({c: enteros[c] / 100 for c in CRITERIOS})


def _cortes(vigentes: ParametrosVigentes) -> Cortes:
    cortes = Cortes(
        pertinente=_puntos(vigentes, "calificacion.corte_pertinente"),
        minimo_por_criterio=_puntos(vigentes, "calificacion.corte_por_criterio"),
        observacion=_puntos(vigentes, "calificacion.corte_observacion"),
        no_pertinente=_puntos(vigentes, "calificacion.corte_no_pertinente"),
        criterios_minimos=vigentes.entero("calificacion.criterios_minimos"),
        exige_medidos=vigentes.booleano("calificacion.pertinente_exige_medidos"),
    )
    _comprobar(
        0 <= cortes.no_pertinente <= cortes.observacion <= cortes.pertinente <= 100,
        f"Los cortes del índice son {cortes.no_pertinente}, {cortes.observacion} y {cortes.pertinente}.",
        "cortes de 0 a 100, de menor a mayor: no pertinente, en observación, pertinente",
    )
    # Con un solo criterio sustituido queda mayoría medida; con dos, el índice hablaría de la cohorte.
    admitidos = (len(CRITERIOS) - 1, len(CRITERIOS))
    _comprobar(
        cortes.criterios_minimos in admitidos,
        f"Se piden {cortes.criterios_minimos} criterios evaluables.",
        f"{admitidos[0]} o {admitidos[1]}",
    )
    return cortes


def _puntos(vigentes: ParametrosVigentes, clave: str) -> Decimal:
    return Decimal(repr(vigentes.numero(clave)).removesuffix(".0"))


def _bandas(vigentes: ParametrosVigentes) -> tuple[int, ...]:
    lista = vigentes.lista("calificacion.bandas_seguidores")
    bandas = tuple(b for b in lista if isinstance(b, int) and not isinstance(b, bool))
    _comprobar(
        len(bandas) == len(lista) and all(b > 0 for b in bandas) and list(bandas) == sorted(set(bandas)),
        f"Los límites de los rangos de seguidores son {lista}.",
        "enteros positivos, de menor a mayor y sin repetir",
    )
    return bandas


def _frecuencia(vigentes: ParametrosVigentes) -> Mapping[str, float]:
    tabla = vigentes.tabla("calificacion.frecuencia_fija")
    fijas = {
        red: float(f)
        for red, f in tabla.items()
        if red in REDES and isinstance(f, int | float) and not isinstance(f, bool) and f > 0
    }
    _comprobar(
        len(fijas) == len(tabla),
        f"Las frecuencias de referencia son {tabla}.",
        "publicaciones por semana, mayores que cero, por red del catálogo; o una tabla vacía",
    )
    return MappingProxyType(fijas)
