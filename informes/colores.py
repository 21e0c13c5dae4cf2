"""Los colores del informe, en un solo lugar para las gráficas y las plantillas.

Cada clase se distingue también por su nombre: el color nunca es la única seña.
"""

MAGENTA = "#b3005f"
"""Acento institucional, oscurecido para que el texto contraste más de 4.5 a 1 sobre blanco."""
TINTA = "#2b2730"
GRIS = "#6b6670"
TENUE = "#e6e3e8"

CLASES: dict[str, str] = {
    "pertinente": "#4b2067",
    "pertinente_con_recomendaciones": "#9876b4",
    "en_observacion": "#e39ac2",
    "no_pertinente": "#b3005f",
    "sin_elementos": "#b9b5bd",
    "sin_elementos_por_incumplimiento": "#77727c",
    "sin_evaluar": "#e6e3e8",
}
BANDAS: dict[str, str] = {
    "banda_0": "#ddd0e6",
    "banda_1": "#bda3cf",
    "banda_2": "#9876b4",
    "banda_3": "#714891",
    "banda_4": "#4b2067",
    "banda_5": "#c9c6cc",
}
SERIES: dict[str, str] = CLASES | BANDAS
"""Color de cada serie de una gráfica, por su clave."""
