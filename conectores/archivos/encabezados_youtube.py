"""Encabezados de YouTube Studio, en inglés y en español de México y de España."""

from conectores.archivos.reconocimiento import ColumnaFuente


def _opcional(clave: str, *nombres: str) -> ColumnaFuente:
    return ColumnaFuente(clave, nombres, obligatoria=False)


_CONTENIDO = ColumnaFuente("id_publicacion", ("Contenido", "Content"))
_TITULO = ColumnaFuente("texto", ("Título del video", "Video title"))
_PUBLICADA = ColumnaFuente(
    "fecha",
    (
        "Tiempo de publicación del video",
        "Hora de publicación del video",
        "Fecha de publicación del video",
        "Video publish time",
    ),
)
_VISTAS = ("Vistas", "Visualizaciones", "Views")
_INTERESADAS = (
    "Vistas interesadas",
    "Visualizaciones interesadas",
    "Visualizaciones con interacción",
    "Engaged views",
)
_HORAS = ("Tiempo de reproducción (horas)", "Tiempo de visualización (horas)", "Watch time (hours)")

VIDEOS = (
    _CONTENIDO,
    _TITULO,
    _PUBLICADA,
    _opcional("vistas", *_VISTAS),
    _opcional("vistas_interesadas", *_INTERESADAS),
    _opcional("me_gusta", "Me gusta", "Likes"),
    _opcional("compartidos", "Elementos compartidos", "Veces compartido", "Compartido", "Shares"),
    _opcional(
        "comentarios",
        "Comentarios agregados",
        "Comentarios añadidos",
        "Comentarios",
        "Comments added",
        "Comments",
    ),
    _opcional("suscriptores", "Suscriptores", "Subscribers"),
    _opcional("obtenidos", "Suscriptores obtenidos", "Suscriptores ganados", "Subscribers gained"),
    _opcional("perdidos", "Suscriptores perdidos", "Subscribers lost"),
    _opcional("impresiones", "Impresiones", "Impressions"),
    _opcional("horas", *_HORAS),
    _opcional("duracion", "Duración", "Duration"),
)
"""Una fila por video y la fila «Total»; qué columnas trae lo elige la persona."""

GRAFICO = (
    ColumnaFuente("fecha_del_dato", ("Fecha", "Date")),
    _CONTENIDO,
    _TITULO,
    _PUBLICADA,
    _opcional("duracion", "Duración", "Duration"),
    _opcional("vistas", *_VISTAS),
    _opcional("vistas_interesadas", *_INTERESADAS),
)
"""Datos de la gráfica: una fila por día y video."""

TOTALES = (
    ColumnaFuente("fecha_del_dato", ("Fecha", "Date")),
    ColumnaFuente(
        "metrica",
        (
            *_VISTAS,
            *_INTERESADAS,
            *_HORAS,
            "Suscriptores",
            "Subscribers",
            "Impresiones",
            "Impressions",
            "Tasa de clics de las impresiones (%)",
            "Porcentaje de clics de las impresiones (%)",
            "Impressions click-through rate (%)",
            "Duración promedio de vistas",
            "Duración media de las visualizaciones",
            "Average view duration",
            "Porcentaje promedio reproducido (%)",
            "Porcentaje medio reproducido (%)",
            "Average percentage viewed (%)",
            "Me gusta",
            "Likes",
            "Usuarios únicos",
            "Unique viewers",
        ),
    ),
)
"""Serie diaria del canal, con la métrica que estaba en la gráfica."""

OTRA_DIMENSION = (
    ColumnaFuente("horas", (*_HORAS, *(f"{h} (%)" for h in _HORAS))),
    _opcional("vistas", *_VISTAS),
)
"""Tabla por fuente de tráfico, ciudad, edad u otra dimensión que no es el video."""
