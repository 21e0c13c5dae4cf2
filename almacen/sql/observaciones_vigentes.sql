-- Una observación de un lote queda atendida cuando una entrega posterior de la misma cuenta y clase no la repite;
-- una de las cifras del semestre, cuando la última evaluación ya no la hace.
SELECT o.observacion, o.semestre, o.cuenta, o.severidad, o.codigo, o.articulo, o.archivo, o.hoja, o.fila, o.columna,
       o.campo, o.encontrado, o.esperado, o.mensaje, o.que_hacer, o.detectada_en,
       CASE WHEN o.lote IS NOT NULL AND EXISTS (
                SELECT 1 FROM lotes p
                WHERE l.clase IS NOT NULL AND p.clase = l.clase AND p.carpeta IS NOT DISTINCT FROM l.carpeta
                  AND p.estado <> 'rechazado' AND p.recibido_en > l.recibido_en
                  AND NOT EXISTS (SELECT 1 FROM observaciones q WHERE q.lote = p.lote AND q.codigo = o.codigo
                                  AND q.cuenta IS NOT DISTINCT FROM o.cuenta AND q.campo IS NOT DISTINCT FROM o.campo))
            THEN 'atendida'
            WHEN o.lote IS NULL AND e.evaluacion IS NULL THEN 'atendida'
            ELSE 'pendiente' END AS situacion,
       o.lote, o.evaluacion
FROM observaciones o
LEFT JOIN lotes l ON l.lote = o.lote
LEFT JOIN evaluaciones_vigentes e ON e.evaluacion = o.evaluacion
