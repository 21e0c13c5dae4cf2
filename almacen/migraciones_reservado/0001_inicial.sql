CREATE TABLE contactos (
    cuenta VARCHAR NOT NULL,
    administrador VARCHAR,
    correo_administrador VARCHAR,
    titular VARCHAR,
    correo_titular VARCHAR,
    correo_apertura VARCHAR,
    PRIMARY KEY (cuenta)
);

COMMENT ON TABLE contactos IS 'Personas responsables de cada cuenta; no se publica.';

COMMENT ON COLUMN contactos.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN contactos.administrador IS 'Nombre del administrador de la cuenta. Lineamientos, art. 3.';

COMMENT ON COLUMN contactos.correo_administrador IS 'Correo del administrador de la cuenta. Lineamientos, art. 9.';

COMMENT ON COLUMN contactos.titular IS 'Nombre del titular del área. Lineamientos, art. 15.';

COMMENT ON COLUMN contactos.correo_titular IS 'Correo del titular del área. Lineamientos, art. 15.';

COMMENT ON COLUMN contactos.correo_apertura IS 'Correo con que se abrió la cuenta. Lineamientos, art. 2.';

CREATE TABLE migraciones (
    version BIGINT NOT NULL,
    descripcion VARCHAR NOT NULL,
    aplicada_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (version)
);

COMMENT ON TABLE migraciones IS 'Versiones de la estructura aplicadas a esta base.';

COMMENT ON COLUMN migraciones.version IS 'Número de la evaluación dentro del semestre, desde 1.';

COMMENT ON COLUMN migraciones.descripcion IS 'Descripción.';

COMMENT ON COLUMN migraciones.aplicada_en IS 'Instante en que se aplicó la migración. unidad: UTC.';
