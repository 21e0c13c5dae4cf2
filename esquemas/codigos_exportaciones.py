"""Códigos L500 a L799: lo que puede estar mal en una exportación nativa de una plataforma."""

from esquemas.codigos import Codigo

EXPORTACIONES: tuple[Codigo, ...] = ()
