"""Las secciones [respaldo] y [retencion] de ``pertinencia.toml``: dónde se respalda y qué se borra cuándo.

Lo que no se dice no se borra: sin ajustes se conserva todo, salvo los restos de escrituras interrumpidas y
los respaldos que pasan de los que se conservan.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ARCHIVO = "pertinencia.toml"
_DIAS_MAXIMOS = 36_500


@dataclass(frozen=True)
class AjustesDeRespaldo:
    """Dónde quedan los respaldos y cuántos.

    Attributes:
        destino: Carpeta; si es relativa, dentro del espacio.
        conservar: Cuántos respaldos de este espacio se conservan ahí; los más viejos se borran.
    """

    destino: str = "respaldos"
    conservar: int = 30


@dataclass(frozen=True)
class AjustesDeRetencion:
    """Días que se conserva cada cosa; ``None`` es para siempre.

    Attributes:
        lotes_api: Páginas de lotes de API, desde que se leyeron; sus cifras se quedan en la base.
        comunicaciones: Oficios y correos de un semestre, desde que terminó.
        publicaciones: Versiones de la base publicada que quedaron al lado, con su fecha.
        copias_de_base: Copias que se hacen al reconstruir y al actualizar.
        prefect: Historia de las corridas.
        temporales: Restos de escrituras interrumpidas.
    """

    lotes_api: int | None = None
    comunicaciones: int | None = None
    publicaciones: int | None = None
    copias_de_base: int | None = None
    prefect: int | None = None
    temporales: int = 7


_MINIMOS = {
    "lotes_api": 365,
    "comunicaciones": 365,
    "publicaciones": 7,
    "copias_de_base": 30,
    "prefect": 30,
    "temporales": 1,
}
"""Menos que esto borraría algo que un semestre en revisión necesita."""


def leer_respaldo(seccion: Mapping[str, Any], problemas: list[str]) -> AjustesDeRespaldo:
    """Lee y comprueba la sección; cada problema es una oración que se agrega a ``problemas``."""
    ajustes = AjustesDeRespaldo()
    _sobrantes("respaldo", seccion, ("destino", "conservar"), problemas)
    destino = seccion.get("destino", ajustes.destino)
    if not isinstance(destino, str) or not destino.strip():
        problemas.append(_mal("respaldo", "destino", "la ruta de una carpeta, entre comillas", destino))
        destino = ajustes.destino
    return AjustesDeRespaldo(
        destino, _entero("respaldo", seccion, "conservar", ajustes.conservar, 1, problemas)
    )


def leer_retencion(seccion: Mapping[str, Any], problemas: list[str]) -> AjustesDeRetencion:
    """Lee y comprueba la sección; cada problema es una oración que se agrega a ``problemas``."""
    claves = {f"{nombre}_dias": nombre for nombre in _MINIMOS}
    _sobrantes("retencion", seccion, tuple(claves), problemas)
    dias = {
        nombre: _entero("retencion", seccion, clave, _MINIMOS[nombre], _MINIMOS[nombre], problemas)
        for clave, nombre in claves.items()
        if clave in seccion
    }
    return AjustesDeRetencion(**dias)


def _entero(
    donde: str, seccion: Mapping[str, Any], clave: str, defecto: int, minimo: int, problemas: list[str]
) -> int:
    valor = seccion.get(clave, defecto)
    if isinstance(valor, int) and not isinstance(valor, bool) and minimo <= valor <= _DIAS_MAXIMOS:
        return valor
    problemas.append(_mal(donde, clave, f"un entero de {minimo} a {_DIAS_MAXIMOS}", valor))
    return defecto


def _sobrantes(
    donde: str, seccion: Mapping[str, Any], validas: tuple[str, ...], problemas: list[str]
) -> None:
    for clave in sorted(set(seccion) - set(validas)):
        problemas.append(f"{_ARCHIVO}, [{donde}]: no existe «{clave}»; los ajustes son {', '.join(validas)}.")


def _mal(donde: str, clave: str, esperado: str, valor: object) -> str:
    return f"{_ARCHIVO}, [{donde}] {clave}: se esperaba {esperado}, no «{valor}»."
