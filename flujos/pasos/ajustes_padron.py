"""La sección [padron] de ``pertinencia.toml``: con qué se revisa el padrón."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from esquemas.hallazgos import limpiar
from flujos.pasos.ajustes_generales import ARCHIVO_DE_AJUSTES

_DOMINIO = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}", re.ASCII)


@dataclass(frozen=True)
class AjustesDePadron:
    """Con qué se revisa el padrón.

    Attributes:
        dominios: Dominios de correo del organismo (Lineamientos, art. 2).
        cuentas_por_persona: De cuántas en adelante se informa que una persona las administra.
    """

    dominios: tuple[str, ...] = ("ine.mx",)
    cuentas_por_persona: int = 10


def leer_ajustes_de_padron(seccion: Mapping[str, Any], problemas: list[str]) -> AjustesDePadron:
    """Lee y comprueba la sección; cada problema es una oración que se agrega a ``problemas``."""
    validas = AjustesDePadron.__dataclass_fields__
    for clave in sorted(set(seccion) - set(validas)):
        problemas.append(
            f"{ARCHIVO_DE_AJUSTES}, [padron]: no existe «{limpiar(clave)}»; aquí van {', '.join(validas)}."
        )
    fabrica = AjustesDePadron()
    dominios = seccion.get("dominios", list(fabrica.dominios))
    if not isinstance(dominios, list) or not dominios or not all(_es_dominio(d) for d in dominios):
        _mal("dominios", 'una lista de dominios de correo, como ["ine.mx"]', dominios, problemas)
        dominios = list(fabrica.dominios)
    cuantas = seccion.get("cuentas_por_persona", fabrica.cuentas_por_persona)
    if not isinstance(cuantas, int) or isinstance(cuantas, bool) or cuantas < 2:
        _mal("cuentas_por_persona", "un entero de 2 o más", cuantas, problemas)
        cuantas = fabrica.cuentas_por_persona
    return AjustesDePadron(tuple(dominios), cuantas)


def _es_dominio(valor: object) -> bool:
    return isinstance(valor, str) and _DOMINIO.fullmatch(valor) is not None


def _mal(clave: str, esperado: str, valor: object, problemas: list[str]) -> None:
    problemas.append(
        f"{ARCHIVO_DE_AJUSTES}, [padron] {clave}: se esperaba {esperado}, no «{limpiar(str(valor))}»."
    )
