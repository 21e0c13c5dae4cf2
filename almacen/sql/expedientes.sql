-- El expediente de cada cuenta, hecho por hecho, con las transiciones de «lineamientos/procedimiento»: una prueba
-- compara las dos. Los hechos van por el día que cuenta; lo que venció, antes que lo demás.
WITH RECURSIVE transiciones(desde, clase_evento, hacia, condicion) AS (VALUES /*transiciones*/),
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
),
estados AS (
    SELECT DISTINCT semestre, cuenta, 0::BIGINT AS n, 'sin_requerir' AS entrega, 'pendiente' AS revision,
           []::STRUCT(observacion VARCHAR, vence DATE)[] AS abiertas, false AS en_silencio,
           NULL::DATE AS vence_entrega, NULL::DATE AS vence_subsanacion, NULL::DATE AS vence_silencio,
           NULL::DATE AS vence_titular, NULL::DATE AS no_subsanado_el, NULL::BOOLEAN AS avisado_por_silencio,
           NULL::DATE AS persistente_el
    FROM eventos
    UNION ALL
    SELECT semestre, cuenta, numero, coalesce(hacia, entrega),
           CASE WHEN list_position(/*revisiones*/, /*revision*/) > list_position(/*revisiones*/, revision)
                THEN /*revision*/ ELSE revision END,
           quedan, en_silencio OR clase_evento = 'requerido_por_silencio',
           CASE WHEN abre = 'requerido' THEN coalesce(vence, vence_entrega) ELSE vence_entrega END,
           CASE WHEN abre = 'observado' THEN coalesce(vence, vence_subsanacion) ELSE vence_subsanacion END,
           CASE WHEN abre = 'requerido_por_silencio' THEN coalesce(vence, vence_silencio) ELSE vence_silencio END,
           CASE WHEN abre = 'avisado_al_titular' THEN coalesce(vence, vence_titular) ELSE vence_titular END,
           CASE WHEN hacia = 'no_subsanada' THEN fecha_efectiva ELSE no_subsanado_el END,
           CASE WHEN hacia = 'escalada' THEN entrega = 'en_silencio' ELSE avisado_por_silencio END,
           CASE WHEN hacia = 'persistente' THEN fecha_efectiva ELSE persistente_el END
    FROM (
        -- Los hechos que cambian la entrega son los que cumplen su condición.
        SELECT *, CASE WHEN CASE condicion
                           WHEN /*sin_abiertas*/ THEN len(quedan) = 0
                           WHEN /*por_silencio*/ THEN en_silencio AND len(abiertas) = 0
                           WHEN /*plazo_vencido*/ THEN coalesce(corre < fecha_efectiva, true)
                           ELSE true END
                       THEN destino END AS hacia
        FROM (
            SELECT s.*, e.n AS numero, e.clase_evento, e.fecha_efectiva, e.vence, t.hacia AS destino, t.condicion,
                   CASE WHEN e.clase_evento = 'prorrogado' THEN p.abre ELSE e.clase_evento END AS abre,
                   CASE s.entrega WHEN 'observada' THEN list_min([a.vence FOR a IN s.abiertas])
                                  WHEN 'escalada' THEN s.vence_titular END AS corre,
                   CASE WHEN e.clase_evento = 'observado'
                        -- La que se notifica otra vez conserva su plazo: renovarla no lo alarga (art. 14).
                        THEN s.abiertas || [{'observacion': o, 'vence': e.vence} FOR o IN e.observaciones
                                            IF o NOT IN [a.observacion FOR a IN s.abiertas]]
                        WHEN e.clase_evento IN ('subsanado', 'aclarado')
                        THEN [a FOR a IN s.abiertas IF a.observacion NOT IN e.observaciones]
                        WHEN e.clase_evento = 'prorrogado' AND s.entrega = 'observada'
                        THEN [{'observacion': a.observacion, 'vence': e.vence} FOR a IN s.abiertas]
                        ELSE s.abiertas END AS quedan
            FROM estados s
            JOIN ordenados e ON e.semestre = s.semestre AND e.cuenta = s.cuenta AND e.n = s.n + 1
            LEFT JOIN transiciones t ON t.desde = s.entrega AND t.clase_evento = e.clase_evento
            LEFT JOIN plazos p ON p.entrega = s.entrega
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
