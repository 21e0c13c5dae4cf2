"""Avisos a las personas: cada uno queda en la carpeta como correo y, si hay por dónde, se envía una vez."""

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as POLITICA_SMTP
from email.utils import format_datetime
from pathlib import Path

from almacen.candado import candado
from almacen.escritura import escribir_atomico
from conectores.comun.secretos import Secreto
from esquemas.hallazgos import limpiar
from flujos import bitacora
from flujos.ajustes import leer_secretos
from flujos.errores import EspacioInvalido
from flujos.pasos.ajustes_avisos import AjustesDeAvisos
from flujos.pasos.correo import enviar
from flujos.pasos.correo_formas import CorreoDudoso, CorreoNoEnviado, Envio
from flujos.pasos.espacio import Espacio, abrir_espacio, leer_solo_avisos
from flujos.pasos.sobre import Sobre
from flujos.reloj import Reloj, reloj_del_sistema

CLAVE_SMTP = "PERTINENCIA_SMTP_CLAVE"
_SIN_REMITENTE = "pertinencia@localhost"
_ESPERA_SEGUNDOS = 60.0


@dataclass(frozen=True)
class Buzon:
    """De dónde salen los avisos.

    Attributes:
        raiz: Carpeta del espacio de trabajo.
        ajustes: A quién y por dónde.
        reloj: De dónde sale la fecha.
    """

    raiz: Path
    ajustes: AjustesDeAvisos
    reloj: Reloj

    @classmethod
    def del_espacio(cls, espacio: Espacio) -> "Buzon":
        """El de un espacio abierto."""
        return cls(espacio.raiz, espacio.avisos, espacio.reloj)

    @classmethod
    def de_la_carpeta(cls, raiz: Path) -> "Buzon":
        """El de un espacio que quizá no pueda abrirse: que esté mal suele ser lo que hay que avisar.

        Raises:
            EspacioInvalido: Si ahí no hay un espacio o su archivo de ajustes no se entiende.
        """
        try:
            return cls.del_espacio(abrir_espacio(raiz))
        except EspacioInvalido:
            return cls(raiz, leer_solo_avisos(raiz), reloj_del_sistema)

    @property
    def carpeta(self) -> Path:
        """Donde quedan."""
        return self.raiz / "datos" / "comunicaciones" / "avisos"


@dataclass(frozen=True)
class Aviso:
    """Lo que pasó con un aviso.

    Attributes:
        ruta: Archivo.
        enviado: Si ya salió por correo.
        detalle: Oración para la bitácora.
    """

    ruta: Path
    enviado: bool
    detalle: str


def avisar(espacio: Espacio, asunto: str, cuerpo: str, identidad: str) -> Aviso:
    """Deja un aviso en la carpeta del espacio y, si hay servidor de correo, lo envía; repetirlo no lo repite.

    Args:
        espacio: Espacio de trabajo.
        asunto: Qué pasó, en un renglón.
        cuerpo: Texto plano, en español.
        identidad: Lo que hace único al aviso (por ejemplo, el identificador de la corrida): con la misma
            identidad hay un solo aviso y se envía una sola vez.

    Raises:
        AlmacenOcupado: Si otro proceso no termina de avisar.
    """
    return dejar(Buzon.del_espacio(espacio), asunto, cuerpo, identidad)


def dejar(
    buzon: Buzon, asunto: str, cuerpo: str, identidad: str, dormir: Callable[[float], None] = time.sleep
) -> Aviso:
    """Como ``avisar``, con un buzón: sirve aunque el espacio no pueda abrirse."""
    sobre = Sobre(buzon.carpeta, _nombre(identidad))
    with candado(buzon.carpeta / "avisos", _ESPERA_SEGUNDOS):
        if sobre.enviado.exists():
            return Aviso(sobre.enviado, True, "El aviso ya se había enviado.")
        if sobre.en_camino.exists():
            detalle = "El aviso ya se había entregado al servidor de correo, sin saber si llegó."
            return Aviso(sobre.en_camino, False, detalle)
        clave = leer_secretos(buzon.raiz, [CLAVE_SMTP]).get(CLAVE_SMTP)
        bitacora.instalar([clave] if clave else [])
        contenido = _mensaje(buzon, asunto, cuerpo, sobre.nombre).as_bytes(policy=POLITICA_SMTP)
        escribir_atomico(sobre.por_enviar, contenido)
        return _enviar(buzon, sobre, contenido, clave, dormir)


def _nombre(identidad: str) -> str:
    """Nombre corto y seguro; si hubo que cambiar la identidad, su huella la distingue de otra parecida."""
    plano = re.sub(r"[^a-z0-9-]", "-", identidad)[:60]
    huella = "" if plano == identidad else f"-{hashlib.sha256(identidad.encode()).hexdigest()[:12]}"
    return f"aviso_{plano}{huella}"


def _mensaje(buzon: Buzon, asunto: str, cuerpo: str, nombre: str) -> EmailMessage:
    smtp = buzon.ajustes.smtp
    mensaje = EmailMessage()
    mensaje["From"] = smtp.remitente if smtp else _SIN_REMITENTE
    if buzon.ajustes.correo:
        mensaje["To"] = ", ".join(buzon.ajustes.correo)
    mensaje["Subject"] = limpiar(bitacora.REDACTOR.tapar(asunto))
    mensaje["Date"] = format_datetime(buzon.reloj())
    # Siempre la misma: si alguna vez llegara dos veces, el correo de quien lo recibe puede notarlo.
    mensaje["Message-ID"] = f"<{nombre}@pertinencia>"
    mensaje["Auto-Submitted"] = "auto-generated"
    mensaje.set_content(bitacora.REDACTOR.tapar(cuerpo), cte="quoted-printable")
    return mensaje


def _enviar(
    buzon: Buzon, sobre: Sobre, contenido: bytes, clave: str | None, dormir: Callable[[float], None]
) -> Aviso:
    correo, smtp = buzon.ajustes.correo, buzon.ajustes.smtp
    quedo = f"El aviso quedó en {sobre.por_enviar}"
    if smtp is None or not correo:
        return Aviso(sobre.por_enviar, False, f"{quedo}; no hay por dónde enviarlo ([avisos.smtp]).")
    if smtp.usuario and not clave:
        return Aviso(sobre.por_enviar, False, f"{quedo}; para enviarlo falta {CLAVE_SMTP}.")
    secreto = Secreto(clave) if clave and smtp.usuario else None
    try:
        entregado = enviar(Envio(contenido, correo), smtp, secreto, sobre, dormir)
    except CorreoDudoso as error:
        return Aviso(sobre.en_camino, False, bitacora.REDACTOR.tapar(str(error)))
    except CorreoNoEnviado as error:
        return Aviso(sobre.por_enviar, False, f"{quedo}. {bitacora.REDACTOR.tapar(str(error))}")
    sobre.cerrar()
    rechazados = entregado.rechazados
    sin = f", menos a {', '.join(rechazados)}, que el servidor no aceptó" if rechazados else ""
    return Aviso(sobre.enviado, True, f"El aviso se envió a {', '.join(correo)}{sin}.")
