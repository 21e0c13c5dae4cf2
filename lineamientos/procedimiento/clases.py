"""Clases de lo que ocurre en un expediente y de lo que en él se comunica, con su artículo."""

from dataclasses import dataclass
from enum import StrEnum

from lineamientos.referencias import Articulo


class ClaseDeEvento(StrEnum):
    """Lo que puede ocurrir en el expediente de una cuenta en un semestre."""

    ALTA = "alta"
    BAJA = "baja"
    RELEVO = "relevo"
    """Cambió quien administra la cuenta o el titular de su área."""
    REQUERIDO = "requerido"
    """Se notificó la solicitud previa (art. 11)."""
    RECORDADO = "recordado"
    RECIBIDO = "recibido"
    ACUSADO = "acusado"
    OBSERVADO = "observado"
    SUBSANADO = "subsanado"
    """Un archivo corregido cerró observaciones."""
    ACLARADO = "aclarado"
    """Una aclaración, aceptada por quien opera, cerró observaciones."""
    NO_SUBSANADO = "no_subsanado"
    """Venció el plazo del art. 14 con observaciones abiertas."""
    REQUERIDO_POR_SILENCIO = "requerido_por_silencio"
    AVISADO_AL_TITULAR = "avisado_al_titular"
    PERSISTENTE = "persistente"
    """Venció el aviso al titular sin que se atendiera: el Comité lo conoce en el informe (art. 15)."""
    PRORROGADO = "prorrogado"
    REQUERIDO_ESPECIAL = "requerido_especial"
    ATENDIDO_ESPECIAL = "atendido_especial"
    EVALUADO = "evaluado"
    RECOMENDADO = "recomendado"
    INFORMADO = "informado"
    RESUELTO = "resuelto"
    RESOLUCION_NOTIFICADA = "resolucion_notificada"
    RETIRADO = "retirado"
    """Se retiró una comunicación sin notificar; si se sigue debiendo, se escribe otra."""
    DESISTIDO = "desistido"
    """Se retiró una comunicación sin notificar y no se escribe otra en su lugar."""
    CORREGIDO = "corregido"
    """Se anuló un hecho, el que dice su documento, porque una notificación tenía mal su momento."""


class ClaseDeComunicacion(StrEnum):
    """Lo que se escribe y se notifica."""

    REQUERIMIENTO = "requerimiento"
    RECORDATORIO = "recordatorio"
    ACUSE = "acuse"
    OBSERVACIONES = "observaciones"
    SILENCIO = "silencio"
    TITULAR = "titular"
    RECOMENDACIONES = "recomendaciones"
    RESOLUCION = "resolucion"
    ESPECIAL = "especial"
    TRANSPARENCIA = "transparencia"
    COMITE = "comite"
    INTERNO = "interno"
    """Recordatorio a Comunicación Social de la evaluación o del informe."""


class Firma(StrEnum):
    """Quién firma una comunicación."""

    COMUNICACION_SOCIAL = "comunicacion_social"
    COMITE = "comite"


class Papel(StrEnum):
    """A quién se dirige una comunicación."""

    ADMINISTRADOR = "administrador"
    ENCARGADO = "encargado"
    TITULAR = "titular"
    COMUNICACION_SOCIAL = "comunicacion_social"
    UNIDAD_DE_TRANSPARENCIA = "unidad_de_transparencia"


@dataclass(frozen=True)
class Comunicacion:
    """Una clase de comunicación.

    Attributes:
        clase: Cuál.
        titulo: Cómo se llama ante una persona.
        articulo: En qué se apoya.
        firma: Quién la firma.
        para: A quién se dirige.
        con_copia: A quién se marca copia.
        evento: Lo que ocurre en el expediente cuando se notifica, o ``None`` si nada.
    """

    clase: ClaseDeComunicacion
    titulo: str
    articulo: Articulo
    firma: Firma
    para: tuple[Papel, ...]
    con_copia: tuple[Papel, ...] = ()
    evento: ClaseDeEvento | None = None


_CS, _CG = Firma.COMUNICACION_SOCIAL, Firma.COMITE
_DE_LA_CUENTA = (Papel.ADMINISTRADOR, Papel.ENCARGADO)
_C, _E = ClaseDeComunicacion, ClaseDeEvento

COMUNICACIONES: dict[ClaseDeComunicacion, Comunicacion] = {
    c.clase: c
    for c in (
        Comunicacion(
            _C.REQUERIMIENTO, "Requerimiento de la estadística", Articulo(11), _CS, _DE_LA_CUENTA,
            evento=_E.REQUERIDO,
        ),
        Comunicacion(
            _C.RECORDATORIO, "Recordatorio de entrega", Articulo(11), _CS, _DE_LA_CUENTA, evento=_E.RECORDADO
        ),
        Comunicacion(_C.ACUSE, "Acuse de recepción", Articulo(11), _CS, _DE_LA_CUENTA, evento=_E.ACUSADO),
        Comunicacion(
            _C.OBSERVACIONES, "Observaciones a lo recibido", Articulo(14), _CS, _DE_LA_CUENTA,
            evento=_E.OBSERVADO,
        ),
        Comunicacion(
            _C.SILENCIO, "Requerimiento por falta de entrega", Articulo(6, "II"), _CS, _DE_LA_CUENTA,
            evento=_E.REQUERIDO_POR_SILENCIO,
        ),
        Comunicacion(
            _C.TITULAR, "Aviso al titular del área", Articulo(15), _CS, (Papel.TITULAR,), _DE_LA_CUENTA,
            _E.AVISADO_AL_TITULAR,
        ),
        Comunicacion(
            _C.RECOMENDACIONES, "Recomendaciones", Articulo(6, "III"), _CS, _DE_LA_CUENTA,
            evento=_E.RECOMENDADO,
        ),
        Comunicacion(
            _C.RESOLUCION, "Notificación de la resolución del Comité", Articulo(13), _CS, _DE_LA_CUENTA,
            (Papel.TITULAR,), _E.RESOLUCION_NOTIFICADA,
        ),
        Comunicacion(
            _C.ESPECIAL, "Requerimiento de otra información", Articulo(12), _CS, _DE_LA_CUENTA,
            evento=_E.REQUERIDO_ESPECIAL,
        ),
        Comunicacion(
            _C.TRANSPARENCIA, "Solicitud de integración al informe anual del Comité", Articulo(8, "I"), _CG,
            (Papel.UNIDAD_DE_TRANSPARENCIA,), (Papel.COMUNICACION_SOCIAL,),
        ),
        Comunicacion(
            _C.COMITE, "Solicitud del Comité a los administradores", Articulo(8, "II"), _CG, _DE_LA_CUENTA,
            (Papel.COMUNICACION_SOCIAL,),
        ),
        Comunicacion(
            _C.INTERNO, "Recordatorio interno", Articulo(13), _CS, (Papel.COMUNICACION_SOCIAL,)
        ),
    )
}  # fmt: skip
"""Todas las clases de comunicación."""
