WITH ultimas AS (
    SELECT *, row_number() OVER (PARTITION BY cuenta, operacion ORDER BY leida_en DESC, programada DESC, lote) AS turno,
           max(abarca_hasta) FILTER (WHERE resultado = 'completo') OVER (PARTITION BY cuenta, operacion) AS completo_hasta
    FROM recolecciones
)
SELECT cuenta, red, operacion, resultado, detalle, programada, leida_en, completo_hasta, lote
FROM ultimas WHERE turno = 1
