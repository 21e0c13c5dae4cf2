-- El expediente de cada cuenta: hechos, comunicaciones, notificaciones y recepciones.

CREATE TABLE eventos (
    evento VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    semestre VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    clase_evento VARCHAR NOT NULL,
    ocurrido_en TIMESTAMPTZ NOT NULL,
    fecha_efectiva DATE NOT NULL,
    articulo VARCHAR NOT NULL,
    documento_evento VARCHAR,
    vence DATE,
    computo VARCHAR,
    detalle_evento VARCHAR,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (evento)
);

COMMENT ON TABLE eventos IS 'Lo que ocurrió en el expediente de cada cuenta y semestre; el estado se deduce de aquí.';

COMMENT ON COLUMN eventos.evento IS 'Identidad del hecho.';

COMMENT ON COLUMN eventos.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN eventos.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN eventos.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN eventos.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN eventos.clase_evento IS 'Qué ocurrió: «requerido», «recibido», «observado», ….';

COMMENT ON COLUMN eventos.ocurrido_en IS 'Instante en que ocurrió. unidad: UTC.';

COMMENT ON COLUMN eventos.fecha_efectiva IS 'Día hábil que cuenta para los plazos. Lineamientos, art. 10.';

COMMENT ON COLUMN eventos.articulo IS 'Artículo en que se apoya.';

COMMENT ON COLUMN eventos.documento_evento IS 'Comunicación, lote o acto en que consta.';

COMMENT ON COLUMN eventos.vence IS 'Último día del plazo que se comunicó o se concedió.';

COMMENT ON COLUMN eventos.computo IS 'Cómo se contó el plazo y en qué se apoya.';

COMMENT ON COLUMN eventos.detalle_evento IS 'Qué ocurrió, en una oración sin datos personales.';

COMMENT ON COLUMN eventos.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE eventos_observaciones (
    evento VARCHAR NOT NULL,
    observacion VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (evento, observacion)
);

COMMENT ON TABLE eventos_observaciones IS 'Observaciones a que se refiere cada hecho.';

COMMENT ON COLUMN eventos_observaciones.evento IS 'Identidad del hecho.';

COMMENT ON COLUMN eventos_observaciones.observacion IS 'Identidad de la observación.';

COMMENT ON COLUMN eventos_observaciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN eventos_observaciones.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE comunicaciones (
    comunicacion VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    semestre VARCHAR NOT NULL,
    clase_comunicacion VARCHAR NOT NULL,
    articulo VARCHAR NOT NULL,
    canal VARCHAR NOT NULL,
    numero_oficio VARCHAR,
    asunto VARCHAR NOT NULL,
    fechada_en TIMESTAMPTZ NOT NULL,
    vence DATE,
    computo VARCHAR,
    motivo_comunicacion VARCHAR NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (comunicacion)
);

COMMENT ON TABLE comunicaciones IS 'Comunicaciones que se escribieron; las direcciones y los documentos son reservados.';

COMMENT ON COLUMN comunicaciones.comunicacion IS 'Identidad de la comunicación.';

COMMENT ON COLUMN comunicaciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN comunicaciones.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN comunicaciones.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN comunicaciones.clase_comunicacion IS 'Qué se comunica: «requerimiento», «observaciones», «titular», ….';

COMMENT ON COLUMN comunicaciones.articulo IS 'Artículo en que se apoya.';

COMMENT ON COLUMN comunicaciones.canal IS 'Canal que notifica: «correo» u «oficio»; el otro es copia. Lineamientos, art. 9.';

COMMENT ON COLUMN comunicaciones.numero_oficio IS 'Número de oficio.';

COMMENT ON COLUMN comunicaciones.asunto IS 'Asunto de la comunicación.';

COMMENT ON COLUMN comunicaciones.fechada_en IS 'Momento hábil con que se fecha. unidad: UTC. Lineamientos, art. 10.';

COMMENT ON COLUMN comunicaciones.vence IS 'Último día del plazo que se comunicó o se concedió.';

COMMENT ON COLUMN comunicaciones.computo IS 'Cómo se contó el plazo y en qué se apoya.';

COMMENT ON COLUMN comunicaciones.motivo_comunicacion IS 'Por qué se debía, y conforme a qué cuenta de días.';

COMMENT ON COLUMN comunicaciones.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE comunicaciones_cuentas (
    comunicacion VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    ciclo VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (comunicacion, cuenta)
);

COMMENT ON TABLE comunicaciones_cuentas IS 'Cuentas de que trata cada comunicación; sin cuenta, la que es del semestre entero.';

COMMENT ON COLUMN comunicaciones_cuentas.comunicacion IS 'Identidad de la comunicación.';

COMMENT ON COLUMN comunicaciones_cuentas.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN comunicaciones_cuentas.ciclo IS 'Lo que la distingue de otra de su clase para la cuenta; vacío si hay una sola.';

