SELECT c.semestre, c.cuenta, c.red, c.area, p.criterio, p.parte, p.incluida, p.crudo, p.meta_inferior, p.meta_superior,
       p.puntaje, p.definicion, p.motivo, c.cohorte, c.evaluacion, p.ajustado, p.n, p.k, p.media_base, p.numerador,
       p.numerador_descripcion, p.denominador, p.denominador_descripcion
FROM partes p
JOIN calificaciones c ON c.evaluacion = p.evaluacion AND c.cuenta = p.cuenta
JOIN evaluaciones_vigentes e ON e.evaluacion = p.evaluacion
