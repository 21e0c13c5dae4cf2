SELECT c.semestre, c.cuenta, c.red, c.area, k.criterio, k.evaluable, k.sustituido, k.crudo, k.puntaje, k.peso,
       k.aportacion, k.motivo, c.indice, c.clase_propuesta, c.evaluacion, k.ajustado
FROM criterios k
JOIN calificaciones c ON c.evaluacion = k.evaluacion AND c.cuenta = k.cuenta
JOIN evaluaciones_vigentes e ON e.evaluacion = k.evaluacion
