"""Campos del expediente: hechos, comunicaciones, notificaciones, recepciones y movimientos del padrón."""

from esquemas.campos import Campo, Tipo

_T, _E, _B, _F, _M = Tipo.TEXTO, Tipo.ENTERO, Tipo.BOOLEANO, Tipo.FECHA, Tipo.MOMENTO

CAMPOS_DE_EXPEDIENTE = (
    # Hecho
    Campo("evento", _T, "Identidad del hecho"),
    Campo("clase_evento", _T, "Qué ocurrió: «requerido», «recibido», «observado», …"),
    Campo("ocurrido_en", _M, "Instante en que ocurrió", "UTC"),
    Campo("fecha_efectiva", _F, "Día hábil que cuenta para los plazos", articulo="10"),
    Campo("documento_evento", _T, "Comunicación, lote o acto en que consta"),
    Campo("vence", _F, "Último día del plazo que se comunicó o se concedió"),
    Campo("detalle_evento", _T, "Qué ocurrió, en una oración sin datos personales"),
    # Comunicación
    Campo("comunicacion", _T, "Identidad de la comunicación"),
    Campo("clase_comunicacion", _T, "Qué se comunica: «requerimiento», «observaciones», «titular», …"),
    Campo("canal", _T, "Canal que notifica: «correo» u «oficio»; el otro es copia", articulo="9"),
    Campo("numero_oficio", _T, "Número de oficio"),
    Campo("asunto", _T, "Asunto de la comunicación"),
    Campo("fechada_en", _M, "Momento hábil con que se fecha", "UTC", "10"),
    Campo("motivo_comunicacion", _T, "Por qué se debía, y conforme a qué cuenta de días"),
    Campo("archivo_comunicacion", _T, "Nombre del archivo de la comunicación"),
    Campo("papel_archivo", _T, "«notifica», «copia» o «anexo»"),
    Campo("destinatario_correo", _T, "Correo del destinatario"),
    Campo("papel_destinatario", _T, "«administrador», «encargado», «titular», …", articulo="9"),
    Campo("con_copia", _B, "Si solo se le marca copia"),
    Campo("ciclo", _T, "Lo que la distingue de otra de su clase para la cuenta; vacío si hay una sola"),
    # Notificación
    Campo("notificacion", _T, "Identidad de la notificación"),
    Campo("medio", _T, "Por dónde: «correo», «papel» o «carpeta»", articulo="9"),
    Campo("notificada_en", _M, "Instante en que se notificó o se acusó", "UTC"),
    Campo("folio", _T, "Número del acuse"),
    Campo("prueba", _T, "En qué consta: respuesta del servidor, acuse sellado, …"),
    Campo("prueba_sha256", _T, "Huella SHA-256 del documento que lo prueba"),
    # Recepción
    Campo("recepcion", _T, "Identidad de la recepción"),
    Campo("en_tiempo", _B, "Si llegó dentro de su plazo; vacío si no había plazo que contar", articulo="11"),
    Campo("recibido_sha256", _T, "Huella SHA-256 de lo recibido"),
    Campo("lote_recibido", _T, "Lote en que se cargó lo recibido; vacío si llegó solo en papel"),
    Campo("sello", _T, "Número del sello con que se recibió en papel; vacío si llegó de otro modo"),
    Campo("archivo_recibido", _T, "Nombre de lo recibido, o qué se recibió en papel"),
    # Correo recibido
    Campo("correo", _T, "Identidad del correo recibido: la huella de sus bytes"),
    Campo("mensaje_id", _T, "Identificador del mensaje según sus encabezados"),
    Campo("remitente", _T, "Dirección de quien dice enviarlo", articulo="9"),
    Campo("autenticacion", _T, "Lo que dijo de DMARC el servidor que lo recibió: «pass», «fail», «ausente»"),
    Campo(
        "estado_correo",
        _T,
        "«aceptado», «por_atender» (sin archivos: hay que leerlo), «atendido», «cuarentena» o «repetido»",
    ),
    Campo("asunto_correo", _T, "Asunto del correo recibido"),
    Campo("estado_adjunto", _T, "«entregado» si pasó a las entradas de una cuenta, o «apartado»"),
    Campo("motivo_correo", _T, "Por qué quedó así"),
    # Movimiento del padrón
    Campo("movimiento", _T, "Identidad del movimiento"),
    Campo("clase_movimiento", _T, "«partida» (así se vio por primera vez), «alta», «baja» o «cambio»"),
    Campo("campo_padron", _T, "Columna que cambió; vacía si es la fila entera"),
    Campo("padron_antes", _T, "Lo que decía; la fila entera, en JSON"),
    Campo("padron_ahora", _T, "Lo que dice; la fila entera, en JSON"),
    Campo("rige_desde", _F, "Desde cuándo rige"),
    Campo("secuencia", _E, "Número de la vez que se vio cambiado el padrón, desde 1"),
    # Padrón
    Campo(
        "habla_en_su_nombre",
        _T,
        "En qué consta que la cuenta habla en nombre del organismo, si no se abrió con un correo suyo",
        articulo="2",
    ),
    # Encargado del tema
    Campo("encargado", _T, "Nombre del encargado del tema en el área", articulo="9"),
    Campo("correo_encargado", _T, "Correo del encargado del tema en el área", articulo="9"),
    Campo("zona_horaria", _T, "Zona horaria de la sede del área", articulo="10"),
)
