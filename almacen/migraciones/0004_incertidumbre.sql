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
