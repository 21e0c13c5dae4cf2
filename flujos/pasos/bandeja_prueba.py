"""La prueba de que el servidor de correo tomó una comunicación, y cómo se asienta."""

import re
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
from flujos.pasos.expediente_asientos import asentar_notificacion

_DIRECCION = re.compile(r"[^\s<>]+@[^\s<>]+")


def asentar_envio(
    espacio: Espacio, carta: Carta, respuesta: dict[str, object], mensaje: bytes, por: str
) -> None:
    """Asienta como notificada una comunicación que tomó el servidor de correo.

    Args:
        espacio: Espacio abierto.
        carta: La comunicación.
        respuesta: Lo que contestó, como lo guarda la bandeja.
        mensaje: Bytes que se enviaron; se conservan.
        por: Quién lo registra.
    """
    aceptados, rechazados = respuesta["aceptados"], respuesta["rechazados"]
    prueba = Prueba(
        POR_CORREO,
        datetime.fromisoformat(str(respuesta["momento"])),
        str(respuesta["prueba"]),
        documento=mensaje,
        nombre="mensaje.eml",
        reservado=f"{respuesta['de']} Aceptó a: {aceptados}. No aceptó a: {rechazados}.",
    )
    with abrir_al_dia(espacio) as base:
        fila = expediente.comunicacion(base, carta.identidad).filter(comunicacion=carta.identidad)
        asentar_notificacion(espacio, base, fila.row(0, named=True), prueba, por)


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
