"""Esquemas: cada campo una vez; de ellos se derivan tablas, formatos, diccionario y revisiones."""
