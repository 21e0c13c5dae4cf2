"""Cómo se atienden los códigos que no siguen la regla de los demás (Lineamientos, arts. 14 y 15)."""

SIN_NOTIFICAR = frozenset({"S001", "L513"})
"""Observaciones que no se notifican conforme al art. 14, aunque su severidad lo pida.

No haber entregado (S001) se requiere por su propio camino, y un tipo de publicación que el programa no conoce
(L513) lo atiende Comunicación Social. Lo demás lo dice la severidad: un aviso se confirma y no se subsana.
"""
DE_FALTA = frozenset({"L309", "L310", "L311", "L315"})
"""Dicen que algo no viene en un archivo: no importa si otra entrega de la cuenta ya lo trajo."""
SOLO_DE_ARCHIVO = frozenset({"R101"})
"""Dicen que una API ya no deja leer algo: no lo compone leerla otra vez, sino un archivo que lo traiga."""
