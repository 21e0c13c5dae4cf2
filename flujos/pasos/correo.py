"""Enviar un mensaje por SMTP con TLS, sin enviarlo dos veces y sin esperar sin fin."""

import re
import smtplib
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from conectores.comun.secretos import Secreto
from esquemas.hallazgos import limpiar
from flujos.pasos.ajustes_avisos import Smtp
from flujos.pasos.correo_formas import CorreoDudoso, CorreoNoEnviado, Entregado, Envio, Marca

_BIEN, _ADELANTE = 250, 354
_ACEPTADO = (_BIEN, 251)

_ESPERA_POR_OPERACION = 8.0
_PLAZO_TOTAL = 30.0
"""Segundos para todos los intentos: quien avisa es una corrida que ya terminó y no debe quedarse."""
_PAUSAS = (1.0, 3.0)


class _SinMarca(Exception):
    """No pudo marcarse en disco: no es culpa del servidor ni se repite."""


def enviar(
    envio: Envio,
    smtp: Smtp,
    clave: Secreto | None,
    marca: Marca,
    dormir: Callable[[float], None] = time.sleep,
    plazo_segundos: float = _PLAZO_TOTAL,
) -> Entregado:
    """Envía un mensaje a sus destinatarios; repite lo transitorio hasta tres veces.

    Args:
        envio: Mensaje y direcciones.
        smtp: Servidor.
        clave: Contraseña, o ``None`` si el servidor no la pide.
        marca: Recuerda que va en camino.
        dormir: Espera esos segundos.
        plazo_segundos: Para todos los intentos.

    Raises:
        CorreoNoEnviado: Si no pudo enviarse.
        CorreoDudoso: Si no se sabe si salió.
        OSError: Si no pudo marcarse en disco.
    """
    limite = time.monotonic() + plazo_segundos
    for pausa in (*_PAUSAS, None):
        try:
            return _una_vez(envio, smtp, clave, marca, limite)
        except _SinMarca as error:
            raise error.__cause__ or error from None
        except OSError as error:  # los errores de smtplib también lo son
            if pausa is None or not _transitorio(error) or time.monotonic() + pausa > limite:
                raise _traducir(error, smtp) from error
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
        raise _traducir(error, smtp) from error


def _una_vez(envio: Envio, smtp: Smtp, clave: Secreto | None, marca: Marca, limite: float) -> Entregado:
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
        rechazados: dict[str, tuple[int, bytes]] = {}
        for destinatario in (*envio.para, *envio.copias):
            _acotar(sesion, limite)
            respuesta = sesion.rcpt(destinatario)
            if respuesta[0] not in _ACEPTADO:
                rechazados[destinatario] = respuesta
        dichos = [rechazados[d][0] for d in envio.para if d in rechazados]
        # Un «vuelva después» a uno de los directos no es un rechazo: se insiste antes de notificar.
        if len(dichos) == len(envio.para) or any(400 <= c < 500 for c in dichos):
            raise smtplib.SMTPRecipientsRefused(rechazados)
        entregado = _entregar(sesion, envio, rechazados, smtp, marca, limite)
        # Ya está entregado: cómo se despida el servidor no cambia nada.
        with suppress(OSError):
            sesion.quit()
    finally:
        sesion.close()
    return entregado


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


def _entregar(
    sesion: smtplib.SMTP,
    envio: Envio,
    rechazados: Mapping[str, tuple[int, bytes]],
    smtp: Smtp,
    marca: Marca,
    limite: float,
) -> Entregado:
    """El cuerpo, la marca y el punto final, en ese orden: sin el punto, el servidor no lo toma."""
    _acotar(sesion, limite)
    codigo, dicho = sesion.docmd("DATA")
    if codigo != _ADELANTE:
        raise smtplib.SMTPDataError(codigo, dicho)
    # Un cuerpo grande y la respuesta final pueden tardar todo lo que quede, no lo de una orden.
    _acotar(sesion, limite, _PLAZO_TOTAL)
    sesion.send(_con_puntos(envio.contenido))
    dicho_de = {d: f"{c} {_en_texto(t)}" for d, (c, t) in rechazados.items()}
    aceptados = tuple(d for d in (*envio.para, *envio.copias) if d not in rechazados)
    try:
        marca.poner(aceptados, dicho_de)
    except OSError as error:
        raise _SinMarca from error
    try:
        sesion.send(b".\r\n")
        codigo, dicho = sesion.getreply()
    except OSError as error:
        raise _dudoso(smtp) from error
    if 400 <= codigo < 600:
        marca.quitar()
        raise smtplib.SMTPDataError(codigo, dicho)
    if not 200 <= codigo < 300:
        raise _dudoso(smtp)
    return Entregado(codigo, _en_texto(dicho), aceptados, dicho_de)


def _con_puntos(contenido: bytes) -> bytes:
    """El cuerpo como viaja: renglones con CR LF y doblado el punto con que empiecen (RFC 5321, 4.5.2)."""
    renglones = re.sub(rb"\r\n|\r|\n", b"\r\n", contenido)
    doblados = re.sub(rb"(?m)^\.", b"..", renglones)
    return doblados if doblados.endswith(b"\r\n") else doblados + b"\r\n"


def _dudoso(smtp: Smtp) -> CorreoDudoso:
    return CorreoDudoso(
        f"La conexión con {smtp.servidor} se cortó al entregar el mensaje: no se sabe si salió y no se "
        "repite, para no enviarlo dos veces."
    )


def _acotar(sesion: smtplib.SMTP, limite: float, lo_mas: float = _ESPERA_POR_OPERACION) -> None:
    if sesion.sock is not None:
        sesion.sock.settimeout(_espera(limite, lo_mas))


def _espera(limite: float, lo_mas: float = _ESPERA_POR_OPERACION) -> float:
    quedan = limite - time.monotonic()
    if quedan <= 0:
        raise TimeoutError("se acabó el plazo")
    return min(lo_mas, quedan)


def _transitorio(error: OSError) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(400 <= codigo < 500 for codigo, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return 400 <= error.smtp_code < 500
    return not isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError)


def _traducir(error: OSError, smtp: Smtp) -> CorreoNoEnviado:
    rechazados = (
        {d: f"{c} {_en_texto(t)}" for d, (c, t) in error.recipients.items()}
        if isinstance(error, smtplib.SMTPRecipientsRefused)
        else {}
    )
    return CorreoNoEnviado(
        _decir(error, smtp),
        del_mensaje=isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError),
        definitivo=not _transitorio(error),
        rechazados=rechazados,
    )


def _en_texto(dicho: bytes | str) -> str:
    return limpiar(dicho.decode("utf-8", "replace") if isinstance(dicho, bytes) else dicho)


def _decir(error: OSError, smtp: Smtp) -> str:
    """Una oración con lo que pasó y qué revisar."""
    donde = f"{smtp.servidor}:{smtp.puerto}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return (
            f"{donde} no aceptó el usuario o la contraseña; revise «usuario» en pertinencia.toml y "
            "PERTINENCIA_SMTP_CLAVE."
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"{donde} no ofrece lo pedido ({limpiar(str(error))}); revise «seguridad» y «usuario»."
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"El certificado de {donde} no es de confianza ({error.verify_message}); revise «servidor»."
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"{donde} no aceptó a {', '.join(error.recipients)}; revise esas direcciones."
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{donde} no tomó el mensaje: {error.smtp_code} {_en_texto(error.smtp_error)}."
    return f"No se pudo hablar con {donde} ({limpiar(str(error))}); revise la red, el servidor y el puerto."
