SELECT c.semestre, c.cuenta, c.red, p.nombre, p.area, c.metrica, t.titulo, t.unidad, c.definicion, c.valor,
       c.ausencia, c.fuente, c.lote, c.calculo, c.evaluacion
FROM cifras c
JOIN evaluaciones_vigentes e ON e.evaluacion = c.evaluacion AND e.semestre = c.semestre
LEFT JOIN cuentas p ON p.cuenta = c.cuenta
LEFT JOIN catalogo t ON t.red = c.red AND t.metrica = c.metrica AND t.definicion = c.definicion
