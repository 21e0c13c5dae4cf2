"""Lo decidido de un correo, como asiento: en lo reservado, con quien lo confirmó o lo atendió."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from almacen import correos
from almacen.asientos import Registro, identidad_de_acto
from almacen.maestro import Base
from conectores.correo.autenticacion import AUSENTE
from esquemas.hallazgos import limpiar
from flujos.pasos.asientos import asentar
from flujos.pasos.correos_decision import CUARENTENA, Decision
from flujos.pasos.espacio import Espacio
from lineamientos.semestres import Semestre

CLASE = "correos"
LARGO_DE_HUELLA = 8
"""Caracteres de la huella que bastan para nombrar un correo."""


@dataclass(frozen=True)
class CorreoVisto:
    """Un correo y qué se hizo con él.

    Attributes:
        correo: Huella de sus bytes.
        archivo: Dónde estaba, para citarlo.
        estado: Qué se decidió.
        motivo: Por qué y qué hacer.
        archivos: Rutas dentro de ``entradas`` a las que pasaron sus archivos.
    """

    correo: str
    archivo: str
    estado: str
    motivo: str
    archivos: tuple[str, ...] = ()

    @property
    def dicho(self) -> str:
        """En qué quedó, para una persona."""
        return "apartado" if self.estado == CUARENTENA else self.estado.replace("_", " ")

    @property
    def oracion(self) -> str:
        """Qué se hizo, para una persona."""
        return f"{limpiar(self.archivo)}: {self.motivo}"


def asentar_correo(
    espacio: Espacio,
    base: Base,
    semestre: Semestre,
    correo: str,
    contenido: bytes,
    decision: Decision,
    previo: Mapping[str, Any] | None,
    por: str | None,
) -> None:
    """Asienta lo que se decidió de un correo, con sus bytes.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        semestre: El que se recibe.
        correo: Huella de sus bytes.
        contenido: Sus bytes, o lo que se sabe de él si no se leyó.
        decision: Lo que se decidió.
        previo: Lo último que se había decidido de él, o ``None``.
        por: Quién lo confirmó, o ``None`` si no hizo falta.
    """
    mensaje = decision.mensaje
    fila: dict[str, object] = {
        "correo": correo,
        "fila": 1,
        "semestre": semestre.clave,
        "numero_acto": 1 if previo is None else previo["numero_acto"] + 1,
        "mensaje_id": mensaje and mensaje.mensaje_id,
        "remitente": mensaje and mensaje.remitente,
        "asunto_correo": (limpiar(mensaje.asunto) or None) if mensaje else None,
        "autenticacion": mensaje.dmarc if mensaje else AUSENTE,
        "estado_correo": decision.estado,
        "motivo_correo": decision.motivo,
        "recibido_en": _momento(espacio, decision, previo),
    }
    orden = {} if mensaje is None else {id(a): n for n, a in enumerate(mensaje.adjuntos, 1)}
    filas: dict[str, list[dict[str, object]]] = {
        "correos_recibidos": [fila],
        "correos_adjuntos": [
            {
                "correo": correo,
                "numero_acto": fila["numero_acto"],
                "fila": orden[id(d.adjunto)],
                "adjunto": d.adjunto.nombre,
                "sha256": hashlib.sha256(d.adjunto.contenido).hexdigest(),
                "bytes": len(d.adjunto.contenido),
                "carpeta": d.carpeta,
                "archivo": d.archivo or None,
                "estado_adjunto": correos.ENTREGADO if d.archivo else correos.APARTADO,
                "motivo_correo": d.motivo or None,
            }
            for d in decision.destinos
        ],
    }
    if por is not None:
        cuentas = sorted({d.carpeta for d in decision.destinos if d.carpeta})
        filas |= quien(semestre.clave, fila, cuentas, por, None)
    # El nombre con que se guardó puede llevar el de una persona, y el de un asiento se publica.
    documento = f"correo-{correo[:LARGO_DE_HUELLA]}.eml"
    asentar(espacio, base, Registro(CLASE, semestre.clave, documento, contenido, filas))


def quien(
    semestre: str, fila: Mapping[str, Any], cuentas: Sequence[str], por: str, texto: str | None
) -> dict[str, list[dict[str, object]]]:
    """La fila reservada que dice quién registró un acto sobre un correo, y con qué texto."""
    return {
        "asientos_reservados": [
            {
                "acto": identidad_de_acto(CLASE, fila["correo"], fila["numero_acto"]),
                "clase_asiento": CLASE,
                "semestre": semestre,
                "cuenta": cuentas[0] if len(cuentas) == 1 else "",
                "registrado_por": por,
                "texto_integro": texto,
            }
        ]
    }


def visto_de(correo: str, citado: str, decision: Decision) -> CorreoVisto:
    """El correo y qué se hizo con él, para quien recibe."""
    archivos = tuple(d.archivo for d in decision.destinos if d.archivo)
    return CorreoVisto(correo, citado, decision.estado, decision.motivo, archivos)


def _momento(espacio: Espacio, decision: Decision, previo: Mapping[str, Any] | None) -> datetime:
    """Cuándo llegó: lo que anotó el servidor propio o, si no lo dice, cuando se vio por primera vez."""
    dicho = decision.mensaje.recibido_en if decision.mensaje else None
    visto: datetime = previo["recibido_en"] if previo else espacio.ahora()
    # Un reloj adelantado no hace que un correo llegue mañana.
    return min(dicho, visto) if dicho else visto
