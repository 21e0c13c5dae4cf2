-- Destinatarios y documentos de las comunicaciones, correos recibidos, movimientos del padrón y encargados.

CREATE TABLE comunicaciones_archivos (
    comunicacion VARCHAR NOT NULL,
    archivo_comunicacion VARCHAR NOT NULL,
    papel_archivo VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    lote VARCHAR NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (comunicacion, archivo_comunicacion)
);

COMMENT ON TABLE comunicaciones_archivos IS 'Documentos de cada comunicación; no se publica.';

COMMENT ON COLUMN comunicaciones_archivos.comunicacion IS 'Identidad de la comunicación.';

COMMENT ON COLUMN comunicaciones_archivos.archivo_comunicacion IS 'Nombre del archivo de la comunicación.';

COMMENT ON COLUMN comunicaciones_archivos.papel_archivo IS '«notifica», «copia» o «anexo».';

COMMENT ON COLUMN comunicaciones_archivos.sha256 IS 'Huella SHA-256 de los bytes tal como se recibieron.';

COMMENT ON COLUMN comunicaciones_archivos.bytes IS 'Tamaño de lo recibido. unidad: bytes.';

COMMENT ON COLUMN comunicaciones_archivos.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN comunicaciones_archivos.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE destinatarios (
    comunicacion VARCHAR NOT NULL,
    destinatario_correo VARCHAR NOT NULL,
    papel_destinatario VARCHAR NOT NULL,
    destinatario VARCHAR NOT NULL,
    con_copia BOOLEAN NOT NULL,
    lote VARCHAR NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (comunicacion, destinatario_correo, papel_destinatario, destinatario)
);

COMMENT ON TABLE destinatarios IS 'A quién se dirige cada comunicación; no se publica.';

COMMENT ON COLUMN destinatarios.comunicacion IS 'Identidad de la comunicación.';

COMMENT ON COLUMN destinatarios.destinatario_correo IS 'Correo del destinatario.';

COMMENT ON COLUMN destinatarios.papel_destinatario IS '«administrador», «encargado», «titular», …. Lineamientos, art. 9.';

COMMENT ON COLUMN destinatarios.destinatario IS 'A quién se dirigió.';

COMMENT ON COLUMN destinatarios.con_copia IS 'Si solo se le marca copia.';

COMMENT ON COLUMN destinatarios.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN destinatarios.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE correos_recibidos (
    correo VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    semestre VARCHAR NOT NULL,
    mensaje_id VARCHAR,
    remitente VARCHAR,
    autenticacion VARCHAR NOT NULL,
    estado_correo VARCHAR NOT NULL,
    motivo_correo VARCHAR NOT NULL,
    recibido_en TIMESTAMPTZ NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    numero_acto BIGINT NOT NULL,
    asunto_correo VARCHAR,
    PRIMARY KEY (correo, numero_acto)
);

COMMENT ON TABLE correos_recibidos IS 'Correos que se dejaron en la carpeta de entradas y qué pasó con cada uno; no se publica.';

COMMENT ON COLUMN correos_recibidos.correo IS 'Identidad del correo recibido: la huella de sus bytes.';

COMMENT ON COLUMN correos_recibidos.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN correos_recibidos.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN correos_recibidos.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN correos_recibidos.mensaje_id IS 'Identificador del mensaje según sus encabezados.';

COMMENT ON COLUMN correos_recibidos.remitente IS 'Dirección de quien dice enviarlo. Lineamientos, art. 9.';

COMMENT ON COLUMN correos_recibidos.autenticacion IS 'Lo que dijo de DMARC el servidor que lo recibió: «pass», «fail», «ausente».';

COMMENT ON COLUMN correos_recibidos.estado_correo IS '«aceptado», «por_atender» (sin archivos: hay que leerlo), «atendido», «cuarentena» o «repetido».';

COMMENT ON COLUMN correos_recibidos.motivo_correo IS 'Por qué quedó así.';

COMMENT ON COLUMN correos_recibidos.recibido_en IS 'Instante en que se aterrizó. unidad: UTC. Lineamientos, art. 11.';

COMMENT ON COLUMN correos_recibidos.registrado_en IS 'Instante en que se registró. unidad: UTC.';

COMMENT ON COLUMN correos_recibidos.numero_acto IS 'Número del acto entre los de su clase para esa cuenta y semestre, desde 1; vale el último.';

COMMENT ON COLUMN correos_recibidos.asunto_correo IS 'Asunto del correo recibido.';

