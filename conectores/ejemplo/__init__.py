"""El mundo inventado de ``pertinencia ejemplo`` y de las mediciones de velocidad."""
