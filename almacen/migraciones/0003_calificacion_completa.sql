-- Ajuste de los conteos bajos hacia su cohorte: lo crudo y lo ajustado, con la división de que salen.

ALTER TABLE criterios ADD COLUMN ajustado DOUBLE;

COMMENT ON COLUMN criterios.ajustado IS 'Valor que se comparó con las metas: el crudo acercado a su cohorte, o el crudo.';

ALTER TABLE partes ADD COLUMN ajustado DOUBLE;

COMMENT ON COLUMN partes.ajustado IS 'Valor que se comparó con las metas: el crudo acercado a su cohorte, o el crudo.';

ALTER TABLE partes ADD COLUMN n BIGINT;

COMMENT ON COLUMN partes.n IS 'Publicaciones sobre las que se midió la parte; vacía si no se ajusta. unidad: publicaciones.';

ALTER TABLE partes ADD COLUMN k DOUBLE;

COMMENT ON COLUMN partes.k IS 'Publicaciones que pesa la cohorte en el ajuste; infinita si contar explica todas las diferencias, vacía si no se ajusta. unidad: publicaciones.';

ALTER TABLE partes ADD COLUMN media_base DOUBLE;

COMMENT ON COLUMN partes.media_base IS 'Media del crudo en la base, a la que se acerca; vacía si no se ajusta.';

ALTER TABLE partes ADD COLUMN numerador BIGINT;

COMMENT ON COLUMN partes.numerador IS 'Numerador del cociente de que sale el crudo.';

ALTER TABLE partes ADD COLUMN numerador_descripcion VARCHAR;

COMMENT ON COLUMN partes.numerador_descripcion IS 'El numerador en palabras, con sus cifras.';

ALTER TABLE partes ADD COLUMN denominador DOUBLE;

COMMENT ON COLUMN partes.denominador IS 'Denominador del cociente de que sale el crudo.';

ALTER TABLE partes ADD COLUMN denominador_descripcion VARCHAR;

COMMENT ON COLUMN partes.denominador_descripcion IS 'El denominador en palabras, con sus cifras.';

ALTER TABLE metas ADD COLUMN k DOUBLE;

COMMENT ON COLUMN metas.k IS 'Publicaciones que pesa la cohorte en el ajuste; infinita si contar explica todas las diferencias, vacía si no se ajusta. unidad: publicaciones.';

ALTER TABLE metas ADD COLUMN media_base DOUBLE;

COMMENT ON COLUMN metas.media_base IS 'Media del crudo en la base, a la que se acerca; vacía si no se ajusta.';
-- Incertidumbre de cada calificación: intervalos, probabilidad de la misma clase y cambio propio.

CREATE TABLE incertidumbre (
    evaluacion VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    extracciones BIGINT,
    indice_mediano DOUBLE,
    indice_p5 DOUBLE,
    indice_p95 DOUBLE,
    lugares BIGINT,
    lugar_mediano BIGINT,
    lugar_p5 BIGINT,
    lugar_p95 BIGINT,
    probabilidad_clase DOUBLE,
    frontera BOOLEAN,
    motivo VARCHAR,
    indice_anterior DOUBLE,
    cambio_indice DOUBLE,
    motivo_cambio VARCHAR,
    PRIMARY KEY (evaluacion, cuenta)
);

COMMENT ON TABLE incertidumbre IS 'Incertidumbre de cada calificación: intervalos, probabilidad de la misma clase y cambio propio.';

COMMENT ON COLUMN incertidumbre.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN incertidumbre.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN incertidumbre.extracciones IS 'Veces que se repitió la calificación. unidad: extracciones. Lineamientos, art. 13.';

COMMENT ON COLUMN incertidumbre.indice_mediano IS 'Índice que la mitad de las extracciones no rebasa. unidad: puntos 0-100. Lineamientos, art. 13.';

COMMENT ON COLUMN incertidumbre.indice_p5 IS 'Índice que 5 % de las extracciones no rebasa. unidad: puntos 0-100. Lineamientos, art. 13.';

COMMENT ON COLUMN incertidumbre.indice_p95 IS 'Índice que 95 % de las extracciones no rebasa. unidad: puntos 0-100. Lineamientos, art. 13.';

