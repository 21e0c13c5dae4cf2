"""Calificación de la pertinencia propuesta al Comité (Lineamientos, art. 13)."""
