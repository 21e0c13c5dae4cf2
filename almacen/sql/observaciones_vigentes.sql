-- Una observación de un lote queda atendida cuando después se recibe, de la misma cuenta, otra entrega de la misma
-- clase (o cualquiera, si el archivo observado no entró): lo que siga mal lo dice la entrega nueva. Si no se sabe de
-- qué cuenta era, hace falta otra entrega del mismo nombre. Lo que una API ya no deja leer (R101) no lo compone leerla
-- otra vez, sino un archivo. Una de las cifras del semestre queda atendida cuando la
-- última evaluación ya no la hace.
WITH entregas AS (
    SELECT lote, cuenta FROM mediciones
    UNION SELECT lote, cuenta FROM publicaciones
    UNION SELECT lote, cuenta FROM diarias
    UNION SELECT lote, cuenta FROM evidencias
),
posteriores AS (
    SELECT o.observacion
    FROM observaciones o
    JOIN lotes l ON l.lote = o.lote
    JOIN entregas e ON e.cuenta = o.cuenta
    JOIN lotes p ON p.lote = e.lote AND p.semestre = l.semestre AND p.recibido_en > l.recibido_en
                AND p.estado <> 'rechazado' AND (l.estado = 'rechazado'
                     OR CASE WHEN o.codigo = 'R101' THEN p.origen = 'archivo' ELSE p.clase = l.clase END)
    UNION
    SELECT o.observacion
    FROM observaciones o
    JOIN lotes l ON l.lote = o.lote
    JOIN lotes p ON p.archivo = l.archivo AND p.recibido_en > l.recibido_en AND p.estado <> 'rechazado'
    WHERE o.cuenta IS NULL
)
SELECT o.observacion, o.semestre, o.cuenta, o.severidad, o.codigo, o.articulo, o.archivo, o.hoja, o.fila, o.columna,
       o.campo, o.encontrado, o.esperado, o.mensaje, o.que_hacer, o.detectada_en,
       CASE WHEN o.observacion IN (SELECT observacion FROM posteriores) THEN 'atendida'
            WHEN o.lote IS NULL AND e.evaluacion IS NULL THEN 'atendida'
            ELSE 'pendiente' END AS situacion,
       o.lote, o.evaluacion
FROM observaciones o
LEFT JOIN evaluaciones_vigentes e ON e.evaluacion = o.evaluacion
