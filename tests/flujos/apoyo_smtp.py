"""Un servidor de correo pequeño, con TLS, en esta misma computadora y con fallas a pedido."""

import base64
import ipaddress
import socketserver
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from socket import socket
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificado(carpeta: Path) -> Path:
    """Certificado y llave de 127.0.0.1, firmado por sí mismo, en un archivo PEM."""
    llave = ec.generate_private_key(ec.SECP256R1())
    nombre = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "correo de prueba")])
    ahora = datetime.now(UTC)
    firmado = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(nombre)
        .public_key(llave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ahora - timedelta(days=1))
        .not_valid_after(ahora + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(llave, hashes.SHA256())
    )
    ruta = carpeta / "correo.pem"
    ruta.write_bytes(
        firmado.public_bytes(serialization.Encoding.PEM)
        + llave.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return ruta


@dataclass
class Correo:
    """Lo que recibió el servidor y cómo debe portarse.

    Attributes:
        contexto: Su lado de TLS.
        seguridad: «tls», «starttls» o «ninguna».
        fallas: Por conexión, en orden: cómo empieza la orden (o «.», el final del mensaje) y lo que se
            contesta; «corta» cierra sin contestar.
        mensajes: Los que aceptó.
        ordenes: Todo lo que le pidieron.
        accesos: Contraseñas recibidas.
    """

    contexto: ssl.SSLContext
    seguridad: str
    fallas: list[tuple[str, str]] = field(default_factory=list)
    mensajes: list[EmailMessage] = field(default_factory=list)
    para: list[list[str]] = field(default_factory=list)
    ordenes: list[str] = field(default_factory=list)
    accesos: list[str] = field(default_factory=list)
    conexiones: int = 0
    puerto: int = 0


@contextmanager
def servidor_de_correo(pem: Path, seguridad: str, *fallas: tuple[str, str]) -> Iterator[Correo]:
    """Un servidor mientras dura el bloque."""
    contexto = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    contexto.load_cert_chain(pem)
    correo = Correo(contexto, seguridad, list(fallas))

    class Sesion(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                _atender(self, correo)

    class Servidor(socketserver.ThreadingTCPServer):
        daemon_threads = False

    with Servidor(("127.0.0.1", 0), Sesion) as servidor:
        correo.puerto = servidor.server_address[1]
        hilo = Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02})
        hilo.start()
        try:
            yield correo
        finally:
            servidor.shutdown()
            hilo.join()


def _atender(sesion: socketserver.BaseRequestHandler, correo: Correo) -> None:
    correo.conexiones += 1
    falla = correo.fallas.pop(0) if correo.fallas else ("", "")
    enchufe = sesion.request
    if correo.seguridad == "tls":
        enchufe = correo.contexto.wrap_socket(enchufe, server_side=True)
    try:
        enchufe.sendall(b"220 correo\r\n")
        _conversar(enchufe, correo, *falla, con_tls=correo.seguridad == "tls")
    finally:
        enchufe.close()


def _conversar(enchufe: socket, correo: Correo, falla: str, con_que: str, *, con_tls: bool) -> None:
    para: list[str] = []
    lector = enchufe.makefile("rb")
    while linea := lector.readline():
        orden = linea.decode("ascii").strip()
        correo.ordenes.append(orden)
        verbo = orden.split(" ")[0].upper()
        respuesta = "250 bien"
        if verbo == "EHLO":
            ofrece = "STARTTLS" if correo.seguridad == "starttls" and not con_tls else "AUTH PLAIN"
            respuesta = "250 correo" if correo.seguridad == "ninguna" else f"250-correo\r\n250 {ofrece}"
        elif verbo == "AUTH":
            correo.accesos.append(base64.b64decode(orden.split(" ")[2]).decode().split("\0")[2])
            respuesta = "235 pase"
        elif verbo == "RCPT":
            para.append(orden.split("<")[1].split(">")[0])
        elif verbo == "STARTTLS":
            respuesta = "220 va"
        elif verbo == "DATA":
            respuesta = "354 diga"
        elif verbo == "QUIT":
            respuesta = "221 hasta luego"
        if falla and orden.upper().startswith(falla.upper()):
            if con_que == "corta":
                return
            respuesta = con_que
        enchufe.sendall(f"{respuesta}\r\n".encode())
        if verbo == "QUIT":
            return
        if verbo == "STARTTLS" and respuesta.startswith("220"):
            lector.close()
            with correo.contexto.wrap_socket(enchufe, server_side=True) as cifrado:
                _conversar(cifrado, correo, falla, con_que, con_tls=True)
            return
        if verbo == "DATA" and respuesta.startswith("354"):
            cuerpo = b""
            while (renglon := lector.readline()) != b".\r\n":
                cuerpo += renglon
            if falla == "." and con_que == "corta":
                return
            dicho = con_que if falla == "." else "250 recibido"
            if dicho.startswith("250"):
                mensaje = message_from_bytes(cuerpo, policy=default)
                assert isinstance(mensaje, EmailMessage)
                correo.mensajes.append(mensaje)
                correo.para.append(para)
            enchufe.sendall(f"{dicho}\r\n".encode())
