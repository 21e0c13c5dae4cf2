"""Publicaciones inventadas de una cuenta: fechas, textos, tipo y métricas que suman las del semestre."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from conectores.ejemplo.azar import Azar, repartir

PROPIA = "propia"
RESPUESTA = "respuesta"
DE_COMUNICACION_SOCIAL = "comunicacion_social"
DE_TERCEROS = "terceros"

_TEMAS = (
    "la actualización de tu credencial para votar",
    "el módulo móvil más cercano",
    "la Consulta Infantil y Juvenil",
    "la convocatoria para observadoras y observadores electorales",
    "el Plan Integral de capacitación",
    "la sesión del Consejo Local",
    "los derechos político-electorales de las mujeres",
    "la verificación del Padrón Electoral",
)
_PLANTILLAS = (
    "Conoce los detalles de {tema} y comparte. #Ejemplo",
    "¿Ya sabes dónde informarte sobre {tema}? Te lo contamos en este hilo 🧵",
    "Hoy, a las 11:00 h, transmisión sobre {tema}; acompáñanos, participa y pregunta.",
    "«Tu participación cuenta»: todo sobre {tema}.\n\nConsulta el enlace en nuestro perfil.",
    'Recuerda: "{tema}" es un servicio gratuito, no te dejes sorprender',
    "+ información sobre {tema} 👉 https://example.org/aviso",
)


@dataclass(frozen=True, slots=True)
class Publicacion:
    """Una publicación inventada.

    Attributes:
        id_publicacion: Identificador con la forma de su red.
        publicada_en: Fecha y hora local.
        tipo: Tipo del modelo (texto, enlace, imagen, carrusel, video, video_corto).
        origen: Si es propia, respuesta, de Comunicación Social o de terceros.
        texto: Texto o título.
        metricas: Cifras de la publicación.
    """

    id_publicacion: str
    publicada_en: datetime
    tipo: str
    origen: str
    texto: str
    metricas: Mapping[str, int]

    @property
    def con_multimedia(self) -> bool:
        """Si lleva imagen o video."""
        return self.tipo not in ("texto", "enlace")


ALFABETO_DE_YOUTUBE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_EPOCA_X_MS = 1288834974657
_EPOCA_UNIX = datetime(1970, 1, 1)  # noqa: DTZ001 - hora local sin zona, como la declaran los archivos


def _identificador(red: str, momento: datetime, azar: Azar) -> str:
    if red == "x":
        milisegundos = int((momento - _EPOCA_UNIX).total_seconds()) * 1000
        return str((milisegundos - _EPOCA_X_MS << 22) | azar.bits(22))
    if red == "youtube":
        bits = azar.bits(66)
        return "".join(ALFABETO_DE_YOUTUBE[(bits >> 6 * i) & 63] for i in range(11))
    return str((17 if red == "instagram" else 12) * 10**15 + azar.bits(49))


def momentos(azar: Azar, cuantos: int, desde: date, hasta: date) -> list[datetime]:
    """Fechas y horas repartidas entre dos días, en orden, de ocho de la mañana a nueve de la noche."""
    inicio = datetime(desde.year, desde.month, desde.day)  # noqa: DTZ001 - hora local sin zona
    dias = (hasta - desde).days + 1
    return sorted(
        inicio + timedelta(days=azar.entero(0, dias - 1), seconds=azar.entero(8 * 3600, 21 * 3600 - 1))
        for _ in range(cuantos)
    )


def formar_publicaciones(
    azar: Azar,
    red: str,
    *,
    desde: date,
    hasta: date,
    origenes: Mapping[str, int],
    multimedia: int,
    tipos: Mapping[bool, tuple[str, ...]],
    totales: Mapping[str, int],
) -> tuple[Publicacion, ...]:
    """Forma las publicaciones de un periodo, de la más antigua a la más nueva.

    Args:
        azar: Corriente de la cuenta y el semestre.
        red: Red social.
        desde: Primer día.
        hasta: Último día.
        origenes: Cuántas hay de cada origen.
        multimedia: Cuántas de las que tienen cifras llevan imagen o video.
        tipos: Tipos con multimedia (``True``) y sin ella (``False``) que admite la red.
        totales: Métricas que se reparten entre las que tienen cifras; suman exactamente.

    En X lo que se repostea no tiene cifras propias; en las demás redes todas las tienen. Si nadie las
    tiene, los totales son de publicaciones anteriores y no se reparten.
    """
    lista = azar.barajado([origen for origen, cuantas in origenes.items() for _ in range(cuantas)])
    fechas = momentos(azar, len(lista), desde, hasta)
    medidas = [i for i, origen in enumerate(lista) if red != "x" or origen in (PROPIA, RESPUESTA)]
    con_media = set(sorted(medidas, key=lambda i: (lista[i] != PROPIA, i))[:multimedia])
    valores: list[dict[str, int]] = [{} for _ in lista]
    pesos = azar.pesos(len(medidas))
    for nombre, total in totales.items() if medidas else ():
        for i, parte in zip(medidas, repartir(total, pesos), strict=True):
            valores[i][nombre] = parte
    return tuple(
        Publicacion(
            _identificador(red, fecha, azar),
            fecha,
            azar.elige(tipos[i in con_media]),
            origen,
            _texto(azar, origen),
            valores[i],
        )
        for i, (origen, fecha) in enumerate(zip(lista, fechas, strict=True))
    )


def _texto(azar: Azar, origen: str) -> str:
    texto = azar.elige(_PLANTILLAS).format(tema=azar.elige(_TEMAS))
    return f"@persona_ejemplo {texto}" if origen == RESPUESTA else texto
