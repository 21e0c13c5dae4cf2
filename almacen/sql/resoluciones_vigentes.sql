WITH ultimas AS (
    SELECT * FROM resoluciones
    QUALIFY row_number() OVER (
        PARTITION BY semestre, cuenta ORDER BY numero_acto DESC, registrado_en DESC, resolucion
    ) = 1
),
propuestas AS (
    SELECT k.semestre, k.cuenta, k.red, k.area, k.indice, k.clase_propuesta, k.evaluacion
    FROM calificaciones k JOIN evaluaciones_vigentes e ON e.evaluacion = k.evaluacion
)
SELECT semestre, cuenta, coalesce(p.red, c.red) AS red, c.nombre, coalesce(p.area, c.area) AS area,
       p.indice, p.clase_propuesta, r.clase_resuelta,
       CASE WHEN r.resolucion IS NULL THEN 'sin resolver' ELSE 'resuelta' END AS situacion,
       r.clase_resuelta <> r.clase_propuesta AS difiere,
       r.sesion, r.resuelta_el, r.acuerdo, r.razones,
       r.clase_propuesta AS propuesta_resuelta,
       r.evaluacion <> p.evaluacion AND r.clase_propuesta IS DISTINCT FROM p.clase_propuesta AS propuesta_cambio,
       v.notificada_el, v.vence_el, v.respondida_el, r.numero_acto, r.registrado_en,
       p.evaluacion, r.evaluacion AS evaluacion_resuelta, r.lote
FROM propuestas p
FULL JOIN ultimas r USING (semestre, cuenta)
LEFT JOIN cuentas c USING (cuenta)
LEFT JOIN vistas_vigentes v USING (semestre, cuenta)
