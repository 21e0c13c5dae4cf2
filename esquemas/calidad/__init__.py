"""Comprobaciones de calidad con Great Expectations.

La entrada es ``esquemas.calidad.revision``; ``motor`` tarda segundos en importarse y solo se importa
cuando hay algo que comprobar.
"""
