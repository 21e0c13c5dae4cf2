-- Dos cifras se comparan si ninguna definición de la métrica empezó dentro de alguno de los dos semestres, salvo el
-- primer día del primero.
WITH limites AS (
    SELECT semestre, cuenta, red, metrica, definicion, valor,
           make_date(left(semestre, 4)::INTEGER, CASE WHEN right(semestre, 1) = '1' THEN 1 ELSE 7 END, 1) AS inicio,
           make_date(left(semestre, 4)::INTEGER, CASE WHEN right(semestre, 1) = '1' THEN 6 ELSE 12 END,
                     CASE WHEN right(semestre, 1) = '1' THEN 30 ELSE 31 END) AS fin
    FROM cifras_vigentes
),
pares AS (
    SELECT a.semestre, a.cuenta, a.red, a.metrica, a.definicion, a.valor, b.valor AS valor_anterior,
           a.definicion <> b.definicion OR EXISTS (
               SELECT 1 FROM catalogo t
               WHERE t.red = a.red AND t.metrica = a.metrica AND t.desde > b.inicio AND t.desde <= a.fin
           ) AS ruptura
    FROM limites a
    JOIN limites b ON b.cuenta = a.cuenta AND b.metrica = a.metrica AND b.fin = a.inicio - INTERVAL 1 DAY
)
SELECT semestre, cuenta, red, metrica, definicion, valor, valor_anterior,
       CASE WHEN NOT ruptura THEN valor - valor_anterior END AS diferencia,
       CASE WHEN NOT ruptura AND valor_anterior <> 0 THEN (valor - valor_anterior) / abs(valor_anterior) END
           AS variacion,
       ruptura
FROM pares
