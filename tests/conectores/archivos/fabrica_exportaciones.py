"""Exportaciones en miniatura, escritas como las descarga cada plataforma."""

import csv
import io
from collections.abc import Iterable, Sequence

from conectores.archivos.lectura import leer
from conectores.archivos.tipos import Contexto, CuentaPadron, Lectura
from lineamientos.semestres import Semestre

CUENTAS = (
    CuentaPadron("jal_x", "x", "INE_Jalisco"),
    CuentaPadron("jal_fb", "facebook", "INEJalisco", "333", "INE Jalisco"),
    CuentaPadron("yuc_fb", "facebook", "INEYucatan", "444", "INE Yucatán"),
    CuentaPadron("jal_ig", "instagram", "ine.jalisco", "555", "INE Jalisco"),
    CuentaPadron("tv_yt", "youtube", "INETV", "UC1", "INETV"),
)


def leer_en(
    contenido: bytes | str, carpeta: str | None = None, semestre: str = "2026-1", archivo: str = "a.csv"
) -> Lectura:
    """Lee un archivo que da una sola lectura."""
    contexto = Contexto({c.cuenta: c for c in CUENTAS}, Semestre.de_texto(semestre))
    datos = contenido.encode() if isinstance(contenido, str) else contenido
    (lectura,) = leer(archivo, datos, carpeta, contexto)
    return lectura


def codigos(lectura: Lectura) -> list[str]:
    return [h.codigo for h in lectura.hallazgos]


def oraciones(lectura: Lectura) -> str:
    return "\n".join(h.oracion for h in lectura.hallazgos)


def en_csv(encabezado: str, filas: Iterable[Sequence[object]], fin: str = "\n") -> str:
    salida = io.StringIO()
    salida.write(encabezado + fin)
    csv.writer(salida, lineterminator=fin).writerows(filas)
    return salida.getvalue()


RESUMEN_X = (
    "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,"
    "Profile visits,Create Post,Video views,Media views"
)
CONTENIDO_X = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,"
    "Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
)
CONTENIDO_X_2025 = (
    "Post id,Date,Post text,Link,Impressions,Likes,Engagements,Bookmarks,Share,New follows,Replies,Reposts,"
    "Profile visits,Detail expands,Url clicks,Hashtag clicks,Permalink clicks"
)


def mensaje_x(
    identificador: str,
    fecha: str,
    impresiones: object = 10,
    texto: str = "Hola",
    usuario: str = "INE_Jalisco",
) -> list[object]:
    enlace = f"https://x.com/{usuario}/status/{identificador}"
    return [identificador, fecha, texto, enlace, impresiones, 3, 5, 1, 7, 0, 2, 4, 0, 0, 0, 0, 0]


FB_ESPANOL = (
    '"Identificador de la publicación","Identificador de la página","Nombre de la página",Título,Descripción,'
    '"Duración (segundos)","Hora de publicación","Tipo de subtítulo","Enlace permanente",'
    '"Es una publicación cruzada","Es una publicación compartida","Tipo de publicación",Idiomas,'
    '"Etiquetas personalizadas","Estado de contenido financiado","Comentario sobre los datos",Fecha,'
    'Visualizaciones,Alcance,"Reacciones, comentarios y veces que se compartió",Reacciones,Comentarios,'
    '"Veces que se compartió","Total de clics","Clics de otro tipo"'
)
FB_ESPANA = FB_ESPANOL.replace("se compartió", "se ha compartido")
FB_INGLES = (
    '"Post ID","Page ID","Page name",Title,Description,"Duration (sec)","Publish time","Caption type",'
    'Permalink,"Is crosspost","Is share","Post type",Languages,"Custom labels","Funded content status",'
    '"Data comment",Date,Views,Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares,'
    '"Total clicks","Other Clicks"'
)


def publicacion_fb(
    identificador: object = "100200300400500",
    hora: str = "06/18/2026 21:32",
    tipo: str = "Fotos",
    compartida: object = 0,
    pagina: tuple[str, str] = ("333", "INE Jalisco"),
    cifras: Sequence[object] = (30, 20, 9, 6, 2, 1),
) -> list[object]:
    texto = "Un título\ncon dos renglones, y una coma"
    previas = [identificador, *pagina, texto, "", 0, hora, "", "https://www.facebook.com/p/1", 0, compartida]
    return [*previas, tipo, "", "", "", "", "Total", *cifras, 4, 4]


