-- Las de regla, según la última evaluación de su semestre, y las que escribió un evaluador. Su estado lo dice la última
-- evaluación del semestre siguiente; mientras no la haya quedan pendientes, con lo último que se haya declarado al lado.
WITH todas AS (
    SELECT r.semestre, r.cuenta, r.recomendacion, 'regla' AS origen_recomendacion, r.regla, r.numero_regla, r.titulo_regla,
           r.articulo, r.texto_recomendacion, r.texto_comite, r.valor_medido, r.limite, r.entradas_json, r.umbrales_json,
           r.comprobacion, r.evaluacion, NULL AS lote
    FROM recomendaciones r
    JOIN evaluaciones_vigentes e ON e.evaluacion = r.evaluacion
    UNION ALL
    SELECT semestre, cuenta, recomendacion, 'evaluador', NULL, NULL, 'Sobre contenidos', '6, fracción III',
           texto_recomendacion, texto_recomendacion, NULL, NULL, NULL, NULL, 'declaracion', NULL, lote
    FROM recomendaciones_escritas
),
declaradas AS (
    SELECT recomendacion, declarada, declarada_el, detalle_atencion
    FROM recomendaciones_atencion
    QUALIFY row_number() OVER (PARTITION BY recomendacion ORDER BY numero_acto DESC, registrado_en DESC, declaracion) = 1
),
seguidas AS (
    SELECT s.*
    FROM recomendaciones_seguimiento s
    JOIN evaluaciones_vigentes e ON e.evaluacion = s.evaluacion
)
SELECT t.semestre, t.cuenta, c.red, c.area, t.recomendacion, t.origen_recomendacion, t.numero_regla, t.regla,
       t.titulo_regla, t.articulo, t.texto_recomendacion, t.texto_comite, t.valor_medido, t.limite, t.entradas_json,
       t.umbrales_json, t.comprobacion, coalesce(s.estado_atencion, 'pendiente') AS situacion,
       s.comprobada_por, s.valor_ahora, s.semestre_seguimiento,
       coalesce(s.motivo, 'se sabrá al evaluar el semestre siguiente') AS motivo,
       d.declarada, d.declarada_el, d.detalle_atencion, t.evaluacion, t.lote
FROM todas t
LEFT JOIN cuentas c ON c.cuenta = t.cuenta
LEFT JOIN seguidas s ON s.recomendacion = t.recomendacion
LEFT JOIN declaradas d ON d.recomendacion = t.recomendacion
