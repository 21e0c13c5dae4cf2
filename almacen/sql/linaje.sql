SELECT c.semestre, c.cuenta, c.metrica, c.valor, c.definicion, c.calculo, c.fuente, c.lote, l.clase,
       coalesce(m.archivo, l.archivo) AS archivo, m.hoja, m.fila, m.columna, l.sha256, l.recibido_en
FROM cifras_vigentes c
JOIN lotes l ON l.lote = c.lote
LEFT JOIN mediciones m
  ON m.lote = c.lote AND m.cuenta = c.cuenta AND m.metrica = c.metrica AND m.semestre = c.semestre
 AND m.fuente = c.fuente AND m.valor = c.valor
