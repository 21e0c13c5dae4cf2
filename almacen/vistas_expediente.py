"""Vista del procedimiento de cada cuenta: cuándo ocurrió cada hecho, qué plazo corrió y si fue en tiempo."""

from collections.abc import Iterable

from almacen.vistas_comunes import Vista, columnas, leer_sql
from esquemas.derivados import literal
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.transiciones import (
    ATENDIDO,
    ATENDIDO_Y_EN_PLAZO,
    ATENDIDO_Y_POR_AVISAR,
    CORRE,
    EN_PLAZO,
    NADA_EN_PLAZO,
    PLAZO_VENCIDO,
    POR_SILENCIO,
    REVISION,
    SIN_ABIERTAS,
    SIN_VENCIDAS_POR_AVISAR,
    SOLO_AVISADAS,
    TRANSICIONES,
    EstadoDeRevision,
)


def _lista(valores: Iterable[str]) -> str:
    return "[" + ", ".join(literal(v) for v in valores) + "]"


def _filas(filas: Iterable[tuple[str, ...]]) -> str:
    return ", ".join("(" + ", ".join(literal(v) for v in fila) + ")" for fila in filas)


def _consulta() -> str:
    """La consulta con las transiciones, los plazos y las condiciones de las reglas puestas en su sitio."""
    revision = " ".join(f"WHEN {literal(v)} THEN {literal(r)}" for v, r in REVISION.items())
    partes = {
        "transiciones": _filas(
            (f"{n:02}", d, t.evento, t.hacia, t.si) for n, t in enumerate(TRANSICIONES) for d in t.desde
        ),
        "plazos": _filas(CORRE.items()),
        "clases": _lista(ClaseDeEvento),
        "revisiones": _lista(EstadoDeRevision),
        "revision": f"CASE clase_evento {revision} END",
        "sin_abiertas": literal(SIN_ABIERTAS),
        "nada_en_plazo": literal(NADA_EN_PLAZO),
        "en_plazo": literal(EN_PLAZO),
        "solo_avisadas": literal(SOLO_AVISADAS),
        "atendido_y_por_avisar": literal(ATENDIDO_Y_POR_AVISAR),
        "atendido_y_en_plazo": literal(ATENDIDO_Y_EN_PLAZO),
        "atendido": literal(ATENDIDO),
        "sin_vencidas_por_avisar": literal(SIN_VENCIDAS_POR_AVISAR),
        "por_silencio": literal(POR_SILENCIO),
        "plazo_vencido": literal(PLAZO_VENCIDO),
    }
    sql = leer_sql("expedientes")
    for nombre, texto in partes.items():
        sql = sql.replace(f"/*{nombre}*/", texto)
    return sql


EXPEDIENTES = Vista(
    "expedientes",
    "El procedimiento de cada cuenta y semestre: el día que cuenta de cada hecho, los plazos con sus "
    "prórrogas y si se entregó en tiempo. Solo están las cuentas con algún hecho.",
    _consulta(),
    columnas(
        "semestre cuenta red nombre area requerido_el vence_entrega recibido_el entregado_en_tiempo "
        "observado_el vence_subsanacion subsanado_el no_subsanado_el requerido_por_silencio_el "
        "vence_silencio avisado_al_titular_el avisado_por_silencio vence_titular persistente_el "
        "evaluado_el informado_el resuelto_el resolucion_notificada_el prorrogas "
        "avisos_con_prueba hechos ultimo_hecho ultimo_hecho_el entrega revision abiertas",
        {
            "nombre": "Nombre de la cuenta para mostrar.",
            "requerido_el": "Día en que se notificó el requerimiento (art. 11); vacío si no consta.",
            "vence_entrega": "Último día para entregar (art. 11); vacío si no consta el requerimiento.",
            "recibido_el": "Día de la primera entrega; vacío si no la hay.",
            "entregado_en_tiempo": "Si la primera entrega llegó en su plazo; vacío si falta uno de los dos.",
            "observado_el": "Día en que se notificaron las primeras observaciones (art. 14).",
            "vence_subsanacion": "Último día para subsanar las últimas que se notificaron (art. 14).",
            "subsanado_el": "Día en que se subsanó o aclaró lo último; pueden quedar otras abiertas.",
            "no_subsanado_el": "Día siguiente al del plazo que venció con observaciones abiertas (art. 14); "
            "vacío si lo dejó sin efecto algo fechado antes, como una prórroga.",
            "requerido_por_silencio_el": "Día en que se requirió por falta de entrega (art. 6, fracción II).",
            "vence_silencio": "Último día de ese requerimiento.",
            "avisado_al_titular_el": "Día en que se notificó el último aviso al titular (art. 15).",
            "avisado_por_silencio": "Si el último aviso que procedía fue por falta de entrega; si no, por no "
            "subsanar.",
            "vence_titular": "Último día de ese aviso.",
            "persistente_el": "Día siguiente al del aviso que venció sin atenderse: el Comité lo conoce "
            "en el informe (art. 15); vacío si lo dejó sin efecto algo fechado antes.",
            "evaluado_el": "Día en que se evaluó (art. 13).",
            "informado_el": "Día en que se informó al Comité (art. 6).",
            "resuelto_el": "Día en que el Comité resolvió (art. 13).",
            "resolucion_notificada_el": "Día en que se notificó la resolución.",
            "prorrogas": "Prórrogas que se concedieron; unidad: prórrogas.",
            "avisos_con_prueba": "Comunicaciones que consta que se le notificaron; unidad: comunicaciones.",
            "hechos": "Hechos del expediente; unidad: hechos.",
            "ultimo_hecho": "Clase del último hecho.",
            "ultimo_hecho_el": "Día del último hecho.",
            "entrega": "En qué está la entrega, deducido de sus hechos; las claves, en docs/expediente.md.",
            "revision": "En qué está la revisión: pendiente, evaluada, informada, resuelta o notificada.",
            "abiertas": "Observaciones notificadas que siguen abiertas; unidad: observaciones.",
        },
    ),
)
