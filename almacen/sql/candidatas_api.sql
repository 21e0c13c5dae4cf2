-- Cifras candidatas de un semestre que salen de lo leído por API: una fila por cuenta y métrica (por definición, si es
-- una suma de días), con su valor o la razón de que falte.
-- Parámetros: $semestre, $inicio y $fin (fechas, inclusive), $zona y $tolerancia (días entre una lectura de seguidores
-- y el día de que se dice).
WITH vigencia AS (
    SELECT cuenta, red, primero, ultimo,
           primero::TIMESTAMP AT TIME ZONE $zona AS desde,
           (ultimo + 1)::TIMESTAMP AT TIME ZONE $zona AS hasta
    FROM (SELECT cuenta, red, greatest($inicio::DATE, coalesce(vigente_desde, $inicio::DATE)) AS primero,
                 least($fin::DATE, coalesce(vigente_hasta, $fin::DATE)) AS ultimo
          FROM cuentas)
    WHERE primero <= ultimo
),
definiciones AS (
    SELECT red, metrica, definicion
    FROM catalogo
    WHERE coalesce(desde, $fin::DATE) <= $fin::DATE
    QUALIFY row_number() OVER (PARTITION BY red, metrica ORDER BY desde DESC NULLS LAST) = 1
),
pedidas(red, operacion, metrica) AS (VALUES {pedidas}),
siguientes AS (
    SELECT DISTINCT red, operacion FROM pedidas WHERE operacion <> 'perfiles'
    UNION SELECT DISTINCT red, 'publicaciones' FROM pedidas
    UNION SELECT 'x', 'menciones'
),
-- 1. Qué se intentó leer de cada cuenta. Lo que no tiene periodo es del semestre en que se programó.
intentos AS (
    SELECT r.cuenta, v.red, r.operacion, arg_max(r.resultado, (r.leida_en, r.lote)) AS resultado,
           arg_max(r.lote, (r.leida_en, r.lote)) AS lote, max(r.leida_en) AS leida_en
    FROM recolecciones r JOIN vigencia v USING (cuenta)
    WHERE (r.abarca_desde < v.hasta AND r.abarca_hasta > v.desde)
       OR (r.abarca_desde IS NULL AND r.programada >= v.desde
           AND r.programada < v.hasta + to_days($tolerancia::INTEGER))
    GROUP BY r.cuenta, v.red, r.operacion
),
periodos AS (
    SELECT r.cuenta, r.operacion, greatest(r.abarca_desde, v.desde) AS desde, least(r.abarca_hasta, v.hasta) AS hasta,
           v.desde AS debido_desde, v.hasta AS debido_hasta
    FROM recolecciones r JOIN vigencia v USING (cuenta)
    WHERE r.resultado = 'completo' AND r.abarca_desde < v.hasta AND r.abarca_hasta > v.desde
),
tramos AS (
    SELECT *, desde > coalesce(max(hasta) OVER (PARTITION BY cuenta, operacion ORDER BY desde, hasta
                                                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
                               debido_desde) AS hueco
    FROM periodos
),
operaciones AS MATERIALIZED (
    SELECT i.cuenta, i.red, i.operacion, i.lote, i.leida_en, coalesce(c.completa, false) AS completa,
           CASE WHEN i.resultado = 'completo' THEN 'cobertura_incompleta' ELSE i.resultado END AS razon
    FROM intentos i
    LEFT JOIN (SELECT cuenta, operacion, NOT bool_or(hueco) AND max(hasta) >= any_value(debido_hasta) AS completa
               FROM tramos GROUP BY cuenta, operacion) c USING (cuenta, operacion)
    UNION ALL
    -- De una cuenta de la que ni el perfil pudo leerse no se pide nada más: lo demás falta por lo mismo.
    SELECT i.cuenta, i.red, s.operacion, i.lote, i.leida_en, false, i.resultado
    FROM intentos i JOIN siguientes s USING (red)
    WHERE i.operacion = 'perfiles' AND i.resultado <> 'completo'
      AND NOT EXISTS (SELECT 1 FROM intentos h WHERE h.cuenta = i.cuenta AND h.operacion IN ('publicaciones', s.operacion))
),
-- 2. Publicaciones: cada una una vez; de cada cifra suya, la última que se leyó.
versiones AS (
    -- El orden es un entero, que se compara más aprisa que una terna: microsegundos desde 2020 y, si dos lecturas son
    -- del mismo, una huella que desempata siempre igual.
    SELECT p.*, (epoch_us(p.leida_en) - 1577836800000000) * 4096 + (hash(p.lote, p.archivo, p.fila) % 4096)::BIGINT AS orden
    FROM publicaciones p JOIN vigencia v USING (cuenta)
    WHERE p.leida_en IS NOT NULL AND p.semestre = $semestre AND p.publicada_en::DATE BETWEEN v.primero AND v.ultimo
),
unicas AS (
    -- Cuándo se publicó y en qué se apoya no cambia entre lecturas.
    SELECT cuenta, id_publicacion, max(publicada_en) AS publicada_en, max(leida_en) AS leida_en,
           max(referencia_id) AS referencia_id, max(referencia_usuario) AS referencia_usuario,
           arg_max(es_compartida, orden) AS es_compartida, arg_max(es_respuesta, orden) AS es_respuesta,
           arg_max(piezas_multimedia, orden) AS piezas, {ultimas}
    FROM versiones GROUP BY cuenta, id_publicacion
),
ultimos_lotes AS (SELECT cuenta, arg_max(lote, orden) AS lote FROM versiones GROUP BY cuenta),
centrales AS (SELECT lower(usuario) AS usuario FROM cuentas WHERE red = 'x' AND central),
de_centrales AS (
    SELECT DISTINCT p.id_publicacion AS id
    FROM publicaciones p JOIN cuentas c USING (cuenta) WHERE c.red = 'x' AND c.central
),
conteos AS MATERIALIZED (
    SELECT cuenta, count(*) AS n, min(leida_en) AS primera, max(leida_en) AS leida_en,
           count(*) FILTER (WHERE NOT es_compartida) AS propias, count(es_compartida) AS con_origen,
           count(*) FILTER (WHERE es_compartida
                            AND (referencia_usuario IN (SELECT usuario FROM centrales)
                                 OR referencia_id IN (SELECT id FROM de_centrales))) AS de_comunicacion,
           count(*) FILTER (WHERE es_respuesta) AS respuestas, count(es_respuesta) AS con_respuesta,
           coalesce(sum(piezas) FILTER (WHERE NOT es_compartida), 0) AS piezas,
           count(piezas) FILTER (WHERE NOT es_compartida) AS con_piezas,
           {sumas}
    FROM unicas GROUP BY cuenta
),
-- Con la recolección completa, ninguna publicación son cero de verdad.
contadas AS MATERIALIZED (
    SELECT o.cuenta, o.red, o.completa, o.razon, coalesce(u.lote, o.lote) AS lote,
           coalesce(c.leida_en, o.leida_en) AS recibido_en, coalesce(c.primera, o.leida_en) AS primera,
           {conteos}
    FROM operaciones o LEFT JOIN conteos c USING (cuenta) LEFT JOIN ultimos_lotes u USING (cuenta)
    WHERE o.operacion = 'publicaciones'
),
derivadas AS (
    {derivadas}
),
publicadas AS (
    SELECT p.cuenta, p.red, p.metrica, d.definicion,
           CASE WHEN p.completa AND p.con_dato = p.debidas THEN p.suma END AS valor,
           CASE WHEN p.completa THEN 'cobertura_incompleta' ELSE p.razon END AS ausencia, p.lote, p.recibido_en,
           CASE WHEN NOT p.completa THEN p.palabras || ': la recolección no cubre todo el semestre'
                WHEN p.con_dato < p.debidas
                THEN p.palabras || ': sin dato en ' || (p.debidas - p.con_dato) || ' de ' || p.debidas
                ELSE p.palabras || ', leídas por API del ' || (p.primera AT TIME ZONE $zona)::DATE || ' al '
                     || (p.recibido_en AT TIME ZONE $zona)::DATE END AS calculo
    FROM derivadas p JOIN definiciones d USING (red, metrica)
),
-- 3. Menciones: cada una una vez.
mencionadas AS (
    SELECT o.cuenta, o.red, 'menciones' AS metrica, d.definicion,
           CASE WHEN o.completa THEN coalesce(m.n, 0) END AS valor, o.razon AS ausencia,
           coalesce(m.lote, o.lote) AS lote, o.leida_en AS recibido_en,
           CASE WHEN o.completa THEN 'menciones distintas leídas por API'
                ELSE 'menciones distintas: la recolección no cubre todo el semestre' END AS calculo
    FROM operaciones o
    JOIN definiciones d ON d.red = o.red AND d.metrica = 'menciones'
    LEFT JOIN (SELECT m.cuenta, count(DISTINCT m.id_mencion) AS n, arg_max(m.lote, (m.mencionada_en, m.lote)) AS lote
               FROM menciones m JOIN vigencia v USING (cuenta)
               WHERE m.mencionada_en >= v.desde AND m.mencionada_en < v.hasta GROUP BY m.cuenta) m USING (cuenta)
    WHERE o.operacion = 'menciones'
),
-- 4. Cifras diarias: de un día leído varias veces vale la última cifra; se suman solo las sumables y solo si están
-- todos los días debidos. El alcance de 28 días no se suma: se dice el mayor y el promedio.
dias AS (
    SELECT d.cuenta, v.red, d.metrica, d.definicion, d.fecha, d.valor, d.ausencia, d.lote, l.recibido_en,
           date_diff('day', v.primero, v.ultimo) + 1 AS debidos
    FROM diarias d JOIN vigencia v USING (cuenta) JOIN lotes l USING (lote)
    WHERE d.fuente = 'api' AND d.fecha BETWEEN v.primero AND v.ultimo AND d.metrica <> 'seguidores'
    QUALIFY row_number() OVER (
        PARTITION BY d.cuenta, d.metrica, d.definicion, d.fecha
        ORDER BY d.valor IS NULL, l.recibido_en DESC, d.lote DESC, d.archivo DESC, d.fila DESC
    ) = 1
),
sumas AS MATERIALIZED (
    SELECT d.cuenta, d.red, d.metrica, d.definicion, arg_max(d.lote, (d.recibido_en, d.lote)) AS lote,
           max(d.recibido_en) AS recibido_en, count(d.valor) AS con_dato, any_value(d.debidos) AS debidos,
           sum(d.valor) AS suma, max(d.valor) AS mayor, round(avg(d.valor)) AS promedio,
           -- Sin un solo día, la razón es la del último; con algunos, que no están todos.
           CASE WHEN count(d.valor) = 0 THEN arg_max(d.ausencia, d.fecha) ELSE any_value(o.razon) END AS razon
    FROM dias d LEFT JOIN operaciones o ON o.cuenta = d.cuenta AND o.operacion = 'diarias'
    GROUP BY d.cuenta, d.red, d.metrica, d.definicion
),
por_dia AS (
    SELECT cuenta, red, metrica, definicion, suma AS total, con_dato, debidos, razon, lote, recibido_en,
           'suma de ' || con_dato || ' de ' || debidos || ' días' AS calculo
    FROM sumas
    WHERE metrica IN ('impresiones', 'visualizaciones', 'visitas_perfil', 'vistas', 'vistas_interesadas', 'me_gusta',
                      'compartidos', 'comentarios', 'reproducciones')
    UNION ALL
    SELECT s.cuenta, s.red, a.metrica, d.definicion, CASE a.metrica WHEN 'alcance_28d_maximo' THEN s.mayor
                                                                    ELSE s.promedio END,
           s.con_dato, s.debidos, s.razon, s.lote, s.recibido_en,
           a.palabras || ' de los alcances de 28 días de ' || s.con_dato || ' de ' || s.debidos || ' días'
    FROM sumas s
    CROSS JOIN (VALUES ('alcance_28d_maximo', 'el mayor'), ('alcance_28d_promedio', 'promedio')) a(metrica, palabras)
    JOIN definiciones d ON d.red = s.red AND d.metrica = a.metrica
    WHERE s.metrica = 'alcance_28d'
),
diarias_sumadas AS (
    SELECT cuenta, red, metrica, definicion, CASE WHEN con_dato = debidos THEN total END AS valor,
           coalesce(razon, 'cobertura_incompleta') AS ausencia, lote, recibido_en, calculo
    FROM por_dia
),
-- 5. Seguidores: el nivel leído el día más cercano al que se dice; el crecimiento, altas menos bajas o cambio de nivel.
niveles AS (
    SELECT d.cuenta, v.red, e.metrica, d.valor, d.ausencia, d.fecha, d.lote, l.recibido_en,
           abs(date_diff('day', d.fecha, e.dia)) AS distancia
    FROM diarias d JOIN vigencia v USING (cuenta) JOIN lotes l USING (lote)
    CROSS JOIN LATERAL (SELECT 'seguidores_inicio' AS metrica, v.primero AS dia
                        UNION ALL SELECT 'seguidores_cierre', v.ultimo) e
    WHERE d.fuente = 'api' AND d.metrica = 'seguidores'
      AND abs(date_diff('day', d.fecha, e.dia)) <= $tolerancia
    QUALIFY row_number() OVER (
        PARTITION BY d.cuenta, e.metrica
        -- A igual distancia, el día de dentro del semestre; dentro del día, lo último que se leyó.
        ORDER BY d.valor IS NULL, distancia, d.fecha BETWEEN v.primero AND v.ultimo DESC, l.recibido_en DESC,
                 d.lote DESC, d.archivo DESC, d.fila DESC
    ) = 1
),
seguidores AS (
    SELECT n.cuenta, n.red, n.metrica, d.definicion, n.valor, n.ausencia, n.lote, n.recibido_en,
           'seguidores leídos por API el ' || n.fecha
           || CASE WHEN n.red = 'youtube' THEN ', redondeados por la plataforma' ELSE '' END AS calculo
    FROM niveles n JOIN definiciones d USING (red, metrica)
),
cambios AS (
    SELECT a.cuenta, a.red, 1 AS turno, CASE WHEN a.con_dato = a.debidos AND b.con_dato = b.debidos
                                             THEN a.suma - b.suma END AS valor,
           coalesce(a.razon, b.razon, 'cobertura_incompleta') AS ausencia, a.lote, a.recibido_en,
           'altas menos bajas de seguidores, ' || least(a.con_dato, b.con_dato) || ' de ' || a.debidos || ' días'
               AS calculo
    FROM sumas a JOIN sumas b USING (cuenta)
    WHERE a.metrica = 'altas_seguidores' AND b.metrica = 'bajas_seguidores'
    UNION ALL
    SELECT cuenta, red, 2,
           CASE WHEN bool_and(valor IS NOT NULL) AND min(desde) <= any_value(primero) AND max(hasta) >= any_value(ultimo)
                     AND sum(dias) = 2 * (date_diff('day', min(desde), max(hasta)) + 1)
                     AND sum(dias) FILTER (WHERE metrica = 'altas_seguidores') * 2 = sum(dias)
                THEN sum(CASE metrica WHEN 'altas_seguidores' THEN valor ELSE -valor END) END,
           coalesce(max(ausencia), 'cobertura_incompleta'), arg_max(lote, (recibido_en, lote)), max(recibido_en),
           'altas menos bajas de seguidores en ' || count(DISTINCT desde) || ' periodo(s)'
    FROM (SELECT m.*, v.red, v.primero, v.ultimo, l.recibido_en, date_diff('day', m.desde, m.hasta) + 1 AS dias
          FROM mediciones m JOIN vigencia v USING (cuenta) JOIN lotes l USING (lote)
          WHERE m.fuente = 'api' AND m.metrica IN ('altas_seguidores', 'bajas_seguidores')
            AND m.desde >= v.primero AND m.hasta <= v.ultimo
          QUALIFY row_number() OVER (PARTITION BY m.cuenta, m.metrica, m.desde, m.hasta
                                     ORDER BY m.valor IS NULL, l.recibido_en DESC, m.lote DESC, m.archivo DESC,
                                              m.fila DESC) = 1)
    GROUP BY cuenta, red
    UNION ALL
    SELECT c.cuenta, c.red, 3, c.valor - i.valor, NULL, c.lote, c.recibido_en,
           'seguidores al cierre menos seguidores al inicio, leídos por API'
    FROM niveles c JOIN niveles i USING (cuenta)
    WHERE c.metrica = 'seguidores_cierre' AND i.metrica = 'seguidores_inicio' AND c.red NOT IN ({redondeadas})
      AND c.valor IS NOT NULL AND i.valor IS NOT NULL
),
crecimiento AS (
    SELECT c.cuenta, c.red, 'crecimiento_seguidores' AS metrica, d.definicion, c.valor, c.ausencia, c.lote,
           c.recibido_en, c.calculo
    FROM cambios c JOIN definiciones d ON d.red = c.red AND d.metrica = 'crecimiento_seguidores'
    QUALIFY row_number() OVER (PARTITION BY c.cuenta ORDER BY c.valor IS NULL, c.turno) = 1
),
halladas AS MATERIALIZED (
    SELECT * FROM publicadas
    UNION ALL BY NAME SELECT * FROM mencionadas
    UNION ALL BY NAME SELECT * FROM diarias_sumadas
    UNION ALL BY NAME SELECT * FROM seguidores
    UNION ALL BY NAME SELECT * FROM crecimiento
    -- El alcance del semestre no sale de aquí: la API solo da el de 28 días y no se suma; lo da la exportación.
),
-- 6. Lo que se pidió y no dio nada: la razón es la del último intento.
faltantes AS (
    SELECT o.cuenta, o.red, p.metrica, d.definicion, NULL::BIGINT AS valor, o.razon AS ausencia, o.lote,
           o.leida_en AS recibido_en, 'la recolección por API no la obtuvo' AS calculo
    FROM operaciones o JOIN pedidas p USING (red, operacion) JOIN definiciones d USING (red, metrica)
    WHERE NOT EXISTS (SELECT 1 FROM halladas h WHERE h.cuenta = o.cuenta AND h.metrica = p.metrica)
)
SELECT cuenta, red, $semestre AS semestre, metrica, definicion, valor::BIGINT AS valor,
       CASE WHEN valor IS NULL THEN ausencia END AS ausencia, 'api' AS fuente, lote, recibido_en,
       NULL::DATE AS corte, calculo
FROM (SELECT * FROM halladas UNION ALL BY NAME SELECT * FROM faltantes)
ORDER BY ALL
