"""Definiciones que una plataforma da a su modo o cambió con el tiempo.

Cada cambio es una ruptura de la serie: las cifras de antes y de después no se suman ni se comparan.
Las métricas que no aparecen aquí tienen una sola definición, la descripción de la métrica.
"""

from dataclasses import dataclass
from datetime import date

_META = "https://developers.facebook.com/docs/platforminsights/page/deprecated-metrics"
_YOUTUBE = "https://developers.google.com/youtube/analytics/revision_history"


@dataclass(frozen=True)
class Definicion:
    """Qué significa una métrica en una red entre dos fechas.

    Attributes:
        clave: Identidad de la definición; dos claves distintas no se comparan.
        metrica: Nombre de la métrica.
        red: Red social.
        texto: Qué cuenta la plataforma.
        desde: Primer día en que rige, o ``None`` si desde siempre.
        hasta: Último día en que rige, o ``None`` si sigue vigente.
        fuente_url: Página en que la plataforma lo anunció, o ``None``.
    """

    clave: str
    metrica: str
    red: str
    texto: str
    desde: date | None = None
    hasta: date | None = None
    fuente_url: str | None = None

    def rige_entre(self, desde: date, hasta: date) -> bool:
        """Dice si rige algún día del intervalo, contando ambos extremos."""
        return (self.desde is None or self.desde <= hasta) and (self.hasta is None or desde <= self.hasta)


PARTICULARES: tuple[Definicion, ...] = (
    Definicion(
        "x.impresiones.v1",
        "impresiones",
        "x",
        "Veces que los mensajes de la cuenta aparecieron en pantalla; las republicaciones no llevan la suya",
    ),
    Definicion(
        "x.compartidos.v1", "compartidos", "x", "Veces que otras cuentas republicaron mensajes de la cuenta"
    ),
    Definicion(
        "facebook.publicaciones.v1",
        "publicaciones",
        "facebook",
        "Publicaciones, videos cortos y, si la plataforma las cuenta, historias; las compartidas de otras "
        "páginas se distinguen",
    ),
    Definicion(
        "facebook.reacciones.v1",
        "reacciones",
        "facebook",
        "Reacciones de todo tipo, no solo «Me gusta», a las publicaciones de la página",
    ),
    Definicion(
        "facebook.alcance.v1",
        "alcance",
        "facebook",
        "Personas distintas en cuya pantalla entró contenido de la página; no se suma entre periodos",
        hasta=date(2026, 6, 14),
        fuente_url=_META,
    ),
    Definicion(
        "facebook.alcance.v2",
        "alcance",
        "facebook",
        "Personas distintas que visualizaron contenido de la página; no se suma entre periodos",
        desde=date(2026, 6, 15),
        fuente_url=_META,
    ),
    Definicion(
        "facebook.impresiones.v1",
        "impresiones",
        "facebook",
        "Veces que contenido de la página entró en pantalla; la plataforma la retiró",
        hasta=date(2025, 11, 14),
        fuente_url=_META,
    ),
    Definicion(
        "facebook.visualizaciones.v1",
        "visualizaciones",
        "facebook",
        "Veces que el contenido se mostró o se reprodujo, con repeticiones; no equivale a impresiones",
        desde=date(2025, 11, 15),
        fuente_url=_META,
    ),
    Definicion(
        "instagram.reproducciones.v1",
        "reproducciones",
        "instagram",
        "Veces que se reprodujeron los videos; la plataforma la retiró",
        hasta=date(2025, 4, 20),
    ),
    Definicion(
        "instagram.impresiones.v1",
        "impresiones",
        "instagram",
        "Veces que el contenido apareció en pantalla; la plataforma la retiró",
        hasta=date(2025, 4, 20),
    ),
    Definicion(
        "instagram.visualizaciones.v1",
        "visualizaciones",
        "instagram",
        "Veces que una publicación, video o historia se mostró o se reprodujo, con repeticiones",
        desde=date(2025, 4, 21),
    ),
    Definicion(
        "youtube.vistas.v1",
        "vistas",
        "youtube",
        "Vistas con permanencia mínima; en los videos cortos, desde el 31 de marzo de 2025, cada inicio",
        hasta=date(2026, 8, 23),
        fuente_url=_YOUTUBE,
    ),
    Definicion(
        "youtube.vistas.v2",
        "vistas",
        "youtube",
        "Vistas contadas desde el primer cuadro en todo formato: video, video corto y en vivo",
        desde=date(2026, 8, 24),
        fuente_url=_YOUTUBE,
    ),
    Definicion(
        "youtube.vistas_interesadas.v1",
        "vistas_interesadas",
        "youtube",
        "Vistas con permanencia mínima: el sentido que «vistas» tuvo hasta el 23 de agosto de 2026",
        fuente_url=_YOUTUBE,
    ),
    Definicion(
        "youtube.impresiones.v1",
        "impresiones",
        "youtube",
        "Veces que se mostró la miniatura de un video dentro de la plataforma",
    ),
    Definicion(
        "youtube.seguidores.v1",
        "seguidores",
        "youtube",
        "Suscriptores al leer el canal, redondeados por la plataforma hacia abajo a tres cifras",
    ),
    Definicion(
        "facebook.alcance_28d.v1",
        "alcance_28d",
        "facebook",
        "Personas distintas que visualizaron contenido de la página en los 28 días que terminan ese día; "
        "no se suma",
        fuente_url=_META,
    ),
    Definicion(
        "youtube.crecimiento_seguidores.v1",
        "crecimiento_seguidores",
        "youtube",
        "Suscriptores obtenidos menos perdidos; puede ser negativo",
    ),
)

TITULOS_POR_RED: dict[tuple[str, str], str] = {
    ("x", "seguidores_cierre"): "Seguidores",
    ("x", "compartidos"): "Republicaciones recibidas",
    ("x", "comentarios"): "Respuestas recibidas",
    ("facebook", "reacciones"): "Me gusta (todas las reacciones)",
    ("facebook", "contenidos_multimedia"): "Contenidos multimedia producidos",
    ("youtube", "publicaciones"): "Videos publicados",
    ("youtube", "crecimiento_seguidores"): "Crecimiento de suscriptores",
    ("youtube", "seguidores_inicio"): "Suscriptores al inicio",
    ("youtube", "seguidores_cierre"): "Suscriptores al cierre",
}
"""Cómo llama cada red a una métrica, donde difiere del título común."""
