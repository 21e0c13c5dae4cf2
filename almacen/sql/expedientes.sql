-- El expediente de cada cuenta, hecho por hecho, con las transiciones de «lineamientos/procedimiento»: una prueba
-- compara las dos. Los hechos van por el día que cuenta; lo que venció, antes que lo demás.
WITH RECURSIVE una_por_una(orden, desde, clase_evento, hacia, condicion) AS (VALUES /*transiciones*/),
transiciones AS (
    SELECT desde, clase_evento, list({'hacia': hacia, 'condicion': condicion} ORDER BY orden) AS candidatas
    FROM una_por_una GROUP BY ALL
),
plazos(entrega, abre) AS (VALUES /*plazos*/),
ordenados AS (
    SELECT e.*, coalesce(o.observaciones, []) AS observaciones, row_number() OVER (
        PARTITION BY semestre, cuenta
        ORDER BY fecha_efectiva, clase_evento NOT IN ('no_subsanado', 'persistente'), ocurrido_en,
                 list_position(/*clases*/, clase_evento), evento
    ) AS n
    FROM eventos e LEFT JOIN (
        SELECT evento, list(DISTINCT observacion) AS observaciones FROM eventos_observaciones GROUP BY ALL
    ) o USING (evento)
    -- Lo que una corrección anuló no ocurrió; sin cuenta solo hay borradores del semestre que se retiraron.
    WHERE cuenta <> ''
      AND evento NOT IN (SELECT coalesce(documento_evento, '') FROM eventos WHERE clase_evento = 'corregido')
),
estados AS (
    SELECT DISTINCT semestre, cuenta, 0::BIGINT AS n, 'sin_requerir' AS entrega, 'pendiente' AS revision,
           []::STRUCT(observacion VARCHAR, vence DATE, vencida BOOLEAN)[] AS abiertas, []::VARCHAR[] AS avisadas,
           []::VARCHAR[] AS ya_avisadas,
           NULL::DATE AS vence_entrega, NULL::DATE AS vence_subsanacion, NULL::DATE AS vence_silencio,
           NULL::DATE AS vence_titular, NULL::DATE AS no_subsanado_el, NULL::BOOLEAN AS avisado_por_silencio,
           NULL::DATE AS persistente_el
    FROM ordenados
    UNION ALL
    SELECT semestre, cuenta, numero, coalesce(hacia, entrega),
           CASE WHEN list_position(/*revisiones*/, /*revision*/) > list_position(/*revisiones*/, revision)
                THEN /*revision*/ ELSE revision END,
           quedan, CASE WHEN avisa AND hacia IS NOT NULL THEN observaciones ELSE avisadas END,
           CASE WHEN avisa AND hacia IS NOT NULL THEN ya_avisadas || observaciones ELSE ya_avisadas END,
           CASE WHEN abre = 'requerido' THEN CASE WHEN prorroga THEN greatest(vence, vence_entrega) ELSE coalesce(vence, vence_entrega) END ELSE vence_entrega END,
           CASE WHEN abre = 'observado' THEN CASE WHEN prorroga THEN greatest(vence, vence_subsanacion) ELSE coalesce(vence, vence_subsanacion) END ELSE vence_subsanacion END,
           CASE WHEN abre = 'requerido_por_silencio' THEN CASE WHEN prorroga THEN greatest(vence, vence_silencio) ELSE coalesce(vence, vence_silencio) END ELSE vence_silencio END,
           CASE WHEN abre = 'avisado_al_titular' THEN CASE WHEN prorroga THEN greatest(vence, vence_titular) ELSE coalesce(vence, vence_titular) END ELSE vence_titular END,
           CASE WHEN hacia = 'no_subsanada' AND clase_evento = 'no_subsanado' THEN fecha_efectiva ELSE no_subsanado_el END,
           CASE WHEN hacia = 'escalada' THEN entrega = 'en_silencio' ELSE avisado_por_silencio END,
           CASE WHEN hacia = 'persistente' AND clase_evento = 'persistente' THEN fecha_efectiva ELSE persistente_el END
    FROM (
        -- De los cambios que el hecho puede producir vale el primero cuya condición se cumpla.
        SELECT *, [c.hacia FOR c IN candidatas IF CASE c.condicion
                       WHEN /*sin_abiertas*/ THEN len(quedan) = 0
                       WHEN /*nada_en_plazo*/ THEN NOT en_plazo AND NOT por_avisar
                       WHEN /*en_plazo*/ THEN en_plazo AND NOT por_avisar
                       WHEN /*solo_avisadas*/ THEN NOT en_plazo AND NOT por_avisar
                       WHEN /*atendido_y_por_avisar*/ THEN NOT queda_avisada AND por_avisar
                       WHEN /*atendido_y_en_plazo*/ THEN NOT queda_avisada AND en_plazo
                       WHEN /*atendido*/ THEN NOT queda_avisada
                       WHEN /*sin_vencidas_por_avisar*/ THEN NOT por_avisar
                       WHEN /*por_silencio*/ THEN len(avisadas) = 0
                       WHEN /*plazo_vencido*/ THEN CASE WHEN clase_evento = 'no_subsanado' THEN len(vencen) > 0
                                                   ELSE coalesce(corre < fecha_efectiva, true) END
                       ELSE true END][1] AS hacia
        FROM (
            SELECT *, len([q.observacion FOR q IN quedan IF NOT q.vencida]) > 0 AS en_plazo,
                   len([q.observacion FOR q IN quedan IF q.vencida AND q.observacion NOT IN ya_avisadas]) > 0 AS por_avisar,
                   len([q.observacion FOR q IN quedan IF q.observacion IN avisadas]) > 0 AS queda_avisada
            FROM (
                SELECT *, CASE clase_evento
                       -- La que se notifica otra vez conserva su plazo: renovarla no lo alarga (art. 14).
                       WHEN 'observado'
                       THEN abiertas || [{'observacion': o, 'vence': vence, 'vencida': false} FOR o IN observaciones
                                         IF o NOT IN [a.observacion FOR a IN abiertas]]
                       WHEN 'subsanado' THEN [a FOR a IN abiertas IF a.observacion NOT IN observaciones]
                       WHEN 'aclarado' THEN [a FOR a IN abiertas IF a.observacion NOT IN observaciones]
                       WHEN 'no_subsanado'
                       THEN [{'observacion': a.observacion, 'vence': a.vence,
                              'vencida': a.vencida OR a.observacion IN vencen} FOR a IN abiertas]
                       WHEN 'prorrogado'
                       THEN [{'observacion': a.observacion,
                              'vence': CASE WHEN a.vencida OR entrega <> 'observada' THEN a.vence
                                       ELSE greatest(a.vence, vence) END, 'vencida': a.vencida} FOR a IN abiertas]
                       ELSE abiertas END AS quedan
                FROM (
                    SELECT s.*, e.n AS numero, e.clase_evento, e.fecha_efectiva, e.vence, e.observaciones,
                           t.candidatas, e.clase_evento = 'prorrogado' AS prorroga,
                           e.clase_evento = 'avisado_al_titular' AS avisa,
                           CASE s.entrega WHEN 'requerida' THEN s.vence_entrega WHEN 'en_silencio' THEN s.vence_silencio
                                WHEN 'escalada' THEN s.vence_titular END AS corre,
                           CASE WHEN e.clase_evento = 'prorrogado' THEN p.abre ELSE e.clase_evento END AS abre,
                           CASE WHEN e.clase_evento = 'no_subsanado'
                                THEN [a.observacion FOR a IN s.abiertas IF a.observacion IN e.observaciones
                                      AND coalesce(a.vence < e.fecha_efectiva, true)] ELSE [] END AS vencen
                    FROM estados s
                    JOIN ordenados e ON e.semestre = s.semestre AND e.cuenta = s.cuenta AND e.n = s.n + 1
                    LEFT JOIN transiciones t ON t.desde = s.entrega AND t.clase_evento = e.clase_evento
                    LEFT JOIN plazos p ON p.entrega = s.entrega
                )
            )
        )
    )
),
finales AS (
    SELECT * FROM estados QUALIFY row_number() OVER (PARTITION BY semestre, cuenta ORDER BY n DESC) = 1
),
por_cuenta AS (
    SELECT semestre, cuenta,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'requerido') AS requerido_el,
           min_by(fecha_efectiva, n) FILTER (clase_evento = 'recibido') AS recibido_el,
           min_by(fecha_efectiva, n) FILTER (clase_evento = 'observado') AS observado_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento IN ('subsanado', 'aclarado')) AS subsanado_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'requerido_por_silencio') AS requerido_por_silencio_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'avisado_al_titular') AS avisado_al_titular_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'evaluado') AS evaluado_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'informado') AS informado_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'resuelto') AS resuelto_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'resolucion_notificada') AS resolucion_notificada_el,
           count(*) FILTER (clase_evento = 'prorrogado') AS prorrogas, count(*) AS hechos,
           max_by(clase_evento, n) AS ultimo_hecho, max_by(fecha_efectiva, n) AS ultimo_hecho_el
    FROM ordenados GROUP BY ALL
),
pruebas AS (
    SELECT c.semestre, k.cuenta, count(DISTINCT comunicacion) AS avisos_con_prueba
    FROM comunicaciones c
    JOIN comunicaciones_cuentas k USING (comunicacion)
    SEMI JOIN notificaciones n USING (comunicacion)
    GROUP BY ALL
)
SELECT p.semestre, p.cuenta, c.red, c.nombre, c.area, p.requerido_el, f.vence_entrega, p.recibido_el,
       p.recibido_el <= f.vence_entrega AS entregado_en_tiempo,
       p.observado_el, f.vence_subsanacion, p.subsanado_el, f.no_subsanado_el,
       p.requerido_por_silencio_el, f.vence_silencio,
       p.avisado_al_titular_el, f.avisado_por_silencio, f.vence_titular, f.persistente_el,
       p.evaluado_el, p.informado_el, p.resuelto_el, p.resolucion_notificada_el,
       p.prorrogas, coalesce(v.avisos_con_prueba, 0) AS avisos_con_prueba, p.hechos, p.ultimo_hecho, p.ultimo_hecho_el,
       f.entrega, f.revision, len(f.abiertas) AS abiertas
FROM por_cuenta p
JOIN finales f USING (semestre, cuenta)
LEFT JOIN pruebas v USING (semestre, cuenta)
LEFT JOIN cuentas c USING (cuenta)
