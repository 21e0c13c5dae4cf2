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
