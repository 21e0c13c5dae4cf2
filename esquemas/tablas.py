"""Las tablas del maestro, hechas de los campos del registro."""

from esquemas.campos import Tabla
from esquemas.columnas import columnas as _columnas
from esquemas.registro import METRICAS_DE_PUBLICACION
from esquemas.tablas_asientos import TABLAS_DE_ASIENTOS
from esquemas.tablas_expediente import TABLAS_DE_EXPEDIENTE
from esquemas.tablas_recomendaciones import TABLAS_DE_RECOMENDACIONES

LOTES = Tabla(
    "lotes",
    "Manifiesto de cada lote recibido: qué llegó, de dónde, cuándo y qué se hizo con él",
    _columnas(
        "lote origen semestre clase? carpeta? archivo sha256 bytes recibido_en estado filas_leidas "
        "filas_rechazadas lector consulta? programada?"
    ),
    ("lote",),
)
AREAS = Tabla(
    "areas",
    "Áreas del organismo que tienen cuentas",
    _columnas("area nombre tipo_area entidad? ejemplo"),
    ("area",),
)
CUENTAS = Tabla(
    "cuentas",
    "Padrón de cuentas de redes sociales, sin datos de contacto",
    _columnas("cuenta red usuario id_plataforma? nombre area central vigente_desde? vigente_hasta? ejemplo"),
    ("cuenta",),
)
CONTACTOS = Tabla(
    "contactos",
    "Personas responsables de cada cuenta; no se publica",
    _columnas(
        "cuenta administrador? correo_administrador? titular? correo_titular? correo_apertura? "
        "habla_en_su_nombre?"
    ),
    ("cuenta",),
    reservada=True,
)
CAPACITACIONES = Tabla(
    "capacitaciones",
    "Capacitación impartida a administradores, para el informe pormenorizado",
    _columnas("fecha tema area asistentes horas? ejemplo"),
    ("fecha", "tema", "area"),
)
MEDICIONES = Tabla(
    "mediciones",
    "Cifras de un periodo tal como las entregó su fuente, celda por celda",
    _columnas(
        "lote archivo hoja fila columna cuenta semestre metrica definicion valor? ausencia? fuente "
        "desde hasta corte?"
    ),
    ("lote", "archivo", "hoja", "fila", "columna", "metrica"),
)
PUBLICACIONES = Tabla(
    "publicaciones",
    "Publicaciones con sus métricas acumuladas, una fila por publicación y lote",
    _columnas(
        "lote archivo fila cuenta red semestre id_publicacion publicada_en tipo_publicacion? es_compartida? "
        "con_multimedia? enlace? texto? "
        + " ".join(f"{m}?" for m in METRICAS_DE_PUBLICACION)
        + " es_respuesta? referencia? referencia_id? referencia_usuario? piezas_multimedia? leida_en?"
    ),
    ("lote", "archivo", "fila"),
)
DIARIAS = Tabla(
    "diarias",
    "Cifras de cuenta día por día",
    _columnas("lote archivo fila cuenta fecha metrica definicion valor? ausencia? fuente"),
    ("lote", "archivo", "fila", "metrica"),
)
EVIDENCIAS = Tabla(
    "evidencias",
    "Copias de pantalla entregadas, por huella",
    _columnas("sha256 cuenta semestre lote archivo formato_evidencia bytes"),
    ("sha256", "cuenta", "semestre"),
)
PERFILES = Tabla(
    "perfiles",
    "Identificadores de cada cuenta tal como los dio la plataforma",
    _columnas("lote archivo fila cuenta red id_plataforma? usuario? nombre? lista_de_subidas? leida_en"),
    ("lote", "archivo", "fila"),
)
MENCIONES = Tabla(
    "menciones",
    "Mensajes de otras cuentas que nombran a una cuenta: solo su identificador y su fecha",
    _columnas("lote archivo fila cuenta id_mencion mencionada_en"),
    ("lote", "archivo", "fila"),
)
RECOLECCIONES = Tabla(
    "recolecciones",
    "Qué se pidió por API de cada cuenta, qué abarca y cómo terminó",
    _columnas("lote cuenta red operacion programada abarca_desde? abarca_hasta? resultado detalle? leida_en"),
    ("lote", "cuenta"),
)
LLAMADAS = Tabla(
    "llamadas",
    "Libreta de gasto: cada llamada a una API con sus unidades y su costo",
    _columnas(
        "llamada lote red operacion peticion momento estado_http? resultado concepto unidades costo_usd?"
    ),
    ("llamada", "concepto"),
)
LAPIDAS = Tabla(
    "lapidas",
    "Lotes cuyos datos se borraron por la retención que pide la plataforma",
    _columnas("lote red operacion paginas bytes purgado_en motivo"),
    ("lote",),
)
OBSERVACIONES = Tabla(
    "observaciones",
    "Hallazgos sobre lo recibido y sobre las cifras del semestre",
    _columnas(
        "observacion lote? evaluacion? cuenta? semestre codigo articulo severidad archivo? hoja? "
        "fila? columna? "
        "campo? encontrado? esperado? mensaje que_hacer detectada_en"
    ),
    ("observacion",),
)
EVALUACIONES = Tabla(
    "evaluaciones",
    "Cada evaluación de un semestre; se escribe una vez y no se edita",
    _columnas(
        "evaluacion semestre version huella metodo huella_metodo huella_parametros huella_cifras "
        "creada_en fase provisional motivo_provisional?"
    ),
    ("evaluacion",),
)
CIFRAS = Tabla(
    "cifras",
    "Cifras del semestre elegidas entre las fuentes y con que se evaluó",
    _columnas("evaluacion cuenta semestre red metrica definicion valor? ausencia? fuente? lote? calculo"),
    ("evaluacion", "cuenta", "semestre", "metrica"),
)
CALIFICACIONES = Tabla(
    "calificaciones",
    "Calificación de pertinencia propuesta para cada cuenta",
    _columnas(
        "evaluacion cuenta semestre red area cohorte? cohorte_descripcion? cohorte_tamano? indice? "
        "clase_propuesta linea motivo criterios_evaluables caracter provisional"
    ),
    ("evaluacion", "cuenta"),
)
CRITERIOS = Tabla(
    "criterios",
    "Desglose de cada calificación por criterio del art. 13",
    _columnas(
        "evaluacion cuenta criterio evaluable sustituido crudo? puntaje? peso aportacion? motivo? ajustado?"
    ),
    ("evaluacion", "cuenta", "criterio"),
)
PARTES = Tabla(
    "partes",
    "Componentes de cada criterio con las metas contra las que se midieron",
    _columnas(
        "evaluacion cuenta criterio parte incluida crudo? meta_inferior? meta_superior? puntaje? "
        "definicion? motivo? ajustado? n? k? media_base? numerador? numerador_descripcion? denominador? "
        "denominador_descripcion?"
    ),
    ("evaluacion", "cuenta", "criterio", "parte"),
)
INCERTIDUMBRE = Tabla(
    "incertidumbre",
    "Incertidumbre de cada calificación: intervalos, probabilidad de la misma clase y cambio propio",
    _columnas(
        "evaluacion cuenta extracciones? indice_mediano? indice_p5? indice_p95? lugares? lugar_mediano? "
        "lugar_p5? lugar_p95? probabilidad_clase? frontera? motivo? indice_anterior? cambio_indice? "
        "motivo_cambio?"
    ),
    ("evaluacion", "cuenta"),
)
METAS = Tabla(
    "metas",
    "Metas congeladas del periodo base contra las que se normaliza",
    _columnas(
        "evaluacion fase cohorte indicador definicion meta_inferior meta_superior observaciones_base "
        "semestre_base k? media_base?"
    ),
    ("evaluacion", "fase", "cohorte", "indicador", "definicion"),
)
PARAMETROS = Tabla(
    "parametros",
    "Parámetros vigentes con que se hizo cada evaluación",
    _columnas(
        "evaluacion clave descripcion articulo unidad valor_json desde fundamento aprobado_por? aprobado_en?"
    ),
    ("evaluacion", "clave"),
)
PADRON_EVALUADO = Tabla(
    "padron_evaluado",
    "Padrón con que se hizo cada evaluación: sin él, al cambiar el de hoy no podría repetirse",
    (*_columnas("evaluacion"), *CUENTAS.columnas),
    ("evaluacion", "cuenta"),
)
LOTES_EVALUADOS = Tabla(
    "lotes_evaluados",
    "Lotes que entraron por primera vez en cada evaluación; los de las anteriores entran también",
    _columnas("evaluacion lote"),
    ("evaluacion", "lote"),
)
CATALOGO = Tabla(
    "catalogo",
    "Métricas por red con sus definiciones fechadas y su columna del art. 11",
    _columnas("red metrica titulo unidad tabla_art11 letra? definicion descripcion desde? hasta?"),
    ("red", "metrica", "definicion"),
)
MIGRACIONES = Tabla(
    "migraciones",
    "Versiones de la estructura aplicadas a esta base",
    _columnas("version descripcion aplicada_en"),
    ("version",),
)

TABLAS: dict[str, Tabla] = {
    t.nombre: t
    for t in (
        LOTES,
        AREAS,
        CUENTAS,
        CONTACTOS,
        CAPACITACIONES,
        MEDICIONES,
        PUBLICACIONES,
        DIARIAS,
        EVIDENCIAS,
        PERFILES,
        MENCIONES,
        RECOLECCIONES,
        LLAMADAS,
        LAPIDAS,
        OBSERVACIONES,
        EVALUACIONES,
        CIFRAS,
        CALIFICACIONES,
        CRITERIOS,
        PARTES,
        INCERTIDUMBRE,
        METAS,
        PARAMETROS,
        PADRON_EVALUADO,
        LOTES_EVALUADOS,
        CATALOGO,
        MIGRACIONES,
        *TABLAS_DE_ASIENTOS,
        *TABLAS_DE_RECOMENDACIONES,
        *TABLAS_DE_EXPEDIENTE,
    )
}
