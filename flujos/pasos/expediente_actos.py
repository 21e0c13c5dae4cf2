"""Lo que se asienta en un expediente, antes de asentarse."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from almacen.asientos import identidad_de_acto
from informes.cartas.modelo import DatosDeCarta
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento

NOTIFICA, COPIA, ANEXO = "notifica", "copia", "anexo"
"""Qué es cada documento de una comunicación."""
POR_CORREO, POR_PAPEL, POR_CARPETA = "correo", "papel", "carpeta"
"""Medios por los que se notifica o se recibe."""


@dataclass(frozen=True)
class Documento:
    """Un documento de una comunicación.

    Attributes:
        archivo: Nombre, sin carpeta: «requerimiento.pdf», «requerimiento.eml».
        papel: ``NOTIFICA``, ``COPIA`` o ``ANEXO``.
        contenido: Sus bytes.
    """

    archivo: str
    papel: str
    contenido: bytes


@dataclass(frozen=True)
class Adjunto:
    """El archivo que prueba un hecho.

    Attributes:
        nombre: Su nombre, sin carpeta.
        contenido: Sus bytes.
    """

    nombre: str
    contenido: bytes

    @property
    def sha256(self) -> str:
        """Huella de sus bytes."""
        return hashlib.sha256(self.contenido).hexdigest()


@dataclass(frozen=True)
class Escrita:
    """Una comunicación ya escrita, aún sin notificar.

    Attributes:
        datos: Con lo que se escribió: identidad, clase, canal, número, destinatarios, cuentas y plazo.
        asunto: Asunto, sin datos personales: se publica.
        motivo: Por qué se debía y conforme a qué cuenta de días; se publica.
        documentos: El que notifica, su copia y los anexos; el de correo es un mensaje ``.eml``.
        ciclos: De cada cuenta (vacía, si es del semestre), lo que la distingue de otra de su clase.
        recepciones: De cada cuenta, las que se acusan.
    """

    datos: DatosDeCarta
    asunto: str
    motivo: str
    documentos: tuple[Documento, ...]
    ciclos: Mapping[str, str] = field(default_factory=dict)
    recepciones: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Prueba:
    """En qué consta que una comunicación se notificó.

    Attributes:
        medio: ``POR_CORREO``, ``POR_PAPEL`` o ``POR_CARPETA``.
        notificada_en: Instante, con zona.
        prueba: Oración sin datos personales: respuesta del servidor, acuse sellado.
        folio: Número del acuse, o vacío.
        documento: El acuse escaneado o el mensaje enviado; sus bytes se conservan.
        nombre: Nombre de ese documento, o vacío.
        reservado: Lo que no se publica: a qué direcciones se entregó.
    """

    medio: str
    notificada_en: datetime
    prueba: str
    folio: str = ""
    documento: bytes | None = None
    nombre: str = ""
    reservado: str = ""


@dataclass(frozen=True)
class Recepcion:
    """Algo que se recibió de un administrador.

    Attributes:
        recepcion: Identidad, por contenido.
        cuenta: De qué cuenta.
        medio: ``POR_CARPETA``, ``POR_CORREO`` o ``POR_PAPEL``.
        folio: Número del acuse.
        recibido_en: Instante, con zona.
        fecha: Día que cuenta (art. 10).
        en_tiempo: Si llegó dentro de su plazo, o ``None`` si no había plazo que contar.
        archivo: Nombre citable de lo recibido, o qué se recibió en papel.
        sha256: Huella de lo recibido, o vacía.
        documento: Escaneado de lo recibido en papel, o ``None``; sus bytes se conservan.
        detalle: Oración para el expediente, sin datos personales.
        lote: Lote en que se cargó lo recibido, o vacío si solo llegó en papel.
        sello: Número del sello, si llegó en papel.
        nombre: Nombre del escaneado, o vacío; es reservado.
        reservado: Lo demás que no se publica, o vacío.
        entrega: Si es una entrega; un escrito se acusa y no lo es.
    """

    recepcion: str
    cuenta: str
    medio: str
    folio: str
    recibido_en: datetime
    fecha: date
    en_tiempo: bool | None
    archivo: str
    sha256: str = ""
    documento: bytes | None = None
    detalle: str = ""
    lote: str = ""
    sello: str = ""
    nombre: str = ""
    reservado: str = ""
    entrega: bool = True


def hecho(
    semestre: str,
    cuenta: str,
    clase: ClaseDeEvento,
    ocurrido_en: datetime,
    fecha: date,
    *,
    documento: str = "",
    vence: date | None = None,
    observaciones: Sequence[str] = (),
    detalle: str = "",
) -> Evento:
    """Un hecho con su identidad, que no depende del instante en que se registró ni de cómo se cuenta.

    Dos hechos de la misma clase, cuenta, día, documento, vencimiento y observaciones son el mismo.
    """
    observadas = tuple(sorted(set(observaciones)))
    identidad = identidad_de_acto("evento", semestre, cuenta, clase, fecha, documento, vence, *observadas)
    return Evento(identidad, cuenta, clase, ocurrido_en, fecha, documento, vence, observadas, detalle)


def con_identidad_libre(evento: Evento, ocupadas: Collection[str]) -> Evento:
    """El mismo hecho con otra identidad si la suya es la de uno que se anuló: volvió a ocurrir."""
    while evento.evento in ocupadas:
        evento = replace(evento, evento=identidad_de_acto("otra vez", evento.evento))
    return evento
