"""Todos los códigos de calidad, en un índice."""

from esquemas.codigos import Codigo, indice
from esquemas.codigos_calidad import CALIDAD
from esquemas.codigos_discrepancias import DISCREPANCIAS
from esquemas.codigos_lectura import LECTURA
from esquemas.codigos_lote_api import LOTE_API
from esquemas.codigos_recoleccion import RECOLECCION

CODIGOS: dict[str, Codigo] = indice(LECTURA + CALIDAD + DISCREPANCIAS + RECOLECCION + LOTE_API)
