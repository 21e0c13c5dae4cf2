"""Escritura de los objetos de un PDF: los que no llevan flujo van juntos y comprimidos.

Un PDF etiquetado trae un objeto pequeño por cada celda y cada párrafo; juntos y comprimidos pesan la décima
parte.
"""

import io
import struct
import zlib

_POR_PAQUETE = 200


class Paquetes:
    """Los objetos de un PDF con el lugar en que quedó cada uno."""

    def __init__(self, primero: int) -> None:
        self._salida = io.BytesIO()
        self._salida.write(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
        self._siguiente = primero
        self._lugares: dict[int, tuple[int, int, int]] = {}
        self._pendientes: list[tuple[int, bytes]] = []

    def reservar(self, cuantos: int) -> int:
        """Aparta números de objeto seguidos y da el anterior al primero."""
        self._siguiente += cuantos
        return self._siguiente - cuantos - 1

    def escribir(self, numero: int, objeto: bytes) -> None:
        """Escribe un objeto, sin su cabeza."""
        if objeto.endswith(b"endstream"):
            self.suelto(numero, objeto)
            return
        self._pendientes.append((numero, objeto))
        if len(self._pendientes) == _POR_PAQUETE:
            self._empacar()

    def cerrar(self, remate: bytes) -> bytes:
        """Escribe la tabla de objetos con el remate y da el PDF completo."""
        self._empacar()
        numero = self.reservar(1) + 1
        inicio = self._salida.tell()
        self._lugares[numero] = (1, inicio, 0)
        tabla = b"".join(
            struct.pack(">BIH", *self._lugares.get(n, (0, 0, 65535))) for n in range(self._siguiente)
        )
        campos = b"/Type/XRef/Size %d/W[1 4 2]%s" % (self._siguiente, remate)
        self.suelto(numero, _flujo(campos, tabla))
        self._salida.write(b"startxref\n%d\n%%%%EOF\n" % inicio)
        return self._salida.getvalue()

    def suelto(self, numero: int, objeto: bytes) -> None:
        """Escribe un objeto sin empacar, a la vista de quien busque en los bytes."""
        self._lugares[numero] = (1, self._salida.tell(), 0)
        self._salida.write(b"%d 0 obj\n%s\nendobj\n" % (numero, objeto))

    def _empacar(self) -> None:
        if not self._pendientes:
            return
        paquete = self.reservar(1) + 1
        indice, cuerpo, lugar = [], [], 0
        for i, (numero, objeto) in enumerate(self._pendientes):
            self._lugares[numero] = (2, paquete, i)
            indice.append(b"%d %d " % (numero, lugar))
            cuerpo.append(objeto + b"\n")
            lugar += len(objeto) + 1
        cabeza = b"".join(indice)
        campos = b"/Type/ObjStm/N %d/First %d" % (len(indice), len(cabeza))
        self._pendientes.clear()
        self.suelto(paquete, _flujo(campos, b"".join((cabeza, *cuerpo))))


def _flujo(campos: bytes, contenido: bytes) -> bytes:
    comprimido = zlib.compress(contenido)
    return b"<<%s/Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (
        campos,
        len(comprimido),
        comprimido,
    )
