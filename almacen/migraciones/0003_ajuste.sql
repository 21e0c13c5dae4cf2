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