COMMENT ON COLUMN incertidumbre.lugares IS 'Cuentas de la cohorte con índice, entre las que se cuenta el lugar. unidad: cuentas.';

COMMENT ON COLUMN incertidumbre.lugar_mediano IS 'Lugar por índice dentro de su cohorte (1 es el mayor) que la mitad de las extracciones no rebasa. unidad: lugar. Lineamientos, art. 13.';

COMMENT ON COLUMN incertidumbre.lugar_p5 IS 'Lugar que 5 % de las extracciones no rebasa: el más favorable. unidad: lugar. Lineamientos, art. 13.';

COMMENT ON COLUMN incertidumbre.lugar_p95 IS 'Lugar que 95 % de las extracciones no rebasa: el menos favorable. unidad: lugar. Lineamientos, art. 13.';

COMMENT ON COLUMN incertidumbre.probabilidad_clase IS 'Proporción de las extracciones en que la clase es la propuesta. unidad: proporción. Lineamientos, art. 13.';

COMMENT ON COLUMN incertidumbre.frontera IS 'Si esa proporción es menor que el umbral: la clase pudo ser otra. Lineamientos, art. 13.';

COMMENT ON COLUMN incertidumbre.motivo IS 'Razón en palabras.';

COMMENT ON COLUMN incertidumbre.indice_anterior IS 'Índice de la misma cuenta en el semestre anterior, con la misma versión del método y la misma fase. unidad: puntos 0-100. Lineamientos, art. 13.';

COMMENT ON COLUMN incertidumbre.cambio_indice IS 'Índice menos índice anterior; no entra en la calificación. unidad: puntos. Lineamientos, art. 13.';

COMMENT ON COLUMN incertidumbre.motivo_cambio IS 'Por qué no se compara con el semestre anterior.';
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

COMMENT ON COLUMN respuestas_del_area.con_adjunto IS 'Si la respuesta trae un archivo.';

COMMENT ON COLUMN respuestas_del_area.registrado_en IS 'Instante en que se registró. unidad: UTC.';
-- Recomendaciones por regla y escritas, lo declarado de ellas y su seguimiento.

CREATE TABLE recomendaciones (
    evaluacion VARCHAR NOT NULL,
    recomendacion VARCHAR NOT NULL,
    semestre VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    regla VARCHAR NOT NULL,
    numero_regla BIGINT NOT NULL,
    titulo_regla VARCHAR NOT NULL,
    articulo VARCHAR NOT NULL,
    texto_recomendacion VARCHAR NOT NULL,
    texto_comite VARCHAR NOT NULL,
    entradas_json VARCHAR NOT NULL,
    umbrales_json VARCHAR NOT NULL,
    valor_medido DOUBLE NOT NULL,
    limite DOUBLE NOT NULL,
    comprobacion VARCHAR NOT NULL,
    PRIMARY KEY (evaluacion, recomendacion)
);

COMMENT ON TABLE recomendaciones IS 'Recomendaciones por regla de cada evaluación, con las cifras y los umbrales que las sostienen.';

COMMENT ON COLUMN recomendaciones.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN recomendaciones.recomendacion IS 'Identidad de la recomendación: semestre, cuenta y regla o número. Lineamientos, art. 6.';

COMMENT ON COLUMN recomendaciones.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN recomendaciones.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN recomendaciones.regla IS 'Clave de la regla que la produjo; vacía si la escribió un evaluador. Lineamientos, art. 6.';

COMMENT ON COLUMN recomendaciones.numero_regla IS 'Número de la regla.';

COMMENT ON COLUMN recomendaciones.titulo_regla IS 'Qué se recomienda, en pocas palabras.';

COMMENT ON COLUMN recomendaciones.articulo IS 'Artículo en que se apoya.';

COMMENT ON COLUMN recomendaciones.texto_recomendacion IS 'Lo que se recomienda al administrador. Lineamientos, art. 6.';

COMMENT ON COLUMN recomendaciones.texto_comite IS 'Cómo se dice al Comité de Gestión.';

COMMENT ON COLUMN recomendaciones.entradas_json IS 'Cifras que miró la regla, en JSON.';

COMMENT ON COLUMN recomendaciones.umbrales_json IS 'Valor vigente de los parámetros de la regla, en JSON.';

