"""Aclaración: lo que responde quien administra la cuenta cuando la cifra observada es correcta (art. 14)."""

from collections.abc import Mapping

from lineamientos.objeciones import Objecion
from lineamientos.procedimiento.observaciones import RECHAZO, Seguida, Situacion


def objeciones_de_aclaracion(
    cuenta: str, observacion: str, texto: str, seguidas: Mapping[str, Seguida]
) -> tuple[Objecion, ...]:
    """Por qué una aclaración no puede cerrar una observación (art. 14).

    Args:
        cuenta: De qué cuenta se dice que es.
        observacion: Identidad de la observación.
        texto: Lo que se aclara.
        seguidas: Las del semestre, por identidad.
    """
    if not texto.strip():
        return (
            Objecion(
                "texto", "La aclaración está vacía.", "lo que respondió el área", "Escríbalo con --texto."
            ),
        )
    seguida = seguidas.get(observacion)
    if seguida is None or seguida.observacion.cuenta != cuenta:
        de_quien = "" if seguida is None else f" Es de «{seguida.observacion.cuenta or 'ninguna cuenta'}»."
        return (
            Objecion(
                "observacion",
                f"La cuenta «{cuenta}» no tiene una observación «{observacion}» en este semestre.{de_quien}",
                "la identidad de una de sus observaciones",
                "Búsquela con «pertinencia observaciones».",
            ),
        )
    if seguida.situacion is not Situacion.ABIERTA:
        return (_ya_cerrada(seguida),)
    if seguida.observacion.severidad == RECHAZO:
        return (
            Objecion(
                "observacion",
                "El archivo no pudo leerse y una aclaración no da las cifras que faltan.",
                "otra entrega que sí pueda leerse",
                "Pida al área que entregue de nuevo el archivo.",
            ),
        )
    return ()


def _ya_cerrada(seguida: Seguida) -> Objecion:
    encontrado, que_hacer = {
        Situacion.SUBSANADA: (
            "La observación ya se subsanó con una entrega posterior.",
            "No necesita aclararla.",
        ),
        Situacion.ACLARADA: ("La observación ya se cerró con una aclaración.", "No necesita repetirla."),
        Situacion.RENOVADA: (
            "Una entrega posterior volvió a traer lo mismo: esta observación sigue en la de esa entrega.",
            f"Aclare la observación {seguida.por}.",
        ),
    }[seguida.situacion]
    return Objecion("observacion", encontrado, "una observación abierta", que_hacer)