COMMENT ON COLUMN comunicaciones_cuentas.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN comunicaciones_cuentas.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE comunicaciones_observaciones (
    comunicacion VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    observacion VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (comunicacion, cuenta, observacion)
);

COMMENT ON TABLE comunicaciones_observaciones IS 'Observaciones que se notifican en cada comunicación.';

COMMENT ON COLUMN comunicaciones_observaciones.comunicacion IS 'Identidad de la comunicación.';

COMMENT ON COLUMN comunicaciones_observaciones.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN comunicaciones_observaciones.observacion IS 'Identidad de la observación.';

COMMENT ON COLUMN comunicaciones_observaciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN comunicaciones_observaciones.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE comunicaciones_recepciones (
    comunicacion VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    recepcion VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (comunicacion, cuenta, recepcion)
);

COMMENT ON TABLE comunicaciones_recepciones IS 'Recepciones que se acusan en cada comunicación.';

COMMENT ON COLUMN comunicaciones_recepciones.comunicacion IS 'Identidad de la comunicación.';

COMMENT ON COLUMN comunicaciones_recepciones.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN comunicaciones_recepciones.recepcion IS 'Identidad de la recepción.';

COMMENT ON COLUMN comunicaciones_recepciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN comunicaciones_recepciones.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE notificaciones (
    notificacion VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    semestre VARCHAR NOT NULL,
    comunicacion VARCHAR NOT NULL,
    medio VARCHAR NOT NULL,
    notificada_en TIMESTAMPTZ NOT NULL,
    fecha_efectiva DATE NOT NULL,
    folio VARCHAR,
    prueba VARCHAR NOT NULL,
    prueba_sha256 VARCHAR,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (notificacion)
);

COMMENT ON TABLE notificaciones IS 'Prueba de que cada comunicación se notificó; sin ella ningún plazo corre.';

COMMENT ON COLUMN notificaciones.notificacion IS 'Identidad de la notificación.';

COMMENT ON COLUMN notificaciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN notificaciones.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN notificaciones.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN notificaciones.comunicacion IS 'Identidad de la comunicación.';

COMMENT ON COLUMN notificaciones.medio IS 'Por dónde: «correo», «papel» o «carpeta». Lineamientos, art. 9.';

COMMENT ON COLUMN notificaciones.notificada_en IS 'Instante en que se notificó o se acusó. unidad: UTC.';

COMMENT ON COLUMN notificaciones.fecha_efectiva IS 'Día hábil que cuenta para los plazos. Lineamientos, art. 10.';

COMMENT ON COLUMN notificaciones.folio IS 'Número del acuse.';

COMMENT ON COLUMN notificaciones.prueba IS 'En qué consta: respuesta del servidor, acuse sellado, ….';

COMMENT ON COLUMN notificaciones.prueba_sha256 IS 'Huella SHA-256 del documento que lo prueba.';

COMMENT ON COLUMN notificaciones.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE recepciones (
    recepcion VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    semestre VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    medio VARCHAR NOT NULL,
    folio VARCHAR NOT NULL,
    recibido_en TIMESTAMPTZ NOT NULL,
    fecha_efectiva DATE NOT NULL,
    en_tiempo BOOLEAN,
    archivo_recibido VARCHAR NOT NULL,
    recibido_sha256 VARCHAR,
    registrado_en TIMESTAMPTZ NOT NULL,
    lote_recibido VARCHAR,
    sello VARCHAR,
    PRIMARY KEY (recepcion)
);

COMMENT ON TABLE recepciones IS 'Todo lo que entregaron los administradores, por cualquier medio, con su acuse.';

COMMENT ON COLUMN recepciones.recepcion IS 'Identidad de la recepción.';

COMMENT ON COLUMN recepciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN recepciones.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN recepciones.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN recepciones.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN recepciones.medio IS 'Por dónde: «correo», «papel» o «carpeta». Lineamientos, art. 9.';

COMMENT ON COLUMN recepciones.folio IS 'Número del acuse.';

COMMENT ON COLUMN recepciones.recibido_en IS 'Instante en que se aterrizó. unidad: UTC. Lineamientos, art. 11.';

COMMENT ON COLUMN recepciones.fecha_efectiva IS 'Día hábil que cuenta para los plazos. Lineamientos, art. 10.';

COMMENT ON COLUMN recepciones.en_tiempo IS 'Si llegó dentro de su plazo; vacío si no había plazo que contar. Lineamientos, art. 11.';

COMMENT ON COLUMN recepciones.archivo_recibido IS 'Nombre de lo recibido, o qué se recibió en papel.';

COMMENT ON COLUMN recepciones.recibido_sha256 IS 'Huella SHA-256 de lo recibido.';

COMMENT ON COLUMN recepciones.registrado_en IS 'Instante en que se registró. unidad: UTC.';

COMMENT ON COLUMN recepciones.lote_recibido IS 'Lote en que se cargó lo recibido; vacío si llegó solo en papel.';

COMMENT ON COLUMN recepciones.sello IS 'Número del sello con que se recibió en papel; vacío si llegó de otro modo.';
