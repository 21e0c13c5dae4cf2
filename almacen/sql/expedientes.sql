-- Los hechos van en el orden en que los lee el expediente: por el día que cuenta, lo que venció antes que lo demás.
-- Una prórroga corre el plazo que abrió el último aviso, si seguía abierto.
WITH ordenados AS (
    SELECT *, row_number() OVER (
        PARTITION BY semestre, cuenta
        ORDER BY fecha_efectiva, clase_evento NOT IN ('no_subsanado', 'persistente'), ocurrido_en,
                 list_position(/*clases*/, clase_evento), evento
    ) AS n
    FROM eventos
    -- Lo que una corrección anuló no ocurrió; sin cuenta solo hay borradores del semestre que se retiraron.
    WHERE cuenta <> ''
      AND evento NOT IN (SELECT documento_evento FROM eventos WHERE clase_evento = 'corregido')
),
abiertos AS (
    SELECT *,
           last_value(CASE WHEN clase_evento IN ('requerido', 'observado', 'requerido_por_silencio',
                                                 'avisado_al_titular', 'no_subsanado', 'persistente')
                           THEN clase_evento END IGNORE NULLS) OVER previos AS abre,
           max(CASE WHEN clase_evento = 'requerido_por_silencio' THEN n END) OVER previos AS en_silencio,
           max(CASE WHEN clase_evento = 'no_subsanado' THEN n END) OVER previos AS sin_subsanar,
           max(CASE WHEN clase_evento = 'recibido' THEN n END) OVER previos AS entregado
    FROM ordenados
    WINDOW previos AS (PARTITION BY semestre, cuenta ORDER BY n ROWS UNBOUNDED PRECEDING)
),
hechos AS (
    -- Lo entregado cierra el plazo de quien no había entregado: después no hay qué prorrogar.
    SELECT * REPLACE (CASE WHEN clase_evento = 'prorrogado' AND abre IN ('requerido', 'requerido_por_silencio')
                                AND entregado IS NOT NULL THEN NULL ELSE abre END AS abre)
    FROM abiertos
),
por_cuenta AS (
    SELECT semestre, cuenta,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'requerido') AS requerido_el,
           max_by(vence, n) FILTER (abre = 'requerido' AND vence IS NOT NULL) AS vence_entrega,
           min_by(fecha_efectiva, n) FILTER (clase_evento = 'recibido') AS recibido_el,
           min_by(fecha_efectiva, n) FILTER (clase_evento = 'observado') AS observado_el,
           max_by(vence, n) FILTER (abre = 'observado' AND vence IS NOT NULL) AS vence_subsanacion,
           max_by(fecha_efectiva, n) FILTER (clase_evento IN ('subsanado', 'aclarado')) AS subsanado_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'no_subsanado') AS no_subsanado_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'requerido_por_silencio') AS requerido_por_silencio_el,
           max_by(vence, n) FILTER (abre = 'requerido_por_silencio' AND vence IS NOT NULL) AS vence_silencio,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'avisado_al_titular') AS avisado_al_titular_el,
           max_by(coalesce(en_silencio, 0) > coalesce(sin_subsanar, 0), n)
               FILTER (clase_evento = 'avisado_al_titular') AS avisado_por_silencio,
           max_by(vence, n) FILTER (abre = 'avisado_al_titular' AND vence IS NOT NULL) AS vence_titular,
           min_by(fecha_efectiva, n) FILTER (clase_evento = 'persistente') AS persistente_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'evaluado') AS evaluado_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'informado') AS informado_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'resuelto') AS resuelto_el,
           max_by(fecha_efectiva, n) FILTER (clase_evento = 'resolucion_notificada') AS resolucion_notificada_el,
           count(*) FILTER (clase_evento = 'prorrogado') AS prorrogas, count(*) AS hechos,
           max_by(clase_evento, n) AS ultimo_hecho, max_by(fecha_efectiva, n) AS ultimo_hecho_el
    FROM hechos GROUP BY ALL
),
pruebas AS (
    SELECT c.semestre, k.cuenta, count(DISTINCT comunicacion) AS avisos_con_prueba
    FROM comunicaciones c
    JOIN comunicaciones_cuentas k USING (comunicacion)
    SEMI JOIN notificaciones n USING (comunicacion)
    GROUP BY ALL
)
SELECT p.semestre, p.cuenta, c.red, c.nombre, c.area, p.requerido_el, p.vence_entrega, p.recibido_el,
       p.recibido_el <= p.vence_entrega AS entregado_en_tiempo,
       p.observado_el, p.vence_subsanacion, p.subsanado_el, p.no_subsanado_el,
       p.requerido_por_silencio_el, p.vence_silencio,
       p.avisado_al_titular_el, p.avisado_por_silencio, p.vence_titular, p.persistente_el,
       p.evaluado_el, p.informado_el, p.resuelto_el, p.resolucion_notificada_el,
       p.prorrogas, coalesce(v.avisos_con_prueba, 0) AS avisos_con_prueba, p.hechos, p.ultimo_hecho, p.ultimo_hecho_el
FROM por_cuenta p
LEFT JOIN pruebas v USING (semestre, cuenta)
LEFT JOIN cuentas c USING (cuenta)
