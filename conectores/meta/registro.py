"""El registro fechado de métricas: con qué nombre se pide cada una en cada fecha (``metricas.toml``)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True)
class MetricaMeta:
    """Un nombre de métrica de la plataforma.

    Attributes:
        red: ``facebook`` o ``instagram``.
        nivel: ``pagina``, ``cuenta`` o ``publicacion``.
        nombre: Como lo escribe la API.
        periodo: Periodo con que se pide.
        definicion: Qué cuenta.
        metrica: Métrica del catálogo, o ``None`` si el nombre nunca se pide.
        desde: Primer día en que puede pedirse, o ``None`` si siempre.
        hasta: Último día en que puede pedirse, o ``None`` si sigue viva.
        datos_desde: Primer día del que da cifras, o ``None`` si de cualquiera.
        reemplazo: Nombre que la plataforma ofrece en su lugar, o ``None``.
    """

    red: str
    nivel: str
    nombre: str
    periodo: str
    definicion: str
    metrica: str | None = None
    desde: date | None = None
    hasta: date | None = None
    datos_desde: date | None = None
    reemplazo: str | None = None

    def vive(self, fecha: date) -> bool:
        """Dice si puede pedirse en una fecha."""
        return (self.desde is None or self.desde <= fecha) and (self.hasta is None or fecha <= self.hasta)

    def da_datos_de(self, dia: date) -> bool:
        """Dice si da cifras de un día."""
        return self.datos_desde is None or self.datos_desde <= dia


@lru_cache(maxsize=1)
def registro() -> tuple[MetricaMeta, ...]:
    """Todos los nombres, vivos y muertos."""
    texto = resources.files("conectores.meta").joinpath("metricas.toml").read_text(encoding="utf-8")
    return tuple(MetricaMeta(**m) for m in tomllib.loads(texto)["metrica"])


@lru_cache(maxsize=256)
def vigentes(red: str, nivel: str, fecha: date, periodo: str | None = None) -> tuple[MetricaMeta, ...]:
    """Las métricas que se piden en una fecha, en el orden del registro."""
    return tuple(
        m
        for m in registro()
        if (m.red, m.nivel) == (red, nivel)
        and m.metrica is not None
        and m.vive(fecha)
        and periodo in (None, m.periodo)
    )


@lru_cache(maxsize=256)
def por_nombre(red: str, nivel: str) -> dict[str, MetricaMeta]:
    """Los nombres de un nivel que llenan una métrica del catálogo."""
    return {m.nombre: m for m in registro() if (m.red, m.nivel) == (red, nivel) and m.metrica is not None}
