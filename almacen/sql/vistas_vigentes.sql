WITH respuestas AS (
    SELECT * FROM respuestas_del_area
    QUALIFY row_number() OVER (
        PARTITION BY semestre, cuenta ORDER BY numero_acto DESC, registrado_en DESC, respuesta
    ) = 1
)
SELECT v.semestre, v.cuenta, c.red, c.nombre, c.area, v.clase_propuesta, v.notificada_el, v.oficio, v.vence_el,
       v.computo, r.respondida_el, r.respondida_el <= v.vence_el AS oportuna, r.con_adjunto, v.numero_acto, v.evaluacion, v.vista, r.respuesta
FROM vistas_al_area v
-- Corregir una vista no borra su respuesta; una vista posterior a la respuesta pide otra.
LEFT JOIN respuestas r ON r.semestre = v.semestre AND r.cuenta = v.cuenta AND r.respondida_el >= v.notificada_el
LEFT JOIN cuentas c ON c.cuenta = v.cuenta
QUALIFY row_number() OVER (
    PARTITION BY v.semestre, v.cuenta ORDER BY v.numero_acto DESC, v.registrado_en DESC, v.vista
) = 1
