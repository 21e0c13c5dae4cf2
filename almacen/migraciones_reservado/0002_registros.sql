-- Quién registró cada acto, a quién se dirigió y su texto.

CREATE TABLE asientos_reservados (
    acto VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    clase_asiento VARCHAR NOT NULL,
    semestre VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    registrado_por VARCHAR NOT NULL,
    destinatario VARCHAR,
    texto_integro VARCHAR,
    adjunto VARCHAR,
    adjunto_sha256 VARCHAR,
    registrado_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (acto)
);

COMMENT ON TABLE asientos_reservados IS 'Quién registró cada acto, a quién se dirigió y su texto; no se publica.';

COMMENT ON COLUMN asientos_reservados.acto IS 'Identidad del acto: la de su resolución, su vista o su respuesta.';

COMMENT ON COLUMN asientos_reservados.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN asientos_reservados.clase_asiento IS 'Qué actos registra: resoluciones, vistas al área, ….';

COMMENT ON COLUMN asientos_reservados.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN asientos_reservados.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN asientos_reservados.registrado_por IS 'Quién lo registró.';

COMMENT ON COLUMN asientos_reservados.destinatario IS 'A quién se dirigió.';

COMMENT ON COLUMN asientos_reservados.texto_integro IS 'Texto completo de lo que se comunicó.';

COMMENT ON COLUMN asientos_reservados.adjunto IS 'Nombre del archivo que lo acompaña.';

COMMENT ON COLUMN asientos_reservados.adjunto_sha256 IS 'Huella SHA-256 del archivo que lo acompaña.';

COMMENT ON COLUMN asientos_reservados.registrado_en IS 'Instante en que se registró. unidad: UTC.';
