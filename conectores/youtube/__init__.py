"""Conector de YouTube: Data API por clave y Analytics por autorización del titular."""
