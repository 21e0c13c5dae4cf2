"""Una expectativa es un dato: qué comprueba Great Expectations, sobre qué columna y con qué código.

La severidad, el artículo y la oración son del código (``esquemas.catalogo_codigos``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True)
class Termino:
    """Un sumando de una relación entre cifras.

    Attributes:
        metrica: Columna que se suma.
        signo: 1 si suma, -1 si resta.
    """

    metrica: str
    signo: int


@dataclass(frozen=True)
class Expectativa:
    """Una comprobación sobre las filas de un marco.

    Attributes:
        codigo: Clave en ``esquemas.catalogo_codigos``.
        tipo: Clase de ``great_expectations.expectations``.
        argumentos: Argumentos de esa clase.
        columnas: Columnas del marco que la clase necesita; en una relación, la de su diferencia.
        campo: Campo o métrica de que trata.
        esperado: Lo que se esperaba, para una persona.
        muestra: Columnas cuyo valor se dice en lo encontrado.
        terminos: En una relación, lo que se suma; si falta alguno, la fila no se juzga.
        redes: Redes a las que se aplica; vacío si a todas.
        salvo: Códigos que, si la fila ya los tiene, hacen ociosa esta expectativa.
    """

    codigo: str
    tipo: str
    argumentos: Mapping[str, object]
    columnas: tuple[str, ...]
    campo: str
    esperado: str
    muestra: tuple[str, ...]
    terminos: tuple[Termino, ...] = ()
    redes: tuple[str, ...] = ()
    salvo: tuple[str, ...] = ()


@dataclass(frozen=True)
class Falla:
    """Filas de un marco que no cumplen una expectativa.

    Attributes:
        expectativa: La que no se cumple.
        filas: Posiciones en el marco, desde 0 y en orden.
    """

    expectativa: Expectativa
    filas: tuple[int, ...]


def entre(
    codigo: str,
    columna: str,
    esperado: str,
    *,
    minimo: float | date | None = None,
    maximo: float | date | None = None,
    campo: str | None = None,
    muestra: Sequence[str] = (),
) -> Expectativa:
    """La columna está entre dos valores, contándolos; lo que falta no se juzga."""
    return Expectativa(
        codigo,
        "ExpectColumnValuesToBeBetween",
        {"column": columna, "min_value": _instante(minimo), "max_value": _instante(maximo)},
        (columna,),
        campo or columna,
        esperado,
        tuple(muestra) or (columna,),
    )


def en_lista(
    codigo: str, columna: str, esperado: str, valores: Sequence[str], *, campo: str | None = None
) -> Expectativa:
    """La columna trae uno de los valores; lo que falta no se juzga."""
    return Expectativa(
        codigo,
        "ExpectColumnValuesToBeInSet",
        {"column": columna, "value_set": list(valores)},
        (columna,),
        campo or columna,
        esperado,
        (columna,),
    )


def presente(codigo: str, columna: str, esperado: str, *, muestra: Sequence[str]) -> Expectativa:
    """La columna no viene vacía."""
    return Expectativa(
        codigo,
        "ExpectColumnValuesToNotBeNull",
        {"column": columna},
        (columna,),
        columna,
        esperado,
        tuple(muestra),
    )


def unica(
    codigo: str, columnas: Sequence[str], esperado: str, *, campo: str, muestra: Sequence[str]
) -> Expectativa:
    """Ninguna combinación de las columnas se repite."""
    return Expectativa(
        codigo,
        "ExpectCompoundColumnsToBeUnique",
        {"column_list": list(columnas), "ignore_row_if": "any_value_is_missing"},
        tuple(columnas),
        campo,
        esperado,
        tuple(muestra),
    )


def no_menor(codigo: str, mayor: str, menor: str, esperado: str, *, campo: str) -> Expectativa:
    """Una columna es mayor o igual que otra; si falta una de las dos, la fila no se juzga."""
    return Expectativa(
        codigo,
        "ExpectColumnPairValuesAToBeGreaterThanB",
        {
            "column_A": mayor,
            "column_B": menor,
            "or_equal": True,
            "ignore_row_if": "either_value_is_missing",
        },
        (mayor, menor),
        campo,
        esperado,
        (menor, mayor),
    )


def iguales(codigo: str, una: str, otra: str, esperado: str, *, campo: str) -> Expectativa:
    """Dos columnas dicen lo mismo; si falta una de las dos, la fila no se juzga."""
    return Expectativa(
        codigo,
        "ExpectColumnPairValuesToBeEqual",
        {"column_A": una, "column_B": otra, "ignore_row_if": "either_value_is_missing"},
        (una, otra),
        campo,
        esperado,
        (una,),
    )


def relacion(
    codigo: str,
    terminos: Sequence[Termino],
    esperado: str,
    *,
    campo: str,
    exacta: bool = False,
    redes: Sequence[str] = (),
    salvo: Sequence[str] = (),
) -> Expectativa:
    """La suma de los términos no es negativa o, si es exacta, es cero.

    Great Expectations solo compara una suma con una constante; por eso se comprueba una columna con la
    diferencia, que agrega ``preparacion.con_diferencias``.
    """
    columna = f"diferencia_{codigo}_{campo}"
    return Expectativa(
        codigo,
        "ExpectColumnValuesToBeBetween",
        {"column": columna, "min_value": 0, "max_value": 0 if exacta else None},
        (columna,),
        campo,
        esperado,
        tuple(t.metrica for t in terminos),
        tuple(terminos),
        tuple(redes),
        tuple(salvo),
    )


def _instante(limite: float | date | None) -> float | datetime | None:
    """En pandas una columna de fechas es de instantes, y solo con instantes se compara."""
    if isinstance(limite, date) and not isinstance(limite, datetime):
        return datetime.combine(limite, time.min)
    return limite
