"""Un servidor de correo de verdad (aiosmtpd), con TLS y fallas a pedido, y un espacio que envía por él."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from socket import create_connection
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from almacen import expediente
from almacen.maestro import Base
from flujos.pasos.ajustes_avisos import Smtp
from flujos.pasos.ajustes_comunicaciones import AjustesDeComunicaciones
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.bandeja import Despacho, despachar
from flujos.pasos.comunicaciones import Carta, leer_cartas
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import Escrita
from flujos.pasos.expediente_asientos import asentar_comunicaciones
from tests.flujos.apoyo_expediente import S

CORTA = "corta"
REMITENTE = "redes@example.org"


@dataclass
class Buzon:
    """Lo que recibió el servidor y cómo debe portarse.

    Attributes:
        rechaza: Qué contesta a cada dirección que no acepta.
        al_final: Qué contesta a cada mensaje entero, en orden; ``CORTA`` cierra sin contestar y, sin más,
            acepta.
    """

    rechaza: dict[str, str] = field(default_factory=dict)
    al_final: list[str] = field(default_factory=list)
    mensajes: list[EmailMessage] = field(default_factory=list)
    para: list[list[str]] = field(default_factory=list)
    puerto: int = 0
    seguridad: str = "tls"

    async def handle_RCPT(  # noqa: N802 - así los busca aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Cada destinatario."""
        if address in self.rechaza:
            return self.rechaza[address]
        envelope.rcpt_tos.append(address)
        return "250 bien"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """El mensaje entero: si contesta 250, lo recibió."""
        dicho = self.al_final.pop(0) if self.al_final else "250 en cola para ana@example.org"
        if dicho == CORTA:
            server.transport.abort()
        if dicho.startswith("250"):
            assert isinstance(envelope.content, bytes)
            mensaje = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mensaje, EmailMessage)
            self.mensajes.append(mensaje)
            self.para.append(list(envelope.rcpt_tos))
        return dicho


class _Servidor(Controller):
    """Un ``Controller`` en el puerto que le toque."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        # Su fábrica solo se arma con la primera conexión; una que no dice nada basta.
        with create_connection((self.hostname, self.port), 5):
            pass


@contextmanager
def servidor(pem: Path, buzon: Buzon) -> Iterator[Buzon]:
    """El servidor mientras dura el bloque."""
    contexto = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    contexto.load_cert_chain(pem)
    tls: dict[str, Any] = (
        {"ssl_context": contexto}
        if buzon.seguridad == "tls"
        else {"tls_context": contexto, "require_starttls": True}
    )
    control = _Servidor(buzon, hostname="127.0.0.1", port=0, **tls)
    control.start()
    buzon.puerto = control.port
    try:
        yield buzon
    finally:
        control.stop()


def que_envia(espacio: Espacio, buzon: Buzon) -> Espacio:
    """El espacio, con ese servidor de correo."""
    smtp = Smtp("127.0.0.1", buzon.puerto, "", buzon.seguridad, REMITENTE)
    return replace(espacio, comunicaciones=AjustesDeComunicaciones(smtp=smtp))


def escribir(espacio: Espacio, *cartas: Escrita) -> None:
    """Asienta esas comunicaciones."""
    with abrir_al_dia(espacio) as base:
        asentar_comunicaciones(espacio, base, S.clave, cartas, "Ana")


def pasar(espacio: Espacio) -> Despacho:
    """Una pasada por la bandeja, sin esperar entre intentos."""
    return despachar(espacio, S, dormir=lambda _: None)


def carta(espacio: Espacio, cual: str = "c1") -> Carta:
    """Una comunicación, como está."""
    return next(c for c in leer_cartas(espacio, S) if c.identidad == cual)


def asentado(espacio: Espacio, cual: str = "c1") -> tuple[int, int]:
    """Cuántas notificaciones y cuántos hechos hay de una comunicación."""
    with abrir_al_dia(espacio) as base:
        return cuantas(base, cual)


def cuantas(base: Base, cual: str) -> tuple[int, int]:
    """Como ``asentado``, con el maestro abierto."""
    return (
        len(expediente.notificaciones(base, S.clave).filter(comunicacion=cual)),
        len(expediente.eventos(base, S.clave).filter(documento_evento=cual)),
    )
