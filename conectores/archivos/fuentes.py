"""Todas las tablas que se reconocen."""

from conectores.archivos.exportaciones import EXPORTACIONES
from conectores.archivos.formato_fuentes import FORMATO
from conectores.archivos.reconocimiento import Fuente

FUENTES: tuple[Fuente, ...] = FORMATO + EXPORTACIONES
