"""Lo que YouTube Studio descarga: un comprimido con la tabla, los totales y los datos del gráfico.

Se escribe sin mirar a los lectores: si uno de los dos se equivoca en un encabezado, la prueba lo dice.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from conectores.ejemplo.azar import Azar
from conectores.ejemplo.comprimidos import comprimir
from conectores.ejemplo.escritores_meta import Idioma
from conectores.ejemplo.fechas_en_ingles import con_mes
from conectores.ejemplo.publicaciones import Publicacion, formar_publicaciones

_ENCABEZADOS: dict[Idioma, str] = {
    Idioma.INGLES: (
        "Content|Video title|Video publish time|Duration|Likes|Dislikes|Shares|Comments added|"
        "Unique viewers|Stayed to watch (%)|Average view duration|Engaged views|Views|Watch time (hours)|"
        "Subscribers|Impressions|Impressions click-through rate (%)"
    ),
    Idioma.LATINOAMERICA: (
        "Contenido|Título del video|Tiempo de publicación del video|Duración|Vistas interesadas|"
        "Porcentaje promedio reproducido (%)|Usuarios únicos|Suscriptores obtenidos|Suscriptores perdidos|"
        "No me gusta|Me gusta (vs. No me gusta) (%)|Me gusta|Elementos compartidos|Comentarios agregados|"
        "Vistas|Tiempo de reproducción (horas)|Suscriptores|Duración promedio de vistas|Impresiones|"
        "Tasa de clics de las impresiones (%)"
    ),
    Idioma.ESPANIA: (
        "Contenido|Título del vídeo|Hora de publicación del vídeo|Duración|Me gusta|Elementos compartidos|"
        "Visualizaciones interesadas|Visualizaciones|Suscriptores|Impresiones"
    ),
}
_NOMBRES: dict[Idioma, tuple[str, str, str, str]] = {
    Idioma.INGLES: ("Content", "Table data.csv", "Totals.csv", "Chart data.csv"),
    Idioma.LATINOAMERICA: ("Contenido", "Datos de la tabla.csv", "Totales.csv", "Datos del gráfico.csv"),
    Idioma.ESPANIA: ("Contenido", "Datos de la tabla.csv", "Totales.csv", "Datos del gráfico.csv"),
}
_FECHA_Y_VISTAS = {
    Idioma.INGLES: ("Date", "Views"),
    Idioma.LATINOAMERICA: ("Fecha", "Vistas"),
    Idioma.ESPANIA: ("Fecha", "Visualizaciones"),
}


@dataclass(frozen=True)
class PeriodoYoutube:
    """Lo que la tabla dice de un canal en un periodo.

    Attributes:
        publicaciones: Videos publicados en el periodo.
        totales: Cifras del canal, que la fila «Total» repite.
        suscriptores_obtenidos: Suscriptores que ganó el canal; más que los que suman sus videos.
        suscriptores_perdidos: Suscriptores que perdió el canal.
        desde: Primer día.
        hasta: Último día, inclusive.
    """

    publicaciones: Sequence[Publicacion]
    totales: Mapping[str, int]
    suscriptores_obtenidos: int
    suscriptores_perdidos: int
    desde: date
    hasta: date


def con_videos_anteriores(azar: Azar, periodo: PeriodoYoutube) -> list[Publicacion]:
    """Filas de la tabla: los videos del periodo y ocho anteriores, algunos sin vistas.

    Los anteriores se llevan una parte de las cifras; por eso las de los videos del periodo son menores que
    las del canal. Si el periodo no tiene videos, los anteriores se llevan todo.
    """
    anteriores = 8
    todos = formar_publicaciones(
        azar,
        "youtube",
        desde=periodo.desde - timedelta(days=400),
        hasta=periodo.desde - timedelta(days=60),
        origenes={"propia": anteriores},
        multimedia=anteriores,
        tipos={True: ("video",), False: ("video",)},
        totales={} if periodo.publicaciones else dict(periodo.totales),
    )
    return [*todos, *periodo.publicaciones]


def tabla(azar: Azar, periodo: PeriodoYoutube, idioma: Idioma) -> bytes:
    """``Datos de la tabla.csv``: la fila «Total» y una por video, de la más vista a la menos vista.

    UTF-8 sin BOM, fechas en inglés en todos los idiomas; los identificadores que empiezan con guion llevan
    un espacio antes; los videos sin vistas tienen celdas vacías.
    """
    salida = io.StringIO()
    escritor = csv.writer(salida, lineterminator="\n")
    encabezados = _ENCABEZADOS[idioma].split("|")
    escritor.writerow(encabezados)
    total = {
        **periodo.totales,
        "obtenidos": periodo.suscriptores_obtenidos,
        "perdidos": periodo.suscriptores_perdidos,
    }
    escritor.writerow(["Total", "", "", "", *_cifras(encabezados[4:], total)])
    filas = con_videos_anteriores(azar, periodo)
    for p in sorted(filas, key=lambda p: (-p.metricas.get("vistas", 0), p.id_publicacion)):
        cifras = _cifras(encabezados[4:], _de_video(p)) if p.metricas else _sin_vistas(encabezados[4:])
        identificador = f" {p.id_publicacion}" if p.id_publicacion.startswith("-") else p.id_publicacion
        duracion = 30 + len(p.texto) * 7
        escritor.writerow(
            [identificador, " ".join(p.texto.split()), con_mes(p.publicada_en.date()), duracion, *cifras]
        )
    return salida.getvalue().encode()


def descarga(
    azar: Azar, periodo: PeriodoYoutube, diarias: Sequence[tuple[date, Mapping[str, int]]], idioma: Idioma
) -> bytes:
    """El comprimido tal como se descarga, con sus tres archivos."""
    _, nombre_tabla, nombre_totales, nombre_grafico = _NOMBRES[idioma]
    return comprimir(
        {
            nombre_tabla: tabla(azar, periodo, idioma),
            nombre_totales: totales(diarias, idioma),
            nombre_grafico: _grafico(periodo, diarias, idioma),
        }
    )


def nombre_de_descarga(canal: str, periodo: PeriodoYoutube, idioma: Idioma) -> str:
    """Nombre del comprimido; la segunda fecha es el día siguiente al último."""
    fin = periodo.hasta + timedelta(days=1)
    return f"{_NOMBRES[idioma][0]} {periodo.desde.isoformat()}_{fin.isoformat()} {canal}.zip"


def totales(diarias: Sequence[tuple[date, Mapping[str, int]]], idioma: Idioma) -> bytes:
    """``Totales.csv``: vistas por día; son datos de la gráfica, no la tabla que se necesita."""
    lineas = [",".join(_FECHA_Y_VISTAS[idioma])]
    lineas += [f"{dia.isoformat()},{d['vistas']}" for dia, d in diarias]
    return ("\n".join(lineas) + "\n").encode()


def _grafico(
    periodo: PeriodoYoutube, diarias: Sequence[tuple[date, Mapping[str, int]]], idioma: Idioma
) -> bytes:
    salida = io.StringIO()
    escritor = csv.writer(salida, lineterminator="\n")
    fecha, vistas = _FECHA_Y_VISTAS[idioma]
    escritor.writerow([fecha, *_ENCABEZADOS[idioma].split("|")[:4], vistas])
    for p in list(periodo.publicaciones)[:1]:
        titulo, publicado = " ".join(p.texto.split()), con_mes(p.publicada_en.date())
        for dia, d in diarias:
            escritor.writerow([dia.isoformat(), p.id_publicacion, titulo, publicado, "60", d["vistas"] // 9])
    return salida.getvalue().encode()


def _de_video(p: Publicacion) -> dict[str, int]:
    obtenidos = p.metricas["vistas"] // 400
    return {**p.metricas, "obtenidos": obtenidos, "perdidos": obtenidos // 6}


_CELDAS: dict[str, Callable[[Mapping[str, int]], str]] = {
    "me_gusta": lambda m: str(m["me_gusta"]),
    "no_me_gusta": lambda m: str(m["me_gusta"] // 30),
    "proporcion": lambda _: "96.5",
    "compartidos": lambda m: str(m["compartidos"]),
    "comentarios": lambda m: str(m["comentarios"]),
    "unicos": lambda m: str(m["vistas"] * 8 // 10),
    "porcentaje": lambda _: "38.13",
    "duracion": lambda _: "0:01:28",
    "interesadas": lambda m: str(m["vistas_interesadas"]),
    "vistas": lambda m: str(m["vistas"]),
    "horas": lambda m: f"{m['vistas'] // 40}.2449",
    "obtenidos": lambda m: str(m["obtenidos"]),
    "perdidos": lambda m: str(m["perdidos"]),
    "suscriptores": lambda m: str(m["obtenidos"] - m["perdidos"]),
    "impresiones": lambda m: str(m["impresiones"]),
    "tasa": lambda _: "3.71",
}
_COLUMNAS = {
    "Likes": "me_gusta",
    "Dislikes": "no_me_gusta",
    "Shares": "compartidos",
    "Comments added": "comentarios",
    "Unique viewers": "unicos",
    "Stayed to watch (%)": "porcentaje",
    "Average view duration": "duracion",
    "Engaged views": "interesadas",
    "Views": "vistas",
    "Watch time (hours)": "horas",
    "Subscribers": "suscriptores",
    "Impressions": "impresiones",
    "Impressions click-through rate (%)": "tasa",
    "Vistas interesadas": "interesadas",
    "Porcentaje promedio reproducido (%)": "porcentaje",
    "Usuarios únicos": "unicos",
    "Suscriptores obtenidos": "obtenidos",
    "Suscriptores perdidos": "perdidos",
    "No me gusta": "no_me_gusta",
    "Me gusta (vs. No me gusta) (%)": "proporcion",
    "Me gusta": "me_gusta",
    "Elementos compartidos": "compartidos",
    "Comentarios agregados": "comentarios",
    "Vistas": "vistas",
    "Tiempo de reproducción (horas)": "horas",
    "Suscriptores": "suscriptores",
    "Duración promedio de vistas": "duracion",
    "Impresiones": "impresiones",
    "Tasa de clics de las impresiones (%)": "tasa",
    "Visualizaciones": "vistas",
    "Visualizaciones interesadas": "interesadas",
}


def _cifras(encabezados: Sequence[str], valores: Mapping[str, int]) -> list[str]:
    return [_CELDAS[_COLUMNAS[e]](valores) for e in encabezados]


def _sin_vistas(encabezados: Sequence[str]) -> list[str]:
    """Un video que nadie vio, que sí se mostró y al que alguien le retiró un «me gusta»."""
    return [
        "3" if _COLUMNAS[e] == "impresiones" else "-1" if e in ("Me gusta", "Likes") else ""
        for e in encabezados
    ]
