"""Qué se pide a X: operaciones, campos, límites y lo que cobra por cada una.

Fuentes: https://docs.x.com/x-api/users, https://docs.x.com/x-api/posts,
https://docs.x.com/x-api/fundamentals/rate-limits y https://docs.x.com/x-api/getting-started/pricing.
"""

import re

RED = "x"
BASE = "https://api.x.com"

PERFILES, PUBLICACIONES, MENCIONES, METRICAS = "perfiles", "publicaciones", "menciones", "metricas"
CON_VENTANA = (PUBLICACIONES, MENCIONES)
"""Operaciones de una sola cuenta, con periodo y por páginas."""

POR_IDS, POR_USUARIOS = "ids", "usernames"
"""Parámetro con que se piden los perfiles; va en ``Consulta.parametros["por"]``."""

POR_PAGINA = 100
"""Elementos por página: el máximo."""
POR_CONSULTA = 100
"""Cuentas o publicaciones que se piden de una vez por su identificador: el máximo."""
PROFUNDIDAD = {PUBLICACIONES: 3_200, MENCIONES: 800}
"""Lo más reciente que la plataforma deja leer; más atrás contesta 200 sin datos."""
PAGINAS_MAXIMAS = {op: 4 * n // POR_PAGINA for op, n in PROFUNDIDAD.items()}
"""Páginas que no pueden rebasarse ni con muchas a medio llenar; más es una lista que no acaba."""

POST_LEIDO, USUARIO_LEIDO = "post_leido", "usuario_leido"
CONCEPTO = {
    PERFILES: USUARIO_LEIDO,
    PUBLICACIONES: POST_LEIDO,
    MENCIONES: POST_LEIDO,
    METRICAS: POST_LEIDO,
}
"""Lo que cobra la plataforma por cada elemento que devuelve."""

CAMPOS_DE_CUENTA = "public_metrics"
CAMPOS_DE_MENCION = "created_at"
CAMPOS_DE_PUBLICACION = {
    "tweet": "attachments,created_at,public_metrics,referenced_tweets",
    "post": "attachments,created_at,public_metrics,referenced_posts",
}
"""Por ortografía. El identificador y el texto vienen siempre; no se piden expansiones porque se cobran."""
ORTOGRAFIAS = tuple(CAMPOS_DE_PUBLICACION)

ID = re.compile(r"[0-9]{1,19}")
"""Forma de un identificador: https://docs.x.com/x-api/fundamentals/x-ids."""
USUARIO = re.compile(r"[A-Za-z0-9_]{1,15}")
"""Forma de un usuario; otro hace que la plataforma rechace la petición entera."""
PREFIJO_RT = re.compile(r"RT @([A-Za-z0-9_]{1,20}):")
"""Con qué empieza el texto de una republicación."""
