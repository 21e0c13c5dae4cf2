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
