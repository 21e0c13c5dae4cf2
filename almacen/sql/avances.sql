-- Hasta dónde se ha leído completa cada operación de cada cuenta: los periodos completos que se tocan, desde el más
-- antiguo. Parámetro: $red.
-- Si la plataforma recortó lo pedido (X solo da lo más reciente), lo que quedó antes no puede obtenerse y volver a
-- pedirlo se cobraría otra vez: el tramo sigue, y sus datos completos empiezan después del recorte.
WITH periodos AS (
    SELECT r.cuenta, r.operacion, r.abarca_desde AS desde, r.abarca_hasta AS hasta,
           -- Solo la consulta de una cuenta dice desde dónde se le pidió; la de varias, desde la primera de ellas.
           CASE WHEN json_array_length(l.consulta, '$.cuentas') = 1
                THEN least(r.abarca_desde, (l.consulta ->> '$.desde')::TIMESTAMPTZ)
                ELSE r.abarca_desde END AS pedido
    FROM recolecciones r JOIN lotes l USING (lote)
    WHERE r.red = $red AND r.resultado = 'completo' AND r.abarca_desde IS NOT NULL AND r.abarca_hasta IS NOT NULL
),
previos AS (
    SELECT *, max(hasta) OVER (PARTITION BY cuenta, operacion ORDER BY pedido, hasta
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS leido
    FROM periodos
),
tramos AS (
    SELECT *, count(*) FILTER (WHERE pedido > leido) OVER (PARTITION BY cuenta, operacion ORDER BY pedido, hasta
                                                         ROWS UNBOUNDED PRECEDING) AS tramo
    FROM previos
),
primeros AS (
    SELECT cuenta, operacion,
           coalesce(max(desde) FILTER (WHERE desde > leido), min(desde)) AS desde, max(hasta) AS hasta
    FROM tramos WHERE tramo = 0 GROUP BY cuenta, operacion
),
ultimos AS (
    SELECT p.cuenta, 'publicaciones' AS operacion,
           arg_max(p.id_publicacion, (p.publicada_en, p.id_publicacion)) AS ultimo_id
    FROM publicaciones p WHERE p.red = $red AND p.leida_en IS NOT NULL GROUP BY p.cuenta
    UNION ALL
    SELECT m.cuenta, 'menciones', arg_max(m.id_mencion, (m.mencionada_en, m.id_mencion))
    FROM menciones m GROUP BY m.cuenta
)
SELECT p.cuenta, p.operacion, p.desde, p.hasta, u.ultimo_id
FROM primeros p LEFT JOIN ultimos u USING (cuenta, operacion)
ORDER BY p.cuenta, p.operacion
