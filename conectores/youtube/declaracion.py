"""Qué se pide a YouTube: direcciones, partes y campos de cada operación, y qué métrica es cada cifra.

Fuente: https://developers.google.com/youtube/v3/docs y
https://developers.google.com/youtube/analytics/metrics.
"""

from zoneinfo import ZoneInfo

RED = "youtube"

BASE_DATOS = "https://youtube.googleapis.com"
BASE_ANALITICA = "https://youtubeanalytics.googleapis.com"
BASE_OAUTH = "https://oauth2.googleapis.com"
BASE_CONSENTIMIENTO = "https://accounts.google.com"

ALCANCE_DATOS = "https://www.googleapis.com/auth/youtube.readonly"
ALCANCE_ANALITICA = "https://www.googleapis.com/auth/yt-analytics.readonly"

PACIFICO = ZoneInfo("America/Los_Angeles")
"""Zona en que Analytics corta sus días."""

PERFILES, PUBLICACIONES, METRICAS, DIARIAS = "perfiles", "publicaciones", "metricas", "diarias"

POR_LLAMADA = 50
"""Canales o videos por llamada, y elementos por página: el máximo de la Data API."""

UNIDAD, CONSULTA_ANALYTICS = "unidad", "consulta_analytics"
"""Conceptos de cargo: una unidad por llamada a la Data API, una consulta por informe de Analytics."""

CON_CLAVE, CON_TITULAR = {"credencial": "clave"}, {"credencial": "titular"}
"""Con qué se obtuvo: lo leído con la clave pública se purga a los 30 días."""

CANALES = {
    "part": "snippet,contentDetails,statistics",
    "fields": "kind,items(id,snippet(title,customUrl),contentDetails(relatedPlaylists(uploads)),"
    "statistics(subscriberCount,hiddenSubscriberCount,videoCount))",
    "maxResults": str(POR_LLAMADA),
}
LISTA = {
    "part": "snippet,contentDetails",
    "fields": "kind,nextPageToken,items(snippet(title),contentDetails(videoId,videoPublishedAt))",
    "maxResults": str(POR_LLAMADA),
}
VIDEOS = {
    "part": "snippet,contentDetails,statistics,liveStreamingDetails",
    "fields": "kind,items(id,snippet(title,publishedAt),contentDetails(duration),"
    "statistics(viewCount,likeCount,commentCount),"
    "liveStreamingDetails(scheduledStartTime,actualStartTime))",
}

CLASE_CANALES = "youtube#channelListResponse"
CLASE_LISTA = "youtube#playlistItemListResponse"
CLASE_VIDEOS = "youtube#videoListResponse"
CLASE_INFORME = "youtubeAnalytics#resultTable"

METRICAS_DIARIAS = {
    "views": "vistas",
    "engagedViews": "vistas_interesadas",
    "likes": "me_gusta",
    "shares": "compartidos",
    "comments": "comentarios",
    "subscribersGained": "altas_seguidores",
    "subscribersLost": "bajas_seguidores",
}
"""Métrica de Analytics y la del catálogo en que se guarda."""

METRICAS_DE_VIDEO = {"viewCount": "vistas", "likeCount": "me_gusta", "commentCount": "comentarios"}
"""Contador de ``videos.list`` y la columna en que se guarda."""
