"""Vistas de lo que resolvió el Comité y de las vistas que se dieron a las áreas."""

from almacen.vistas_comunes import Vista, columnas, leer_sql

RESOLUCIONES = (
    Vista(
        "vistas_vigentes",
        "La última vista que se dio al área de cada cuenta y semestre, con su última respuesta.",
        leer_sql("vistas_vigentes"),
        columnas(
            "semestre cuenta red nombre area clase_propuesta notificada_el oficio vence_el computo "
            "respondida_el oportuna con_adjunto numero_acto evaluacion vista respuesta",
            {
                "nombre": "Nombre de la cuenta para mostrar.",
                "clase_propuesta": "Clase que se proponía cuando se dio la vista.",
                "respondida_el": "Día en que el área respondió; vacío si no consta que lo haya hecho.",
                "oportuna": "Si la respuesta llegó dentro del plazo de la vista; vacío si no la hay.",
            },
        ),
    ),
    Vista(
        "resoluciones_vigentes",
        "Lo propuesto para cada cuenta junto a lo que resolvió el Comité; «sin resolver» donde no consta "
        "resolución.",
        leer_sql("resoluciones_vigentes"),
        columnas(
            "semestre cuenta red nombre area indice clase_propuesta clase_resuelta situacion difiere sesion "
            "resuelta_el acuerdo razones propuesta_resuelta propuesta_cambio notificada_el vence_el "
            "respondida_el numero_acto registrado_en evaluacion evaluacion_resuelta lote",
            {
                "nombre": "Nombre de la cuenta para mostrar.",
                "clase_propuesta": "Lo que propone la última evaluación; no es una decisión.",
                "situacion": "«resuelta» o «sin resolver».",
                "difiere": "Si el Comité se apartó de lo que tenía propuesto; vacío si no ha resuelto.",
                "propuesta_resuelta": "Clase que se proponía cuando el Comité resolvió.",
                "propuesta_cambio": "Si la propuesta es otra desde que se resolvió; vacío si no ha resuelto.",
                "notificada_el": "Día en que se dio vista al área, si se le dio.",
                "respondida_el": "Día en que el área respondió; vacío si no consta que lo haya hecho.",
                "evaluacion": "Identidad de la evaluación vigente.",
                "evaluacion_resuelta": "Identidad de la evaluación que el Comité resolvió.",
                "lote": "Lote con que se registró la resolución.",
            },
        ),
    ),
)
"""En el orden en que pueden crearse."""
