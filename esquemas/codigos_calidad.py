"""Códigos C y S: lo que Great Expectations comprueba en un lote y en las cifras del semestre."""

from esquemas.codigos import Codigo

CALIDAD: tuple[Codigo, ...] = ()
