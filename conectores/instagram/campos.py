"""Qué se pide a una cuenta de Instagram; solo lo que se usa.

Fuente: https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user y
https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-media.
"""

RED = "instagram"

PERFILES, PUBLICACIONES, CRECIMIENTO = "perfiles", "publicaciones", "crecimiento"

PERFIL = "id,username,name,followers_count"
LA_DE_LA_FICHA = "me"
"""Objeto con que se busca una cuenta sin identificador: la página dueña de la ficha dice cuál es la suya."""
CUENTA_DE_LA_PAGINA = "instagram_business_account"
PUBLICACION = "id,timestamp,media_type,media_product_type,permalink,caption,comments_count,children{id}"

LISTA, INSIGHTS = "media", "insights"

POR_PAGINA = 100
DIAS_GUARDADOS = 90
"""Días que la plataforma conserva las altas y bajas de seguidores."""
DEL_CRECIMIENTO = {"period": "day", "metric_type": "total_value", "breakdown": "follow_type"}
"""Con qué parámetros se piden las altas y bajas de un periodo de hasta 30 días."""
ALTAS, BAJAS = "FOLLOWER", "NON_FOLLOWER"
"""Partes del desglose: quienes empezaron a seguir y quienes dejaron de hacerlo."""
