"""Cómo se dice a una persona cada hecho y cada estado de un expediente, y qué significa."""

from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.transiciones import EstadoDeEntrega, EstadoDeRevision

_V, _E, _R = ClaseDeEvento, EstadoDeEntrega, EstadoDeRevision

HECHOS: dict[ClaseDeEvento, str] = {
    _V.ALTA: "Alta en el padrón",
    _V.BAJA: "Baja del padrón",
    _V.RELEVO: "Cambio de administrador o de titular",
    _V.REQUERIDO: "Requerimiento notificado",
    _V.RECORDADO: "Recordatorio notificado",
    _V.RECIBIDO: "Entrega recibida",
    _V.ACUSADO: "Acuse notificado",
    _V.OBSERVADO: "Observaciones notificadas",
    _V.SUBSANADO: "Observaciones subsanadas",
    _V.ACLARADO: "Observaciones aclaradas",
    _V.NO_SUBSANADO: "Venció el plazo con observaciones abiertas",
    _V.REQUERIDO_POR_SILENCIO: "Requerimiento por falta de entrega notificado",
    _V.AVISADO_AL_TITULAR: "Aviso al titular notificado",
    _V.PERSISTENTE: "Venció el aviso al titular sin atenderse",
    _V.PRORROGADO: "Prórroga concedida",
    _V.REQUERIDO_ESPECIAL: "Requerimiento de otra información notificado",
    _V.ATENDIDO_ESPECIAL: "Otra información entregada",
    _V.EVALUADO: "Cuenta evaluada",
    _V.RECOMENDADO: "Recomendaciones notificadas",
    _V.INFORMADO: "Informe presentado al Comité",
    _V.RESUELTO: "Resolución del Comité",
    _V.RESOLUCION_NOTIFICADA: "Resolución notificada",
    _V.RETIRADO: "Comunicación retirada sin notificar",
    _V.DESISTIDO: "Comunicación retirada sin notificar, que no se repone",
    _V.CORREGIDO: "Corrección del momento de una notificación",
}
"""Título de cada hecho."""

ESTADOS: dict[EstadoDeEntrega, tuple[str, str]] = {
    _E.SIN_REQUERIR: (
        "Sin requerir",
        "No consta que se notificara el requerimiento: no corre ningún plazo ni puede haber incumplimiento.",
    ),
    _E.REQUERIDA: ("Requerida", "Se notificó el requerimiento y corre el plazo para entregar."),
    _E.RECIBIDA: ("Recibida", "Llegó una entrega y no tiene observaciones notificadas."),
    _E.OBSERVADA: ("Observada", "Se notificaron observaciones y corre el plazo para subsanarlas."),
    _E.SUBSANADA: ("Subsanada", "Se corrigió o se aclaró cada observación notificada."),
    _E.NO_SUBSANADA: (
        "No subsanada",
        "Venció el plazo y queda alguna observación abierta: toca avisar al titular.",
    ),
    _E.EN_SILENCIO: (
        "En silencio",
        "No entregó en su plazo; se le requirió por falta de entrega y corre ese plazo.",
    ),
    _E.ESCALADA: ("Escalada", "Se avisó al titular del área y corre el plazo para que se atienda."),
    _E.PERSISTENTE: (
        "Persistente",
        "Venció el aviso al titular sin que se atendiera: el Comité lo conoce en el informe, aunque se "
        "atienda después.",
    ),
}
"""De cada estado de la entrega, su título y qué significa."""

REVISIONES: dict[EstadoDeRevision, tuple[str, str]] = {
    _R.PENDIENTE: ("Pendiente", "La cuenta no se ha evaluado."),
    _R.EVALUADA: ("Evaluada", "Existe la evaluación de cierre y su propuesta."),
    _R.INFORMADA: ("Informada", "El informe se presentó al Comité."),
    _R.RESUELTA: ("Resuelta", "El Comité resolvió."),
    _R.NOTIFICADA: ("Notificada", "La resolución se notificó al área."),
}
"""De cada estado de la revisión, su título y qué significa."""
