"""Archivos de Meta Business Suite: publicaciones de Facebook e Instagram, y series de la página.

Se escriben sin mirar a los lectores: si uno de los dos se equivoca en un encabezado, la prueba lo dice.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum

from conectores.ejemplo.publicaciones import DE_TERCEROS, Publicacion


class Idioma(Enum):
    """Idioma con que quien administra tiene la plataforma."""

    INGLES = "inglés"
    LATINOAMERICA = "español de América"
    ESPANIA = "español de España"


_FACEBOOK_INGLES = (
    "Post ID|Page ID|Page name|Title|Description|Duration (sec)|Publish time|Caption type|Permalink|"
    "Is crosspost|Is share|Post type|Languages|Custom labels|Funded content status|Data comment|Date|Views|"
    "Reach|Reactions, Comments and Shares|Reactions|Comments|Shares|Total clicks|Other Clicks|"
    "Matched Audience Targeting Consumption (Photo Click)|Link Clicks"
)
_FACEBOOK_LATINOAMERICA = (
    "Identificador de la publicación|Identificador de la página|Nombre de la página|Título|Descripción|"
    "Duración (segundos)|Hora de publicación|Tipo de subtítulo|Enlace permanente|"
    "Es una publicación cruzada|Es una publicación compartida|Tipo de publicación|Idiomas|"
    "Etiquetas personalizadas|Estado de contenido financiado|Comentario sobre los datos|Fecha|"
    "Visualizaciones|Alcance|Reacciones, comentarios y veces que se compartió|Reacciones|Comentarios|"
    "Veces que se compartió|Total de clics|Clics de otro tipo|"
    "Consumo de segmentación del público coincidente (Photo Click)|Clics en el enlace"
)
_FACEBOOK: dict[Idioma, tuple[str, ...]] = {
    Idioma.INGLES: tuple(_FACEBOOK_INGLES.split("|")),
    Idioma.LATINOAMERICA: tuple(_FACEBOOK_LATINOAMERICA.split("|")),
    Idioma.ESPANIA: tuple(_FACEBOOK_LATINOAMERICA.replace("se compartió", "se ha compartido").split("|")),
}
_DE_VIDEO: dict[Idioma, tuple[str, ...]] = {
    Idioma.INGLES: ("Seconds viewed", "Average Seconds viewed", "Estimated earnings (USD)"),
    Idioma.LATINOAMERICA: (
        "Segundos reproducidos",
        "Segundos en promedio reproducidos",
        "Ingresos estimados (USD)",
    ),
    Idioma.ESPANIA: (
        "Segundos reproducidos",
        "Segundos en promedio reproducidos",
        "Ingresos estimados (USD)",
    ),
}
"""Columnas que solo aparecen cuando el periodo tiene videos."""

_INSTAGRAM: dict[Idioma, tuple[str, ...]] = {
    Idioma.INGLES: (
        "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)",
        "Publish time", "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes",
        "Shares", "Follows", "Comments", "Saves",
    ),
    Idioma.LATINOAMERICA: (
        "Identificador de la publicación", "Identificador de la cuenta", "Nombre de usuario de la cuenta",
        "Nombre de la cuenta", "Descripción", "Duración (segundos)", "Hora de publicación",
        "Enlace permanente", "Tipo de publicación", "Comentario sobre los datos", "Fecha",
        "Visualizaciones", "Alcance", "Me gusta", "Veces que se compartió", "Seguimientos", "Comentarios",
        "Veces que se guardó",
    ),
    Idioma.ESPANIA: (
        "Identificador de la publicación", "Identificador de la cuenta", "Nombre de usuario de la cuenta",
        "Nombre de la cuenta", "Descripción", "Duración (segundos)", "Hora de publicación",
        "Enlace permanente", "Tipo de publicación", "Comentario sobre los datos", "Fecha",
        "Visualizaciones", "Alcance", "Me gusta", "Veces que se ha compartido", "Seguidores", "Comentarios",
        "Veces guardado",
    ),
}  # fmt: skip

_TIPOS_FACEBOOK: dict[Idioma, dict[str, str]] = {
    Idioma.INGLES: {
        "imagen": "Photos",
        "video": "Videos",
        "video_corto": "Reels",
        "enlace": "Links",
        "texto": "Text",
    },
    Idioma.LATINOAMERICA: {
        "imagen": "Fotos",
        "video": "Videos",
        "video_corto": "Reels",
        "enlace": "Enlaces",
        "texto": "Texto",
    },
    Idioma.ESPANIA: {
        "imagen": "Fotos",
        "video": "Vídeos",
        "video_corto": "Reels",
        "enlace": "Enlaces",
        "texto": "Texto",
    },
}
_TIPOS_INSTAGRAM: dict[Idioma, dict[str, str]] = {
    Idioma.INGLES: {"imagen": "IG image", "carrusel": "IG carousel", "video_corto": "IG reel"},
    Idioma.LATINOAMERICA: {
        "imagen": "Imagen de Instagram",
        "carrusel": "Secuencia de Instagram",
        "video_corto": "Reel de Instagram",
    },
    Idioma.ESPANIA: {
        "imagen": "Imagen de Instagram",
        "carrusel": "Secuencia de Instagram",
        "video_corto": "Reel de Instagram",
    },
}
_TOTAL = {Idioma.INGLES: "Lifetime", Idioma.LATINOAMERICA: "Total", Idioma.ESPANIA: "Total"}
_BOM = b"\xef\xbb\xbf"


def publicaciones_facebook(
    publicaciones: Iterable[Publicacion],
    *,
    id_pagina: str,
    nombre: str,
    usuario: str,
    idioma: Idioma,
    columnas_de_video: bool = True,
) -> bytes:
    """Exportación de publicaciones de una página de Facebook, de la más nueva a la más antigua.

    Args:
        publicaciones: Publicaciones, de la más antigua a la más nueva.
        id_pagina: Identificador de la página.
        nombre: Nombre de la página.
        usuario: Usuario con que se forman los enlaces.
        idioma: Idioma de encabezados y tipos.
        columnas_de_video: Si trae las columnas de reproducción, que cambian de un mes a otro.
    """
    encabezados = list(_FACEBOOK[idioma]) + list(_DE_VIDEO[idioma] if columnas_de_video else ())
    lineas = [encabezados]
    for p in reversed(list(publicaciones)):
        m = p.metricas
        es_video = p.tipo in ("video", "video_corto")
        interacciones = m["reacciones"] + m["comentarios"] + m["compartidos"]
        clics = m["visualizaciones"] // 50
        fila = [
            p.id_publicacion,
            id_pagina,
            nombre,
            p.texto,
            p.texto if es_video else "",
            str(20 + int(p.id_publicacion) % 180) if es_video else "0",
            _momento(p.publicada_en),
            "N/A",
            f"https://www.facebook.com/{usuario}/posts/{p.id_publicacion}",
            "0",
            "1" if p.origen == DE_TERCEROS else "0",
            _TIPOS_FACEBOOK[idioma][p.tipo],
            "",
            "",
            "",
            "",
            _TOTAL[idioma],
            *(str(c) for c in (m["visualizaciones"], m["visualizaciones"] * 6 // 10, interacciones)),
            *(str(c) for c in (m["reacciones"], m["comentarios"], m["compartidos"], clics, clics // 3)),
            "" if es_video else str(clics // 3),
            "" if es_video else str(clics // 4),
        ]
        if columnas_de_video:
            fila += [f"{m['reproducciones'] * 7}.5", "4.465", "0"] if es_video else ["", "", ""]
        lineas.append(fila)
    return _BOM + _texto(lineas).encode()


def publicaciones_instagram(
    publicaciones: Iterable[Publicacion], *, id_cuenta: str, nombre: str, usuario: str, idioma: Idioma
) -> bytes:
    """Exportación de publicaciones de una cuenta de Instagram, de la más nueva a la más antigua."""
    lineas = [list(_INSTAGRAM[idioma])]
    for p in reversed(list(publicaciones)):
        m = p.metricas
        es_video = p.tipo == "video_corto"
        lineas.append(
            [
                p.id_publicacion,
                id_cuenta,
                usuario,
                nombre,
                p.texto,
                str(15 + int(p.id_publicacion) % 75) if es_video else "0",
                _momento(p.publicada_en),
                f"https://www.instagram.com/{'reel' if es_video else 'p'}/{_codigo(p.id_publicacion)}/",
                _TIPOS_INSTAGRAM[idioma][p.tipo],
                "",
                _TOTAL[idioma],
                *(str(c) for c in (m["visualizaciones"], m["visualizaciones"] * 6 // 10, m["me_gusta"])),
                *(str(c) for c in (m["compartidos"], m["me_gusta"] // 40, m["comentarios"], m["guardados"])),
            ]
        )
    return _BOM + _texto(lineas).encode()


def serie_de_pagina(titulo: str, diarias: Sequence[tuple[date, Mapping[str, int]]], metrica: str) -> bytes:
    """Serie diaria de una métrica de la página: UTF-16, primera línea ``sep=,`` y segunda el título."""
    lineas = ["sep=,", f'"{titulo}"', '"Date","Primary"']
    lineas += [f'"{dia.isoformat()}T00:00:00","{d[metrica]}"' for dia, d in diarias]
    return b"\xff\xfe" + ("\n".join(lineas) + "\n").encode("utf-16-le")


def _momento(momento: datetime) -> str:
    return momento.strftime("%m/%d/%Y %H:%M")


def _codigo(identificador: str) -> str:
    return f"D{int(identificador):x}"


def _texto(lineas: Iterable[Sequence[str]]) -> str:
    return "".join(",".join(_celda(c) for c in linea) + "\n" for linea in lineas)


def _celda(texto: str) -> str:
    """Meta entrecomilla lo que lleva espacios, no solo lo que lleva comas."""
    if any(c in texto for c in ' ,"\n\t'):
        return '"' + texto.replace('"', '""') + '"'
    return texto
