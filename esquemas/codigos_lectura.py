"""Códigos L: lo que puede estar mal en un archivo entregado, antes de mirar sus cifras."""

from esquemas.codigos import Codigo
from esquemas.codigos_apertura import APERTURA
from esquemas.codigos_exportaciones import EXPORTACIONES
from esquemas.codigos_formato import FORMATO
from esquemas.codigos_recepcion import RECEPCION
from esquemas.codigos_tabla import TABLA

LECTURA: tuple[Codigo, ...] = RECEPCION + APERTURA + TABLA + FORMATO + EXPORTACIONES
