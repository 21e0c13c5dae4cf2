WITH partes AS (
    SELECT cuenta, semestre, fuente, lote, archivo FROM mediciones
    WHERE valor IS NOT NULL OR ausencia IN ('plataforma', 'no_aplica')
    UNION
    SELECT p.cuenta, p.semestre, CASE WHEN l.origen = 'api' THEN 'api' ELSE 'exportacion' END, p.lote, p.archivo
    FROM publicaciones p JOIN lotes l USING (lote)
    UNION
    SELECT cuenta, year(fecha)::VARCHAR || CASE WHEN month(fecha) <= 6 THEN '-1' ELSE '-2' END, fuente, lote, archivo
    FROM diarias WHERE fuente <> 'api' OR valor IS NOT NULL
),
entregas AS (
    SELECT cuenta, semestre, string_agg(DISTINCT fuente, ',' ORDER BY fuente) AS fuentes,
           count(DISTINCT lote || archivo) FILTER (WHERE fuente <> 'api') AS archivos
    FROM partes GROUP BY ALL
),
conteos AS (
    SELECT cuenta, semestre, count(DISTINCT id_publicacion) AS publicaciones FROM publicaciones GROUP BY ALL
),
fotos AS (SELECT cuenta, semestre, count(*) AS evidencias FROM evidencias GROUP BY ALL),
semestres AS (
    SELECT semestre FROM evaluaciones UNION SELECT semestre FROM partes
)
SELECT s.semestre, c.cuenta, c.red, c.area, coalesce(e.fuentes, '') AS fuentes, coalesce(e.archivos, 0) AS archivos,
       coalesce(n.publicaciones, 0) AS publicaciones, coalesce(f.evidencias, 0) AS evidencias,
       e.fuentes IS NOT NULL AS entregado
FROM cuentas c
CROSS JOIN semestres s
LEFT JOIN entregas e ON e.cuenta = c.cuenta AND e.semestre = s.semestre
LEFT JOIN conteos n ON n.cuenta = c.cuenta AND n.semestre = s.semestre
LEFT JOIN fotos f ON f.cuenta = c.cuenta AND f.semestre = s.semestre
WHERE (c.vigente_desde IS NULL OR c.vigente_desde <=
       make_date(left(s.semestre, 4)::INTEGER, CASE WHEN right(s.semestre, 1) = '1' THEN 6 ELSE 12 END,
                 CASE WHEN right(s.semestre, 1) = '1' THEN 30 ELSE 31 END))
  AND (c.vigente_hasta IS NULL OR c.vigente_hasta >=
       make_date(left(s.semestre, 4)::INTEGER, CASE WHEN right(s.semestre, 1) = '1' THEN 1 ELSE 7 END, 1))
