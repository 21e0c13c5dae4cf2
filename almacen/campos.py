"""Consulta de los campos que trae cada lote de cada cuenta: con un valor o con una ausencia declarada."""

from esquemas.registro import METRICAS_DE_PUBLICACION
from lineamientos.ausencias import Ausencia

_DECLARADAS = (
    Ausencia.RETENIDA,
    Ausencia.PLATAFORMA,
    Ausencia.RETIRADA,
    Ausencia.OCULTA,
    Ausencia.NO_APLICA,
)
"""Ausencias que alguien declaró: también son una respuesta."""

# Los nombres salen del registro de campos, nunca de fuera.
_DE_PUBLICACIONES = ", ".join(
    f"CASE WHEN bool_or({m} IS NOT NULL) THEN '{m}' END" for m in METRICAS_DE_PUBLICACION
)
CAMPOS = f"""
    SELECT lote, cuenta, metrica AS campo FROM mediciones
    WHERE valor IS NOT NULL OR ausencia IN ({", ".join(f"'{a.value}'" for a in _DECLARADAS)})
    UNION SELECT lote, cuenta, metrica FROM diarias WHERE valor IS NOT NULL
    UNION SELECT lote, cuenta, 'evidencias' FROM evidencias
    UNION SELECT lote, cuenta, campo
    FROM (SELECT lote, cuenta, unnest(['publicaciones', {_DE_PUBLICACIONES}]) AS campo
          FROM publicaciones GROUP BY lote, cuenta)
    WHERE campo IS NOT NULL
"""  # noqa: S608
"""Qué campos trae cada lote de cada cuenta: columnas ``lote``, ``cuenta`` y ``campo``."""
