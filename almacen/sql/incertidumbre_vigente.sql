SELECT c.semestre, i.cuenta, c.red, p.nombre, c.area, c.cohorte, c.clase_propuesta, i.probabilidad_clase, i.frontera,
       c.indice, i.indice_p5, i.indice_mediano, i.indice_p95, i.lugares, i.lugar_p5, i.lugar_mediano, i.lugar_p95,
       i.indice_anterior, i.cambio_indice, i.motivo_cambio, i.motivo, i.extracciones, i.evaluacion
FROM incertidumbre i
JOIN evaluaciones_vigentes e ON e.evaluacion = i.evaluacion
JOIN calificaciones c ON c.evaluacion = i.evaluacion AND c.cuenta = i.cuenta
LEFT JOIN cuentas p ON p.cuenta = i.cuenta
