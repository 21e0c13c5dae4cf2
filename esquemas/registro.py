"""Todos los campos del modelo, cada uno declarado una vez.

Los campos que son métricas toman título y descripción del catálogo del art. 11
(``lineamientos.catalogo``), de modo que una métrica tampoco se define dos veces.
"""

from esquemas.campos import Campo, Tipo
from esquemas.registro_asientos import CAMPOS_DE_ASIENTOS
from esquemas.registro_expediente import CAMPOS_DE_EXPEDIENTE
from esquemas.registro_recomendaciones import CAMPOS_DE_RECOMENDACIONES
from lineamientos import catalogo

_T, _E, _D, _B, _F, _M = Tipo.TEXTO, Tipo.ENTERO, Tipo.DECIMAL, Tipo.BOOLEANO, Tipo.FECHA, Tipo.MOMENTO

_CAMPOS = (
    # Procedencia
    Campo("lote", _T, "Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido"),
    Campo("origen", _T, "Por dónde llegó el lote: «archivo» o «api»"),
    Campo("clase", _T, "Clase de insumo reconocida por sus encabezados (formato_x, x_resumen_diario, …)"),
    Campo("carpeta", _T, "Cuenta de la carpeta en que se entregó (entradas/<cuenta>/…), si la hay"),
    Campo(
        "archivo", _T, "Ruta del archivo dentro de entradas; en un comprimido, «conjunto.zip → interior.csv»"
    ),
    Campo("sha256", _T, "Huella SHA-256 de los bytes tal como se recibieron"),
    Campo("bytes", _E, "Tamaño de lo recibido", "bytes"),
    Campo("recibido_en", _M, "Instante en que se aterrizó", "UTC", "11"),
    Campo("estado", _T, "Qué pasó con el lote: «cargado», «parcial» (con filas rechazadas) o «rechazado»"),
    Campo("filas_leidas", _E, "Filas de datos leídas", "filas"),
    Campo("filas_rechazadas", _E, "Filas que no pudieron cargarse", "filas"),
    Campo("lector", _T, "Versión del lector que normalizó el lote"),
    Campo("consulta", _T, "Qué se pidió a la plataforma, en JSON y sin secretos; vacía si es un archivo"),
    Campo("programada", _M, "Momento programado de la recolección; vacío si es un archivo", "UTC"),
    Campo("hoja", _T, "Hoja del libro, o cadena vacía si el archivo no tiene hojas"),
    Campo("fila", _E, "Fila del archivo, contando desde 1 y con los encabezados"),
    Campo("columna", _T, "Encabezado de la columna tal como viene en el archivo"),
    Campo("fuente", _T, "Tipo de fuente de la cifra: «api», «exportacion» o «formato»"),
    # Padrón
    Campo("cuenta", _T, "Clave de la cuenta en el padrón", articulo="2"),
    Campo("red", _T, "Red social", articulo="3"),
    Campo("usuario", _T, "Nombre de usuario en la red, sin arroba"),
    Campo("id_plataforma", _T, "Identificador que la plataforma da a la cuenta"),
    Campo("nombre", _T, "Nombre para mostrar"),
    Campo("area", _T, "Clave del área responsable", articulo="3"),
    Campo("tipo_area", _T, "«central», «junta_local» o «junta_distrital»", articulo="3"),
    Campo("entidad", _T, "Entidad federativa del área, si no es central"),
    Campo(
        "central", _B, "Si es una cuenta de Comunicación Social, cuyos mensajes cuentan como C", articulo="11"
    ),
    Campo("vigente_desde", _F, "Primer día en que la cuenta debe rendir estadística", articulo="2"),
    Campo("vigente_hasta", _F, "Último día en que la cuenta debe rendir estadística", articulo="2"),
    Campo("administrador", _T, "Nombre del administrador de la cuenta", articulo="3"),
    Campo("correo_administrador", _T, "Correo del administrador de la cuenta", articulo="9"),
    Campo("titular", _T, "Nombre del titular del área", articulo="15"),
    Campo("correo_titular", _T, "Correo del titular del área", articulo="15"),
    Campo("correo_apertura", _T, "Correo con que se abrió la cuenta", articulo="2"),
    Campo("ejemplo", _B, "Si la fila es un dato inventado de demostración"),
    Campo("fecha", _F, "Día al que corresponde, como lo declara la fuente"),
    Campo("tema", _T, "Tema de la capacitación", articulo="6"),
    Campo("asistentes", _E, "Personas que asistieron", "personas", "6"),
    Campo("horas", _D, "Duración de la capacitación", "horas", "6"),
    # Mediciones
    Campo("semestre", _T, "Semestre revisado: «2026-1» es enero a junio de 2026", articulo="11"),
    Campo("metrica", _T, "Nombre de la métrica en el catálogo", articulo="11"),
    Campo("definicion", _T, "Clave de la definición vigente de la métrica; dos definiciones no se suman"),
    Campo("valor", _E, "Cifra, si la hay; una ausencia no es cero"),
    Campo("ausencia", _T, "Razón por la que no hay cifra; vacía si la hay"),
    Campo("desde", _F, "Primer día que abarca la cifra, o primer día de vigencia"),
    Campo("hasta", _F, "Último día que abarca la cifra, inclusive, o último de vigencia"),
    Campo("corte", _F, "Fecha de exportación o de corte que declara quien entrega", articulo="12"),
    Campo("calculo", _T, "Cómo se obtuvo la cifra del semestre a partir de las mediciones"),
    # Publicaciones
    Campo("id_publicacion", _T, "Identificador de la publicación en su plataforma", articulo="3"),
    Campo(
        "publicada_en", Tipo.HORA_LOCAL, "Fecha y hora de publicación como la declara la plataforma, sin zona"
    ),
    Campo("tipo_publicacion", _T, "texto, enlace, imagen, carrusel, video, video_corto, en_vivo o historia"),
    Campo(
        "es_compartida", _B, "Si comparte una publicación ajena (Facebook: «Es una publicación compartida»)"
    ),
    Campo("con_multimedia", _B, "Si lleva imagen o video propios; vacío si la plataforma no lo dice"),
    Campo("enlace", _T, "Enlace permanente de la publicación"),
    Campo("texto", _T, "Texto o título de la publicación, recortado a 500 caracteres"),
    Campo("es_respuesta", _B, "Si responde a otra publicación"),
    Campo(
        "referencia",
        _T,
        "Cómo se apoya en otra publicación: «republicada», «citada» o «citada_sin_anadido»",
        articulo="11",
    ),
    Campo("referencia_id", _T, "Identificador de la publicación en que se apoya"),
    Campo("referencia_usuario", _T, "Usuario de la publicación en que se apoya, sin arroba y en minúsculas"),
    Campo("piezas_multimedia", _E, "Imágenes, videos y audios que lleva", "piezas", "11"),
    Campo("leida_en", _M, "Instante en que se leyó por API", "UTC"),
    # Recolección por API
    Campo("lista_de_subidas", _T, "Lista en que la plataforma pone lo que la cuenta publica"),
    Campo("id_mencion", _T, "Identificador del mensaje que nombra a la cuenta", articulo="11"),
    Campo("mencionada_en", _M, "Instante del mensaje que nombra a la cuenta", "UTC", "11"),
    Campo("operacion", _T, "Qué se pidió: perfiles, publicaciones, menciones, métricas, cifras diarias, …"),
    Campo("abarca_desde", _M, "Primer instante que abarca lo pedido; vacío si no tiene periodo", "UTC"),
    Campo("abarca_hasta", _M, "Instante en que termina lo pedido, sin incluirlo", "UTC"),
    Campo(
        "resultado",
        _T,
        "«completo», o la razón por la que no se obtuvo: las mismas de la columna «ausencia»",
    ),
    Campo("detalle", _T, "Lo que dijo la plataforma y qué hacer"),
    Campo("llamada", _T, "Identidad de la llamada: la corrida y su número"),
    Campo("peticion", _T, "Método y ruta que se pidieron, sin secretos"),
    Campo("momento", _M, "Instante de la llamada", "UTC"),
    Campo("estado_http", _E, "Código HTTP de la respuesta; vacío si no hubo respuesta"),
    Campo("concepto", _T, "Qué cobra la plataforma por ella, según la tabla de tarifas"),
    Campo("unidades", _E, "Unidades que cobra", "unidades del concepto"),
    Campo("costo_usd", _D, "Costo con la tarifa vigente ese día", "dólares de EE. UU."),
    Campo("purgado_en", _M, "Instante en que se borraron sus datos", "UTC"),
    Campo("paginas", _E, "Páginas que tenía", "páginas"),
    # Evidencias
    Campo("formato_evidencia", _T, "png, jpeg o pdf, reconocido por su contenido", articulo="11"),
    # Observaciones
    Campo("observacion", _T, "Identidad de la observación"),
    Campo("codigo", _T, "Código de la regla de calidad que la produjo"),
    Campo("articulo", _T, "Artículo en que se apoya"),
    Campo(
        "severidad",
        _T,
        "«rechazo», «observacion» (debe subsanarse) o «aviso» (debe confirmarse)",
        articulo="14",
    ),
    Campo("campo", _T, "Campo o métrica de que trata"),
    Campo("encontrado", _T, "Lo que se encontró"),
    Campo("esperado", _T, "Lo que se esperaba"),
    Campo("mensaje", _T, "Oración para el administrador"),
    Campo("que_hacer", _T, "Qué debe hacerse"),
    Campo("detectada_en", _M, "Instante en que se detectó", "UTC", "14"),
    # Evaluación
    Campo("evaluacion", _T, "Identidad de la evaluación: su huella y su número dentro del semestre"),
    Campo("huella", _T, "Huella de todo lo que entró en la evaluación: dos iguales darían lo mismo"),
    Campo("version", _E, "Número de la evaluación dentro del semestre, desde 1"),
    Campo("metodo", _T, "Versión del método de calificación", articulo="13"),
    Campo("huella_metodo", _T, "Huella del código del método"),
    Campo("huella_parametros", _T, "Huella de los parámetros vigentes"),
    Campo("huella_cifras", _T, "Huella de las cifras evaluadas"),
    Campo("creada_en", _M, "Instante en que se hizo la evaluación", "UTC", "13"),
    Campo("fase", _T, "«ordinario» o «proceso_electoral»", articulo="3"),
    Campo(
        "provisional",
        _B,
        "Si hay parámetros sin aprobar por el Comité o la base no está aprobada",
        articulo="13",
    ),
    Campo("motivo_provisional", _T, "Por qué es provisional"),
    Campo("caracter", _T, "«propuesta» hasta la resolución del Comité", articulo="13"),
    Campo("cohorte", _T, "Clave de la cohorte con que se comparó la cuenta"),
    Campo("cohorte_descripcion", _T, "Cómo se formó la cohorte y con qué fusiones"),
    Campo("cohorte_tamano", _E, "Cuentas en la cohorte", "cuentas"),
    Campo("indice", _D, "Índice de pertinencia propuesto, redondeado a dos decimales", "puntos 0-100", "13"),
    Campo("clase_propuesta", _T, "Dictamen propuesto al Comité", articulo="13"),
    Campo("linea", _E, "Línea de la tabla de dictamen que se aplicó"),
    Campo("motivo", _T, "Razón en palabras"),
    Campo("criterios_evaluables", _E, "Criterios del art. 13 que pudieron evaluarse", "criterios", "13"),
    Campo("criterio", _T, "desempeno, frecuencia, originalidad o seguidores_nuevos", articulo="13"),
    Campo("evaluable", _B, "Si el criterio pudo evaluarse con datos de la cuenta"),
    Campo("sustituido", _B, "Si tomó la mediana de su cohorte por no darlo la plataforma o el formato"),
    Campo("crudo", _D, "Valor del indicador antes de normalizar"),
    Campo("puntaje", _D, "Puntaje normalizado", "puntos 0-100"),
    Campo("peso", _D, "Peso del criterio en el índice", "proporción"),
    Campo("aportacion", _D, "Peso por puntaje: lo que el criterio suma al índice", "puntos"),
    Campo("parte", _T, "Componente del criterio"),
    Campo("incluida", _B, "Si la parte entró en el promedio del criterio"),
    Campo("meta_inferior", _D, "Percentil 5 de la cohorte en el periodo base: vale 0 puntos"),
    Campo("meta_superior", _D, "Percentil 95 de la cohorte en el periodo base: vale 100 puntos"),
    Campo("indicador", _T, "Criterio o parte a que se refiere la meta"),
    Campo("semestre_base", _T, "Semestre de que salió la meta"),
    Campo("observaciones_base", _E, "Cuentas con que se calculó la meta", "cuentas"),
    Campo("ajustado", _D, "Valor que se comparó con las metas: el crudo acercado a su cohorte, o el crudo"),
    Campo("n", _E, "Publicaciones sobre las que se midió la parte; vacía si no se ajusta", "publicaciones"),
    Campo(
        "k",
        _D,
        "Publicaciones que pesa la cohorte en el ajuste; infinita si contar explica todas las diferencias, "
        "vacía si no se ajusta",
        "publicaciones",
    ),
    Campo("media_base", _D, "Media del crudo en la base, a la que se acerca; vacía si no se ajusta"),
    Campo("numerador", _E, "Numerador del cociente de que sale el crudo"),
    Campo("numerador_descripcion", _T, "El numerador en palabras, con sus cifras"),
    Campo("denominador", _D, "Denominador del cociente de que sale el crudo"),
    Campo("denominador_descripcion", _T, "El denominador en palabras, con sus cifras"),
    # Incertidumbre
    Campo("extracciones", _E, "Veces que se repitió la calificación", "extracciones", "13"),
    Campo("indice_mediano", _D, "Índice que la mitad de las extracciones no rebasa", "puntos 0-100", "13"),
    Campo("indice_p5", _D, "Índice que 5 % de las extracciones no rebasa", "puntos 0-100", "13"),
    Campo("indice_p95", _D, "Índice que 95 % de las extracciones no rebasa", "puntos 0-100", "13"),
    Campo("lugares", _E, "Cuentas de la cohorte con índice, entre las que se cuenta el lugar", "cuentas"),
    Campo(
        "lugar_mediano",
        _E,
        "Lugar por índice dentro de su cohorte (1 es el mayor) que la mitad de las extracciones no rebasa",
        "lugar",
        "13",
    ),
    Campo("lugar_p5", _E, "Lugar que 5 % de las extracciones no rebasa: el más favorable", "lugar", "13"),
    Campo("lugar_p95", _E, "Lugar que 95 % de las extracciones no rebasa: el menos favorable", "lugar", "13"),
    Campo(
        "probabilidad_clase",
        _D,
        "Proporción de las extracciones en que la clase es la propuesta",
        "proporción",
        "13",
    ),
    Campo("frontera", _B, "Si esa proporción es menor que el umbral: la clase pudo ser otra", articulo="13"),
    Campo(
        "indice_anterior",
        _D,
        "Índice de la misma cuenta en el semestre anterior, con la misma versión del método y la misma fase",
        "puntos 0-100",
        "13",
    ),
    Campo("cambio_indice", _D, "Índice menos índice anterior; no entra en la calificación", "puntos", "13"),
    Campo("motivo_cambio", _T, "Por qué no se compara con el semestre anterior"),
    # Parámetros y catálogo
    Campo("clave", _T, "Clave del parámetro"),
    Campo("valor_json", _T, "Valor del parámetro, en JSON"),
    Campo("fundamento", _T, "Base del valor"),
    Campo("aprobado_por", _T, "Quién lo aprobó; vacío mientras el Comité no lo apruebe", articulo="4"),
    Campo("aprobado_en", _F, "Cuándo se aprobó", articulo="4"),
    Campo("titulo", _T, "Nombre para mostrar"),
    Campo("unidad", _T, "Unidad de medida"),
    Campo("descripcion", _T, "Descripción"),
    Campo("tabla_art11", _T, "Vista del art. 11 en que aparece", articulo="11"),
    Campo(
        "letra", _T, "Letra de la columna en el art. 11; vacía si es suplementaria (art. 12)", articulo="11"
    ),
    Campo("aplicada_en", _M, "Instante en que se aplicó la migración", "UTC"),
)

METRICAS_DE_PUBLICACION = (
    "impresiones",
    "visualizaciones",
    "alcance",
    "vistas",
    "vistas_interesadas",
    "reproducciones",
    "me_gusta",
    "reacciones",
    "compartidos",
    "comentarios",
    "guardados",
)
"""Métricas que las exportaciones dan publicación por publicación."""


def _campo_de_metrica(nombre: str) -> Campo:
    metrica = catalogo.METRICAS[nombre]
    return Campo(nombre, Tipo.ENTERO, f"De la publicación: {metrica.descripcion}", metrica.unidad, "11")


CAMPOS: dict[str, Campo] = {
    c.nombre: c for c in (*_CAMPOS, *CAMPOS_DE_ASIENTOS, *CAMPOS_DE_RECOMENDACIONES, *CAMPOS_DE_EXPEDIENTE)
} | {n: _campo_de_metrica(n) for n in METRICAS_DE_PUBLICACION}


def campo(nombre: str) -> Campo:
    """Devuelve el campo declarado con ese nombre.

    Raises:
        KeyError: Si nadie lo ha declarado; es un error de programación.
    """
    return CAMPOS[nombre]
