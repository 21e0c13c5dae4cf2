SELECT c.semestre, c.cuenta, c.red, p.nombre, c.area, c.cohorte, c.cohorte_tamano, c.indice, c.clase_propuesta, c.linea,
       c.motivo,
       max(k.puntaje) FILTER (WHERE k.criterio = 'desempeno') AS desempeno,
       max(k.puntaje) FILTER (WHERE k.criterio = 'frecuencia') AS frecuencia,
       max(k.puntaje) FILTER (WHERE k.criterio = 'originalidad') AS originalidad,
       max(k.puntaje) FILTER (WHERE k.criterio = 'seguidores_nuevos') AS seguidores_nuevos,
       c.criterios_evaluables, c.caracter, c.provisional, c.evaluacion
FROM calificaciones c
JOIN evaluaciones_vigentes e ON e.evaluacion = c.evaluacion
LEFT JOIN criterios k ON k.evaluacion = c.evaluacion AND k.cuenta = c.cuenta
LEFT JOIN cuentas p ON p.cuenta = c.cuenta
GROUP BY ALL
