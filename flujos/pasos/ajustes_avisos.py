"""La sección [avisos] de ``pertinencia.toml``: a quién se le dice que una corrida falló y por dónde."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from esquemas.hallazgos import limpiar

_ARCHIVO = "pertinencia.toml"
_DIRECCION = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}", re.ASCII)
_SERVIDOR = re.compile(r"[A-Za-z0-9.:-]{1,253}", re.ASCII)
_PUERTOS = {"tls": 465, "starttls": 587}
"""Puerto usual de cada seguridad; sin ninguna no se envía: la contraseña viajaría a la vista."""


@dataclass(frozen=True)
class Smtp:
    """El servidor de correo por el que salen los avisos; su contraseña vive en ``.env``.

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
    _sobrantes(seccion, {"correo", "smtp"}, "avisos", problemas)
    correo = seccion.get("correo", [])
    if not isinstance(correo, list) or not all(_es_direccion(c) for c in correo):
        _mal("avisos", "correo", 'una lista de direcciones, como ["ana@example.org"]', correo, problemas)
        correo = []
    smtp = _smtp(seccion["smtp"], problemas) if "smtp" in seccion else None
    if smtp and not correo:
        problemas.append(
            f'{_ARCHIVO}, [avisos]: hay [avisos.smtp] y no se dice a quién avisar; escriba correo = ["…"].'
        )
    return AjustesDeAvisos(tuple(dict.fromkeys(correo)), smtp)


def _smtp(seccion: object, problemas: list[str]) -> Smtp | None:
    nombre, antes = "avisos.smtp", len(problemas)
    if not isinstance(seccion, dict):
        _mal("avisos", "smtp", "una sección [avisos.smtp] con sus ajustes debajo", seccion, problemas)
        return None
    _sobrantes(seccion, {"servidor", "puerto", "usuario", "seguridad", "remitente"}, nombre, problemas)
    servidor = seccion.get("servidor", "")
    if not isinstance(servidor, str) or not _SERVIDOR.fullmatch(servidor):
        _mal(nombre, "servidor", "el nombre del servidor de correo", servidor, problemas)
    seguridad = seccion.get("seguridad", "starttls")
    if seguridad not in _PUERTOS:
        _mal(nombre, "seguridad", "«tls» o «starttls»", seguridad, problemas)
        return None
    puerto = seccion.get("puerto", _PUERTOS[seguridad])
    if not isinstance(puerto, int) or isinstance(puerto, bool) or not 1 <= puerto <= 65_535:
        _mal(nombre, "puerto", "un entero de 1 a 65535", puerto, problemas)
    usuario = seccion.get("usuario", "")
    if not isinstance(usuario, str) or not usuario.isascii() or not usuario.isprintable():
        _mal(nombre, "usuario", "un texto entre comillas, sin acentos", usuario, problemas)
    remitente = seccion.get("remitente", usuario)
    if not _es_direccion(remitente):
        _mal(nombre, "remitente", "una dirección de correo (si no se da, el usuario)", remitente, problemas)
        return None
    return Smtp(servidor, puerto, usuario, seguridad, remitente) if len(problemas) == antes else None


def _es_direccion(valor: object) -> TypeGuard[str]:
    return isinstance(valor, str) and _DIRECCION.fullmatch(valor) is not None


def _sobrantes(seccion: Mapping[str, Any], validas: set[str], nombre: str, problemas: list[str]) -> None:
    for clave in sorted(set(seccion) - validas):
        problemas.append(
            f"{_ARCHIVO}, [{nombre}]: no existe «{limpiar(clave)}»; aquí van {', '.join(sorted(validas))}. "
            "La contraseña es PERTINENCIA_SMTP_CLAVE y va en .env."
        )


def _mal(seccion: str, clave: str, esperado: str, valor: object, problemas: list[str]) -> None:
    problemas.append(f"{_ARCHIVO}, [{seccion}] {clave}: se esperaba {esperado}, no «{limpiar(str(valor))}».")
