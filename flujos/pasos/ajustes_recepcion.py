"""La sección [recepcion] de ``pertinencia.toml``: de qué servidor se cree lo que dice de un correo."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from esquemas.hallazgos import limpiar

_ARCHIVO = "pertinencia.toml"
_SERVIDOR = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*", re.ASCII)


@dataclass(frozen=True)
class AjustesDeRecepcion:
    """Cómo se reciben los correos.

    Attributes:
        servidor_de_confianza: Nombre con que el servidor de correo propio firma lo que anota en cada mensaje,
            o el dominio de sus servidores; vacío si no se cree a ninguno y todo correo espera a una persona.
    """

    servidor_de_confianza: str = ""


def leer_recepcion(seccion: Mapping[str, Any], problemas: list[str]) -> AjustesDeRecepcion:
    """Lee y comprueba la sección; cada problema es una oración que se agrega a ``problemas``."""
    problemas.extend(
        f"{_ARCHIVO}, [recepcion]: no existe «{limpiar(clave)}»; el ajuste es servidor_de_confianza."
        for clave in seccion
        if clave != "servidor_de_confianza"
    )
    servidor = seccion.get("servidor_de_confianza", "")
    if isinstance(servidor, str) and (not servidor or _SERVIDOR.fullmatch(servidor)):
        return AjustesDeRecepcion(servidor)
    problemas.append(
        f"{_ARCHIVO}, [recepcion] servidor_de_confianza: se esperaba el nombre de un servidor, como "
        f"«correo.ine.mx», no «{limpiar(str(servidor))}»."
    )
    return AjustesDeRecepcion()
