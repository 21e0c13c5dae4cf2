"""Interpreta un correo guardado (.eml): quién lo envía, qué anotó el servidor propio y qué archivos trae.

Todo en él es de fuera. Se recorre sin recursión, con topes, y los correos que trae dentro no se abren: de
ellos ningún servidor dijo nada.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import (
    CloseBoundaryNotFoundDefect,
    HeaderParseError,
    InvalidBase64LengthDefect,
    MultipartInvariantViolationDefect,
    NoBoundaryInMultipartDefect,
    StartBoundaryNotFoundDefect,
)
from email.header import decode_header
from email.message import Message
from typing import TypeAlias

from conectores.archivos.tipos import Limites
from conectores.correo.autenticacion import procedencia, remitente
from conectores.correo.nombres import sanear, sin_repetir
from esquemas.hallazgos import limpiar

_HONDURA = 30
"""Partes dentro de partes; ningún programa de correo pasa de unas cuantas."""
_ROTO = (
    CloseBoundaryNotFoundDefect,
    StartBoundaryNotFoundDefect,
    NoBoundaryInMultipartDefect,
    MultipartInvariantViolationDefect,
)
_FIRMAS = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_CID = re.compile(rb"cid:([^\"'<>\s)]{1,200})", re.IGNORECASE)

_Parte: TypeAlias = "Message[str, str]"


class CorreoIlegible(Exception):
    """Definitivo: el archivo no es un correo que pueda entenderse; lleva la razón."""


@dataclass(frozen=True)
class Adjunto:
    """Un archivo que trae un correo.

    Attributes:
        nombre: Con que puede guardarse: sin carpetas ni caracteres que engañen.
        contenido: Bytes.
    """

    nombre: str
    contenido: bytes


@dataclass(frozen=True)
class Mensaje:
    """Un correo interpretado.

    Attributes:
        remitente: La dirección de quien dice enviarlo, o ``None`` si no hay una y solo una.
        mensaje_id: Identificador según sus encabezados, o ``None``.
        asunto: Asunto, recortado.
        dmarc: Lo que dijo el servidor propio: «pass», «fail» o «ausente».
        recibido_en: Cuándo lo recibió el servidor propio, o ``None`` si no lo dice.
        adjuntos: Archivos que trae, en orden.
        correos_dentro: Nombres de los correos que trae dentro, que no se abren.
        con_texto: Si trae algo escrito.
    """

    remitente: str | None
    mensaje_id: str | None
    asunto: str
    dmarc: str
    recibido_en: datetime | None
    adjuntos: tuple[Adjunto, ...]
    correos_dentro: tuple[str, ...]
    con_texto: bool


def interpretar(contenido: bytes, servidor: str, limites: Limites) -> Mensaje:
    """Interpreta un correo.

    Args:
        contenido: Sus bytes, ya acotados por quien llama.
        servidor: Nombre con que firma el servidor propio; vacío si no se configuró.
        limites: Topes; del número de partes, ``archivos_en_conjunto``.

    Raises:
        CorreoIlegible: Si no tiene encabezados, está cortado, su estructura no es la de un correo o alguno
            de sus encabezados no puede entenderse.
    """
    try:
        return _interpretado(contenido, servidor, limites)
    except RecursionError as error:
        raise CorreoIlegible("trae demasiadas partes, unas dentro de otras") from error
    except ValueError as error:
        # La biblioteca interpreta un encabezado cuando se le pide, y uno hecho con mala fe la hace fallar en
        # cualquiera de sus lecturas: un juego de caracteres con nulos, un número de miles de dígitos, medio
        # carácter. Todo lo que entra aquí es de fuera; el correo se aparta y los demás siguen.
        raise CorreoIlegible("sus encabezados no pueden entenderse") from error


def _interpretado(contenido: bytes, servidor: str, limites: Limites) -> Mensaje:
    # La política antigua no interpreta los encabezados al leerlos.
    raiz: _Parte = message_from_bytes(contenido, policy=policy.compat32)
    cabeceras = [(n.casefold(), str(v)) for n, v in raiz.raw_items()]
    if not cabeceras:
        raise CorreoIlegible("no tiene encabezados de correo")
    quien = remitente(cabeceras)
    de_donde = procedencia(cabeceras, servidor, quien)
    hojas = list(_hojas(raiz, limites.archivos_en_conjunto))
    incrustadas = {
        c.lower() for p in hojas if p.get_content_type() == "text/html" for c in _CID.findall(_bytes(p))
    }
    archivos: list[tuple[str, bytes]] = []
    dentro: list[str] = []
    con_texto = False
    for parte in hojas:
        nombre = _nombre(parte)
        if parte.get_content_maintype() == "message" or nombre.casefold().endswith((".eml", ".msg")):
            dentro.append(nombre or "sin nombre")
        elif not nombre and parte.get_content_maintype() == "text":
            con_texto = con_texto or bool(_bytes(parte).strip())
        elif parte.get_content_type() not in _FIRMAS and not _es_incrustada(parte, incrustadas):
            archivos.append((nombre or f"adjunto {len(archivos) + 1}", _bytes(parte)))
    nombres = sin_repetir(n for n, _ in archivos)
    return Mensaje(
        remitente=quien,
        mensaje_id=_uno(cabeceras, "message-id"),
        asunto=limpiar(_descifrado(_uno(cabeceras, "subject") or "")),
        dmarc=de_donde.dmarc,
        recibido_en=de_donde.recibido_en,
        adjuntos=tuple(Adjunto(n, c) for n, (_, c) in zip(nombres, archivos, strict=True)),
        correos_dentro=tuple(dentro),
        con_texto=con_texto,
    )


def _hojas(raiz: _Parte, tope: int) -> Iterator[_Parte]:
    pendientes, vistas = [(raiz, 0)], 0
    while pendientes:
        parte, hondura = pendientes.pop()
        vistas += 1
        if vistas > tope or hondura > _HONDURA:
            raise CorreoIlegible("trae demasiadas partes, unas dentro de otras")
        if any(isinstance(d, _ROTO) for d in parte.defects):
            raise CorreoIlegible("está cortado o sus partes no terminan donde dicen")
        # Sin partes no se pide la carga como texto: su juego de caracteres lo escribió quien envía.
        hijas = parte.get_payload() if parte.is_multipart() else None
        if parte.get_content_maintype() == "multipart" and isinstance(hijas, list):
            pendientes.extend((h, hondura + 1) for h in reversed(hijas) if isinstance(h, Message))
        else:
            yield parte


def _bytes(parte: _Parte) -> bytes:
    carga = parte.get_payload(decode=True)
    if any(isinstance(d, InvalidBase64LengthDefect) for d in parte.defects):
        raise CorreoIlegible("uno de sus archivos está dañado")
    return carga if isinstance(carga, bytes) else b""


def _es_incrustada(parte: _Parte, incrustadas: set[bytes]) -> bool:
    """Si es una imagen que el cuerpo muestra, como el escudo de una firma."""
    identidad = str(parte.get("Content-ID", "")).strip("<> ").casefold().encode(errors="replace")
    return parte.get_content_maintype() == "image" and identidad in incrustadas


def _nombre(parte: _Parte) -> str:
    """Nombre del archivo ya saneado; vacío si la parte no lo trae."""
    crudo = parte.get_filename()
    return sanear(_descifrado(str(crudo))) if crudo else ""


def _uno(cabeceras: list[tuple[str, str]], nombre: str) -> str | None:
    valor = next((v for n, v in cabeceras if n == nombre), None)
    return None if valor is None else limpiar(valor) or None


def _descifrado(valor: str) -> str:
    """El texto de un encabezado con sus palabras cifradas; lo que no se entienda sale como «�»."""
    try:
        partes = decode_header(valor)
    except HeaderParseError:
        partes = [(valor, None)]
    return "".join(_texto(p, c) for p, c in partes)


def _texto(parte: str | bytes, codificacion: str | None) -> str:
    if isinstance(parte, str):
        return parte.encode(errors="surrogateescape").decode(errors="replace")
    try:
        return parte.decode(codificacion or "utf-8", errors="replace")
    except (LookupError, ValueError):
        return parte.decode("latin-1")
