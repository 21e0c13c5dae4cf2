"""Línea de comandos."""
