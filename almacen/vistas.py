"""Vistas para analistas: cada una con su consulta, su descripción y el comentario de cada columna."""

import hashlib

from almacen.vistas_art11 import consulta_art11
from almacen.vistas_cobertura import consulta_cobertura
from almacen.vistas_comunes import Vista, columnas, leer_sql
from almacen.vistas_expediente import EXPEDIENTES
from almacen.vistas_observaciones import OBSERVACIONES
from almacen.vistas_resoluciones import RESOLUCIONES
from esquemas.derivados import literal
from lineamientos import catalogo

_ART11 = tuple(
    Vista(nombre, f"Tabla del artículo 11 para {titulo}, con las cifras de la última evaluación.", sql, suyas)
    for nombre, titulo in catalogo.TABLAS.items()
    for sql, suyas in (consulta_art11(nombre),)
)

VISTAS: tuple[Vista, ...] = (
    Vista(
        "evaluaciones_vigentes",
        "La última evaluación de cada semestre.",
        "SELECT * FROM evaluaciones QUALIFY row_number() OVER (PARTITION BY semestre ORDER BY "
        "version DESC) = 1",
        columnas(
            "evaluacion semestre version huella metodo huella_metodo huella_parametros huella_cifras "
            "creada_en fase provisional motivo_provisional"
        ),
    ),
    Vista(
        "cifras_vigentes",
        "Cifras de cada semestre según su última evaluación: valor o razón de su ausencia, con su "
        "procedencia.",
        leer_sql("cifras_vigentes"),
        columnas(
            "semestre cuenta red nombre area metrica titulo unidad definicion valor ausencia fuente "
            "lote calculo evaluacion",
            {"titulo": "Nombre de la métrica en esa red.", "nombre": "Nombre de la cuenta para mostrar."},
        ),
    ),
    Vista(
        "calificaciones_vigentes",
        "Calificación propuesta de cada cuenta según la última evaluación de cada semestre.",
        leer_sql("calificaciones_vigentes"),
        columnas(
            "semestre cuenta red nombre area cohorte cohorte_tamano indice clase_propuesta linea "
            "motivo desempeno "
            "frecuencia originalidad seguidores_nuevos criterios_evaluables caracter provisional evaluacion",
            {
                "nombre": "Nombre de la cuenta para mostrar.",
                "desempeno": "Puntaje de desempeño en la red (art. 13); unidad: puntos 0-100.",
                "frecuencia": "Puntaje de frecuencia de publicación (art. 13); unidad: puntos 0-100.",
                "originalidad": "Puntaje de contenido original (art. 13); unidad: puntos 0-100.",
                "seguidores_nuevos": "Puntaje de nuevos seguidores (art. 13); unidad: puntos 0-100.",
            },
        ),
    ),
    Vista(
        "criterios_vigentes",
        "Desglose de cada calificación vigente por criterio del art. 13: puntaje, peso y aporte al índice.",
        leer_sql("criterios_vigentes"),
        columnas(
            "semestre cuenta red area criterio evaluable sustituido crudo puntaje peso aportacion motivo "
            "indice clase_propuesta evaluacion ajustado",
            {"indice": "Índice de la cuenta, el mismo en sus cuatro criterios; unidad: puntos 0-100."},
        ),
    ),
    Vista(
        "partes_vigentes",
        "Componentes de cada criterio de las calificaciones vigentes, con sus metas.",
        leer_sql("partes_vigentes"),
        columnas(
            "semestre cuenta red area criterio parte incluida crudo meta_inferior meta_superior puntaje "
            "definicion motivo cohorte evaluacion ajustado n k media_base numerador numerador_descripcion "
            "denominador denominador_descripcion"
        ),
    ),
    Vista(
        "incertidumbre_vigente",
        "Incertidumbre de cada calificación vigente: intervalos de 5 a 95 %, probabilidad de la misma clase "
        "y cambio propio.",
        leer_sql("incertidumbre_vigente"),
        columnas(
            "semestre cuenta red nombre area cohorte clase_propuesta probabilidad_clase frontera indice "
            "indice_p5 indice_mediano indice_p95 lugares lugar_p5 lugar_mediano lugar_p95 indice_anterior "
            "cambio_indice motivo_cambio motivo extracciones evaluacion",
            {
                "nombre": "Nombre de la cuenta para mostrar.",
                "motivo": "Por qué no hay intervalo, o qué no pudo variarse.",
            },
        ),
    ),
    Vista(
        "cambios",
        "Cada cifra junto a la del semestre anterior; sin cambio si la plataforma cambió la definición.",
        leer_sql("cambios"),
        columnas(
            "semestre cuenta red metrica definicion valor valor_anterior diferencia variacion ruptura",
            {
                "valor_anterior": "Cifra del semestre anterior, si la hay.",
                "diferencia": "Valor menos valor anterior; vacío si falta alguno o hay ruptura.",
                "variacion": "Diferencia entre valor anterior; unidad: proporción.",
                "ruptura": "Si las dos cifras tienen definiciones distintas y no se comparan.",
            },
        ),
    ),
    OBSERVACIONES,
    Vista(
        "recomendaciones_vigentes",
        "Recomendaciones de cada semestre, por regla y escritas por un evaluador, con cómo quedó cada una.",
        leer_sql("recomendaciones_vigentes"),
        columnas(
            "semestre cuenta red area recomendacion origen_recomendacion numero_regla regla titulo_regla "
            "articulo texto_recomendacion texto_comite valor_medido limite entradas_json umbrales_json "
            "comprobacion situacion comprobada_por valor_ahora semestre_seguimiento motivo declarada "
            "declarada_el detalle_atencion evaluacion lote",
            {
                "origen_recomendacion": "«regla» o «evaluador».",
                "situacion": "«pendiente» mientras no se evalúe el semestre siguiente; después, «atendida», "
                "«no_atendida» o «sin_elementos».",
                "motivo": "Por qué quedó así, con la cifra de antes y la de ahora si la muestran los datos.",
            },
        ),
    ),
    Vista(
        "cobertura",
        "Qué se tiene de cada cuenta en cada semestre y por qué vía; de las que no hay nada, sin fuentes.",
        leer_sql("cobertura"),
        columnas(
            "semestre cuenta red area fuentes archivos publicaciones evidencias entregado",
            {
                "fuentes": "Fuentes con que se cuenta, separadas por coma.",
                "archivos": "Archivos entregados de que salió algo de la cuenta.",
                "publicaciones": "Publicaciones distintas, de archivo o de API; unidad: publicaciones.",
                "evidencias": "Copias de pantalla recibidas; unidad: archivos.",
                "entregado": "Si se recibió algo con que evaluarla.",
            },
        ),
    ),
    Vista(
        "cobertura_por_cifra",
        "Cada cifra de cada cuenta y semestre evaluado: si se tiene, de dónde salió o por qué falta, y si la "
        "piden los Lineamientos.",
        consulta_cobertura(),
        columnas(
            "semestre cuenta red nombre area metrica titulo pedida letra con_cifra fuente calculo ausencia "
            "razon otras_fuentes lote",
            {
                "titulo": "Nombre de la métrica en esa red.",
                "nombre": "Nombre de la cuenta para mostrar.",
                "pedida": "«articulo_11», «articulo_11_si_aplica», «articulo_12» o «no_pedida».",
                "letra": "Letra de su columna en la tabla del art. 11, si la tiene.",
                "con_cifra": "Si hay cifra; si no, «ausencia» y «razon» dicen por qué.",
                "razon": "La ausencia en palabras.",
                "otras_fuentes": "Fuentes que también midieron esa métrica y no se eligieron, separadas por "
                "coma.",
            },
        ),
    ),
    Vista(
        "linaje",
        "De cada cifra evaluada a los bytes de que salió: lote, archivo y huella.",
        leer_sql("linaje"),
        columnas(
            "semestre cuenta metrica valor definicion calculo fuente lote clase archivo hoja fila "
            "columna sha256 recibido_en",
            {
                "hoja": "Hoja de la celda, si la cifra es una celda.",
                "fila": "Fila de la celda, si la cifra es una celda.",
                "columna": "Columna de la celda, si la cifra es una celda.",
            },
        ),
    ),
    Vista(
        "linaje_mediciones",
        "De cada cifra evaluada a lo que su fuente midió para ella: una fila por cifra, lote y archivo, con "
        "la carpeta de los bytes crudos. Lo que una entrega posterior corrigió también está.",
        leer_sql("linaje_mediciones"),
        columnas(
            "semestre cuenta red metrica valor definicion calculo fuente medida tipo_medicion mediciones "
            "desde hasta lote origen clase archivo sha256 recibido_en carpeta_cruda",
            {
                "medida": "Métrica que se midió; otra que la de la cifra si esta se calcula de otras.",
                "tipo_medicion": "Qué se midió: «cifra» (del periodo), «dia», «publicacion» o «mencion».",
                "mediciones": "Cuántas mediciones aporta ese archivo; unidad: mediciones.",
                "desde": "Primer día que abarcan.",
                "hasta": "Último día que abarcan, inclusive.",
                "carpeta_cruda": "Carpeta del lote dentro del espacio de trabajo, con sus páginas y su "
                "manifiesto.",
            },
        ),
    ),
    Vista(
        "recoleccion_vigente",
        "Cómo terminó la última lectura por API de cada cuenta y operación, y hasta dónde se ha leído.",
        leer_sql("recoleccion_vigente"),
        columnas(
            "cuenta red operacion resultado detalle programada leida_en completo_hasta lote",
            {
                "programada": "Momento programado de la última recolección; unidad: UTC.",
                "leida_en": "Instante en que se leyó o se intentó; unidad: UTC.",
                "completo_hasta": "Último instante de lo leído completo, sin incluirlo; vacío si no tiene "
                "periodo o nunca se ha leído completo; unidad: UTC.",
            },
        ),
    ),
    Vista(
        "gasto",
        "Qué se ha gastado en las API por red, día y concepto.",
        leer_sql("gasto"),
        columnas(
            "red dia concepto llamadas unidades costo_usd",
            {
                "dia": "Día en UTC, con que cobran las plataformas.",
                "llamadas": "Llamadas distintas; unidad: llamadas.",
                "unidades": "Unidades que cobraron; unidad: unidades del concepto.",
                "costo_usd": "Costo con la tarifa vigente cada día; unidad: dólares de EE. UU.",
            },
        ),
    ),
    *RESOLUCIONES,
    EXPEDIENTES,
    *_ART11,
)
"""En el orden en que pueden crearse: una vista solo usa las anteriores."""


def sentencias(vista: Vista) -> list[str]:
    """Sentencias que crean la vista y la comentan."""
    return [
        f"CREATE OR REPLACE VIEW {vista.nombre} AS\n{vista.consulta}",
        f"COMMENT ON VIEW {vista.nombre} IS {literal(vista.descripcion)}",
        *(f"COMMENT ON COLUMN {vista.nombre}.{c} IS {literal(vista.comentario(c))}" for c in vista.columnas),
    ]


def huella_de_vistas() -> str:
    """Huella del texto de todas las vistas; cambia cuando hay que rehacerlas."""
    texto = "\n".join(s for v in VISTAS for s in sentencias(v))
    return hashlib.sha256(texto.encode()).hexdigest()[:16]
