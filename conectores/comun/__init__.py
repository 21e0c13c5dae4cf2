"""Lo que comparten los conectores de las API: consultas, páginas, errores, ritmo y reintentos."""
