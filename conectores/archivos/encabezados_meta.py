"""Encabezados de las exportaciones de Meta Business Suite, en inglés y en español de México y de España."""

from conectores.archivos.reconocimiento import ColumnaFuente

_DESCRIPCION = ("Descripción", "Description")
_ENLACE = ("Enlace permanente", "Permalink")
_TIPO = ("Tipo de publicación", "Post type")
_HORA = ("Hora de publicación", "Publish time")
_COMENTARIO = ("Comentario sobre los datos", "Data comment")


def _opcional(clave: str, *nombres: str) -> ColumnaFuente:
    return ColumnaFuente(clave, nombres, obligatoria=False)


def _sin_identificador(*, pagina: tuple[str, ...], nombre: tuple[str, ...]) -> tuple[ColumnaFuente, ...]:
    return (
        ColumnaFuente("id_cuenta", pagina),
        ColumnaFuente("nombre_cuenta", nombre),
        ColumnaFuente("fecha", _HORA),
        ColumnaFuente("tipo", _TIPO),
        _opcional("comentario", *_COMENTARIO),
        _opcional("titulo", "Título", "Title"),
        _opcional("descripcion", *_DESCRIPCION),
        _opcional("enlace", *_ENLACE),
        _opcional("alcance", "Alcance", "Reach"),
        _opcional("visualizaciones", "Visualizaciones", "Views"),
        _opcional("impresiones", "Impresiones", "Impressions"),
        _opcional(
            "compartidos",
            "Veces que se compartió",
            "Veces que se ha compartido",
            "Compartidos",
            "Shares",
        ),
        _opcional("comentarios", "Comentarios", "Comments"),
    )


_FACEBOOK = (
    *_sin_identificador(
        pagina=("Identificador de la página", "Page ID"), nombre=("Nombre de la página", "Page name")
    ),
    _opcional("es_compartida", "Es una publicación compartida", "Is share"),
    _opcional("reacciones", "Reacciones", "Reactions"),
)

FACEBOOK_ESPANOL = (ColumnaFuente("id_publicacion", ("Identificador de la publicación",)), *_FACEBOOK)
"""En español «Post ID» puede ser además otra columna, que se ignora."""

FACEBOOK_INGLES = (ColumnaFuente("id_publicacion", ("Post ID",)), *_FACEBOOK)

INSTAGRAM = (
    ColumnaFuente("id_publicacion", ("Identificador de la publicación", "Post ID")),
    ColumnaFuente("usuario", ("Nombre de usuario de la cuenta", "Account username")),
    *_sin_identificador(
        pagina=("Identificador de la cuenta", "Account ID"), nombre=("Nombre de la cuenta", "Account name")
    ),
    _opcional("me_gusta", "Me gusta", "Likes"),
    _opcional("guardados", "Veces que se guardó", "Veces guardado", "Veces que se ha guardado", "Saves"),
)
"""«Seguimientos» («Follows») no se lee: son los que llegaron por esa publicación, no los de la cuenta."""

POR_VIDEO = (
    ColumnaFuente(
        "id_video",
        ("Identificador del activo de video", "Identificador de la pieza de video", "Video asset ID"),
    ),
    ColumnaFuente("id_universal", ("Identificador de video universal", "Universal video ID")),
    _opcional("id_cuenta", "Identificador de la página", "Page ID"),
    _opcional("comentario", *_COMENTARIO),
    _opcional("fecha", "Fecha", "Date"),
)

POR_PAGINA = (
    ColumnaFuente("id_cuenta", ("Identificador de la página", "Page ID")),
    ColumnaFuente("comentario", _COMENTARIO),
    ColumnaFuente("fecha", ("Fecha", "Date")),
)
"""Nivel «página» del exportador: una fila por día, con las columnas que la persona eligió."""

SERIE_DE_PAGINA = (
    ColumnaFuente("fecha", ("Fecha", "Date", "Data")),
    ColumnaFuente("valor", ("Primary", "Principal", "Primario")),
)
"""Gráfica de Resultados: UTF-16, ``sep=,``, el nombre de la métrica y estas dos columnas."""

PUBLICO = (
    ColumnaFuente(
        "bloque",
        (
            "Top cities",
            "Top countries",
            "Age & gender",
            "Principales ciudades",
            "Principales países",
            "Edad y sexo",
            "Edad y género",
            "Facebook followers",
            "Instagram followers",
            "Top content formats",
            "Principales formatos de contenido",
        ),
    ),
)

ANTERIOR = (
    ColumnaFuente("id_publicacion", ("Post ID", "Identificador de la publicación")),
    ColumnaFuente("enlace", ("Permalink", "Enlace permanente")),
    ColumnaFuente("mensaje", ("Post Message", "Mensaje de la publicación")),
    ColumnaFuente("tipo", ("Type", "Tipo")),
    ColumnaFuente("hora", ("Posted", "Publicado", "Publicación")),
)
"""Exportación de Estadísticas de la página (Insights) anterior a 2023, con dos renglones de encabezados."""

TIPOS: dict[str, str] = {
    "photo": "imagen",
    "photos": "imagen",
    "foto": "imagen",
    "fotos": "imagen",
    "ig image": "imagen",
    "imagen de instagram": "imagen",
    "foto de instagram": "imagen",
    "multi photo": "carrusel",
    "varias fotos": "carrusel",
    "album": "carrusel",
    "ig carousel": "carrusel",
    "secuencia de instagram": "carrusel",
    "carrusel de instagram": "carrusel",
    "video": "video",
    "videos": "video",
    "ig video": "video",
    "video de instagram": "video",
    "reel": "video_corto",
    "reels": "video_corto",
    "ig reel": "video_corto",
    "reel de instagram": "video_corto",
    "live": "en_vivo",
    "live video": "en_vivo",
    "live videos": "en_vivo",
    "video en vivo": "en_vivo",
    "videos en vivo": "en_vivo",
    "story": "historia",
    "stories": "historia",
    "ig story": "historia",
    "historia": "historia",
    "historias": "historia",
    "historia de instagram": "historia",
    "link": "enlace",
    "links": "enlace",
    "enlace": "enlace",
    "enlaces": "enlace",
    "text": "texto",
    "texto": "texto",
    "status": "texto",
}
"""Tipo de publicación de Meta, plegado, y el nuestro. «Secuencia» es como Meta llama al carrusel."""

SIN_MULTIMEDIA = ("texto", "enlace")
"""Los demás tipos llevan imagen o video."""
