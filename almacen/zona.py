"""La zona en que corren los días del semestre, para comparar instantes con días y horas locales."""

ZONA = "America/Mexico_City"
