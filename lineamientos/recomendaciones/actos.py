"""Lo que un evaluador recomienda y lo que un administrador declara, antes de asentarse (arts. 6 y 7)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from lineamientos.objeciones import Objecion
from lineamientos.recomendaciones.emision import identidad
from lineamientos.recomendaciones.seguimiento import DECLARACIONES


@dataclass(frozen=True)
class Escrita:
    """Una recomendación sobre contenidos que escribió un evaluador (art. 6, fracción III).

    Attributes:
        semestre: Clave del semestre a que se refiere.
        cuenta: A quién.
        texto: Lo que se recomienda.
        por: Quién la escribió.
    """

    semestre: str
    cuenta: str
    texto: str
    por: str

    @property
    def identidad(self) -> str:
        """Por su contenido: escribirla dos veces es una sola."""
        huella = sha256(" ".join(self.texto.split()).encode()).hexdigest()[:8]
        return identidad(self.semestre, self.cuenta, f"contenido-{huella}")


@dataclass(frozen=True)
class Atencion:
    """Lo que un administrador declara de una recomendación (art. 7).

    Attributes:
        recomendacion: Identidad.
        declarada: De ``DECLARACIONES``.
        el: Día en que lo declara.
        detalle: Qué hizo, o por qué no.
        por: Quién lo declara.
    """

    recomendacion: str
    declarada: str
    el: date
    detalle: str
    por: str


def objecion_a_escrita(acto: Escrita, vigentes: Collection[str], parecidas: str) -> Objecion | None:
    """Por qué no puede asentarse una recomendación escrita: solo se hace a una cuenta en revisión (art. 6).

    Args:
        acto: La recomendación.
        vigentes: Cuentas en revisión algún día del semestre.
        parecidas: Oración que sugiere otras claves, o cadena vacía.
    """
    if acto.cuenta in vigentes:
        return None
    return Objecion(
        "cuenta",
        f"La cuenta «{acto.cuenta}» no estuvo en revisión en {acto.semestre}.",
        "una cuenta del padrón vigente algún día del semestre",
        parecidas or "Revise la clave en padron/cuentas.csv.",
    )


def objecion_a_atencion(
    acto: Atencion, emitidas: Collection[str], hoy: date, fin: date, parecidas: str
) -> Objecion | None:
    """Por qué no puede asentarse una declaración: solo se atiende lo que se recomendó, y ya pasó (art. 7).

    Args:
        acto: La declaración.
        emitidas: Identidades de las recomendaciones del semestre.
        hoy: Día en que se asienta.
        fin: Último día del semestre a que se refieren las recomendaciones.
        parecidas: Oración que sugiere otras identidades, o cadena vacía.
    """
    if acto.recomendacion not in emitidas:
        return Objecion(
            "recomendacion",
            f"No hay una recomendación «{acto.recomendacion}» en ese semestre.",
            "una de las que dice «pertinencia recomendaciones», escrita igual",
            parecidas or "Cópiela de ahí o de la plantilla.",
        )
    if acto.declarada not in DECLARACIONES:
        return Objecion(
            "declarada",
            f"Se declaró «{acto.declarada}».",
            "«atendida» o «no_atendida»",
            "Escriba una de las dos.",
        )
    if not fin < acto.el <= hoy:
        return Objecion(
            "fecha",
            f"Se declaró el {acto.el.isoformat()}.",
            f"un día posterior al {fin.isoformat()}, en que terminó el semestre, y no futuro",
            "Corrija la fecha.",
        )
    return None
