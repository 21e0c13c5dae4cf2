"""Códigos C y S: lo que Great Expectations comprueba en un lote y en las cifras del semestre."""

from esquemas.codigos import Codigo
from esquemas.codigos_lote import LOTE
from esquemas.codigos_semestre import SEMESTRE

CALIDAD: tuple[Codigo, ...] = LOTE + SEMESTRE
