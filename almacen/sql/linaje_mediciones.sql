-- De qué métricas medidas sale una cifra lo dice su cálculo; si no nombra otras, de la suya.
WITH insumos(patron, insumo) AS (
    VALUES ('altas menos bajas de seguidores%', 'altas_seguidores'),
           ('altas menos bajas de seguidores%', 'bajas_seguidores'),
           ('seguidores al cierre menos%', 'seguidores_inicio'),
           ('seguidores al cierre menos%', 'seguidores_cierre'),
           ('seguidores al cierre menos%', 'crecimiento_seguidores'),
           ('seguidores al cierre menos%', 'seguidores'),
           ('seguidores al inicio más%', 'seguidores_inicio'),
           ('seguidores al inicio más%', 'crecimiento_seguidores'),
           ('%los alcances de 28 días%', 'alcance_28d')
),
con_valor AS (SELECT * FROM cifras_vigentes WHERE valor IS NOT NULL),
buscadas AS (
    SELECT c.semestre, c.cuenta, c.metrica, c.fuente, coalesce(i.insumo, c.metrica) AS insumo
    FROM con_valor c LEFT JOIN insumos i ON c.calculo LIKE i.patron
),
medidas AS (
    SELECT cuenta, semestre, fuente, metrica, 'cifra' AS tipo_medicion, lote, archivo, count(*) AS mediciones,
           min(desde) AS desde, max(hasta) AS hasta
    FROM mediciones WHERE valor IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT cuenta, year(fecha)::VARCHAR || CASE WHEN month(fecha) <= 6 THEN '-1' ELSE '-2' END, fuente, metrica,
           'dia', lote, archivo, count(*), min(fecha), max(fecha)
    FROM diarias WHERE valor IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT m.cuenta, year(d.dia)::VARCHAR || CASE WHEN month(d.dia) <= 6 THEN '-1' ELSE '-2' END, 'api', 'menciones',
           'mencion', m.lote, m.archivo, count(*), min(d.dia), max(d.dia)
    FROM menciones m, LATERAL (SELECT (m.mencionada_en AT TIME ZONE 'America/Mexico_City')::DATE AS dia) d GROUP BY ALL
),
publicadas AS (
    SELECT p.cuenta, p.semestre, CASE WHEN l.origen = 'api' THEN 'api' ELSE 'exportacion' END AS fuente,
           'publicacion' AS tipo_medicion, p.lote, p.archivo, count(*) AS mediciones,
           min(p.publicada_en)::DATE AS desde, max(p.publicada_en)::DATE AS hasta
    FROM publicaciones p JOIN lotes l USING (lote) GROUP BY ALL
),
directas AS (
    SELECT b.semestre, b.cuenta, b.metrica, m.metrica AS medida, m.tipo_medicion, m.lote, m.archivo, m.mediciones,
           m.desde, m.hasta
    FROM buscadas b
    JOIN medidas m ON m.cuenta = b.cuenta AND m.semestre = b.semestre AND m.fuente = b.fuente AND m.metrica = b.insumo
),
de_publicaciones AS (
    SELECT c.semestre, c.cuenta, c.metrica, c.metrica AS medida, p.tipo_medicion, p.lote, p.archivo, p.mediciones,
           p.desde, p.hasta
    FROM con_valor c
    JOIN publicadas p ON p.cuenta = c.cuenta AND p.semestre = c.semestre AND p.fuente = c.fuente
    ANTI JOIN directas d ON d.semestre = c.semestre AND d.cuenta = c.cuenta AND d.metrica = c.metrica
    WHERE c.calculo NOT LIKE 'seguidores %'
),
-- Un nivel de seguidores puede venir de una lectura hecha poco antes o poco después del semestre, o del cierre del
-- anterior: se busca en su lote y no por la fecha.
de_su_lote AS (
    SELECT c.semestre, c.cuenta, c.metrica, m.metrica AS medida, m.tipo_medicion, m.lote, m.archivo, m.mediciones,
           m.desde, m.hasta
    FROM con_valor c
    JOIN medidas m ON m.lote = c.lote AND m.cuenta = c.cuenta AND m.metrica IN ('seguidores_cierre', 'seguidores')
    WHERE c.calculo LIKE 'seguidores leídos por API%' OR c.calculo LIKE 'seguidores al cierre %'
),
todas AS (FROM directas UNION FROM de_publicaciones UNION FROM de_su_lote)
SELECT c.semestre, c.cuenta, c.red, c.metrica, c.valor, c.definicion, c.calculo, c.fuente, t.medida, t.tipo_medicion,
       t.mediciones, t.desde, t.hasta, t.lote, l.origen, l.clase, t.archivo, l.sha256, l.recibido_en,
       'datos/aterrizaje/' || left(t.lote, 2) || '/' || t.lote AS carpeta_cruda
FROM con_valor c
LEFT JOIN todas t ON t.semestre = c.semestre AND t.cuenta = c.cuenta AND t.metrica = c.metrica
LEFT JOIN lotes l ON l.lote = t.lote
