"""Lo general de ``pertinencia.toml``: organismo, zona horaria, topes y reloj."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from conectores.archivos.tipos import Limites
from esquemas.hallazgos import limpiar
from flujos.errores import EspacioInvalido
from flujos.reloj import Reloj, reloj_del_sistema, reloj_fijo

ARCHIVO_DE_AJUSTES = "pertinencia.toml"
ZONA_DE_LOS_PLAZOS = ZoneInfo("America/Mexico_City")


def leer_toml(ruta: Path, raiz: Path) -> dict[str, Any]:
    """Un archivo TOML del espacio.

    Raises:
        EspacioInvalido: Si no está o no se entiende; dice qué línea.
    """
    nombre = ruta.relative_to(raiz).as_posix()
    try:
        return tomllib.loads(ruta.read_text("utf-8"))
    except FileNotFoundError as error:
        raise EspacioInvalido(
            [
                f"No hay {nombre} en {raiz}. Indique el espacio con --espacio o créelo con "
                f"«pertinencia iniciar CARPETA»."
            ]
        ) from error
    except UnicodeDecodeError as error:
        raise EspacioInvalido([f"{nombre} no está en UTF-8; guárdelo con esa codificación."]) from error
    except tomllib.TOMLDecodeError as error:
        raise EspacioInvalido([f"{nombre} no se entiende: {error}. Corrija esa línea."]) from error


@dataclass(frozen=True)
class Minimo:
    """Lo que puede saberse de un espacio sin abrir su padrón ni sus parámetros."""

    raiz: Path
    limites: Limites
    zona: ZoneInfo
    reloj: Reloj

    def ahora_local(self) -> datetime:
        """Instante actual en la zona de los plazos."""
        return self.reloj().astimezone(self.zona)


def abrir_minimo(raiz: Path) -> Minimo:
    """Lee de un espacio solo ``pertinencia.toml``.

    Raises:
        EspacioInvalido: Si no está o lo general está mal.
    """
    ajustes, problemas = leer_toml(raiz / ARCHIVO_DE_AJUSTES, raiz), list[str]()
    organismo = leer_seccion(ajustes, "organismo", problemas)
    zona = leer_zona(leer_texto(organismo, "zona_horaria", ZONA_DE_LOS_PLAZOS.key, problemas), problemas)
    limites = leer_limites(leer_seccion(ajustes, "limites", problemas), problemas)
    reloj = leer_reloj(leer_seccion(ajustes, "ejemplo", problemas), problemas)
    if problemas:
        raise EspacioInvalido(problemas)
    return Minimo(raiz, limites, zona, reloj)


def leer_seccion(ajustes: Mapping[str, Any], nombre: str, problemas: list[str]) -> Mapping[str, Any]:
    """Una sección; vacía, y dicho en ``problemas``, si es otra cosa."""
    seccion = ajustes.get(nombre, {})
    if isinstance(seccion, dict):
        return seccion
    problemas.append(
        f"{ARCHIVO_DE_AJUSTES}, «{nombre}»: se esperaba una sección [{nombre}] con sus ajustes debajo, no "
        f"«{limpiar(str(seccion))}»."
    )
    return {}


def leer_texto(seccion: Mapping[str, Any], clave: str, defecto: str, problemas: list[str]) -> str:
    """Un texto de [organismo]; el de fábrica si no viene o es otra cosa."""
    valor = seccion.get(clave, defecto)
    if isinstance(valor, str):
        return valor
    problemas.append(
        f"{ARCHIVO_DE_AJUSTES}, [organismo] {clave}: se esperaba un texto entre comillas, no "
        f"«{limpiar(str(valor))}»."
    )
    return defecto


def leer_zona(nombre: str, problemas: list[str]) -> ZoneInfo:
    """La zona horaria de ese nombre; la de los plazos si no existe."""
    try:
        return ZoneInfo(nombre)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problemas.append(
            f"{ARCHIVO_DE_AJUSTES}: la zona horaria «{limpiar(nombre)}» no existe; pruebe "
            f"«{ZONA_DE_LOS_PLAZOS.key}»."
        )
        return ZONA_DE_LOS_PLAZOS


def leer_limites(tabla: Mapping[str, Any], problemas: list[str]) -> Limites:
    """Los topes de los archivos entregados."""
    validos = set(Limites.__dataclass_fields__)
    for clave, valor in tabla.items():
        if clave not in validos:
            nombres = ", ".join(sorted(validos))
            problemas.append(
                f"{ARCHIVO_DE_AJUSTES}, [limites]: no existe «{clave}»; los topes son {nombres}."
            )
        elif not isinstance(valor, int) or isinstance(valor, bool) or valor <= 0:
            problemas.append(
                f"{ARCHIVO_DE_AJUSTES}, [limites] {clave}: se esperaba un entero positivo, no «{valor}»."
            )
    return Limites() if problemas else Limites(**tabla)


def leer_reloj(ejemplo: Mapping[str, Any], problemas: list[str]) -> Reloj:
    """El reloj del espacio: parado, en el de ejemplo."""
    momento = ejemplo.get("hoy")
    if momento is None:
        return reloj_del_sistema
    if not isinstance(momento, datetime) or momento.tzinfo is None:
        problemas.append(
            f"{ARCHIVO_DE_AJUSTES}, [ejemplo] hoy: se esperaba fecha y hora con zona, no «{momento}»."
        )
        return reloj_del_sistema
    return reloj_fijo(momento)
