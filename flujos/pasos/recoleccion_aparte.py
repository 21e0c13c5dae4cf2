"""Recorrer en otro proceso: pedir y aterrizar no le quitan el procesador a normalizar y cargar.

El otro proceso tiene su propio candado y muere con este: de un espacio nunca piden dos a la vez, aunque a
uno lo maten y el siguiente empiece enseguida.
"""

import io
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from almacen.candado import candado
from almacen.errores import AlmacenOcupado
from conectores.comun.consultas import Consulta
from conectores.comun.secretos import Secreto
from flujos import bitacora
from flujos.errores import RecolectorMuerto
from flujos.pasos.credenciales import Credenciales
from flujos.pasos.procesos import morir_con_el_padre
from flujos.pasos.recoleccion_encargo import Encargo
from flujos.pasos.recoleccion_lotes import Alcanzado, Desenlace, Recorredor, detenida_por

_ESPERA_DEL_CANDADO = 30.0
_ESPERA_DEL_FIN = 60.0


@dataclass(frozen=True)
class _Fin:
    """No queda ninguna; con lo que detiene a las que vengan, o la falla de programación que lo impidió."""

    detenidas: frozenset[Alcanzado]
    falla: Exception | None = None


@dataclass
class RecorredorAparte:
    """Recorre consultas en otro proceso; se usa como ``Recorredor``.

    Attributes:
        conexion: Con el otro proceso.
        al_terminar: Se llama con cada desenlace, conforme llegan.
    """

    conexion: Connection
    al_terminar: Callable[[Desenlace], None] = lambda _: None
    _detenidas: frozenset[Alcanzado] = field(default_factory=frozenset)

    def recorrer(self, consultas: Sequence[Consulta]) -> Iterator[Desenlace]:
        """Recorre todas y las da en su orden mientras las demás siguen; como ``Recorredor.recorrer``."""
        self.conexion.send(tuple(consultas))
        mensaje: Desenlace | _Fin | None = None
        try:
            while isinstance(mensaje := self._recibir(), Desenlace):
                self.al_terminar(mensaje)
                yield mensaje
        finally:
            if not isinstance(mensaje, _Fin):
                self.conexion.send(None)
                while not isinstance(mensaje := self._recibir(), _Fin):
                    pass
            self._detenidas = mensaje.detenidas
        if mensaje.falla is not None:
            raise mensaje.falla

    def detenida(self, consulta: Consulta) -> bool:
        """Si una falla de su red o de su credencial hace inútil pedirla."""
        return detenida_por(consulta, self._detenidas) is not None

    def _recibir(self) -> Desenlace | _Fin:
        try:
            recibido: Desenlace | _Fin = self.conexion.recv()
        except EOFError:
            raise RecolectorMuerto from None
        return recibido


@contextmanager
def aparte(encargo: Encargo, credenciales: Credenciales) -> Iterator[RecorredorAparte]:
    """Un recorredor en otro proceso, que termina con el bloque."""
    contexto = get_context("spawn")
    aqui, alla = contexto.Pipe()
    proceso = contexto.Process(target=_atender, args=(alla,), name="recoleccion", daemon=True)
    proceso.start()
    alla.close()
    try:
        aqui.send_bytes(_con_secretos((encargo, credenciales, bitacora.REDACTOR.conocidos)))
        yield RecorredorAparte(aqui)
    finally:
        aqui.close()
        proceso.join(_ESPERA_DEL_FIN)
        if proceso.is_alive():
            proceso.kill()


def _con_secretos(datos: object) -> bytes:
    """Los datos para el otro proceso. Un ``Secreto`` no se deja enviar: aquí sí, y solo por su tubería."""

    class Prestamo(pickle.Pickler):
        def reducer_override(self, objeto: object) -> Any:
            return (Secreto, (objeto.revelar(),)) if isinstance(objeto, Secreto) else NotImplemented

    salida = io.BytesIO()
    Prestamo(salida).dump(datos)
    return salida.getvalue()


def _atender(conexion: Connection) -> None:
    """Lo que hace el otro proceso: recorrer lo que le manden hasta que cierren la tubería."""
    # Quien interrumpe interrumpe al principal, y él dice cuándo parar.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=morir_con_el_padre, daemon=True).start()
    encargo, credenciales, secretos = conexion.recv()
    bitacora.instalar(secretos)
    try:
        with candado(encargo.aterrizaje / "recorrido", _ESPERA_DEL_CANDADO):
            _obedecer(conexion, encargo.recorredor(credenciales))
    except AlmacenOcupado as falla:
        conexion.recv()
        conexion.send(_Fin(frozenset(), falla))


def _obedecer(conexion: Connection, recorredor: Recorredor) -> None:
    while True:
        try:
            consultas = conexion.recv()
        except EOFError:
            return
        # Un «basta» puede llegar cuando ya no quedaba nada que dejar.
        if consultas is not None:
            conexion.send(_recorrer(conexion, recorredor, consultas))


def _recorrer(conexion: Connection, recorredor: Recorredor, consultas: Sequence[Consulta]) -> _Fin:
    desenlaces = recorredor.recorrer(consultas)
    try:
        for desenlace in desenlaces:
            conexion.send(desenlace)
            if conexion.poll():
                conexion.recv()
                break
        # Espera a los que ya empezaron.
        desenlaces.close()
    except Exception as falla:  # noqa: BLE001 - se le entrega al principal, que la lanza
        return _Fin(recorredor.detenidas, falla)
    return _Fin(recorredor.detenidas)
