"""La sección [avisos] de ``pertinencia.toml``: a quién se le dice que una corrida falló y por dónde."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from esquemas.hallazgos import limpiar
from lineamientos.procedimiento.direcciones import es_direccion

_ARCHIVO = "pertinencia.toml"
_SERVIDOR = re.compile(r"[A-Za-z0-9.:-]{1,253}", re.ASCII)
_PUERTOS = {"tls": 465, "starttls": 587}
"""Puerto usual de cada seguridad; sin ninguna no se envía: la contraseña viajaría a la vista."""


@dataclass(frozen=True)
class Smtp:
    """Un servidor de correo por el que algo sale; su contraseña vive en ``.env``.

    Attributes:
        servidor: Nombre o dirección.
        puerto: Puerto.
        usuario: Con quién se identifica, o vacío si no lo pide.
        seguridad: «tls» (desde el principio) o «starttls».
        remitente: Dirección de la que salen.
    """

    servidor: str
    puerto: int
    usuario: str
    seguridad: str
    remitente: str


@dataclass(frozen=True)
class AjustesDeAvisos:
    """A quién se avisa.

    Attributes:
        correo: Direcciones; sin ninguna, los avisos solo quedan en la carpeta.
        smtp: Por dónde se envían, o ``None`` si no se envían.
    """

    correo: tuple[str, ...] = ()
    smtp: Smtp | None = None


def leer_avisos(seccion: Mapping[str, Any], problemas: list[str]) -> AjustesDeAvisos:
    """Lee y comprueba la sección; cada problema es una oración que se agrega a ``problemas``."""
    decir_sobrantes(seccion, {"correo", "smtp"}, "avisos", problemas)
    correo = seccion.get("correo", [])
    if not isinstance(correo, list) or not all(es_direccion(c) for c in correo):
        decir_mal("avisos", "correo", 'una lista de direcciones, como ["ana@example.org"]', correo, problemas)
        correo = []
    smtp = leer_smtp(seccion["smtp"], "avisos", problemas) if "smtp" in seccion else None
    if smtp and not correo:
        problemas.append(
            f'{_ARCHIVO}, [avisos]: hay [avisos.smtp] y no se dice a quién avisar; escriba correo = ["…"].'
        )
    return AjustesDeAvisos(tuple(dict.fromkeys(correo)), smtp)


def leer_smtp(seccion: object, de: str, problemas: list[str]) -> Smtp | None:
    """Lee y comprueba una sección ``smtp``; ``None``, y dicho en ``problemas``, si algo está mal.

    Args:
        seccion: Lo que hay en ella.
        de: Sección a la que pertenece: «avisos» o «comunicaciones».
        problemas: Donde se agrega una oración por problema.
    """
    nombre, antes = f"{de}.smtp", len(problemas)
    if not isinstance(seccion, dict):
        decir_mal(de, "smtp", f"una sección [{nombre}] con sus ajustes debajo", seccion, problemas)
        return None
    decir_sobrantes(seccion, {"servidor", "puerto", "usuario", "seguridad", "remitente"}, nombre, problemas)
    servidor = seccion.get("servidor", "")
    if not isinstance(servidor, str) or not _SERVIDOR.fullmatch(servidor):
        decir_mal(nombre, "servidor", "el nombre del servidor de correo", servidor, problemas)
    seguridad = seccion.get("seguridad", "starttls")
    if seguridad not in _PUERTOS:
        decir_mal(nombre, "seguridad", "«tls» o «starttls»", seguridad, problemas)
        return None
    puerto = seccion.get("puerto", _PUERTOS[seguridad])
    if not isinstance(puerto, int) or isinstance(puerto, bool) or not 1 <= puerto <= 65_535:
        decir_mal(nombre, "puerto", "un entero de 1 a 65535", puerto, problemas)
    usuario = seccion.get("usuario", "")
    if not isinstance(usuario, str) or not usuario.isascii() or not usuario.isprintable():
        decir_mal(nombre, "usuario", "un texto entre comillas, sin acentos", usuario, problemas)
    remitente = seccion.get("remitente", usuario)
    if not es_direccion(remitente):
        decir_mal(
            nombre, "remitente", "una dirección de correo (si no se da, el usuario)", remitente, problemas
        )
        return None
    return Smtp(servidor, puerto, usuario, seguridad, remitente) if len(problemas) == antes else None


def decir_sobrantes(
    seccion: Mapping[str, Any], validas: Collection[str], nombre: str, problemas: list[str]
) -> None:
    """Agrega una oración por cada clave que no es de la sección."""
    for clave in sorted(set(seccion) - set(validas)):
        problemas.append(
            f"{_ARCHIVO}, [{nombre}]: no existe «{limpiar(clave)}»; aquí van {', '.join(sorted(validas))}. "
            "La contraseña es PERTINENCIA_SMTP_CLAVE y va en .env."
        )


def decir_mal(seccion: str, clave: str, esperado: str, valor: object, problemas: list[str]) -> None:
    """Agrega la oración de un valor que no es lo que se esperaba."""
    problemas.append(f"{_ARCHIVO}, [{seccion}] {clave}: se esperaba {esperado}, no «{limpiar(str(valor))}».")
