-- Recolección por API: perfiles, menciones, qué se logró de cada cuenta, libreta de gasto y lápidas.

ALTER TABLE lotes ADD COLUMN consulta VARCHAR;

COMMENT ON COLUMN lotes.consulta IS 'Qué se pidió a la plataforma, en JSON y sin secretos; vacía si es un archivo.';

ALTER TABLE lotes ADD COLUMN programada TIMESTAMPTZ;

COMMENT ON COLUMN lotes.programada IS 'Momento programado de la recolección; vacío si es un archivo. unidad: UTC.';

ALTER TABLE publicaciones ADD COLUMN es_respuesta BOOLEAN;

COMMENT ON COLUMN publicaciones.es_respuesta IS 'Si responde a otra publicación.';

ALTER TABLE publicaciones ADD COLUMN referencia VARCHAR;

COMMENT ON COLUMN publicaciones.referencia IS 'Cómo se apoya en otra publicación: «republicada», «citada» o «citada_sin_anadido». Lineamientos, art. 11.';

ALTER TABLE publicaciones ADD COLUMN referencia_id VARCHAR;

COMMENT ON COLUMN publicaciones.referencia_id IS 'Identificador de la publicación en que se apoya.';

ALTER TABLE publicaciones ADD COLUMN referencia_usuario VARCHAR;

COMMENT ON COLUMN publicaciones.referencia_usuario IS 'Usuario de la publicación en que se apoya, sin arroba y en minúsculas.';

ALTER TABLE publicaciones ADD COLUMN piezas_multimedia BIGINT;

COMMENT ON COLUMN publicaciones.piezas_multimedia IS 'Imágenes, videos y audios que lleva. unidad: piezas. Lineamientos, art. 11.';

ALTER TABLE publicaciones ADD COLUMN leida_en TIMESTAMPTZ;

COMMENT ON COLUMN publicaciones.leida_en IS 'Instante en que se leyó por API. unidad: UTC.';

CREATE TABLE perfiles (
    lote VARCHAR NOT NULL,
    archivo VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    cuenta VARCHAR NOT NULL,
    red VARCHAR NOT NULL,
    id_plataforma VARCHAR,
    usuario VARCHAR,
    nombre VARCHAR,
    lista_de_subidas VARCHAR,
    leida_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (lote, archivo, fila)
);

COMMENT ON TABLE perfiles IS 'Identificadores de cada cuenta tal como los dio la plataforma.';

COMMENT ON COLUMN perfiles.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN perfiles.archivo IS 'Ruta del archivo dentro de entradas; en un comprimido, «conjunto.zip → interior.csv».';

COMMENT ON COLUMN perfiles.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN perfiles.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN perfiles.red IS 'Red social. Lineamientos, art. 3.';

COMMENT ON COLUMN perfiles.id_plataforma IS 'Identificador que la plataforma da a la cuenta.';

COMMENT ON COLUMN perfiles.usuario IS 'Nombre de usuario en la red, sin arroba.';

COMMENT ON COLUMN perfiles.nombre IS 'Nombre para mostrar.';

COMMENT ON COLUMN perfiles.lista_de_subidas IS 'Lista en que la plataforma pone lo que la cuenta publica.';

COMMENT ON COLUMN perfiles.leida_en IS 'Instante en que se leyó por API. unidad: UTC.';

CREATE TABLE menciones (
    lote VARCHAR NOT NULL,
    archivo VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    cuenta VARCHAR NOT NULL,
    id_mencion VARCHAR NOT NULL,
    mencionada_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (lote, archivo, fila)
);

COMMENT ON TABLE menciones IS 'Mensajes de otras cuentas que nombran a una cuenta: solo su identificador y su fecha.';

COMMENT ON COLUMN menciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN menciones.archivo IS 'Ruta del archivo dentro de entradas; en un comprimido, «conjunto.zip → interior.csv».';

COMMENT ON COLUMN menciones.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN menciones.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN menciones.id_mencion IS 'Identificador del mensaje que nombra a la cuenta. Lineamientos, art. 11.';

COMMENT ON COLUMN menciones.mencionada_en IS 'Instante del mensaje que nombra a la cuenta. unidad: UTC. Lineamientos, art. 11.';

CREATE TABLE recolecciones (
    lote VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    red VARCHAR NOT NULL,
    operacion VARCHAR NOT NULL,
    programada TIMESTAMPTZ NOT NULL,
    abarca_desde TIMESTAMPTZ,
    abarca_hasta TIMESTAMPTZ,
    resultado VARCHAR NOT NULL,
    detalle VARCHAR,
    leida_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (lote, cuenta)
);