COMMENT ON COLUMN recomendaciones.valor_medido IS 'Indicador que se comparó, como se muestra.';

COMMENT ON COLUMN recomendaciones.limite IS 'Límite con que se comparó y que se comunicó.';

COMMENT ON COLUMN recomendaciones.comprobacion IS 'Cómo se sabe si se atendió: «datos», «declaracion» o «datos_o_declaracion».';

CREATE TABLE recomendaciones_omitidas (
    evaluacion VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    regla VARCHAR NOT NULL,
    numero_regla BIGINT NOT NULL,
    titulo_regla VARCHAR NOT NULL,
    motivo VARCHAR NOT NULL,
    PRIMARY KEY (evaluacion, cuenta, regla)
);

COMMENT ON TABLE recomendaciones_omitidas IS 'Reglas que no pudieron aplicarse a una cuenta en una evaluación, y por qué.';

COMMENT ON COLUMN recomendaciones_omitidas.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN recomendaciones_omitidas.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN recomendaciones_omitidas.regla IS 'Clave de la regla que la produjo; vacía si la escribió un evaluador. Lineamientos, art. 6.';

COMMENT ON COLUMN recomendaciones_omitidas.numero_regla IS 'Número de la regla.';

COMMENT ON COLUMN recomendaciones_omitidas.titulo_regla IS 'Qué se recomienda, en pocas palabras.';

COMMENT ON COLUMN recomendaciones_omitidas.motivo IS 'Razón en palabras.';

CREATE TABLE recomendaciones_seguimiento (
    evaluacion VARCHAR NOT NULL,
    recomendacion VARCHAR NOT NULL,
    semestre_seguimiento VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    regla VARCHAR,
    estado_atencion VARCHAR NOT NULL,
    comprobada_por VARCHAR NOT NULL,
    valor_antes DOUBLE,
    valor_ahora DOUBLE,
    limite DOUBLE,
    motivo VARCHAR NOT NULL,
    PRIMARY KEY (evaluacion, recomendacion)
);

COMMENT ON TABLE recomendaciones_seguimiento IS 'Cómo quedó, al evaluar un semestre, cada recomendación del anterior.';

COMMENT ON COLUMN recomendaciones_seguimiento.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN recomendaciones_seguimiento.recomendacion IS 'Identidad de la recomendación: semestre, cuenta y regla o número. Lineamientos, art. 6.';

COMMENT ON COLUMN recomendaciones_seguimiento.semestre_seguimiento IS 'Semestre cuyas cifras muestran si se atendió. Lineamientos, art. 7.';

COMMENT ON COLUMN recomendaciones_seguimiento.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN recomendaciones_seguimiento.regla IS 'Clave de la regla que la produjo; vacía si la escribió un evaluador. Lineamientos, art. 6.';

COMMENT ON COLUMN recomendaciones_seguimiento.estado_atencion IS '«atendida», «no_atendida» o «sin_elementos». Lineamientos, art. 7.';

COMMENT ON COLUMN recomendaciones_seguimiento.comprobada_por IS 'Qué lo muestra: «datos», «declaracion» o «ninguna». Lineamientos, art. 7.';

COMMENT ON COLUMN recomendaciones_seguimiento.valor_antes IS 'Indicador al emitirla.';

COMMENT ON COLUMN recomendaciones_seguimiento.valor_ahora IS 'El mismo indicador en el semestre siguiente.';

COMMENT ON COLUMN recomendaciones_seguimiento.limite IS 'Límite con que se comparó y que se comunicó.';

COMMENT ON COLUMN recomendaciones_seguimiento.motivo IS 'Razón en palabras.';

CREATE TABLE recomendaciones_escritas (
    recomendacion VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    semestre VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    texto_recomendacion VARCHAR NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (recomendacion)
);

COMMENT ON TABLE recomendaciones_escritas IS 'Recomendaciones sobre contenidos que escribió un evaluador; de solo agregar.';

COMMENT ON COLUMN recomendaciones_escritas.recomendacion IS 'Identidad de la recomendación: semestre, cuenta y regla o número. Lineamientos, art. 6.';

COMMENT ON COLUMN recomendaciones_escritas.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN recomendaciones_escritas.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN recomendaciones_escritas.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN recomendaciones_escritas.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN recomendaciones_escritas.texto_recomendacion IS 'Lo que se recomienda al administrador. Lineamientos, art. 6.';

