"""Una carta como mensaje de correo: texto plano y HTML, sin nada de fuera y con bytes que se repiten."""

import hashlib
import re
from collections.abc import Iterable
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

import jinja2
from markupsafe import Markup

from informes.cartas.errores import CartaInvalida
from informes.cartas.formas import Carta
from informes.cartas.limpieza import en_un_renglon
from informes.cartas.modelo import CORREO, Destinatario
from informes.cartas.piezas import avisos, huella, lugar_y_fecha, numero
from informes.cartas.texto import en_texto
from lineamientos.procedimiento.direcciones import es_direccion

Adjunto = tuple[str, bytes, str]
"""Nombre, contenido y tipo MIME."""
SIN_REMITENTE = "pertinencia@localhost"
"""De quién es un borrador mientras nadie diga por dónde se envía."""

_TIPO = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
_IDENTIDAD = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_PALABRA_LARGA = 18
_TRAMO = re.compile(r"[^/_.@=|-]{1,18}[/_.@=|-]?|[/_.@=|-]")


def correo_de(carta: Carta, remitente: str, adjuntos: tuple[Adjunto, ...] = ()) -> EmailMessage:
    """El mensaje, con la misma identidad y los mismos bytes siempre que los datos sean los mismos.

    Args:
        carta: Lo redactado.
        remitente: Dirección de quien envía, sola o como «Nombre <dirección>»; si aún no hay,
            ``SIN_REMITENTE``.
        adjuntos: Archivos que la acompañan.

    Raises:
        CartaInvalida: Si una dirección no puede usarse, o ningún destinatario tiene.
        ValueError: Si un tipo MIME no tiene su forma.
    """
    datos = carta.datos
    mensaje = EmailMessage()
    nombre, direccion = _remitente(remitente)
    propio = nombre or datos.institucion.unidad or datos.institucion.organismo
    if direccion != SIN_REMITENTE:
        direccion_valida(direccion)
    mensaje["From"] = Address(propio, addr_spec=direccion)
    para = _direcciones(d for d in datos.destinatarios if not d.copia)
    if not para:
        raise CartaInvalida(
            f"La comunicación {datos.comunicacion} no puede ir por correo: ningún destinatario tiene "
            "dirección en el padrón. Agréguela, o notifíquela por oficio."
        )
    mensaje["To"] = para
    if copias := _direcciones(d for d in datos.destinatarios if d.copia):
        mensaje["Cc"] = copias
    if datos.institucion.correo:
        mensaje["Reply-To"] = Address(addr_spec=direccion_valida(datos.institucion.correo))
    mensaje["Subject"] = en_un_renglon(_asunto(carta))
    mensaje["Date"] = format_datetime(datos.fechada_en)
    mensaje["Message-ID"] = mensaje_id(datos.comunicacion)
    mensaje["Content-Language"] = "es-MX"
    mensaje.set_content(en_texto(carta), cte="quoted-printable")
    mensaje.add_alternative(en_html(carta), subtype="html", cte="quoted-printable")
    for archivo, contenido, tipo in adjuntos:
        if not _TIPO.fullmatch(tipo):
            raise ValueError(f"«{tipo}» no es un tipo MIME, como application/pdf")
        mayor, menor = tipo.split("/")
        mensaje.add_attachment(contenido, mayor, menor, filename=_nombre_de_archivo(archivo))
    _fijar_fronteras(mensaje, datos.comunicacion)
    return mensaje


def mensaje_id(comunicacion: str) -> str:
    """El Message-ID de una comunicación; si su identidad no cabe en él, va su huella."""
    apta = comunicacion if _IDENTIDAD.fullmatch(comunicacion) and len(comunicacion) <= 128 else ""
    return f"<{apta or hashlib.sha256(comunicacion.encode()).hexdigest()}@pertinencia>"


def direccion_valida(direccion: str) -> str:
    """La dirección, si tiene la forma de una.

    Raises:
        CartaInvalida: Si no la tiene.
    """
    if not es_direccion(direccion):
        raise CartaInvalida(
            f"«{en_un_renglon(direccion)[:80]}» no es una dirección de correo que pueda usarse; se esperaba "
            "algo como nombre@organismo.mx, sin espacios ni acentos. Corríjala en el padrón o en "
            "pertinencia.toml."
        )
    return direccion


def en_html(carta: Carta) -> str:
    """El cuerpo en HTML, con sus estilos dentro y todo texto escapado."""
    return _plantilla().render(
        carta=carta,
        institucion=carta.datos.institucion,
        avisos=avisos(carta, CORREO),
        numero=numero(carta),
        lugar_y_fecha=lugar_y_fecha(carta),
        huella=huella(carta),
    )


def _remitente(remitente: str) -> tuple[str, str]:
    """Nombre, que puede faltar, y dirección de «Nombre <dirección>»; el nombre no puede traer otra."""
    nombre, abre, resto = en_un_renglon(remitente).rpartition("<")
    return (nombre.strip(' "'), resto.removesuffix(">")) if abre else ("", resto)


def _asunto(carta: Carta) -> str:
    """El asunto; lo inventado se dice también aquí, donde se ve sin abrir el mensaje."""
    return f"[Datos de ejemplo] {carta.asunto}" if carta.datos.ejemplo else carta.asunto


def _direcciones(destinatarios: Iterable[Destinatario]) -> tuple[Address, ...]:
    """Cada dirección una vez, aunque la misma persona vaya con dos papeles."""
    unicas: dict[str, Address] = {}
    for d in destinatarios:
        if d.correo:
            unicas.setdefault(d.correo.lower(), Address(d.nombre, addr_spec=direccion_valida(d.correo)))
    return tuple(unicas.values())


def _nombre_de_archivo(nombre: str) -> str:
    """El nombre sin carpeta ni controles: nunca dice dónde guardarlo."""
    return PurePosixPath(en_un_renglon(nombre).replace("\\", "/")).name.lstrip(".") or "adjunto"


def _fijar_fronteras(mensaje: EmailMessage, comunicacion: str) -> None:
    """Fronteras MIME que dependen solo de la identidad; las de la biblioteca son al azar."""
    for n, parte in enumerate(p for p in mensaje.walk() if p.is_multipart()):
        parte.set_boundary("=_" + hashlib.sha256(f"{comunicacion}/{n}".encode()).hexdigest()[:40])


def _partible(texto: str) -> Markup:
    """El texto escapado, que puede partirse donde una palabra larga ensancharía su celda."""
    return Markup("").join(
        Markup("<wbr>").join(_TRAMO.findall(p)) if len(p) > _PALABRA_LARGA else p
        for p in re.split(r"(\s+)", texto)
    )


@cache
def _plantilla() -> jinja2.Template:
    fuente = (files("informes.cartas") / "plantillas" / "correo.html").read_text("utf-8")
    entorno = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    entorno.filters["partible"] = _partible
    return entorno.from_string(fuente)