IG_ESPANOL = (
    '"Identificador de la publicación","Identificador de la cuenta","Nombre de usuario de la cuenta",'
    '"Nombre de la cuenta",Descripción,"Duración (segundos)","Hora de publicación","Enlace permanente",'
    '"Tipo de publicación","Comentario sobre los datos",Fecha,Visualizaciones,Alcance,"Me gusta",'
    '"Veces que se compartió",Seguimientos,Comentarios,"Veces que se guardó"'
)
IG_ESPANA = (
    "identificador de la publicación,Identificador de la cuenta,Nombre de usuario de la cuenta,Nombre de la "
    "cuenta,Descripción,Duración (segundos),Hora de publicación,Enlace permanente,Tipo de publicación,"
    "Comentario sobre los datos,Fecha,Visualizaciones,Alcance,Me gusta,Veces que se ha compartido,Seguidores,"
    "Comentarios,Veces guardado"
)
IG_INGLES = (
    '"Post ID","Account ID","Account username","Account name",Description,"Duration (sec)","Publish time",'
    'Permalink,"Post type","Data comment",Date,Views,Reach,Likes,Shares,Follows,Comments,Saves'
)


def publicacion_ig(
    identificador: str = "17974697564884257",
    tipo: str = "Reel de Instagram",
    usuario: str = "ine.jalisco",
    cifras: Sequence[object] = (40, 30, 8, 3, 1, 2, 5),
) -> list[object]:
    previas = [identificador, "17841400000000000", usuario, "INE Jalisco", "Pie\n\nde foto", 30]
    return [*previas, "05/26/2026 10:23", "https://www.instagram.com/reel/A/", tipo, "", "Total", *cifras]


def grafica_meta(*bloques: tuple[str, Sequence[tuple[str, object]]], fecha: str = "Date") -> bytes:
    """Gráfica de Resultados: UTF-16, ``sep=,`` y, por bloque, título, encabezados, días y un blanco."""
    renglones = ["sep=,"]
    for titulo, dias in bloques:
        renglones += [f'"{titulo}"', f'"{fecha}","Primary"']
        renglones += [f'"{dia}T00:00:00","{valor}"' for dia, valor in dias] + [""]
    return "\n".join([*renglones, ""]).encode("utf-16")


YT_ESPANOL = (
    "Contenido,Título del video,Tiempo de publicación del video,Duración,Vistas interesadas,"
    "Suscriptores obtenidos,Suscriptores perdidos,Me gusta,Elementos compartidos,Comentarios agregados,"
    "Vistas,Tiempo de reproducción (horas),Suscriptores,Impresiones,Tasa de clics de las impresiones (%)"
)
YT_INGLES = (
    "Content,Video title,Video publish time,Duration,Engaged views,Subscribers gained,Subscribers lost,Likes,"
    "Shares,Comments added,Views,Watch time (hours),Subscribers,Impressions,"
    "Impressions click-through rate (%)"
)
YT_ESPANA = (
    "Contenido,Título del vídeo,Hora de publicación del vídeo,Duración,Visualizaciones interesadas,"
    "Suscriptores obtenidos,Suscriptores perdidos,Me gusta,Elementos compartidos,Comentarios agregados,"
    "Visualizaciones,Tiempo de visualización (horas),Suscriptores,Impresiones,"
    "Porcentaje de clics de las impresiones (%)"
)
SEMESTRE_EN_YOUTUBE = "Contenido 2026-01-01_2026-07-01 INETV"


def total_yt(**cambios: object) -> list[object]:
    cifras = {
        "interesadas": 590,
        "obtenidos": 32,
        "perdidos": 6,
        "gusta": 86,
        "compartidos": 28,
        "comentarios": 25,
        "vistas": 670,
        "horas": 345.24,
        "suscriptores": 26,
        "impresiones": 11970,
        "tasa": 2.94,
    }
    return ["Total", "", "", "", *(cifras | cambios).values()]


def video_yt(
    identificador: str, fecha: str = "Jan 26, 2026", gusta: object = 4, vistas: object = 100
) -> list[object]:
    return [
        identificador,
        "Un video, con coma",
        fecha,
        60,
        vistas,
        2,
        0,
        gusta,
        1,
        1,
        vistas,
        1.5,
        2,
        300,
        1.2,
    ]
