"""Exportaciones nativas de las plataformas que se reconocen."""

from conectores.archivos.reconocimiento import Fuente

EXPORTACIONES: tuple[Fuente, ...] = ()
