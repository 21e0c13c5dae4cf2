SELECT a.semestre, a.cuenta, a.red, a.metrica, a.definicion, a.valor, b.valor AS valor_anterior,
       CASE WHEN a.definicion = b.definicion THEN a.valor - b.valor END AS diferencia,
       CASE WHEN a.definicion = b.definicion AND b.valor <> 0 THEN (a.valor - b.valor) / abs(b.valor) END AS variacion,
       a.definicion <> b.definicion AS ruptura
FROM cifras_vigentes a
JOIN cifras_vigentes b
  ON b.cuenta = a.cuenta AND b.metrica = a.metrica
 AND b.semestre = CASE WHEN right(a.semestre, 1) = '2' THEN left(a.semestre, 4) || '-1'
                       ELSE (left(a.semestre, 4)::INTEGER - 1)::VARCHAR || '-2' END
