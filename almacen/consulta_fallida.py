"""Qué se le dice a quien escribió mal el nombre de una tabla o de una columna."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

Nombres = Mapping[str, Sequence[str]]
"""Las columnas de cada tabla y vista de la base publicada."""

_SIN_TABLA = (
    re.compile(r'Table with name "?(?P<nombre>.+?)"? does not exist'),
    re.compile(r'Referenced table "(?P<nombre>.+?)" not found'),
)
_SIN_COLUMNA = (
    re.compile(r'Referenced column "(?P<nombre>.+?)" not found'),
    re.compile(r'does not have a column named "(?P<nombre>.+?)"'),
    re.compile(r'Column "(?P<nombre>.+?)" does not exist on'),
)
"""Las formas en que DuckDB 2 dice que un nombre no está; no las distingue por clase, sino por texto."""
_PROPUESTOS = re.compile(r'(?:Candidate \w+:|Did you mean) (?P<lista>".*")')
_TRAS_FROM = re.compile(r'\b(?:from|join)\s+(?:"?\w+"?\.)*"?(\w+)', re.IGNORECASE)
_SEMEJANZA, _CUANTOS = 0.65, 3


def explicar(dicho: str, nombres: Nombres, sql: str) -> str | None:
    """Una oración que dice qué no se encontró, qué se le parece y cómo ver lo que hay.

    Args:
        dicho: Mensaje del motor.
        nombres: Lo que hay en la base.
        sql: La consulta.

    Returns:
        La oración, o ``None`` si el motor se queja de otra cosa.
    """
    tabla = _primero(_SIN_TABLA, dicho)
    if tabla is not None:
        return sin_tabla(tabla, [*_propuestos(dicho), *nombres])
    columna = _primero(_SIN_COLUMNA, dicho)
    if columna is None:
        return None
    nombradas = {n.lower() for n in _TRAS_FROM.findall(sql)}
    consultadas = [t for t in nombres if t in nombradas]
    # Primero las que el motor ve en ese punto de la consulta, que conoce los alias.
    parecidas = _parecidos(columna, [*_propuestos(dicho), *(c for t in consultadas for c in nombres[t])])
    donde = f" en {_enumerar(consultadas, 'ni en')}" if consultadas else " en lo que consulta"
    con_ella = [t for t, suyas in nombres.items() if columna.lower() in suyas and t not in consultadas]
    esta = f" Esa columna sí está en {_enumerar(con_ella[:_CUANTOS], 'y en')}." if con_ella else ""
    return (
        f"No hay ninguna columna «{columna}»{donde}.{_quiso_decir(parecidas)}{esta} Vea las columnas de una "
        f"tabla con «pertinencia consulta --columnas {consultadas[0] if consultadas else 'TABLA'}»."
    )


def sin_tabla(tabla: str, existentes: Iterable[str]) -> str:
    """La oración de cuando no hay una tabla."""
    parecidas = _parecidos(tabla.rpartition(".")[2], existentes)
    return (
        f"No hay ninguna tabla ni vista que se llame «{tabla}».{_quiso_decir(parecidas)} "
        "Vea las que hay con «pertinencia consulta --tablas»."
    )


def _primero(formas: Iterable[re.Pattern[str]], dicho: str) -> str | None:
    return next((hallado["nombre"] for forma in formas if (hallado := forma.search(dicho))), None)


def _propuestos(dicho: str) -> list[str]:
    """Los que propone el motor, sin la tabla que los califica."""
    hallado = _PROPUESTOS.search(dicho)
    return [p.rpartition(".")[2] for p in re.findall(r'"([^"]+)"', hallado["lista"])] if hallado else []


def _parecidos(nombre: str, existentes: Iterable[str]) -> list[str]:
    """Los que se le parecen y, después, los que lo contienen."""
    buscado, distintos = nombre.lower(), list(dict.fromkeys(existentes))
    cercanos = get_close_matches(buscado, distintos, _CUANTOS, _SEMEJANZA)
    que_lo_contienen = [d for d in distintos if len(buscado) > 2 and buscado in d and d not in cercanos]
    return [*cercanos, *que_lo_contienen][:_CUANTOS]


def _quiso_decir(parecidos: Sequence[str]) -> str:
    return f" ¿Quiso decir {_enumerar(parecidos, 'o')}?" if parecidos else ""


def _enumerar(nombres: Sequence[str], nexo: str) -> str:
    dichos = [f"«{n}»" for n in nombres]
    return f"{', '.join(dichos[:-1])} {nexo} {dichos[-1]}" if len(dichos) > 1 else dichos[0]
