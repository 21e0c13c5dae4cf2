"""El procedimiento en marcha: qué se debe, a quién, para cuándo, qué pasó y qué falta (arts. 6 a 15)."""
