"""Recomendaciones a los administradores y su seguimiento (Lineamientos, arts. 6, fracción III, y 7)."""
