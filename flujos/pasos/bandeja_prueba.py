"""La prueba de que el servidor de correo tomó una comunicación, y cómo se asienta."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from almacen import expediente
from esquemas.hallazgos import limpiar
from flujos import bitacora
from flujos.pasos.ajustes_avisos import Smtp
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.comunicaciones import Carta
from flujos.pasos.correo_formas import Entregado
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import POR_CORREO, Prueba
from flujos.pasos.expediente_asientos import asentar_notificaciones

_DIRECCION = re.compile(r"[^\s<>]+@[^\s<>]+")


@dataclass(frozen=True)
class Envio:
    """Una comunicación que tomó el servidor de correo y falta asentar.

    Attributes:
        carta: La comunicación.
        respuesta: Lo que contestó el servidor, como lo guarda la bandeja.
    """

    carta: Carta
    respuesta: dict[str, object]


def asentar_envios(espacio: Espacio, envios: Sequence[Envio], por: str) -> None:
    """Asienta como notificadas las que tomó el servidor, abriendo las bases una vez para todas.

    Args:
        espacio: Espacio abierto.
        envios: Las que tomó; sus bytes enviados se conservan.
        por: Quién lo registra.
    """
    with abrir_al_dia(espacio) as base:
        filas = expediente.comunicaciones_de(base, [e.carta.identidad for e in envios])
        notificadas = [(filas[e.carta.identidad], _prueba(e)) for e in envios]
        asentar_notificaciones(espacio, base, notificadas, por)


def _prueba(envio: Envio) -> Prueba:
    respuesta = envio.respuesta
    return Prueba(
        POR_CORREO,
        datetime.fromisoformat(str(respuesta["momento"])),
        str(respuesta["prueba"]),
        documento=envio.carta.sobre.enviado.read_bytes(),
        nombre="mensaje.eml",
        reservado=f"{respuesta['de']} Aceptó a: {respuesta['aceptados']}. No aceptó a: "
        f"{respuesta['rechazados']}.",
    )


def como_datos(entregado: Entregado, momento: datetime, mensaje_id: str, smtp: Smtp) -> dict[str, object]:
    """Lo que contestó el servidor, como se guarda junto al sobre: ``prueba`` se publica y lo demás no."""
    # El servidor puede repetir una dirección en lo que contesta, y la prueba se publica.
    dicho = limpiar(_DIRECCION.sub("(dirección)", bitacora.REDACTOR.tapar(entregado.texto)))
    de_cuantas = len(entregado.aceptados) + len(entregado.rechazados)
    return {
        "momento": momento.isoformat(),
        "aceptados": list(entregado.aceptados),
        "rechazados": dict(entregado.rechazados),
        "de": f"Servidor {smtp.servidor}:{smtp.puerto}, remitente {smtp.remitente}.",
        "prueba": f"El servidor de correo la aceptó con {entregado.codigo} «{dicho}», para "
        f"{len(entregado.aceptados)} de {de_cuantas} direcciones. Message-ID: {mensaje_id}.",
    }
