"""Concordancia, citas y fechas como se escriben en una carta."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from informes import numeros
from lineamientos.referencias import Articulo

_FECHA = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


@dataclass(frozen=True)
class Trato:
    """A cuántas personas se habla y de cuántas cuentas.

    Attributes:
        personas: Destinatarios que no son copia.
        cuentas: Cuentas de que trata.
    """

    personas: int
    cuentas: int

    @property
    def le(self) -> str:
        """El pronombre de usted o de ustedes."""
        return self.usted("le", "les")

    @property
    def las_siguientes(self) -> str:
        """Las cuentas de una tabla que viene enseguida."""
        return self.cuenta("la cuenta siguiente", "las cuentas siguientes")

    @property
    def las_indicadas(self) -> str:
        """Las cuentas que se nombran más abajo."""
        return self.cuenta("la cuenta que se indica", "las cuentas que se indican")

    def usted(self, uno: str, varios: str) -> str:
        """La forma que concuerda con usted o con ustedes."""
        return uno if self.personas == 1 else varios

    def cuenta(self, una: str, varias: str) -> str:
        """La forma que concuerda con la cuenta o con las cuentas."""
        return una if self.cuentas == 1 else varias


def dia(fecha: date) -> str:
    """Una fecha con su día de la semana: ``domingo 10 de enero de 2027``."""
    return f"{_DIAS[fecha.weekday()]} {numeros.fecha(fecha)}"


def con_fechas_largas(texto: str) -> str:
    """El texto con cada fecha como se dice en una carta.

    >>> con_fechas_largas("El plazo termina el 2027-01-20.")
    'El plazo termina el 20 de enero de 2027.'
    """
    return _FECHA.sub(_larga, texto)


def _larga(hallada: re.Match[str]) -> str:
    try:
        return numeros.fecha(date.fromisoformat(hallada[0]))
    except ValueError:
        return hallada[0]


def enumerar(partes: Sequence[str]) -> str:
    """Enumeración con «y»; si las partes, menos la última, llevan coma, con punto y coma.

    >>> enumerar(("7", "9", "11"))
    '7, 9 y 11'
    >>> enumerar(("6, fracción II", "7", "11"))
    '6, fracción II; 7, y 11'
    >>> enumerar(("Facebook", "Instagram"))
    'Facebook e Instagram'
    """
    if len(partes) < 2:
        return "".join(partes)
    con_comas = any("," in p for p in partes[:-1])
    inicio = ("; " if con_comas else ", ").join(partes[:-1])
    ultima = partes[-1].lower()
    suena_i = ultima.startswith(("i", "hi")) and not ultima.startswith(("hie", "hia"))
    return f"{inicio}{',' if con_comas else ''} {'e' if suena_i else 'y'} {partes[-1]}"


def articulos(citados: Sequence[Articulo]) -> str:
    """Los artículos en orden y sin repetir, listos para que siga «de los Lineamientos».

    >>> articulos((Articulo(8, "II"), Articulo(7)))
    'los artículos 7 y 8, fracción II,'
    """
    textos = [a.texto for a in sorted(set(citados))]
    return (
        f"{'el artículo' if len(textos) == 1 else 'los artículos'} {enumerar(textos)}"
        f"{',' if ',' in textos[-1] else ''}"
    )


def punto(texto: str) -> str:
    """El texto con punto final, si no trae ya uno, para que pueda ir entre otras oraciones."""
    recortado = texto.strip()
    return recortado if recortado[-1:] in (".", "!", "?", "…", "") else f"{recortado}."
