"""Archivos de X tal como los descarga quien administra la cuenta.

Se escriben sin mirar a los lectores: si uno de los dos se equivoca en un encabezado, la prueba lo dice.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from conectores.ejemplo.fechas_en_ingles import con_dia, con_dia_sin_comas
from conectores.ejemplo.publicaciones import PROPIA, RESPUESTA, Publicacion

_RESUMEN = (
    "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,"
    "Profile visits,Create Post,Video views,Media views"
)
_CONTENIDO = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,"
    "Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
)
_CONTENIDO_2025 = (
    "Post id,Date,Post text,Link,Impressions,Likes,Engagements,Bookmarks,Share,New follows,Replies,"
    "Reposts,Profile visits,Detail expands,Url clicks,Hashtag clicks,Permalink clicks"
)
_ACTIVIDAD_ANTERIOR = (
    "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,engagement rate,retweets,replies,likes,"
    "user profile clicks,url clicks,hashtag clicks,detail expands,permalink clicks,app opens,app installs,"
    "follows,email tweet,dial phone,media views,media engagements"
)


def resumen_diario(diarias: Sequence[tuple[date, Mapping[str, int]]]) -> bytes:
    """``account_overview_analytics.csv``: una fila por día, del más nuevo al más antiguo.

    UTF-8 sin BOM, fechas como «Tue, Feb 18, 2025» y sin salto de línea al final.
    """
    lineas = [_RESUMEN]
    for dia, d in reversed(diarias):
        respuestas, republicaciones = d["comentarios"], d["compartidos"]
        cifras = (
            d["impresiones"],
            d["me_gusta"],
            d["me_gusta"] + respuestas + republicaciones + d["detalles"],
            d["guardados"],
            republicaciones // 3,
            d["seguidores_nuevos"],
            d["seguidores_perdidos"],
            respuestas,
            republicaciones,
            d["visitas_perfil"],
            d["publicaciones"],
            d["impresiones"] // 20,
            d["impresiones"] // 8,
        )
        lineas.append(f'"{con_dia(dia)}",' + ",".join(str(c) for c in cifras))
    return "\n".join(lineas).encode()


def contenido(
    publicaciones: Iterable[Publicacion], usuario: str, *, de_2025: bool = False, con_basura: bool = False
) -> bytes:
    """``account_analytics_content_…csv``: una fila por mensaje escrito; las republicaciones no vienen.

    Args:
        publicaciones: Publicaciones de la cuenta, de la más antigua a la más nueva.
        usuario: Usuario con que se forman los enlaces.
        de_2025: Si se escribe la variante de principios de 2025: otros encabezados, fecha sin comas y CRLF.
        con_basura: Si trae dos filas sin identificador, que X añade a veces por error.
    """
    texto = io.StringIO()
    escritor = csv.writer(texto, lineterminator="\r\n" if de_2025 else "\n")
    escritor.writerow((_CONTENIDO_2025 if de_2025 else _CONTENIDO).split(","))
    escritas = [p for p in publicaciones if p.origen in (PROPIA, RESPUESTA)]
    basura = ["", "", "", f"https://x.com/{usuario}/status/undefined", *["0"] * 13]
    for i, p in enumerate(reversed(escritas)):
        if con_basura and i in (1, 4):
            escritor.writerow(basura)
        m = p.metricas
        dia = p.publicada_en.date()
        escritor.writerow(
            (
                p.id_publicacion,
                con_dia_sin_comas(dia) if de_2025 else con_dia(dia),
                " ".join(p.texto.split()),
                f"https://x.com/{usuario}/status/{p.id_publicacion}",
                m["impresiones"],
                m["me_gusta"],
                m["me_gusta"] + m["comentarios"] + m["compartidos"] + m["detalles"],
                m["guardados"],
                m["compartidos"] // 3,
                m["visitas_desde_publicacion"] // 10,
                m["comentarios"],
                m["compartidos"],
                m["visitas_desde_publicacion"],
                m["detalles"],
                m["detalles"] // 5,
                m["detalles"] // 9,
                0,
            )
        )
    return texto.getvalue().encode()


def actividad_anterior(publicaciones: Iterable[Publicacion], usuario: str) -> bytes:
    """``tweet_activity_metrics_…csv``, la exportación que X dejó de dar: 40 columnas entre comillas."""
    texto = io.StringIO()
    escritor = csv.writer(texto, quoting=csv.QUOTE_ALL, lineterminator="\n")
    encabezados = _ACTIVIDAD_ANTERIOR.split(",")
    promovidas = [f"promoted {c}" for c in encabezados[4:]]
    escritor.writerow([*encabezados, *promovidas])
    for p in publicaciones:
        if p.origen not in (PROPIA, RESPUESTA):
            continue
        m = p.metricas
        interacciones = m["me_gusta"] + m["comentarios"] + m["compartidos"]
        cifras = (
            m["impresiones"],
            interacciones,
            0,
            m["compartidos"],
            m["comentarios"],
            m["me_gusta"],
            m["visitas_desde_publicacion"],
            *(0 for _ in range(11)),
        )
        escritor.writerow(
            [
                p.id_publicacion,
                f"https://twitter.com/{usuario}/status/{p.id_publicacion}",
                p.texto,
                p.publicada_en.strftime("%Y-%m-%d %H:%M +0000"),
                *(f"{c}.0" for c in cifras),
                *("-" for _ in promovidas),
            ]
        )
    return texto.getvalue().encode()
