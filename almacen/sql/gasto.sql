SELECT red, (momento AT TIME ZONE 'UTC')::DATE AS dia, concepto, count(DISTINCT llamada) AS llamadas,
       sum(unidades)::BIGINT AS unidades, sum(costo_usd) AS costo_usd
FROM llamadas
GROUP BY ALL
