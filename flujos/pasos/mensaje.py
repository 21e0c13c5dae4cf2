"""El mensaje que sale: el que se escribió, con el remitente, la fecha y las direcciones del envío."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.policy import SMTP as POLITICA_SMTP
from email.utils import format_datetime

from flujos.pasos.comunicaciones import Carta
from flujos.pasos.padron_personas import Personas
from lineamientos.procedimiento.clases import Papel
from lineamientos.procedimiento.direcciones import es_direccion

_DE_LA_CUENTA = (Papel.ADMINISTRADOR, Papel.ENCARGADO, Papel.TITULAR)


@dataclass(frozen=True)
class Direcciones:
    """A quién se envía.

    Attributes:
        para: Nombre de cada dirección a la que se dirige.
        copias: Nombre de cada una a la que se marca copia.
    """

    para: dict[str, str]
    copias: dict[str, str]

    @property
    def todas(self) -> list[str]:
        """Todas las direcciones, en orden."""
        return sorted((*self.para, *self.copias))


@dataclass(frozen=True)
class Mensaje:
    """Un mensaje listo para entregarse.

    Attributes:
        contenido: Sus bytes.
        mensaje_id: Su identificador; siempre el mismo para la misma comunicación.
    """

    contenido: bytes
    mensaje_id: str


def direcciones_de(todas: Mapping[str, Personas], carta: Carta) -> Direcciones:
    """Las direcciones de una comunicación: si a la misma persona le cambió el correo, el de hoy.

    A quien relevó a otra no se le envía lo que se escribió para la anterior.

    Args:
        todas: Las personas de cada cuenta del padrón de hoy.
        carta: La comunicación.
    """
    de_hoy = _correos_de_hoy(todas, carta.fila["cuentas"])
    para: dict[str, str] = {}
    copias: dict[str, str] = {}
    for d in carta.destinatarios:
        correo = de_hoy.get((d["papel_destinatario"], d["destinatario"]), d["destinatario_correo"])
        if es_direccion(correo):
            (copias if d["con_copia"] else para).setdefault(correo, d["destinatario"])
    return Direcciones(para, {c: n for c, n in copias.items() if c not in para})


def _correos_de_hoy(todas: Mapping[str, Personas], cuentas: Iterable[str]) -> dict[tuple[str, str], str]:
    de_hoy = {}
    for cuenta in cuentas:
        if cuenta in todas:
            for papel in _DE_LA_CUENTA:
                persona = todas[cuenta].de(papel)
                if persona.nombre and persona.correo:
                    de_hoy[str(papel), persona.nombre] = persona.correo
    return de_hoy


def preparar(
    escrito: bytes, remitente: str, direcciones: Direcciones, ahora: datetime, comunicacion: str
) -> Mensaje:
    """El mensaje que se entrega; su texto y sus anexos son los que se escribieron.

    Args:
        escrito: Bytes del ``.eml``.
        remitente: De quién sale, según el servidor por el que sale.
        direcciones: A quién.
        ahora: Fecha del envío.
        comunicacion: Identidad; da el Message-ID si el escrito no lo trae.
    """
    mensaje = message_from_bytes(escrito, policy=POLITICA_SMTP)
    mensaje_id = str(mensaje["Message-ID"] or f"<{comunicacion}@pertinencia>")
    de = mensaje["From"].addresses if mensaje["From"] else ()
    nombre = de[0].display_name if de else ""
    for encabezado in ("From", "To", "Cc", "Bcc", "Date", "Message-ID"):
        del mensaje[encabezado]
    mensaje["From"] = Address(nombre, addr_spec=remitente)
    mensaje["To"] = _lista(direcciones.para)
    if direcciones.copias:
        mensaje["Cc"] = _lista(direcciones.copias)
    mensaje["Date"] = format_datetime(ahora)
    # Siempre el mismo: si alguna vez llegara dos veces, el correo de quien lo recibe puede notarlo.
    mensaje["Message-ID"] = mensaje_id
    return Mensaje(mensaje.as_bytes(policy=POLITICA_SMTP), mensaje_id)


def _lista(direcciones: dict[str, str]) -> tuple[Address, ...]:
    return tuple(Address(" ".join(n.split()), addr_spec=d) for d, n in direcciones.items())
