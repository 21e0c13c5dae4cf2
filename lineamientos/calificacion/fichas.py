"""La ficha de una cuenta en un semestre: sus cifras, o por qué faltan, y los días que estuvo vigente."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import polars as pl

from lineamientos.ausencias import Ausencia
from lineamientos.catalogo import tabla_de_red
from lineamientos.semestres import Semestre

METRICA_TOTAL: Mapping[str, str] = {
    "art11_x": "mensajes_publicados",
    "art11_facebook": "publicaciones",
    "art11_otras": "publicaciones",
}
"""Métrica de la columna A en cada tabla del artículo 11."""

COLUMNAS_CIFRAS = ("cuenta", "semestre", "metrica", "definicion", "valor", "ausencia")
COLUMNAS_CUENTAS = ("cuenta", "red", "area", "central", "vigente_desde", "vigente_hasta")

_CON_SIGNO = frozenset({"crecimiento_seguidores"})


@dataclass(frozen=True)
class Dato:
    """Una cifra o la razón de que falte; siempre una de las dos.

    Attributes:
        definicion: Clave de la definición de la métrica.
        valor: Cifra, o ``None``.
        ausencia: Razón de la falta, o ``None`` si hay cifra.
    """

    definicion: str
    valor: int | None = None
    ausencia: Ausencia | None = None


SIN_ENTREGA = Dato("", None, Ausencia.NO_ENTREGADA)
"""Lo que se supone de una métrica de la que no hay renglón: se pidió y no llegó."""


@dataclass(frozen=True)
class Ficha:
    """Lo que se sabe de una cuenta vigente en un semestre.

    Attributes:
        cuenta: Clave en el padrón.
        red: Red social.
        area: Clave del área.
        central: Si es una cuenta de Comunicación Social.
        semestre: Clave del semestre.
        dias: Días del semestre en que estuvo vigente, de 1 en adelante.
        datos: Cifras por métrica.
    """

    cuenta: str
    red: str
    area: str
    central: bool
    semestre: str
    dias: int
    datos: Mapping[str, Dato]

    def dato(self, metrica: str) -> Dato:
        """La cifra de una métrica, o su ausencia."""
        return self.datos.get(metrica, SIN_ENTREGA)

    @property
    def metrica_total(self) -> str:
        """Métrica del total de publicaciones (columna A)."""
        return METRICA_TOTAL[tabla_de_red(self.red)]

    @property
    def publicaciones(self) -> int | None:
        """Total de publicaciones del semestre, o ``None`` si no se conoce."""
        return self.dato(self.metrica_total).valor


def dias_vigentes(semestre: Semestre, desde: date | None, hasta: date | None) -> int:
    """Días del semestre en que una cuenta estuvo vigente, contando ambos extremos; 0 si ninguno."""
    primero = max(semestre.inicio, desde or semestre.inicio)
    ultimo = min(semestre.fin, hasta or semestre.fin)
    return max(0, (ultimo - primero).days + 1)


def leer_fichas(cifras: pl.DataFrame, cuentas: pl.DataFrame, hasta: Semestre) -> dict[str, list[Ficha]]:
    """Arma las fichas de cada semestre a la mano, del más antiguo a ``hasta``, por orden de cuenta.

    Las cuentas vigentes sin cifras tienen ficha vacía en los semestres de que hay cifras y en ``hasta``;
    las que no estuvieron vigentes no tienen ficha.

    Args:
        cifras: Columnas de la tabla ``cifras``.
        cuentas: Columnas ``cuenta``, ``red``, ``area``, ``central``, ``vigente_desde`` y ``vigente_hasta``.
        hasta: Semestre que se evalúa; los posteriores se ignoran.

    Raises:
        ValueError: Si una cuenta se repite en el padrón o una cifra se repite en el semestre.
    """
    filas_cuentas = sorted(cuentas.select(COLUMNAS_CUENTAS).iter_rows())
    claves = [f[0] for f in filas_cuentas]
    if repetidas := sorted({c for c, d in pairwise(claves) if c == d}):
        raise ValueError(f"Cuentas repetidas en el padrón: {repetidas}")
    datos = _datos(cifras)
    semestres = sorted({Semestre.de_texto(clave) for clave, _ in datos} | {hasta})
    fichas: dict[str, list[Ficha]] = {}
    for semestre in semestres:
        if semestre > hasta:
            continue
        clave = semestre.clave
        fichas[clave] = [
            Ficha(cuenta, red, area, central, clave, dias, datos.get((clave, cuenta), {}))
            for cuenta, red, area, central, desde, hasta_ in filas_cuentas
            if (dias := dias_vigentes(semestre, desde, hasta_)) > 0
        ]
    return fichas


def _datos(cifras: pl.DataFrame) -> dict[tuple[str, str], dict[str, Dato]]:
    datos: dict[tuple[str, str], dict[str, Dato]] = {}
    for cuenta, semestre, metrica, definicion, valor, ausencia in cifras.select(COLUMNAS_CIFRAS).iter_rows():
        de_cuenta = datos.setdefault((semestre, cuenta), {})
        if metrica in de_cuenta:
            raise ValueError(f"La cifra {metrica} de {cuenta} en {semestre} está repetida")
        if (valor is None) == (ausencia is None):
            raise ValueError(f"La cifra {metrica} de {cuenta} en {semestre} debe ser un valor o una ausencia")
        de_cuenta[metrica] = _dato(metrica, definicion, valor, ausencia)
    return datos


def _dato(metrica: str, definicion: str, valor: int | None, ausencia: str | None) -> Dato:
    if valor is None:
        return Dato(definicion, None, Ausencia(str(ausencia)))
    if valor < 0 and metrica not in _CON_SIGNO:
        # Un conteo negativo no es una cifra; quien revisa la calidad ya lo observó.
        return Dato(definicion, None, Ausencia.ILEGIBLE)
    return Dato(definicion, valor)
