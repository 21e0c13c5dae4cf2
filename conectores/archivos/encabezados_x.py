"""Encabezados de las exportaciones de X. X los escribe en inglés aunque la interfaz esté en español."""

from conectores.archivos.reconocimiento import ColumnaFuente

RESUMEN_DIARIO = (
    ColumnaFuente("fecha", ("Date",)),
    ColumnaFuente("impresiones", ("Impressions",)),
    ColumnaFuente("visitas_perfil", ("Profile visits",)),
    ColumnaFuente("altas_seguidores", ("New follows",)),
    ColumnaFuente("bajas_seguidores", ("Unfollows",)),
    ColumnaFuente("me_gusta", ("Likes",), obligatoria=False),
    ColumnaFuente("guardados", ("Bookmarks",), obligatoria=False),
    ColumnaFuente("comentarios", ("Replies",), obligatoria=False),
    ColumnaFuente("compartidos", ("Reposts",), obligatoria=False),
    ColumnaFuente("reproducciones", ("Video views",), obligatoria=False),
)
"""Una fila por día. «Create Post» no es el total de mensajes y «Shares» (enviar o copiar el enlace) no es
republicar: ninguna de las dos se lee."""

CONTENIDO = (
    ColumnaFuente("id_publicacion", ("Post id",)),
    ColumnaFuente("fecha", ("Date",)),
    ColumnaFuente("texto", ("Post text",)),
    ColumnaFuente("enlace", ("Post Link", "Link")),
    ColumnaFuente("impresiones", ("Impressions",)),
    ColumnaFuente("me_gusta", ("Likes",), obligatoria=False),
    ColumnaFuente("guardados", ("Bookmarks",), obligatoria=False),
    ColumnaFuente("comentarios", ("Replies",), obligatoria=False),
    ColumnaFuente("compartidos", ("Reposts",), obligatoria=False),
)
"""Una fila por mensaje, sin republicaciones."""

ACTIVIDAD_DE_TUITS = (
    ColumnaFuente("id_publicacion", ("Tweet id", "Identificador del Tweet", "ID del Tweet")),
    ColumnaFuente("enlace", ("Tweet permalink", "Enlace permanente de Tweet", "Enlace permanente del Tweet")),
    ColumnaFuente("texto", ("Tweet text", "Texto del Tweet", "Texto de Tweet"), obligatoria=False),
    ColumnaFuente("fecha", ("time", "hora")),
    ColumnaFuente("impresiones", ("impressions", "impresiones")),
)
"""Informe de actividad de tuits, una fila por tuit; dejó de producirse en 2024."""

ACTIVIDAD_DIARIA = (
    ColumnaFuente("fecha", ("Date", "Fecha")),
    ColumnaFuente("publicados", ("Tweets published", "Tweets publicados")),
    ColumnaFuente("impresiones", ("impressions", "impresiones")),
)
"""El mismo informe por día."""
