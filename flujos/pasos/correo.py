"""Enviar un mensaje por SMTP con TLS, sin enviarlo dos veces y sin esperar sin fin."""

import smtplib
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP as POLITICA_SMTP

from conectores.comun.secretos import Secreto
from esquemas.hallazgos import limpiar
from flujos.pasos.ajustes_avisos import Smtp

_BIEN = 250

_ESPERA_POR_OPERACION = 8.0
_PLAZO_TOTAL = 30.0
"""Segundos para todos los intentos: quien avisa es una corrida que ya terminó y no debe quedarse."""
_PAUSAS = (1.0, 3.0)


class CorreoNoEnviado(Exception):
    """El servidor no tomó el mensaje: no salió, y puede volver a intentarse."""


class CorreoDudoso(Exception):
    """Se entregó el mensaje y la conexión se cortó antes de la respuesta: no se sabe si salió."""


def enviar(
    mensaje: EmailMessage,
    destinatarios: Sequence[str],
    smtp: Smtp,
    clave: Secreto | None,
    al_entregar: Callable[[], None],
    dormir: Callable[[float], None] = time.sleep,
) -> tuple[str, ...]:
    """Envía un mensaje a sus destinatarios; repite lo transitorio hasta tres veces.

    Args:
        mensaje: Mensaje completo.
        destinatarios: Direcciones; al menos una.
        smtp: Servidor.
        clave: Contraseña, o ``None`` si el servidor no la pide.
        al_entregar: Se llama justo antes de entregar el mensaje: lo que falle antes puede repetirse.
        dormir: Espera esos segundos.

    Returns:
        Direcciones que el servidor no aceptó, si aceptó alguna.

    Raises:
        CorreoNoEnviado: Si no pudo enviarse.
        CorreoDudoso: Si no se sabe si salió.
    """
    limite = time.monotonic() + _PLAZO_TOTAL
    for pausa in (*_PAUSAS, None):
        try:
            return _una_vez(mensaje, destinatarios, smtp, clave, al_entregar, limite)
        except OSError as error:  # los errores de smtplib también lo son
            if pausa is None or not _transitorio(error) or time.monotonic() + pausa > limite:
                raise CorreoNoEnviado(_decir(error, smtp)) from error
        dormir(pausa)
    raise AssertionError("El último intento siempre regresa o falla")


def probar(smtp: Smtp, clave: Secreto | None) -> None:
    """Conecta con el servidor y se identifica, sin enviar nada.

    Raises:
        CorreoNoEnviado: Si no se pudo; dice qué revisar.
    """
    limite = time.monotonic() + _PLAZO_TOTAL
    try:
        sesion = _conectar(smtp, limite)
        try:
            _identificar(sesion, smtp, clave, limite)
            with suppress(OSError):
                sesion.quit()
        finally:
            sesion.close()
    except OSError as error:
        raise CorreoNoEnviado(_decir(error, smtp)) from error


def _una_vez(
    mensaje: EmailMessage,
    destinatarios: Sequence[str],
    smtp: Smtp,
    clave: Secreto | None,
    al_entregar: Callable[[], None],
    limite: float,
) -> tuple[str, ...]:
    sesion = _conectar(smtp, limite)
    try:
        # Con TLS el saludo empieza de nuevo, y sin él muchos servidores no toman nada.
        _acotar(sesion, limite)
        sesion.ehlo_or_helo_if_needed()
        _identificar(sesion, smtp, clave, limite)
        _acotar(sesion, limite)
        codigo, dicho = sesion.mail(smtp.remitente)
        if codigo != _BIEN:
            raise smtplib.SMTPSenderRefused(codigo, dicho, smtp.remitente)
        rechazados = {}
        for destinatario in destinatarios:
            _acotar(sesion, limite)
            respuesta = sesion.rcpt(destinatario)
            if respuesta[0] not in (_BIEN, 251):
                rechazados[destinatario] = respuesta
        if len(rechazados) == len(destinatarios):
            raise smtplib.SMTPRecipientsRefused(rechazados)
        _acotar(sesion, limite)
        al_entregar()
        _entregar(sesion, mensaje, smtp)
        # Ya está entregado: cómo se despida el servidor no cambia nada.
        with suppress(OSError):
            sesion.quit()
    finally:
        sesion.close()
    return tuple(rechazados)


def _conectar(smtp: Smtp, limite: float) -> smtplib.SMTP:
    contexto = ssl.create_default_context()
    espera = _espera(limite)
    if smtp.seguridad == "tls":
        return smtplib.SMTP_SSL(smtp.servidor, smtp.puerto, timeout=espera, context=contexto)
    sesion = smtplib.SMTP(smtp.servidor, smtp.puerto, timeout=espera)
    try:
        # Si el servidor no lo ofrece, falla: nada viaja a la vista.
        sesion.starttls(context=contexto)
    except OSError:
        sesion.close()
        raise
    return sesion


def _identificar(sesion: smtplib.SMTP, smtp: Smtp, clave: Secreto | None, limite: float) -> None:
    if clave:
        _acotar(sesion, limite)
        sesion.login(smtp.usuario, clave.revelar())


def _entregar(sesion: smtplib.SMTP, mensaje: EmailMessage, smtp: Smtp) -> None:
    try:
        codigo, dicho = sesion.data(mensaje.as_bytes(policy=POLITICA_SMTP))
    except smtplib.SMTPDataError:
        raise
    except OSError as error:
        raise CorreoDudoso(
            f"La conexión con {smtp.servidor} se cortó al entregar el aviso: no se sabe si salió y no se "
            "repite, para no enviarlo dos veces."
        ) from error
    if codigo != _BIEN:
        raise smtplib.SMTPDataError(codigo, dicho)


def _acotar(sesion: smtplib.SMTP, limite: float) -> None:
    if sesion.sock is not None:
        sesion.sock.settimeout(_espera(limite))


def _espera(limite: float) -> float:
    quedan = limite - time.monotonic()
    if quedan <= 0:
        raise TimeoutError("se acabó el plazo")
    return min(_ESPERA_POR_OPERACION, quedan)


def _transitorio(error: OSError) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(400 <= codigo < 500 for codigo, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return 400 <= error.smtp_code < 500
    return not isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError)


def _decir(error: OSError, smtp: Smtp) -> str:
    """Una oración con lo que pasó y qué revisar."""
    donde = f"{smtp.servidor}:{smtp.puerto}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"{donde} no aceptó el usuario o la contraseña; revise [avisos.smtp] y PERTINENCIA_SMTP_CLAVE."
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"{donde} no ofrece lo pedido ({limpiar(str(error))}); revise «seguridad» y «usuario»."
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"El certificado de {donde} no es de confianza ({error.verify_message}); revise «servidor»."
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"{donde} no aceptó a {', '.join(error.recipients)}; revise «correo»."
    if isinstance(error, smtplib.SMTPResponseException):
        dicho = error.smtp_error
        texto = dicho.decode("utf-8", "replace") if isinstance(dicho, bytes) else dicho
        return f"{donde} no tomó el aviso: {error.smtp_code} {limpiar(texto)}."
    return f"No se pudo hablar con {donde} ({limpiar(str(error))}); revise la red, el servidor y el puerto."
