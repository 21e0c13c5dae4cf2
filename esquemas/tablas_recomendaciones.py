"""Tablas de las recomendaciones (art. 6, fracción III) y de su seguimiento (art. 7)."""

from esquemas.campos import Tabla
from esquemas.columnas import columnas

RECOMENDACIONES = Tabla(
    "recomendaciones",
    "Recomendaciones por regla de cada evaluación, con las cifras y los umbrales que las sostienen",
    columnas(
        "evaluacion recomendacion semestre cuenta regla numero_regla titulo_regla articulo "
        "texto_recomendacion texto_comite entradas_json umbrales_json valor_medido limite comprobacion"
    ),
    ("evaluacion", "recomendacion"),
)
RECOMENDACIONES_OMITIDAS = Tabla(
    "recomendaciones_omitidas",
    "Reglas que no pudieron aplicarse a una cuenta en una evaluación, y por qué",
    columnas("evaluacion cuenta regla numero_regla titulo_regla motivo"),
    ("evaluacion", "cuenta", "regla"),
)
RECOMENDACIONES_SEGUIMIENTO = Tabla(
    "recomendaciones_seguimiento",
    "Cómo quedó, al evaluar un semestre, cada recomendación del anterior",
    columnas(
        "evaluacion recomendacion semestre_seguimiento cuenta regla? estado_atencion comprobada_por "
        "valor_antes? valor_ahora? limite? motivo"
    ),
    ("evaluacion", "recomendacion"),
)
RECOMENDACIONES_ESCRITAS = Tabla(
    "recomendaciones_escritas",
    "Recomendaciones sobre contenidos que escribió un evaluador; de solo agregar",
    columnas("recomendacion lote fila semestre cuenta texto_recomendacion registrado_en"),
    ("recomendacion",),
)
RECOMENDACIONES_ATENCION = Tabla(
    "recomendaciones_atencion",
    "Lo que los administradores declaran de cada recomendación; de solo agregar, vale la última",
    columnas(
        "declaracion lote fila semestre cuenta recomendacion numero_acto declarada declarada_el "
        "detalle_atencion registrado_en"
    ),
    ("declaracion",),
)

TABLAS_DE_RECOMENDACIONES = (
    RECOMENDACIONES,
    RECOMENDACIONES_OMITIDAS,
    RECOMENDACIONES_SEGUIMIENTO,
    RECOMENDACIONES_ESCRITAS,
    RECOMENDACIONES_ATENCION,
)
