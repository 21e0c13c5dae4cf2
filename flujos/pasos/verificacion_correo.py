"""Comprobar el correo de los avisos: conecta, se identifica y se despide, sin enviar nada."""

from conectores.comun.secretos import Secreto
from flujos import bitacora
from flujos.ajustes import leer_secretos
from flujos.pasos.avisos import CLAVE_SMTP
from flujos.pasos.comprobacion import Comprobacion
from flujos.pasos.correo import CorreoNoEnviado, probar
from flujos.pasos.espacio import Espacio

_QUE = "Correo de avisos"


def comprobar_correo(espacio: Espacio) -> Comprobacion:
    """Dice si los avisos podrían salir por correo."""
    smtp = espacio.avisos.smtp
    if smtp is None:
        return Comprobacion(
            _QUE,
            "nota",
            "no hay por dónde enviarlos: quedan en datos/comunicaciones/avisos/. Para que salgan por correo, "
            "llene [avisos.smtp] en pertinencia.toml.",
        )
    clave = leer_secretos(espacio.raiz, [CLAVE_SMTP]).get(CLAVE_SMTP)
    if smtp.usuario and not clave:
        return Comprobacion(
            _QUE, "mal", f"falta la contraseña de {smtp.usuario}: ponga {CLAVE_SMTP} en .env."
        )
    bitacora.instalar([clave] if clave else [])
    try:
        probar(smtp, Secreto(clave) if clave and smtp.usuario else None)
    except CorreoNoEnviado as error:
        return Comprobacion(_QUE, "mal", bitacora.REDACTOR.tapar(str(error)))
    quien = f" y acepta a {smtp.usuario}" if smtp.usuario else ""
    a_quien = ", ".join(espacio.avisos.correo)
    return Comprobacion(
        _QUE, "bien", f"{smtp.servidor}:{smtp.puerto} contesta cifrado{quien}; avisaría a {a_quien}"
    )
