"""Descompresión acotada: se lee hasta un tope y nunca se confía en los tamaños declarados."""

import io
import lzma
import struct
import zipfile
import zlib

from conectores.archivos.tipos import Limites

_TROZO = 1 << 20
_TAMANO_SIN_SOSPECHA = 10_000_000
"""Bajo este tamaño no importa cuánto se haya comprimido: una hoja de ceros se comprime mil veces."""

ERRORES_DE_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    UnicodeError,
    ValueError,
    OverflowError,
)
"""Lo que la biblioteca estándar levanta ante un comprimido dañado o hecho con mala fe."""


class Excedido(Exception):
    """Lo descomprimido rebasa el tope; ``tope`` es el número de bytes permitido."""

    def __init__(self, tope: int) -> None:
        super().__init__(tope)
        self.tope = tope


class Presupuesto:
    """Cuántos bytes descomprimidos quedan para un archivo entregado."""

    def __init__(self, comprimido: int, limites: Limites) -> None:
        por_razon = max(comprimido * limites.razon_compresion, _TAMANO_SIN_SOSPECHA)
        self.tope = min(limites.bytes_descomprimidos, por_razon)
        self._quedan = self.tope

    def revisar_declarado(self, entradas: list[zipfile.ZipInfo]) -> None:
        """Comprueba la suma de los tamaños declarados antes de leer nada.

        Raises:
            Excedido: Si ya lo declarado pasa del tope.
        """
        if sum(e.file_size for e in entradas) > self._quedan:
            raise Excedido(self.tope)

    def leer(self, zip_: zipfile.ZipFile, entrada: zipfile.ZipInfo) -> bytes:
        """Descomprime una entrada por trozos, contra lo que queda del presupuesto.

        Raises:
            Excedido: Si lo que sale pasa del tope.
        """
        salida = io.BytesIO()
        with zip_.open(entrada) as flujo:
            while trozo := flujo.read(_TROZO):
                self._quedan -= len(trozo)
                if self._quedan < 0:
                    raise Excedido(self.tope)
                salida.write(trozo)
        return salida.getvalue()


def tamano(numero: int) -> str:
    """Un tamaño en bytes dicho a una persona."""
    if numero >= 1_000_000:
        return f"{numero / 1_000_000:,.1f} MB".replace(".0 ", " ")
    return f"{numero:,} bytes"
