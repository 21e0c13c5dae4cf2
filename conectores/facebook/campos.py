"""Qué se pide a una página de Facebook; solo lo que se usa.

Fuente: https://developers.facebook.com/docs/graph-api/reference/page/feed y
https://developers.facebook.com/docs/graph-api/reference/video.
"""

RED = "facebook"

PERFILES, PUBLICACIONES, DIARIAS = "perfiles", "publicaciones", "diarias"

PERFIL = "id,name,username,followers_count"
PUBLICACION = (
    "id,created_time,status_type,parent_id,permalink_url,message,"
    "attachments{media_type,subattachments{media_type}},shares,"
    "reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"
)
VIDEO_EN_LISTA = "id,post_id,created_time,permalink_url,description"
"""De un video corto de la lista solo se toma que existe: sus cifras están en su publicación."""
VIDEO = "id,post_id,created_time,permalink_url,description,comments.limit(0).summary(total_count)"
"""Un objeto de identificador sin guion bajo: no tiene ``shares`` ni ``insights``."""

LISTA, VIDEOS_CORTOS, INSIGHTS = "published_posts", "video_reels", "insights"

POR_PAGINA = 100
DIAS_POR_CONSULTA = 90
"""Lo más que abarca una consulta de cifras diarias; la plataforma guarda dos años."""
