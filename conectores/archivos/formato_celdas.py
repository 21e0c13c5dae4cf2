"""Lo que una persona escribe en las celdas de identificación del formato, leído con tolerancia y sin "
"adivinar.
"""

import re

from conectores.archivos.numeros import limpiar_celda
from conectores.archivos.plegado import plegar, sin_acentos
from esquemas.formato import MESES, NO_APLICA, NO_DISPONIBLE, PALABRAS
from lineamientos.ausencias import Ausencia
from lineamientos.catalogo import REDES
from lineamientos.errores import SemestreInvalido
from lineamientos.semestres import Semestre

_CLAVE = re.compile(r"(20[0-9]{2})[-/_ ]+(1|2|i|ii|01|02)")
_CLAVE_AL_REVES = re.compile(r"(1|2|i|ii|01|02)[-/_ ]+(20[0-9]{2})")
_FECHA_ISO = re.compile(r"(20[0-9]{2})-0?([12])-0?1(?:[t ].*)?")
_FECHA_CON_BARRAS = re.compile(r"0?([12])/0?([12])/(20[0-9]{2})")
_MES_ABREVIADO = re.compile(r"(ene|jan|feb)\.?[-/ ]([0-9]{2}|20[0-9]{2})")
_PERIODO = re.compile(rf"({MESES[0]}|{MESES[6]}) ?(?:-|–|a) ?({MESES[5]}|{MESES[11]}) (?:de )?(20[0-9]{{2}})")
_MITADES = {"1": 1, "01": 1, "i": 1, "2": 2, "02": 2, "ii": 2}

_PALABRAS: dict[str, Ausencia] = {plegar(p): a for p, a in PALABRAS.items()} | {
    "n d": PALABRAS[NO_DISPONIBLE],
    "nd": PALABRAS[NO_DISPONIBLE],
    "n a": PALABRAS[NO_APLICA],
    "na": PALABRAS[NO_APLICA],
}
_REDES = (
    {plegar(r): r for r in REDES}
    | {plegar(n): r for r, n in REDES.items()}
    | dict.fromkeys(("twitter", "twitter x", "x twitter", "x antes twitter"), "x")
    | {"facebook fan page": "facebook", "fan page": "facebook"}
)


def razon_de_ausencia(texto: str) -> Ausencia | None:
    """Razón que una celda declara en vez de su cifra («No disponible», «N/D», «No aplica»), o ``None``."""
    if limpiar_celda(texto).startswith("#"):
        return None
    return _PALABRAS.get(plegar(texto))


def red_de_celda(texto: str) -> str | None:
    """Clave de la red que dice una celda, por su clave o por su nombre, o ``None`` si no es ninguna."""
    return _REDES.get(plegar(texto))


def semestre_de_celda(texto: str) -> Semestre | None:
    """Semestre que dice una celda, o ``None`` si no se entiende.

    Las hojas de cálculo convierten «2026-1» en el primero de enero («ene-26», «01/01/2026») y «2026-2» en
    el primero de febrero; esas formas también se reconocen, porque ninguna otra cosa las produce.
    """
    limpio = sin_acentos(limpiar_celda(texto)).strip("'")
    partes = _anio_y_mitad(limpio)
    if partes is None:
        return None
    try:
        return Semestre(*partes)
    except SemestreInvalido:
        return None


def _anio_y_mitad(limpio: str) -> tuple[int, int] | None:
    if m := _CLAVE.fullmatch(limpio):
        return int(m[1]), _MITADES[m[2]]
    if m := _CLAVE_AL_REVES.fullmatch(limpio):
        return int(m[2]), _MITADES[m[1]]
    if m := _FECHA_ISO.fullmatch(limpio):
        return int(m[1]), int(m[2])
    if (m := _FECHA_CON_BARRAS.fullmatch(limpio)) and "1" in (m[1], m[2]):
        return int(m[3]), max(int(m[1]), int(m[2]))
    if m := _MES_ABREVIADO.fullmatch(limpio):
        return int(m[2]) % 100 + 2000, 2 if m[1] == "feb" else 1
    if (m := _PERIODO.fullmatch(limpio)) and (m[1] == MESES[0]) == (m[2] == MESES[5]):
        return int(m[3]), 1 if m[1] == MESES[0] else 2
    return None
