-- Cifras candidatas de un semestre que salen de archivos: una fila por cuenta, métrica y fuente, antes de elegir entre
-- fuentes. Lo leído por API no se mezcla con lo entregado: está en candidatas_api.sql.
-- Parámetros: $semestre (clave), $inicio y $fin (fechas, inclusive), $corte_silencioso (código de la observación
-- que dice que una exportación viene cortada y su conteo no es completo).
WITH vigencia AS (
    SELECT cuenta, red,
           greatest($inicio::DATE, coalesce(vigente_desde, $inicio::DATE)) AS primero,
           least($fin::DATE, coalesce(vigente_hasta, $fin::DATE)) AS ultimo
    FROM cuentas
),
definiciones AS (
    SELECT red, metrica, definicion
    FROM catalogo
    WHERE coalesce(desde, $fin::DATE) <= $fin::DATE
    QUALIFY row_number() OVER (PARTITION BY red, metrica ORDER BY desde DESC NULLS LAST) = 1
),
-- 1. Lo entregado en el formato: cada celda es una candidata.
formato AS (
    SELECT m.cuenta, v.red, m.metrica, m.definicion, m.valor, m.ausencia, m.fuente, m.lote, l.recibido_en, m.corte,
           'cifra entregada en el formato' AS calculo
    FROM mediciones m JOIN vigencia v USING (cuenta) JOIN lotes l USING (lote)
    WHERE m.semestre = $semestre AND m.fuente = 'formato'
),
-- 2. Totales de periodo de una exportación: valen si sus periodos cubren el semestre sin huecos ni encimarse.
recibidos AS (
    SELECT m.cuenta, v.red, m.metrica, m.definicion, m.valor, m.ausencia, m.fuente, m.lote, l.recibido_en,
           m.desde, m.hasta, date_diff('day', m.desde, m.hasta) + 1 AS dias,
           date_diff('day', v.primero, v.ultimo) + 1 AS dias_debidos, v.primero, v.ultimo
    FROM mediciones m JOIN vigencia v USING (cuenta) JOIN lotes l USING (lote)
    WHERE m.semestre = $semestre AND m.fuente = 'exportacion'
    QUALIFY row_number() OVER (
        PARTITION BY m.cuenta, m.metrica, m.definicion, m.fuente, m.desde, m.hasta
        ORDER BY l.recibido_en DESC, m.lote DESC, m.archivo DESC, m.fila DESC
    ) = 1
),
-- Si un periodo cubre él solo lo debido, es la cifra; los demás (un mes suelto) no se le suman.
periodos AS (
    SELECT * FROM recibidos
    WHERE desde >= $inicio::DATE AND hasta <= $fin::DATE
    WINDOW de_la_cifra AS (PARTITION BY cuenta, metrica, definicion, fuente)
    QUALIFY NOT bool_or(desde <= primero AND hasta >= ultimo) OVER de_la_cifra
         OR row_number() OVER (
             PARTITION BY cuenta, metrica, definicion, fuente
             ORDER BY (desde <= primero AND hasta >= ultimo) DESC, recibido_en DESC, lote DESC) = 1
),
totales AS (
    SELECT cuenta, red, metrica, definicion,
           CASE WHEN bool_and(valor IS NOT NULL) AND min(desde) <= min(primero) AND max(hasta) >= max(ultimo)
                     AND sum(dias) = date_diff('day', min(desde), max(hasta)) + 1
                THEN sum(valor) END AS valor,
           CASE WHEN bool_or(valor IS NULL) THEN max(ausencia) ELSE 'cobertura_incompleta' END AS ausencia,
           fuente, max(lote) AS lote, max(recibido_en) AS recibido_en,
           'total del periodo que declara la exportación (' || count(*) || ' periodo(s))' AS calculo
    FROM periodos
    GROUP BY cuenta, red, metrica, definicion, fuente
),
-- 3. Cifras diarias: se suman solo las sumables y solo si están todos los días debidos.
dias AS (
    SELECT d.cuenta, v.red, d.metrica, d.definicion, d.fecha, d.valor, d.fuente, d.lote, l.recibido_en,
           date_diff('day', v.primero, v.ultimo) + 1 AS dias_debidos
    FROM diarias d JOIN vigencia v USING (cuenta) JOIN lotes l USING (lote)
    WHERE d.fuente = 'exportacion' AND d.fecha BETWEEN v.primero AND v.ultimo AND d.valor IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY d.cuenta, d.metrica, d.definicion, d.fecha, d.fuente
        ORDER BY l.recibido_en DESC, d.lote DESC, d.archivo DESC, d.fila DESC
    ) = 1
),
sumas AS (
    SELECT cuenta, red, metrica, definicion, fuente, max(lote) AS lote, max(recibido_en) AS recibido_en,
           count(valor) AS con_dato, max(dias_debidos) AS dias_debidos, sum(valor) AS suma
    FROM dias
    WHERE metrica IN ('impresiones', 'visualizaciones', 'visitas_perfil', 'menciones', 'vistas', 'vistas_interesadas',
                      'reproducciones', 'altas_seguidores', 'bajas_seguidores')
    GROUP BY cuenta, red, metrica, definicion, fuente
),
diarias_sumadas AS (
    SELECT cuenta, red, metrica, definicion,
           CASE WHEN con_dato = dias_debidos THEN suma END AS valor,
           'cobertura_incompleta' AS ausencia, fuente, lote, recibido_en,
           'suma de ' || con_dato || ' de ' || dias_debidos || ' días' AS calculo
    FROM sumas WHERE metrica NOT IN ('altas_seguidores', 'bajas_seguidores')
    UNION ALL
    SELECT a.cuenta, a.red, 'crecimiento_seguidores', coalesce(d.definicion, a.definicion),
           CASE WHEN a.con_dato = a.dias_debidos AND b.con_dato = b.dias_debidos THEN a.suma - b.suma END,
           'cobertura_incompleta', a.fuente, a.lote, a.recibido_en,
           'altas menos bajas de seguidores, ' || least(a.con_dato, b.con_dato) || ' de ' || a.dias_debidos || ' días'
    FROM sumas a JOIN sumas b USING (cuenta, fuente)
    LEFT JOIN definiciones d ON d.red = a.red AND d.metrica = 'crecimiento_seguidores'
    WHERE a.metrica = 'altas_seguidores' AND b.metrica = 'bajas_seguidores'
),
-- 4. Publicaciones: cada una se cuenta una vez; de cada cifra suya, la última que se recibió.
cortados AS (SELECT DISTINCT lote, cuenta FROM observaciones WHERE codigo = $corte_silencioso),
sin_corte AS (
    SELECT cuenta FROM recibidos r
    WHERE NOT EXISTS (SELECT 1 FROM cortados c WHERE c.lote = r.lote AND c.cuenta = r.cuenta)
    GROUP BY cuenta, metrica, definicion
    HAVING min(desde) <= min(primero) AND max(hasta) >= max(ultimo)
       AND sum(dias) = date_diff('day', min(desde), max(hasta)) + 1
),
versiones AS (
    SELECT p.*,
           row_number() OVER (
               PARTITION BY p.cuenta, p.id_publicacion ORDER BY l.recibido_en, p.lote, p.archivo, p.fila
           ) AS orden,
           l.recibido_en,
           EXISTS (SELECT 1 FROM cortados c WHERE c.lote = p.lote AND c.cuenta = p.cuenta)
               AND p.cuenta NOT IN (SELECT cuenta FROM sin_corte) AS cortada
    FROM publicaciones p JOIN lotes l USING (lote) JOIN vigencia v ON v.cuenta = p.cuenta
    WHERE l.origen = 'archivo' AND p.semestre = $semestre AND p.publicada_en::DATE BETWEEN v.primero AND v.ultimo
),
unicas AS (
    SELECT cuenta, id_publicacion, arg_max(red, orden) AS red,
           arg_max(lote, orden) AS lote, max(recibido_en) AS recibido_en, bool_and(cortada) AS cortada,
           arg_max(es_compartida, orden) AS es_compartida, arg_max(con_multimedia, orden) AS con_multimedia,
           {ultimas}
    FROM versiones GROUP BY cuenta, id_publicacion
),
conteos AS (
    SELECT cuenta, red, 'exportacion' AS fuente,
           max(lote) AS lote, max(recibido_en) AS recibido_en, count(*) AS n, bool_or(cortada) AS cortada,
           count(*) FILTER (WHERE NOT es_compartida) AS propias, count(es_compartida) AS con_origen,
           count(*) FILTER (WHERE con_multimedia) AS multimedia, count(con_multimedia) AS con_tipo,
           {sumas}
    FROM unicas GROUP BY ALL
),
derivadas AS (
    SELECT cuenta, red, fuente, lote, recibido_en, n, cortada, 'mensajes_propios' AS metrica, n AS suma, n AS con_dato,
           'conteo de las publicaciones exportadas' AS calculo
    FROM conteos WHERE red = 'x'
    UNION ALL BY NAME
    SELECT cuenta, red, fuente, lote, recibido_en, n, cortada, 'publicaciones' AS metrica, n AS suma, n AS con_dato,
           'conteo de las publicaciones exportadas' AS calculo
    FROM conteos WHERE red <> 'x'
    UNION ALL BY NAME
    SELECT cuenta, red, fuente, lote, recibido_en, n, cortada, 'publicaciones_propias' AS metrica, propias AS suma,
           con_origen AS con_dato, 'conteo de las publicaciones que no comparten otra' AS calculo
    FROM conteos WHERE red = 'facebook'
    UNION ALL BY NAME
    SELECT cuenta, red, fuente, lote, recibido_en, n, cortada, 'contenidos_multimedia' AS metrica, multimedia AS suma,
           con_tipo AS con_dato, 'conteo de las publicaciones con imagen o video' AS calculo
    FROM conteos WHERE red = 'facebook'
    UNION ALL BY NAME
    {desglose}
),
-- El conteo de YouTube vale si el periodo de la tabla cubre lo debido; si la tabla no dice su periodo, vale tal cual.
sin_cubrir AS (
    SELECT DISTINCT cuenta FROM totales
    WHERE red = 'youtube' AND valor IS NULL AND ausencia = 'cobertura_incompleta'
      AND cuenta NOT IN (SELECT cuenta FROM totales WHERE red = 'youtube' AND valor IS NOT NULL)
),
publicadas AS (
    SELECT p.cuenta, p.red, p.metrica, d.definicion,
           CASE WHEN p.con_dato = p.n AND NOT p.cortada AND p.cuenta NOT IN (SELECT cuenta FROM sin_cubrir)
                THEN p.suma END AS valor,
           'cobertura_incompleta' AS ausencia,
           p.fuente, p.lote, p.recibido_en,
           p.calculo || CASE WHEN p.cortada THEN ', exportación cortada'
                             WHEN p.cuenta IN (SELECT cuenta FROM sin_cubrir) THEN ', periodo incompleto'
                             WHEN p.con_dato < p.n THEN ', ' || (p.n - p.con_dato) || ' de ' || p.n || ' sin dato'
                             ELSE '' END AS calculo
    FROM derivadas p JOIN definiciones d USING (red, metrica)
    -- Una columna que la exportación no trae en ninguna fila no es candidata: quien exporta elige columnas, y no
    -- elegirla no es que la plataforma no la dé. Con n = 0 publicaciones no hay filas y tampoco candidatas.
    -- Si la plataforma da el total del periodo o las cifras diarias, esas son la cifra; sumar publicaciones, otra.
    WHERE p.con_dato > 0
      AND NOT EXISTS (SELECT 1 FROM diarias_sumadas s WHERE s.cuenta = p.cuenta AND s.metrica = p.metrica)
      AND (p.metrica = 'publicaciones'
           OR NOT EXISTS (SELECT 1 FROM totales t WHERE t.cuenta = p.cuenta AND t.metrica = p.metrica))
),
todas AS (
    SELECT * FROM formato
    -- «Ninguna publicación» vale mientras no se reciba alguna.
    UNION ALL BY NAME SELECT * FROM totales
        WHERE metrica <> 'publicaciones' OR cuenta NOT IN (SELECT cuenta FROM conteos)
    UNION ALL BY NAME SELECT * FROM diarias_sumadas
    UNION ALL BY NAME SELECT * FROM publicadas
)
SELECT cuenta, red, $semestre AS semestre, metrica, definicion, valor::BIGINT AS valor,
       CASE WHEN valor IS NULL THEN ausencia END AS ausencia, fuente, lote, recibido_en, corte, calculo
FROM todas
ORDER BY ALL