COMMENT ON COLUMN recomendaciones_escritas.registrado_en IS 'Instante en que se registró. unidad: UTC.';

CREATE TABLE recomendaciones_atencion (
    declaracion VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    semestre VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    recomendacion VARCHAR NOT NULL,
    numero_acto BIGINT NOT NULL,
    declarada VARCHAR NOT NULL,
    declarada_el DATE NOT NULL,
    detalle_atencion VARCHAR NOT NULL,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (declaracion)
);

COMMENT ON TABLE recomendaciones_atencion IS 'Lo que los administradores declaran de cada recomendación; de solo agregar, vale la última.';

COMMENT ON COLUMN recomendaciones_atencion.declaracion IS 'Identidad de lo declarado.';

COMMENT ON COLUMN recomendaciones_atencion.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN recomendaciones_atencion.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN recomendaciones_atencion.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN recomendaciones_atencion.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN recomendaciones_atencion.recomendacion IS 'Identidad de la recomendación: semestre, cuenta y regla o número. Lineamientos, art. 6.';

COMMENT ON COLUMN recomendaciones_atencion.numero_acto IS 'Número del acto entre los de su clase para esa cuenta y semestre, desde 1; vale el último.';

COMMENT ON COLUMN recomendaciones_atencion.declarada IS 'Lo que declaró el administrador: «atendida» o «no_atendida». Lineamientos, art. 7.';

COMMENT ON COLUMN recomendaciones_atencion.declarada_el IS 'Día en que el administrador lo declaró. Lineamientos, art. 7.';

COMMENT ON COLUMN recomendaciones_atencion.detalle_atencion IS 'Qué se hizo, o por qué no. Lineamientos, art. 7.';

COMMENT ON COLUMN recomendaciones_atencion.registrado_en IS 'Instante en que se registró. unidad: UTC.';
-- De dónde salió cada evaluación, para poder repetirla aunque el padrón y los lotes de hoy sean otros.

CREATE TABLE padron_evaluado (
    evaluacion VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    red VARCHAR NOT NULL,
    usuario VARCHAR NOT NULL,
    id_plataforma VARCHAR,
    nombre VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    central BOOLEAN NOT NULL,
    vigente_desde DATE,
    vigente_hasta DATE,
    ejemplo BOOLEAN NOT NULL,
    PRIMARY KEY (evaluacion, cuenta)
);

COMMENT ON TABLE padron_evaluado IS 'Padrón con que se hizo cada evaluación: sin él, al cambiar el de hoy no podría repetirse.';

COMMENT ON COLUMN padron_evaluado.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN padron_evaluado.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN padron_evaluado.red IS 'Red social. Lineamientos, art. 3.';

COMMENT ON COLUMN padron_evaluado.usuario IS 'Nombre de usuario en la red, sin arroba.';

COMMENT ON COLUMN padron_evaluado.id_plataforma IS 'Identificador que la plataforma da a la cuenta.';

COMMENT ON COLUMN padron_evaluado.nombre IS 'Nombre para mostrar.';

COMMENT ON COLUMN padron_evaluado.area IS 'Clave del área responsable. Lineamientos, art. 3.';

COMMENT ON COLUMN padron_evaluado.central IS 'Si es una cuenta de Comunicación Social, cuyos mensajes cuentan como C. Lineamientos, art. 11.';

COMMENT ON COLUMN padron_evaluado.vigente_desde IS 'Primer día en que la cuenta debe rendir estadística. Lineamientos, art. 2.';

COMMENT ON COLUMN padron_evaluado.vigente_hasta IS 'Último día en que la cuenta debe rendir estadística. Lineamientos, art. 2.';

COMMENT ON COLUMN padron_evaluado.ejemplo IS 'Si la fila es un dato inventado de demostración.';

CREATE TABLE lotes_evaluados (
    evaluacion VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    PRIMARY KEY (evaluacion, lote)
);

COMMENT ON TABLE lotes_evaluados IS 'Lotes que entraron por primera vez en cada evaluación; los de las anteriores entran también.';

COMMENT ON COLUMN lotes_evaluados.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN lotes_evaluados.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';
