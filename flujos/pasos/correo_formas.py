"""Lo que entra y sale de un envío por SMTP: mensaje, marca, respuesta y por qué no salió."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class CorreoNoEnviado(Exception):
    """El servidor no tomó el mensaje: no salió, y puede volver a intentarse.

    Attributes:
        del_mensaje: Si lo que no tomó fue este mensaje o a sus destinatarios; si no, otro tampoco saldría.
        definitivo: Si repetirlo igual daría lo mismo.
        rechazados: Lo que dijo de cada dirección que no aceptó.
    """

    def __init__(
        self,
        oracion: str,
        *,
        del_mensaje: bool = False,
        definitivo: bool = False,
        rechazados: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(oracion)
        self.del_mensaje = del_mensaje
        self.definitivo = definitivo
        self.rechazados = dict(rechazados or {})


class CorreoDudoso(Exception):
    """Se entregó el mensaje y la conexión se cortó antes de la respuesta: no se sabe si salió."""


class Marca(Protocol):
    """Lo que recuerda, aunque el proceso muera, que un mensaje va en camino."""

    def poner(self, aceptados: Sequence[str], rechazados: Mapping[str, str]) -> None:
        """Se llama justo antes del punto que termina el mensaje: lo que falle antes puede repetirse."""

    def quitar(self) -> None:
        """Se llama si después el servidor dice que no lo toma."""


@dataclass(frozen=True)
class Entregado:
    """Lo que dijo el servidor al tomar un mensaje.

    Attributes:
        codigo: Su respuesta, en número.
        texto: Su respuesta, en texto.
        aceptados: Direcciones que aceptó.
        rechazados: Lo que dijo de cada una que no.
    """

    codigo: int
    texto: str
    aceptados: tuple[str, ...]
    rechazados: Mapping[str, str]


@dataclass(frozen=True)
class Envio:
    """Un mensaje y a quién va.

    Attributes:
        contenido: Bytes del mensaje.
        para: Direcciones; al menos una. Si el servidor no acepta ninguna, no se entrega.
        copias: Direcciones a las que se manda copia.
    """

    contenido: bytes
    para: Sequence[str]
    copias: Sequence[str] = ()
