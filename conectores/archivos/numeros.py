"""De texto de una celda a número entero, o a la razón por la que no puede leerse.

Las cifras del art. 11 son cantidades enteras. Un número con separadores se lee solo si no hay duda de
qué separan; lo demás es una razón con su código, nunca un cero ni una aproximación.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

_ESPACIOS = "\u00a0\u2007\u2009\u202f"
_LIMPIEZA = str.maketrans(
    dict.fromkeys(_ESPACIOS, " ") | {"\u2212": "-", "\u200b": None, "\u200e": None, "\ufeff": None}
)
_SIMPLE = re.compile(r"[+-]?[0-9]+")
_CEROS = re.compile(r"([+-]?[0-9]+)[.,]0{1,2}|([+-]?[0-9]+)[.,]0{4,}|([+-]?(?:0|[0-9]{4,}))[.,]000")
_MILES = {s: re.compile(rf"[+-]?[1-9][0-9]{{0,2}}({re.escape(s)}[0-9]{{3}})+") for s in ",. "}
_MILES_Y_DECIMALES = {
    ",": re.compile(r"([+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.([0-9]+)"),
    ".": re.compile(r"([+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+),([0-9]+)"),
}
_MILLONES_CON_APOSTROFO = re.compile(r"[+-]?[0-9]{1,3}['’´][0-9]{3},[0-9]{3}")
_DECIMAL = re.compile(r"[+-]?[0-9]*([.,])[0-9]+")
_CIENTIFICA = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+")
_ABREVIADA = re.compile(
    r"[+-]?[0-9][0-9.,]* ?(k|m|mm|b|mil|miles|millon|millón|millones|thousand|million)\.?", re.IGNORECASE
)
_ERRORES = re.compile(
    r"#(n/?[ad]|¡?(ref|valor|value|div/0|num|nulo|null|nombre|name)[!?]?|¿nombre\?|error.*|#+)", re.IGNORECASE
)
_TOPE = 2**63 - 1


class Separador(Enum):
    """Qué hace un signo en los números de una tabla, según lo que se ve en ella."""

    MILES = "miles"
    DECIMAL = "decimal"
    SIN_EVIDENCIA = "sin evidencia"
    CONTRADICTORIO = "contradictorio"


@dataclass(frozen=True)
class Convencion:
    """Papel de la coma y del punto en una tabla."""

    coma: Separador = Separador.SIN_EVIDENCIA
    punto: Separador = Separador.SIN_EVIDENCIA


@dataclass(frozen=True)
class Ilegible:
    """Una celda que no puede leerse como número; ``codigo`` es el del hallazgo (L201 a L209)."""

    codigo: str


def limpiar_celda(texto: str) -> str:
    """Quita espacios de las orillas y unifica espacios duros, finos y el signo menos tipográfico."""
    return texto.translate(_LIMPIEZA).strip()


def convencion(textos: Iterable[str]) -> Convencion:
    """Deduce qué separan la coma y el punto de los números de una tabla que no dejan duda.

    Args:
        textos: Celdas de las columnas numéricas, como vienen.
    """
    vistos: dict[str, set[Separador]] = {",": set(), ".": set()}
    for crudo in textos:
        _anotar(limpiar_celda(crudo), vistos)
    return Convencion(coma=_papel(vistos[","]), punto=_papel(vistos["."]))


def _papel(vistos: set[Separador]) -> Separador:
    if len(vistos) > 1:
        return Separador.CONTRADICTORIO
    return next(iter(vistos), Separador.SIN_EVIDENCIA)


def _anotar(texto: str, vistos: dict[str, set[Separador]]) -> None:
    for signo, otro in ((",", "."), (".", ",")):
        if _MILES_Y_DECIMALES[signo].fullmatch(texto):
            vistos[signo].add(Separador.MILES)
            vistos[otro].add(Separador.DECIMAL)
            return
        if texto.count(signo) > 1 and _MILES[signo].fullmatch(texto):
            vistos[signo].add(Separador.MILES)
            return
    if (m := _DECIMAL.fullmatch(texto)) and not _MILES[m[1]].fullmatch(texto):
        vistos[m[1]].add(Separador.DECIMAL)


def entero(texto: str, segun: Convencion | None = None) -> int | Ilegible | None:
    """Lee una celda como número entero.

    Args:
        texto: La celda como viene.
        segun: Lo que se sabe de los separadores de su tabla; sin ello, tres cifras tras un signo son
            miles, porque las cantidades son enteras.

    Returns:
        El número, ``None`` si la celda está vacía, o la razón por la que no puede leerse.
    """
    if texto.isdecimal() and texto.isascii():
        return _acotado(texto)
    limpio = limpiar_celda(texto)
    if not limpio:
        return None
    if _SIMPLE.fullmatch(limpio):
        return _acotado(limpio)
    if m := _CEROS.fullmatch(limpio):
        return _acotado(m[1] or m[2] or m[3])
    return _con_separadores(limpio, segun or Convencion())


def _acotado(digitos: str) -> int | Ilegible:
    if len(digitos) > 40 or abs(valor := int(digitos)) > _TOPE:
        return Ilegible("L209")
    return valor


def _con_separadores(limpio: str, segun: Convencion) -> int | Ilegible:
    if _MILLONES_CON_APOSTROFO.fullmatch(limpio):
        return _acotado(re.sub(r"[^0-9+-]", "", limpio))
    if _MILES[" "].fullmatch(limpio):
        return _acotado(limpio.replace(" ", ""))
    for signo, papel in ((",", segun.coma), (".", segun.punto)):
        if _MILES[signo].fullmatch(limpio):
            seguro = limpio.count(signo) > 1 or papel in (Separador.MILES, Separador.SIN_EVIDENCIA)
            return _acotado(limpio.replace(signo, "")) if seguro else Ilegible("L206")
        if m := _MILES_Y_DECIMALES[signo].fullmatch(limpio):
            return _acotado(m[1].replace(signo, "")) if not m[2].strip("0") else Ilegible("L205")
    return Ilegible(_razon(limpio))


def _razon(limpio: str) -> str:
    """Código que explica por qué un texto no es un número."""
    if limpio.endswith("%") or limpio.startswith("%"):
        return "L202"
    if _CIENTIFICA.fullmatch(limpio):
        return "L203"
    if _ERRORES.fullmatch(limpio):
        return "L208"
    if _DECIMAL.fullmatch(limpio):
        return "L205"
    if _ABREVIADA.fullmatch(limpio):
        return "L207"
    if re.fullmatch(r"[+-]?[0-9][0-9.,'’´ ]*", limpio):
        return "L206"
    if limpio[0] in "=+@" or (limpio[0] == "-" and len(limpio) > 1 and limpio.strip("-–— ")):
        return "L204"
    return "L201"


def ambiguo(texto: str, segun: Convencion) -> bool:
    """Si el número se leyó por la regla de las tres cifras con un punto, sin otra evidencia en la tabla.

    La coma de miles es la costumbre en México y no se avisa; el punto de miles sí.
    """
    return (
        segun.punto is Separador.SIN_EVIDENCIA
        and texto.count(".") == 1
        and _MILES["."].fullmatch(limpiar_celda(texto)) is not None
    )
