"""Nombres con que Meta titula cada gráfica de Resultados, y la métrica que es cada una."""

from dataclasses import dataclass
from datetime import date

from conectores.archivos.plegado import plegar


@dataclass(frozen=True)
class Grafica:
    """Lo que significa el título de una gráfica.

    Attributes:
        metrica: Métrica del catálogo, o ``None`` si no es de las que se piden.
        red: Red que dice el título, o ``None`` si no la dice.
        desde: Primer día en que la gráfica corresponde a la métrica, o ``None`` si siempre.
        solo_en: Única red en que la gráfica corresponde a la métrica, o ``None`` si en ambas.
    """

    metrica: str | None
    red: str | None = None
    desde: date | None = None
    solo_en: str | None = None


_FIN_DEL_ALCANCE = date(2026, 6, 15)
"""Desde este día la medida de personas distintas de una página es la que Meta llama espectadores."""

_COMUNES: dict[str, Grafica] = {
    "Views": Grafica("visualizaciones"),
    "Visualizaciones": Grafica("visualizaciones"),
    "Impressions": Grafica("impresiones"),
    "Impresiones": Grafica("impresiones"),
    "Reach": Grafica("alcance"),
    "Alcance": Grafica("alcance"),
    "Viewers": Grafica("alcance", desde=_FIN_DEL_ALCANCE, solo_en="facebook"),
    "Espectadores": Grafica("alcance", desde=_FIN_DEL_ALCANCE, solo_en="facebook"),
    "Follows": Grafica("altas_seguidores"),
    "New followers": Grafica("altas_seguidores"),
    "Seguimientos": Grafica("altas_seguidores"),
    "Nuevos seguidores": Grafica("altas_seguidores"),
    "Unfollows": Grafica("bajas_seguidores"),
    "Visits": Grafica("visitas_perfil"),
    "Visitas": Grafica("visitas_perfil"),
    "Content interactions": Grafica(None),
    "Interacciones con el contenido": Grafica(None),
    "Interacciones": Grafica(None),
    "Link clicks": Grafica(None),
    "Clics en el enlace": Grafica(None),
    "Clics en enlaces": Grafica(None),
}


def _de_red(red: str, nombre: str) -> dict[str, Grafica]:
    alcance, altas, visitas = (Grafica(m, red) for m in ("alcance", "altas_seguidores", "visitas_perfil"))
    ajena = Grafica(None, red)
    return {
        f"{nombre} reach": alcance,
        f"Alcance de {nombre}": alcance,
        f"Alcance en {nombre}": alcance,
        f"{nombre} follows": altas,
        f"New {nombre} followers": altas,
        f"Seguimientos de {nombre}": altas,
        f"Seguimientos en {nombre}": altas,
        f"Nuevos seguidores de {nombre}": altas,
        f"Nuevos seguidores en {nombre}": altas,
        f"{nombre} visits": visitas,
        f"{nombre} profile visits": visitas,
        f"Visitas a {nombre}": visitas,
        f"Visitas de {nombre}": visitas,
        f"Visitas al perfil de {nombre}": visitas,
        f"Visitas a la página de {nombre}": visitas,
        f"{nombre} link clicks": ajena,
        f"Clics en el enlace de {nombre}": ajena,
    }


GRAFICAS: dict[str, Grafica] = {
    plegar(titulo): grafica
    for titulo, grafica in (
        _COMUNES | _de_red("facebook", "Facebook") | _de_red("instagram", "Instagram")
    ).items()
}
"""Título plegado de la gráfica y lo que significa. «Seguidores», a secas, no dice si son los del día o el
total, y por eso no está."""
