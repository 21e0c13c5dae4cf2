"""Correos como los guarda un programa de correo, para las pruebas de la recepción."""

from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP

SERVIDOR = "correo.ine.mx"
RECIBIDO = (
    f"from salida.example.org by mx1.{SERVIDOR} (Postfix) with ESMTPS id 1; Mon, 13 Jul 2026 10:00:00 -0600"
)


def correo(
    adjuntos: Mapping[str, bytes] | None = None,
    *,
    de: str = "Ana <ana@example.org>",
    dmarc: str | None = "pass",
    texto: str = "Va la entrega.",
    identidad: str = "<1@example.org>",
    recibido: str | None = RECIBIDO,
    debajo: Mapping[str, str] | None = None,
) -> bytes:
    """Un correo con lo que el servidor propio antepone.

    Args:
        adjuntos: Contenido por nombre.
        de: Encabezado «From».
        dmarc: Lo que anota el servidor propio, o ``None`` si nada.
        texto: Cuerpo.
        identidad: «Message-ID».
        recibido: El «Received» del servidor propio, o ``None``.
        debajo: Encabezados que escribe quien envía, debajo de los del servidor.
    """
    mensaje = EmailMessage(policy=SMTP)
    if dmarc is not None:
        mensaje["Authentication-Results"] = f"mx1.{SERVIDOR}; dmarc={dmarc} header.from=example.org"
    if recibido is not None:
        mensaje["Received"] = recibido
    for nombre, valor in (debajo or {}).items():
        mensaje[nombre] = valor
    mensaje["From"] = de
    mensaje["To"] = "estadistica@ine.mx"
    mensaje["Subject"] = "Entrega del semestre"
    mensaje["Message-ID"] = identidad
    mensaje.set_content(texto)
    for nombre, contenido in (adjuntos or {}).items():
        mensaje.add_attachment(contenido, maintype="application", subtype="octet-stream", filename=nombre)
    return mensaje.as_bytes()
