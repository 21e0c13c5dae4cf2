-- En qué está cada observación, con la regla de «lineamientos/procedimiento/observaciones» (art. 14): lo entregado
-- después sustituye campo por campo. Una prueba compara las dos.
WITH RECURSIVE lotes_que_cuentan AS (
    SELECT lote FROM lotes WHERE origen = 'archivo'
    UNION SELECT lote FROM observaciones WHERE lote IS NOT NULL
    UNION SELECT lote FROM lotes WHERE origen = 'api' AND clase IN (
        SELECT l.clase FROM observaciones o JOIN lotes l USING (lote) WHERE l.origen = 'api'
    )
),
traidos AS (
    SELECT lote, cuenta, campo FROM (/*campos*/)
    WHERE lote IN (SELECT lote FROM lotes_que_cuentan) 
),
del_semestre AS (
    SELECT semestre, lote FROM lotes UNION SELECT semestre, lote FROM observaciones
),
propias AS (
    -- Lo que alguien dejó en la carpeta de otra cuenta no se le observa a quien no lo entregó.
    SELECT o.* REPLACE (CASE WHEN o.cuenta IS NOT NULL THEN coalesce(k.cuenta, o.cuenta) END AS cuenta),
           o.lote IS NOT NULL OR e.evaluacion IS NOT NULL AS vigente, l.recibido_en, l.clase, l.archivo AS llego_como,
           l.estado = 'rechazado' AS rechazado, l.origen = 'api' AS de_api,
           row_number() OVER (ORDER BY o.detectada_en, o.observacion) AS orden
    FROM observaciones o
    LEFT JOIN lotes l ON l.lote = o.lote
    LEFT JOIN cuentas k ON k.cuenta = l.carpeta AND l.semestre = o.semestre
    LEFT JOIN evaluaciones_vigentes e ON e.evaluacion = o.evaluacion
),
repeticiones AS (
    -- Una entrega posterior vuelve a traer mal lo mismo; mejor la observación del mismo código.
    SELECT o.observacion, x.lote, x.recibido_en,
           min_by(x.observacion, x.orden) FILTER (x.codigo = o.codigo AND x.campo IS NOT DISTINCT FROM o.campo) AS igual,
           min_by(x.observacion, x.orden) FILTER (x.campo = o.campo) AS del_campo,
           bool_or(t.campo IS NOT NULL) AS lo_trae
    FROM propias o
    JOIN propias x ON x.semestre = o.semestre AND x.cuenta = o.cuenta AND x.lote <> o.lote AND x.severidad <> 'aviso'
                  AND x.recibido_en > o.recibido_en
    LEFT JOIN traidos t ON t.lote = x.lote AND t.cuenta = o.cuenta AND t.campo = o.campo
    GROUP BY ALL
),
de_las_cifras AS (
    -- Las cifras del semestre se rehacen enteras: vale lo que dice la última evaluación.
    SELECT o.observacion, min_by(x.observacion, x.orden) AS otra
    FROM propias o
    LEFT JOIN propias x ON x.semestre = o.semestre AND x.cuenta IS NOT DISTINCT FROM o.cuenta AND x.lote IS NULL
                       AND x.vigente AND x.codigo = o.codigo AND x.campo IS NOT DISTINCT FROM o.campo
    WHERE o.lote IS NULL AND NOT o.vigente
    GROUP BY ALL
),
cierres AS (
    SELECT observacion, lote, recibido_en, coalesce(igual, CASE WHEN NOT lo_trae THEN del_campo END) AS otra
    FROM repeticiones
    WHERE igual IS NOT NULL OR (del_campo IS NOT NULL AND NOT lo_trae)
    UNION ALL
    SELECT o.observacion, p.lote, p.recibido_en, NULL
    FROM propias o
    JOIN traidos t ON t.cuenta = o.cuenta AND t.lote <> o.lote
    JOIN lotes p ON p.lote = t.lote
    JOIN del_semestre d ON d.lote = p.lote AND d.semestre = o.semestre
    WHERE p.estado <> 'rechazado'
      AND (p.recibido_en > o.recibido_en OR o.codigo IN /*de_falta*/)
      AND (p.origen <> 'api' OR (o.de_api AND p.clase = o.clase AND o.codigo NOT IN /*solo_de_archivo*/))
      AND CASE WHEN o.campo IS NOT NULL THEN t.campo = o.campo
               ELSE o.rechazado OR o.codigo IN /*de_falta*/ OR p.clase IS NOT DISTINCT FROM o.clase END
    UNION ALL
    -- De lo que no se supo de qué cuenta era, otra entrega del mismo nombre.
    SELECT o.observacion, p.lote, p.recibido_en, NULL
    FROM propias o
    JOIN lotes p ON p.archivo = o.llego_como AND p.recibido_en > o.recibido_en AND p.estado <> 'rechazado'
    JOIN del_semestre d ON d.lote = p.lote AND d.semestre = o.semestre
    WHERE o.cuenta IS NULL AND p.lote IN (SELECT lote FROM lotes_que_cuentan)
    UNION ALL
    SELECT observacion, NULL, NULL, otra FROM de_las_cifras
),
primeros AS (
    SELECT observacion, lote, otra FROM cierres
    QUALIFY row_number() OVER (PARTITION BY observacion ORDER BY recibido_en, lote, otra IS NULL) = 1
),
aclaradas AS (
    SELECT o.observacion
    FROM eventos_observaciones o JOIN eventos e USING (evento) WHERE e.clase_evento = 'aclarado'
    UNION
    -- Se aclaró una cifra: otra cifra, aunque la regla sea la misma, no está aclarada.
    SELECT nueva.observacion
    FROM aclaradas a
    JOIN primeros c ON c.observacion = a.observacion
    JOIN propias previa ON previa.observacion = a.observacion
    JOIN propias nueva ON nueva.observacion = c.otra AND nueva.codigo = previa.codigo
                      AND nueva.cuenta IS NOT DISTINCT FROM previa.cuenta
                      AND nueva.campo IS NOT DISTINCT FROM previa.campo
                      AND nueva.encontrado IS NOT DISTINCT FROM previa.encontrado
)
SELECT o.observacion, o.semestre, o.cuenta, o.severidad, o.codigo, o.articulo, o.archivo, o.hoja, o.fila, o.columna,
       o.campo, o.encontrado, o.esperado, o.mensaje, o.que_hacer, o.detectada_en,
       CASE WHEN c.observacion IS NULL AND a.observacion IS NULL THEN 'pendiente' ELSE 'atendida' END AS situacion,
       o.lote, o.evaluacion,
       CASE WHEN c.otra IS NOT NULL THEN 'renovada' WHEN c.observacion IS NOT NULL THEN 'subsanada'
            WHEN a.observacion IS NOT NULL THEN 'aclarada' END AS como,
       coalesce(c.otra, c.lote) AS por
FROM propias o
LEFT JOIN primeros c USING (observacion)
LEFT JOIN aclaradas a USING (observacion)
