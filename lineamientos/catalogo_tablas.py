"""Las tres tablas del artículo 11, las redes que van en cada una y lo que se añade por el artículo 12."""

from dataclasses import dataclass

from lineamientos.catalogo_metricas import PUBLICACIONES_POR_MES

REDES: dict[str, str] = {
    "x": "X",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "pinterest": "Pinterest",
    "threads": "Threads",
    "linkedin": "LinkedIn",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
}
"""Redes conocidas y cómo se muestran."""

TABLAS: dict[str, str] = {
    "art11_x": "Twitter (X)",
    "art11_facebook": "Facebook (Fan Page)",
    "art11_otras": "Otras redes sociales",
}
"""Tablas del artículo 11 y su encabezado."""


@dataclass(frozen=True)
class ColumnaArt11:
    """Una columna de las tablas del artículo 11.

    Attributes:
        tabla: Clave de la tabla.
        letra: Letra de la columna; vacía en lo que el artículo pide solo si aplica.
        titulo_oficial: Encabezado de la columna.
        metricas: Métricas que la llenan; varias si la columna junta cifras distintas o cambió de cifra.
    """

    tabla: str
    letra: str
    titulo_oficial: str
    metricas: tuple[str, ...]


COLUMNAS: tuple[ColumnaArt11, ...] = (
    ColumnaArt11("art11_x", "A", "Total de mensajes publicados", ("mensajes_publicados",)),
    ColumnaArt11("art11_x", "B", "Mensajes propios", ("mensajes_propios",)),
    ColumnaArt11("art11_x", "C", "Mensajes de Comunicación Social", ("mensajes_comunicacion_social",)),
    ColumnaArt11("art11_x", "D", "Impresión de los tweets", ("impresiones",)),
    ColumnaArt11("art11_x", "E", "Visitas al perfil", ("visitas_perfil",)),
    ColumnaArt11("art11_x", "F", "Menciones", ("menciones",)),
    ColumnaArt11("art11_x", "G", "Seguidores", ("seguidores_cierre",)),
    ColumnaArt11("art11_x", "H", "Contenidos multimedia", ("contenidos_multimedia",)),
    ColumnaArt11("art11_facebook", "A", "Número de post", ("publicaciones",)),
    ColumnaArt11("art11_facebook", "B", "Compartidos", ("compartidos",)),
    ColumnaArt11("art11_facebook", "C", "Me gusta", ("reacciones",)),
    ColumnaArt11(
        "art11_facebook", "D", "Alcance e impresiones", ("alcance", "impresiones", "visualizaciones")
    ),
    ColumnaArt11("art11_facebook", "E", "Contenidos multimedia producidos", ("contenidos_multimedia",)),
    ColumnaArt11("art11_otras", "A", "Número de post", ("publicaciones",)),
    ColumnaArt11("art11_otras", "B", "Crecimiento seguidores", ("crecimiento_seguidores",)),
    ColumnaArt11("art11_otras", "C", "Número de likes", ("me_gusta",)),
    ColumnaArt11("art11_otras", "", "Compartidos", ("compartidos",)),
    ColumnaArt11(
        "art11_otras",
        "",
        "Reproducciones",
        ("vistas", "vistas_interesadas", "visualizaciones", "reproducciones"),
    ),
)
"""Columnas en el orden del artículo, con sus títulos tal como el artículo los escribe."""

REPRODUCCIONES_POR_RED: dict[str, tuple[str, ...]] = {
    "youtube": ("vistas", "vistas_interesadas"),
    # Meta retiró las reproducciones de Instagram; los semestres viejos conservan su métrica.
    "instagram": ("reproducciones", "visualizaciones"),
}
"""Con qué métrica da cada red las reproducciones de la tercera tabla; las demás, con ``reproducciones``."""

_COMUNES = ("seguidores_inicio", "seguidores_cierre", "publicaciones_propias")

SUPLEMENTARIAS: dict[str, tuple[str, ...]] = {
    "x": (
        *("seguidores_inicio", "respuestas", "compartidos", "comentarios"),
        *PUBLICACIONES_POR_MES,
        # Al final: los formatos que ya se repartieron no la traen.
        "mensajes_ordenados",
    ),
    "facebook": (*_COMUNES, "comentarios", "reproducciones", *PUBLICACIONES_POR_MES),
    "instagram": (*_COMUNES, "comentarios", "alcance", "impresiones", "guardados", *PUBLICACIONES_POR_MES),
    "youtube": (*_COMUNES, "comentarios", "impresiones", *PUBLICACIONES_POR_MES),
    "tiktok": (*_COMUNES, "comentarios", "alcance", "guardados", *PUBLICACIONES_POR_MES),
    "pinterest": (*_COMUNES, "comentarios", "impresiones", "guardados", *PUBLICACIONES_POR_MES),
    "threads": (*_COMUNES, "comentarios", "visualizaciones", *PUBLICACIONES_POR_MES),
    "linkedin": (*_COMUNES, "comentarios", "impresiones", *PUBLICACIONES_POR_MES),
    "whatsapp": (*_COMUNES, "alcance", *PUBLICACIONES_POR_MES),
    "telegram": (*_COMUNES, "comentarios", "visualizaciones", *PUBLICACIONES_POR_MES),
}
"""Lo que el formato pide además, por el artículo 12; su falta no es incumplimiento del 11."""

DE_APOYO: dict[str, tuple[str, ...]] = {
    "x": (
        "me_gusta",
        "guardados",
        "reproducciones",
        "crecimiento_seguidores",
        "altas_seguidores",
        "bajas_seguidores",
        "seguidores",
    ),
    "facebook": (
        "guardados",
        "crecimiento_seguidores",
        "altas_seguidores",
        "bajas_seguidores",
        "visitas_perfil",
        "seguidores",
        "alcance_28d",
        "alcance_28d_maximo",
        "alcance_28d_promedio",
    ),
    "instagram": ("altas_seguidores", "bajas_seguidores", "visitas_perfil", "seguidores"),
    "youtube": ("altas_seguidores", "bajas_seguidores", "seguidores"),
}
"""Lo que traen las exportaciones o una API y se conserva, sin pedirse en el formato."""
