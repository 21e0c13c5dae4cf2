"""Exportaciones nativas de las plataformas que se reconocen, con su lector o la razón de no recibirlas."""

from conectores.archivos import (
    encabezados_meta,
    encabezados_x,
    encabezados_youtube,
    meta_pagina,
    meta_publicaciones,
    x_contenido,
    x_resumen,
    youtube_videos,
)
from conectores.archivos.reconocimiento import Fuente

_X = (
    Fuente(
        "x_resumen_diario",
        "el resumen diario de la cuenta de X",
        "x",
        encabezados_x.RESUMEN_DIARIO,
        lector=x_resumen.leer_resumen,
    ),
    Fuente(
        "x_contenido",
        "la exportación del contenido de X",
        "x",
        encabezados_x.CONTENIDO,
        lector=x_contenido.leer_contenido,
    ),
    Fuente(
        "x_actividad_de_tuits",
        "el informe de actividad de tuits",
        "x",
        encabezados_x.ACTIVIDAD_DE_TUITS,
        rechazo="L552",
    ),
    Fuente(
        "x_actividad_diaria",
        "el informe de actividad de tuits por día",
        "x",
        encabezados_x.ACTIVIDAD_DIARIA,
        rechazo="L552",
    ),
)
_META = (
    Fuente(
        "facebook_publicaciones",
        "la exportación de publicaciones de Facebook",
        "facebook",
        encabezados_meta.FACEBOOK_ESPANOL,
        lector=meta_publicaciones.leer_facebook,
        omite_finales=True,
    ),
    Fuente(
        "facebook_publicaciones_ingles",
        "la exportación de publicaciones de Facebook en inglés",
        "facebook",
        encabezados_meta.FACEBOOK_INGLES,
        lector=meta_publicaciones.leer_facebook,
        omite_finales=True,
    ),
    Fuente(
        "instagram_publicaciones",
        "la exportación de publicaciones de Instagram",
        "instagram",
        encabezados_meta.INSTAGRAM,
        lector=meta_publicaciones.leer_instagram,
        omite_finales=True,
    ),
    Fuente(
        "meta_pagina",
        "la gráfica de Resultados de Meta",
        "facebook",
        encabezados_meta.SERIE_DE_PAGINA,
        lector=meta_pagina.leer_pagina,
        omite_finales=True,
    ),
    Fuente(
        "meta_videos",
        "la exportación por videos de Meta",
        "facebook",
        encabezados_meta.POR_VIDEO,
        rechazo="L602",
    ),
    Fuente(
        "meta_por_pagina",
        "la exportación de Meta por página y día",
        "facebook",
        encabezados_meta.POR_PAGINA,
        rechazo="L603",
    ),
    Fuente(
        "meta_publico",
        "la exportación del público de Meta",
        "facebook",
        encabezados_meta.PUBLICO,
        rechazo="L614",
    ),
    Fuente(
        "meta_anterior",
        "la exportación de publicaciones de Meta anterior a 2023",
        "facebook",
        encabezados_meta.ANTERIOR,
        rechazo="L601",
    ),
)
_YOUTUBE = (
    Fuente(
        "youtube_grafica",
        "los datos de la gráfica de YouTube Studio",
        "youtube",
        encabezados_youtube.GRAFICO,
        rechazo="L701",
    ),
    Fuente(
        "youtube_totales",
        "los totales de la gráfica de YouTube Studio",
        "youtube",
        encabezados_youtube.TOTALES,
        rechazo="L701",
        sin_otras=True,
    ),
    Fuente(
        "youtube_videos",
        "la tabla de videos de YouTube Studio",
        "youtube",
        encabezados_youtube.VIDEOS,
        lector=youtube_videos.leer_videos,
    ),
    Fuente(
        "youtube_otra_dimension",
        "una tabla de YouTube Studio que no es por video",
        "youtube",
        encabezados_youtube.OTRA_DIMENSION,
        rechazo="L702",
    ),
)

EXPORTACIONES: tuple[Fuente, ...] = _X + _META + _YOUTUBE
