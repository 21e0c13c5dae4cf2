"""Métricas de la Graph API: cuáles viven en una fecha, con qué periodos y de qué cifra del mundo salen.

Las fechas son las de https://developers.facebook.com/docs/platforminsights/page/deprecated-metrics y las del
registro de cambios de la API de Instagram.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from conectores.simulador.meta_errores import metrica_muerta

_DIA = ("day",)
_VENTANAS = ("day", "week", "days_28")
_VIDA = ("lifetime",)


@dataclass(frozen=True)
class MetricaMeta:
    """Una métrica de la plataforma.

    Attributes:
        cifra: De qué cifra del mundo sale.
        periodos: Periodos con que se da.
        muere: Primer día en que pedirla hace fallar toda la petición, o ``None`` si vive.
        por_ciento: Parte de la cifra que da, en por ciento.
    """

    cifra: str
    periodos: tuple[str, ...]
    muere: date | None = None
    por_ciento: int = 100


_2024 = date(2024, 3, 14)
_2025 = date(2025, 11, 15)
_2026 = date(2026, 6, 15)
_INSTAGRAM = date(2025, 4, 21)

DE_PAGINA: dict[str, MetricaMeta] = {
    "page_media_view": MetricaMeta("visualizaciones", _VENTANAS),
    "page_total_media_view_unique": MetricaMeta("alcance", _VENTANAS),
    "page_follows": MetricaMeta("seguidores", _DIA),
    "page_daily_follows_unique": MetricaMeta("seguidores_nuevos", _DIA),
    "page_daily_unfollows_unique": MetricaMeta("seguidores_perdidos", _DIA),
    "page_post_engagements": MetricaMeta("interacciones", _VENTANAS),
    "page_views_total": MetricaMeta("visualizaciones", _VENTANAS, None, 3),
    "page_engaged_users": MetricaMeta("interacciones", _VENTANAS, _2024),
    "page_consumptions": MetricaMeta("interacciones", _VENTANAS, _2024),
    "page_impressions": MetricaMeta("visualizaciones", _VENTANAS, _2025, 91),
    "page_fans": MetricaMeta("seguidores", _DIA, _2025, 97),
    "page_fan_adds": MetricaMeta("seguidores_nuevos", _DIA, _2025),
    "page_fan_adds_unique": MetricaMeta("seguidores_nuevos", _DIA, _2025),
    "page_impressions_unique": MetricaMeta("alcance", _VENTANAS, _2026),
    "page_posts_impressions": MetricaMeta("visualizaciones", _VENTANAS, _2026, 80),
    "page_posts_impressions_unique": MetricaMeta("alcance", _VENTANAS, _2026, 80),
}
"""Métricas de una página."""

DE_PUBLICACION: dict[str, MetricaMeta] = {
    "post_media_view": MetricaMeta("visualizaciones", _VIDA),
    "post_total_media_view_unique": MetricaMeta("alcance", _VIDA),
    "post_reactions_by_type_total": MetricaMeta("reacciones", _VIDA),
    "post_activity_by_action_type": MetricaMeta("interacciones", _VIDA),
    "post_clicks": MetricaMeta("visualizaciones", _VIDA, None, 2),
    "post_impressions": MetricaMeta("visualizaciones", _VIDA, _2025, 91),
    "post_impressions_unique": MetricaMeta("alcance", _VIDA, _2026),
}
"""Métricas de por vida de una publicación de página."""

DE_VIDEO: dict[str, MetricaMeta] = {
    "blue_reels_play_count": MetricaMeta("reproducciones", _VIDA),
    "fb_reels_total_plays": MetricaMeta("reproducciones", _VIDA),
    "post_video_likes_by_reaction_type": MetricaMeta("reacciones", _VIDA),
    "post_video_social_actions": MetricaMeta("interacciones", _VIDA),
    "total_video_views": MetricaMeta("reproducciones", _VIDA, None, 60),
}
"""Métricas de por vida de un video o video corto (``/video_insights``)."""

DE_MEDIO: dict[str, MetricaMeta] = {
    "views": MetricaMeta("visualizaciones", _VIDA),
    "reach": MetricaMeta("alcance", _VIDA),
    "likes": MetricaMeta("me_gusta", _VIDA),
    "comments": MetricaMeta("comentarios", _VIDA),
    "shares": MetricaMeta("compartidos", _VIDA),
    "saved": MetricaMeta("guardados", _VIDA),
    "total_interactions": MetricaMeta("interacciones", _VIDA),
    "impressions": MetricaMeta("visualizaciones", _VIDA, _INSTAGRAM, 91),
    "plays": MetricaMeta("visualizaciones", _VIDA, _INSTAGRAM, 85),
}
"""Métricas de por vida de una publicación de Instagram."""

DE_INSTAGRAM: dict[str, MetricaMeta] = {
    "follows_and_unfollows": MetricaMeta("seguidores_nuevos", _DIA),
    "reach": MetricaMeta("alcance", _DIA),
    "views": MetricaMeta("visualizaciones", _DIA),
    "likes": MetricaMeta("me_gusta", _DIA),
    "comments": MetricaMeta("comentarios", _DIA),
    "shares": MetricaMeta("compartidos", _DIA),
    "saves": MetricaMeta("guardados", _DIA),
    "total_interactions": MetricaMeta("interacciones", _DIA),
    "impressions": MetricaMeta("visualizaciones", _DIA, _INSTAGRAM, 91),
}
"""Métricas de una cuenta de Instagram, como total del periodo pedido."""


@dataclass(frozen=True)
class Vigencia:
    """De qué depende que una métrica viva.

    Attributes:
        hoy: Día del Pacífico en que se pregunta.
        retiradas: Métricas que el escenario da por muertas además de las que ya lo están.
    """

    hoy: date
    retiradas: frozenset[str] = frozenset()

    def elegir(self, catalogo: Mapping[str, MetricaMeta], nombres: Sequence[str]) -> dict[str, MetricaMeta]:
        """Las métricas pedidas.

        Raises:
            ErrorMeta: Código 100 si alguna no existe o ya murió; falla toda la petición, sin decir cuál.
        """
        elegidas = {}
        for nombre in nombres:
            metrica = catalogo.get(nombre)
            if metrica is None or nombre in self.retiradas:
                raise metrica_muerta()
            if metrica.muere is not None and self.hoy >= metrica.muere:
                raise metrica_muerta()
            elegidas[nombre] = metrica
        if not elegidas:
            raise metrica_muerta()
        return elegidas
