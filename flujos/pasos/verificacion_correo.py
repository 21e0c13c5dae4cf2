"""Comprobar el correo de los avisos y el de las comunicaciones: conecta, se identifica y se despide."""

from conectores.comun.secretos import Secreto
from flujos import bitacora
from flujos.ajustes import leer_secretos
from flujos.pasos.ajustes_avisos import Smtp
from flujos.pasos.avisos import CLAVE_SMTP
from flujos.pasos.comprobacion import Comprobacion
from flujos.pasos.correo import probar
from flujos.pasos.correo_formas import CorreoNoEnviado
from flujos.pasos.espacio import Espacio


def comprobar_correo(espacio: Espacio) -> Comprobacion:
    """Dice si los avisos podrían salir por correo."""
    return _comprobar(
        espacio,
        "Correo de avisos",
        espacio.avisos.smtp,
        "no hay por dónde enviarlos: quedan en datos/comunicaciones/avisos/. Para que salgan por correo, "
        "llene [avisos.smtp] en pertinencia.toml.",
        f"avisaría a {', '.join(espacio.avisos.correo)}",
    )


def comprobar_comunicaciones(espacio: Espacio) -> Comprobacion:
    """Dice si las comunicaciones podrían salir por correo."""
    smtp = espacio.comunicaciones.smtp
    return _comprobar(
        espacio,
        "Correo de comunicaciones",
        smtp,
        "no hay por dónde enviarlas: quedan como borrador en datos/comunicaciones/. Para que salgan por "
        "correo, llene [comunicaciones.smtp] en pertinencia.toml.",
        f"saldrían de {smtp.remitente}" if smtp else "",
    )


def comprobar_firma(espacio: Espacio) -> Comprobacion:
    """Dice si lo que escribe Comunicación Social saldría firmado."""
    ajustes = espacio.comunicaciones
    if ajustes.sin_firma:
        return Comprobacion("Firma de comunicaciones", "aviso", ajustes.sin_firma)
    return Comprobacion("Firma de comunicaciones", "bien", f"firma {ajustes.firmante}, {ajustes.cargo}")


def _comprobar(espacio: Espacio, que: str, smtp: Smtp | None, sin_smtp: str, serviria: str) -> Comprobacion:
    if smtp is None:
        return Comprobacion(que, "nota", sin_smtp)
    clave = leer_secretos(espacio.raiz, [CLAVE_SMTP]).get(CLAVE_SMTP)
    if smtp.usuario and not clave:
        return Comprobacion(que, "mal", f"falta la contraseña de {smtp.usuario}: ponga {CLAVE_SMTP} en .env.")
    bitacora.instalar([clave] if clave else [])
    try:
        probar(smtp, Secreto(clave) if clave and smtp.usuario else None)
    except CorreoNoEnviado as error:
        return Comprobacion(que, "mal", bitacora.REDACTOR.tapar(str(error)))
    quien = f" y acepta a {smtp.usuario}" if smtp.usuario else ""
    return Comprobacion(que, "bien", f"{smtp.servidor}:{smtp.puerto} contesta cifrado{quien}; {serviria}")
