-- Lo que se registra por orden: asientos, resoluciones del Comité, vistas al área y sus respuestas.

CREATE TABLE asientos (
    lote VARCHAR NOT NULL,
    clase_asiento VARCHAR NOT NULL,
    semestre VARCHAR NOT NULL,
    documento VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    asentados BIGINT NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (lote)
);

COMMENT ON TABLE asientos IS 'Cada vez que alguien registró actos por orden: con qué documento, cuándo y cuántos.';

COMMENT ON COLUMN asientos.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN asientos.clase_asiento IS 'Qué actos registra: resoluciones, vistas al área, ….';

COMMENT ON COLUMN asientos.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN asientos.documento IS 'Nombre del archivo entregado con la orden, o «orden» si se dio con sus opciones.';

COMMENT ON COLUMN asientos.sha256 IS 'Huella SHA-256 de los bytes tal como se recibieron.';

COMMENT ON COLUMN asientos.bytes IS 'Tamaño de lo recibido. unidad: bytes.';

COMMENT ON COLUMN asientos.asentados IS 'Actos que se registraron. unidad: actos.';

COMMENT ON COLUMN asientos.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE resoluciones (
    resolucion VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    semestre VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    numero_acto BIGINT NOT NULL,
    evaluacion VARCHAR NOT NULL,
    clase_propuesta VARCHAR NOT NULL,
    clase_resuelta VARCHAR NOT NULL,
    sesion VARCHAR NOT NULL,
    resuelta_el DATE NOT NULL,
    acuerdo VARCHAR NOT NULL,
    razones VARCHAR,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (resolucion)
);

COMMENT ON TABLE resoluciones IS 'Lo que resolvió el Comité de Gestión de cada cuenta, con sus correcciones; vale la última.';

COMMENT ON COLUMN resoluciones.resolucion IS 'Identidad de la resolución.';

COMMENT ON COLUMN resoluciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN resoluciones.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN resoluciones.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN resoluciones.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN resoluciones.numero_acto IS 'Número del acto entre los de su clase para esa cuenta y semestre, desde 1; vale el último.';

COMMENT ON COLUMN resoluciones.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN resoluciones.clase_propuesta IS 'Dictamen propuesto al Comité. Lineamientos, art. 13.';

COMMENT ON COLUMN resoluciones.clase_resuelta IS 'Calificación que resolvió el Comité de Gestión. Lineamientos, art. 13.';

COMMENT ON COLUMN resoluciones.sesion IS 'Sesión del Comité de Gestión en que se resolvió. Lineamientos, art. 13.';

COMMENT ON COLUMN resoluciones.resuelta_el IS 'Día en que resolvió el Comité de Gestión. Lineamientos, art. 13.';

COMMENT ON COLUMN resoluciones.acuerdo IS 'Acta o acuerdo en que consta la resolución. Lineamientos, art. 13.';

COMMENT ON COLUMN resoluciones.razones IS 'Razones de la resolución; las hay siempre que difiere de la propuesta. Lineamientos, art. 13.';

COMMENT ON COLUMN resoluciones.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE vistas_al_area (
    vista VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    semestre VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    numero_acto BIGINT NOT NULL,
    evaluacion VARCHAR NOT NULL,
    clase_propuesta VARCHAR NOT NULL,
    notificada_el DATE NOT NULL,
    oficio VARCHAR NOT NULL,
    vence_el DATE NOT NULL,
    computo VARCHAR NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (vista)
);

COMMENT ON TABLE vistas_al_area IS 'Vistas que se dieron al área antes de resolver en su contra, con su plazo; vale la última.';

COMMENT ON COLUMN vistas_al_area.vista IS 'Identidad de la vista que se dio al área. Lineamientos, art. 13.';

COMMENT ON COLUMN vistas_al_area.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN vistas_al_area.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN vistas_al_area.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN vistas_al_area.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN vistas_al_area.numero_acto IS 'Número del acto entre los de su clase para esa cuenta y semestre, desde 1; vale el último.';

COMMENT ON COLUMN vistas_al_area.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN vistas_al_area.clase_propuesta IS 'Dictamen propuesto al Comité. Lineamientos, art. 13.';

COMMENT ON COLUMN vistas_al_area.notificada_el IS 'Día hábil en que se notificó. Lineamientos, art. 9.';

COMMENT ON COLUMN vistas_al_area.oficio IS 'Oficio o correo con que se notificó. Lineamientos, art. 9.';

COMMENT ON COLUMN vistas_al_area.vence_el IS 'Último día para que el área responda, como se le comunicó. Lineamientos, art. 13.';

COMMENT ON COLUMN vistas_al_area.computo IS 'Cómo se contó el plazo y en qué se apoya.';

COMMENT ON COLUMN vistas_al_area.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE respuestas_del_area (
    respuesta VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    semestre VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    numero_acto BIGINT NOT NULL,
    vista VARCHAR NOT NULL,
    respondida_el DATE NOT NULL,
    oportuna BOOLEAN NOT NULL,
    con_adjunto BOOLEAN NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (respuesta)
);

COMMENT ON TABLE respuestas_del_area IS 'Respuestas de las áreas a las vistas, sin su texto; vale la última.';

COMMENT ON COLUMN respuestas_del_area.respuesta IS 'Identidad de la respuesta del área. Lineamientos, art. 13.';

COMMENT ON COLUMN respuestas_del_area.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN respuestas_del_area.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN respuestas_del_area.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN respuestas_del_area.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN respuestas_del_area.numero_acto IS 'Número del acto entre los de su clase para esa cuenta y semestre, desde 1; vale el último.';

COMMENT ON COLUMN respuestas_del_area.vista IS 'Identidad de la vista que se dio al área. Lineamientos, art. 13.';

COMMENT ON COLUMN respuestas_del_area.respondida_el IS 'Día en que el área respondió. Lineamientos, art. 13.';

COMMENT ON COLUMN respuestas_del_area.oportuna IS 'Si la respuesta llegó dentro del plazo de la vista. Lineamientos, art. 13.';

COMMENT ON COLUMN respuestas_del_area.con_adjunto IS 'Si la respuesta trae un archivo.';

COMMENT ON COLUMN respuestas_del_area.registrado_en IS 'Instante en que se registró. unidad: UTC.';