COMMENT ON TABLE recolecciones IS 'Qué se pidió por API de cada cuenta, qué abarca y cómo terminó.';

COMMENT ON COLUMN recolecciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN recolecciones.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN recolecciones.red IS 'Red social. Lineamientos, art. 3.';

COMMENT ON COLUMN recolecciones.operacion IS 'Qué se pidió: perfiles, publicaciones, menciones, métricas, cifras diarias, ….';

COMMENT ON COLUMN recolecciones.programada IS 'Momento programado de la recolección; vacío si es un archivo. unidad: UTC.';

COMMENT ON COLUMN recolecciones.abarca_desde IS 'Primer instante que abarca lo pedido; vacío si no tiene periodo. unidad: UTC.';

COMMENT ON COLUMN recolecciones.abarca_hasta IS 'Instante en que termina lo pedido, sin incluirlo. unidad: UTC.';

COMMENT ON COLUMN recolecciones.resultado IS '«completo», o la razón por la que no se obtuvo: las mismas de la columna «ausencia».';

COMMENT ON COLUMN recolecciones.detalle IS 'Lo que dijo la plataforma y qué hacer.';

COMMENT ON COLUMN recolecciones.leida_en IS 'Instante en que se leyó por API. unidad: UTC.';

CREATE TABLE llamadas (
    llamada VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    red VARCHAR NOT NULL,
    operacion VARCHAR NOT NULL,
    peticion VARCHAR NOT NULL,
    momento TIMESTAMPTZ NOT NULL,
    estado_http BIGINT,
    resultado VARCHAR NOT NULL,
    concepto VARCHAR NOT NULL,
    unidades BIGINT NOT NULL,
    costo_usd DOUBLE,
    PRIMARY KEY (llamada, concepto)
);

COMMENT ON TABLE llamadas IS 'Libreta de gasto: cada llamada a una API con sus unidades y su costo.';

COMMENT ON COLUMN llamadas.llamada IS 'Identidad de la llamada: la corrida y su número.';

COMMENT ON COLUMN llamadas.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN llamadas.red IS 'Red social. Lineamientos, art. 3.';

COMMENT ON COLUMN llamadas.operacion IS 'Qué se pidió: perfiles, publicaciones, menciones, métricas, cifras diarias, ….';

COMMENT ON COLUMN llamadas.peticion IS 'Método y ruta que se pidieron, sin secretos.';

COMMENT ON COLUMN llamadas.momento IS 'Instante de la llamada. unidad: UTC.';

COMMENT ON COLUMN llamadas.estado_http IS 'Código HTTP de la respuesta; vacío si no hubo respuesta.';

COMMENT ON COLUMN llamadas.resultado IS '«completo», o la razón por la que no se obtuvo: las mismas de la columna «ausencia».';

COMMENT ON COLUMN llamadas.concepto IS 'Qué cobra la plataforma por ella, según la tabla de tarifas.';

COMMENT ON COLUMN llamadas.unidades IS 'Unidades que cobra. unidad: unidades del concepto.';

COMMENT ON COLUMN llamadas.costo_usd IS 'Costo con la tarifa vigente ese día. unidad: dólares de EE. UU..';

CREATE TABLE lapidas (
    lote VARCHAR NOT NULL,
    red VARCHAR NOT NULL,
    operacion VARCHAR NOT NULL,
    paginas BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    purgado_en TIMESTAMPTZ NOT NULL,
    motivo VARCHAR NOT NULL,
    PRIMARY KEY (lote)
);

COMMENT ON TABLE lapidas IS 'Lotes cuyos datos se borraron por la retención que pide la plataforma.';

COMMENT ON COLUMN lapidas.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN lapidas.red IS 'Red social. Lineamientos, art. 3.';

COMMENT ON COLUMN lapidas.operacion IS 'Qué se pidió: perfiles, publicaciones, menciones, métricas, cifras diarias, ….';

COMMENT ON COLUMN lapidas.paginas IS 'Páginas que tenía. unidad: páginas.';

COMMENT ON COLUMN lapidas.bytes IS 'Tamaño de lo recibido. unidad: bytes.';

COMMENT ON COLUMN lapidas.purgado_en IS 'Instante en que se borraron sus datos. unidad: UTC.';

COMMENT ON COLUMN lapidas.motivo IS 'Razón en palabras.';