CREATE TABLE correos_adjuntos (
    correo VARCHAR NOT NULL,
    numero_acto BIGINT NOT NULL,
    fila BIGINT NOT NULL,
    lote VARCHAR NOT NULL,
    adjunto VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    carpeta VARCHAR,
    archivo VARCHAR,
    estado_adjunto VARCHAR NOT NULL,
    motivo_correo VARCHAR,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (correo, numero_acto, fila)
);

COMMENT ON TABLE correos_adjuntos IS 'Qué se hizo con cada archivo que traía un correo recibido; no se publica.';

COMMENT ON COLUMN correos_adjuntos.correo IS 'Identidad del correo recibido: la huella de sus bytes.';

COMMENT ON COLUMN correos_adjuntos.numero_acto IS 'Número del acto entre los de su clase para esa cuenta y semestre, desde 1; vale el último.';

COMMENT ON COLUMN correos_adjuntos.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN correos_adjuntos.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN correos_adjuntos.adjunto IS 'Nombre del archivo que lo acompaña.';

COMMENT ON COLUMN correos_adjuntos.sha256 IS 'Huella SHA-256 de los bytes tal como se recibieron.';

COMMENT ON COLUMN correos_adjuntos.bytes IS 'Tamaño de lo recibido. unidad: bytes.';

COMMENT ON COLUMN correos_adjuntos.carpeta IS 'Cuenta de la carpeta en que se entregó (entradas/<cuenta>/…), si la hay.';

COMMENT ON COLUMN correos_adjuntos.archivo IS 'Ruta del archivo dentro de entradas; en un comprimido, «conjunto.zip → interior.csv».';

COMMENT ON COLUMN correos_adjuntos.estado_adjunto IS '«entregado» si pasó a las entradas de una cuenta, o «apartado».';

COMMENT ON COLUMN correos_adjuntos.motivo_correo IS 'Por qué quedó así.';

COMMENT ON COLUMN correos_adjuntos.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE movimientos_del_padron (
    movimiento VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    cuenta VARCHAR NOT NULL,
    clase_movimiento VARCHAR NOT NULL,
    campo_padron VARCHAR,
    padron_antes VARCHAR,
    padron_ahora VARCHAR,
    rige_desde DATE NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    semestre VARCHAR NOT NULL,
    secuencia BIGINT NOT NULL,
    PRIMARY KEY (movimiento)
);

COMMENT ON TABLE movimientos_del_padron IS 'Cómo se vio el padrón la primera vez y sus altas, bajas y cambios desde entonces; no se publica.';

COMMENT ON COLUMN movimientos_del_padron.movimiento IS 'Identidad del movimiento.';

COMMENT ON COLUMN movimientos_del_padron.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN movimientos_del_padron.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN movimientos_del_padron.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN movimientos_del_padron.clase_movimiento IS '«partida» (así se vio por primera vez), «alta», «baja» o «cambio».';

COMMENT ON COLUMN movimientos_del_padron.campo_padron IS 'Columna que cambió; vacía si es la fila entera.';

COMMENT ON COLUMN movimientos_del_padron.padron_antes IS 'Lo que decía; la fila entera, en JSON.';

COMMENT ON COLUMN movimientos_del_padron.padron_ahora IS 'Lo que dice; la fila entera, en JSON.';

COMMENT ON COLUMN movimientos_del_padron.rige_desde IS 'Desde cuándo rige.';

COMMENT ON COLUMN movimientos_del_padron.registrado_en IS 'Instante en que se registró. unidad: UTC.';

COMMENT ON COLUMN movimientos_del_padron.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN movimientos_del_padron.secuencia IS 'Número de la vez que se vio cambiado el padrón, desde 1.';

CREATE TABLE encargados (
    area VARCHAR NOT NULL,
    encargado VARCHAR,
    correo_encargado VARCHAR,
    zona_horaria VARCHAR,
    PRIMARY KEY (area)
);

COMMENT ON TABLE encargados IS 'Encargado del tema en cada área y zona horaria de su sede; no se publica.';

COMMENT ON COLUMN encargados.area IS 'Clave del área responsable. Lineamientos, art. 3.';

COMMENT ON COLUMN encargados.encargado IS 'Nombre del encargado del tema en el área. Lineamientos, art. 9.';

COMMENT ON COLUMN encargados.correo_encargado IS 'Correo del encargado del tema en el área. Lineamientos, art. 9.';

COMMENT ON COLUMN encargados.zona_horaria IS 'Zona horaria de la sede del área. Lineamientos, art. 10.';

ALTER TABLE contactos ADD COLUMN habla_en_su_nombre VARCHAR;

COMMENT ON COLUMN contactos.habla_en_su_nombre IS 'En qué consta que la cuenta habla en nombre del organismo, si no se abrió con un correo suyo. Lineamientos, art. 2.';
