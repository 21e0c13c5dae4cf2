"""Tablas del expediente; todas son de solo agregar, salvo los encargados, que son configuración."""

from esquemas.campos import Tabla
from esquemas.columnas import columnas

EVENTOS = Tabla(
    "eventos",
    "Lo que ocurrió en el expediente de cada cuenta y semestre; el estado se deduce de aquí",
    columnas(
        "evento lote fila semestre cuenta clase_evento ocurrido_en fecha_efectiva articulo documento_evento? "
        "vence? computo? detalle_evento? registrado_en"
    ),
    ("evento",),
)
EVENTOS_OBSERVACIONES = Tabla(
    "eventos_observaciones",
    "Observaciones a que se refiere cada hecho",
    columnas("evento observacion lote registrado_en"),
    ("evento", "observacion"),
)
COMUNICACIONES = Tabla(
    "comunicaciones",
    "Comunicaciones que se escribieron; las direcciones y los documentos son reservados",
    columnas(
        "comunicacion lote fila semestre clase_comunicacion articulo canal numero_oficio? asunto fechada_en "
        "vence? computo? motivo_comunicacion registrado_en"
    ),
    ("comunicacion",),
)
COMUNICACIONES_CUENTAS = Tabla(
    "comunicaciones_cuentas",
    "Cuentas de que trata cada comunicación; sin cuenta, la que es del semestre entero",
    columnas("comunicacion cuenta ciclo lote registrado_en"),
    ("comunicacion", "cuenta"),
)
COMUNICACIONES_OBSERVACIONES = Tabla(
    "comunicaciones_observaciones",
    "Observaciones que se notifican en cada comunicación",
    columnas("comunicacion cuenta observacion lote registrado_en"),
    ("comunicacion", "cuenta", "observacion"),
)
COMUNICACIONES_RECEPCIONES = Tabla(
    "comunicaciones_recepciones",
    "Recepciones que se acusan en cada comunicación",
    columnas("comunicacion cuenta recepcion lote registrado_en"),
    ("comunicacion", "cuenta", "recepcion"),
)
NOTIFICACIONES = Tabla(
    "notificaciones",
    "Prueba de que cada comunicación se notificó; sin ella ningún plazo corre",
    columnas(
        "notificacion lote fila semestre comunicacion medio notificada_en fecha_efectiva folio? prueba "
        "prueba_sha256? registrado_en"
    ),
    ("notificacion",),
)
RECEPCIONES = Tabla(
    "recepciones",
    "Todo lo que entregaron los administradores, por cualquier medio, con su acuse",
    columnas(
        "recepcion lote fila semestre cuenta medio folio recibido_en fecha_efectiva en_tiempo? "
        "archivo_recibido recibido_sha256? registrado_en lote_recibido? sello?"
    ),
    ("recepcion",),
)
COMUNICACIONES_ARCHIVOS = Tabla(
    "comunicaciones_archivos",
    "Documentos de cada comunicación; no se publica",
    columnas("comunicacion archivo_comunicacion papel_archivo sha256 bytes lote registrado_en"),
    ("comunicacion", "archivo_comunicacion"),
    reservada=True,
)
DESTINATARIOS = Tabla(
    "destinatarios",
    "A quién se dirige cada comunicación; no se publica",
    columnas("comunicacion destinatario_correo papel_destinatario destinatario con_copia lote registrado_en"),
    # El nombre también: quien no tiene correo en el padrón recibe por oficio.
    ("comunicacion", "destinatario_correo", "papel_destinatario", "destinatario"),
    reservada=True,
)
CORREOS_RECIBIDOS = Tabla(
    "correos_recibidos",
    "Correos que se dejaron en la carpeta de entradas y qué pasó con cada uno; no se publica",
    columnas(
        "correo lote fila semestre mensaje_id? remitente? autenticacion estado_correo motivo_correo "
        "recibido_en registrado_en numero_acto asunto_correo?"
    ),
    # Lo decidido de un correo puede cambiar, porque alguien lo confirma o lo atiende: vale lo último.
    ("correo", "numero_acto"),
    reservada=True,
)
CORREOS_ADJUNTOS = Tabla(
    "correos_adjuntos",
    "Qué se hizo con cada archivo que traía un correo recibido; no se publica",
    columnas(
        "correo numero_acto fila lote adjunto sha256 bytes carpeta? archivo? estado_adjunto motivo_correo? "
        "registrado_en"
    ),
    ("correo", "numero_acto", "fila"),
    reservada=True,
)
MOVIMIENTOS_DEL_PADRON = Tabla(
    "movimientos_del_padron",
    "Cómo se vio el padrón la primera vez y sus altas, bajas y cambios desde entonces; no se publica",
    columnas(
        "movimiento lote fila cuenta clase_movimiento campo_padron? padron_antes? padron_ahora? rige_desde "
        "registrado_en semestre secuencia"
    ),
    ("movimiento",),
    reservada=True,
)
ENCARGADOS = Tabla(
    "encargados",
    "Encargado del tema en cada área y zona horaria de su sede; no se publica",
    columnas("area encargado? correo_encargado? zona_horaria?"),
    ("area",),
    reservada=True,
)

TABLAS_DE_EXPEDIENTE = (
    EVENTOS,
    EVENTOS_OBSERVACIONES,
    COMUNICACIONES,
    COMUNICACIONES_CUENTAS,
    COMUNICACIONES_OBSERVACIONES,
    COMUNICACIONES_RECEPCIONES,
    NOTIFICACIONES,
    RECEPCIONES,
    COMUNICACIONES_ARCHIVOS,
    DESTINATARIOS,
    CORREOS_RECIBIDOS,
    CORREOS_ADJUNTOS,
    MOVIMIENTOS_DEL_PADRON,
    ENCARGADOS,
)
