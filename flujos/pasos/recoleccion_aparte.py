"""Recorrer en otro proceso: pedir y aterrizar no le quitan el procesador a normalizar y cargar.

El otro proceso tiene su propio candado y muere con este: de un espacio nunca piden dos a la vez, aunque a
uno lo maten y el siguiente empiece enseguida.
"""

import io
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from almacen.candado import candado
from almacen.errores import AlmacenOcupado
from conectores.comun.consultas import Consulta
from conectores.comun.secretos import Secreto
from flujos import bitacora
from flujos.ajustes import ambiente_de_ayudante
from flujos.errores import RecolectorMuerto
from flujos.pasos.credenciales import Credenciales
from flujos.pasos.recoleccion_encargo import Encargo
from flujos.pasos.recoleccion_lotes import Alcanzado, Desenlace, Recorredor, detenida_por
from lineamientos.ausencias import Ausencia

_ESPERA_DEL_CANDADO = 30.0
_ESPERA_DEL_FIN = 60.0


_Corto = tuple[Ausencia | None, str, int]
"""Un desenlace sin su consulta, que el principal ya tiene: en su orden, no hace falta decir de cuál es."""


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
        proceso: El otro proceso.
        al_terminar: Se llama con cada desenlace, conforme llegan.
    """

    conexion: Connection
    proceso: subprocess.Popen[bytes]
    al_terminar: Callable[[Desenlace], None] = lambda _: None
    _detenidas: frozenset[Alcanzado] = field(default_factory=frozenset)

    def encargar(self, encargo: Encargo, credenciales: Credenciales) -> None:
        """Le dice con qué va a recorrer.

        Raises:
            RecolectorMuerto: Si el otro proceso terminó de golpe.
        """
        try:
            self.conexion.send_bytes(_con_secretos((encargo, credenciales, bitacora.REDACTOR.conocidos)))
        except OSError:
            raise RecolectorMuerto from None

    def recorrer(self, consultas: Sequence[Consulta]) -> Generator[Desenlace]:
        """Recorre todas y las da en su orden mientras las demás siguen; como ``Recorredor.recorrer``.

        Raises:
            RecolectorMuerto: Si el otro proceso terminó de golpe.
        """
        self._mandar(tuple(consultas))
        fin: _Fin | None = None
        try:
            for consulta in consultas:
                mensaje = self._recibir()
                if isinstance(mensaje, _Fin):
                    fin = mensaje
                    break
                desenlace = Desenlace(consulta, *mensaje)
                self.al_terminar(desenlace)
                yield desenlace
        except BaseException:
            # Sea que ya no los quieran o que alguien interrumpa: lo que no ha empezado ya no se pide.
            self._mandar(None)
            raise
        finally:
            # Si quien los recibe se va antes, lo que ya se pidió llega entero a su lote.
            fin = fin or self._hasta_el_fin()
            self._detenidas = fin.detenidas
        if fin.falla is not None:
            raise fin.falla

    def detenida(self, consulta: Consulta) -> bool:
        """Si una falla de su red o de su credencial hace inútil pedirla."""
        return detenida_por(consulta, self._detenidas) is not None

    def _hasta_el_fin(self) -> _Fin:
        while not isinstance(mensaje := self._recibir(), _Fin):
            pass
        return mensaje

    def _recibir(self) -> _Corto | _Fin:
        try:
            recibido: _Corto | _Fin = self.conexion.recv()
        except (EOFError, OSError):
            raise RecolectorMuerto from None
        return recibido

    def _mandar(self, mensaje: tuple[Consulta, ...] | None) -> None:
        try:
            self.conexion.send(mensaje)
        except OSError:
            raise RecolectorMuerto from None


@contextmanager
def aparte(encargo: Encargo, credenciales: Credenciales) -> Iterator[RecorredorAparte]:
    """Un recorredor en otro proceso, que termina con el bloque."""
    aqui, alla = Pipe()
    proceso = _lanzar(alla)
    alla.close()
    try:
        recorredor = RecorredorAparte(aqui, proceso)
        recorredor.encargar(encargo, credenciales)
        yield recorredor
    finally:
        aqui.close()
        _despedir(proceso)


def _lanzar(conexion: Connection) -> subprocess.Popen[bytes]:
    """El otro proceso. Su entrada es un hilo tendido desde este: cuando este muere, se corta y él termina.

    No es ``multiprocessing.Process`` porque volvería a importar el programa principal, y con él la línea de
    comandos o Prefect entero: memoria y segundos que pedir páginas no necesita.
    """
    return subprocess.Popen(  # noqa: S603 - este mismo intérprete con un módulo de este programa
        [sys.executable, "-m", "flujos.pasos.recoleccion_proceso", str(conexion.fileno())],
        stdin=subprocess.PIPE,
        pass_fds=(conexion.fileno(),),
        env=ambiente_de_ayudante(),
    )


def _despedir(proceso: subprocess.Popen[bytes]) -> None:
    """Espera a que termine, que es lo que hace al cerrarse la tubería; si no, lo termina."""
    try:
        proceso.wait(_ESPERA_DEL_FIN)
    except subprocess.TimeoutExpired:
        proceso.kill()
        proceso.wait()
    finally:
        if proceso.stdin is not None:
            proceso.stdin.close()


def _con_secretos(datos: object) -> bytes:
    """Los datos para el otro proceso. Un ``Secreto`` no se deja enviar: aquí sí, y solo por su tubería."""

    class Prestamo(pickle.Pickler):
        def reducer_override(self, objeto: object) -> Any:
            return (Secreto, (objeto.revelar(),)) if isinstance(objeto, Secreto) else NotImplemented

    salida = io.BytesIO()
    Prestamo(salida).dump(datos)
    return salida.getvalue()


def atender(conexion: Connection) -> None:
    """Lo que hace el otro proceso: recorrer lo que le manden hasta que cierren la tubería."""
    # Quien interrumpe interrumpe al principal, y él dice cuándo parar.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_morir_con_el_principal, daemon=True).start()
    try:
        encargo, credenciales, secretos = conexion.recv()
    except (EOFError, ConnectionError):
        # Quien lo lanzó se arrepintió antes de encargarle nada.
        return
    bitacora.instalar(secretos)
    try:
        with candado(encargo.aterrizaje / "recorrido", _ESPERA_DEL_CANDADO):
            _obedecer(conexion, encargo.recorredor(credenciales))
    except AlmacenOcupado as falla:
        conexion.recv()
        conexion.send(_Fin(frozenset(), falla))


def _morir_con_el_principal() -> None:
    # Nadie escribe ahí: leer termina cuando el principal muere, aunque sea de golpe. Se lee del descriptor
    # porque ``sys.stdin`` tiene un candado que un hilo no debe retener cuando el intérprete termina.
    os.read(0, 1)
    os._exit(1)


def _obedecer(conexion: Connection, recorredor: Recorredor) -> None:
    # Que el principal cierre la tubería es que ya no lo necesita.
    with suppress(EOFError, ConnectionError):
        while True:
            consultas = conexion.recv()
            # Un «basta» puede llegar cuando ya no quedaba nada que dejar.
            if consultas is not None:
                conexion.send(_recorrer(conexion, recorredor, consultas))


def _recorrer(conexion: Connection, recorredor: Recorredor, consultas: Sequence[Consulta]) -> _Fin:
    desenlaces = recorredor.recorrer(consultas)
    falla = None
    try:
        for desenlace in desenlaces:
            conexion.send((desenlace.ausencia, desenlace.mensaje, desenlace.paginas))
            if conexion.poll():
                conexion.recv()
                break
        # Espera a los que ya empezaron.
        desenlaces.close()
    except Exception as error:  # noqa: BLE001 - se le entrega al principal, que la lanza
        error.add_note(bitacora.REDACTOR.tapar("".join(traceback.format_exception(error))))
        falla = _enviable(error)
    return _Fin(recorredor.detenidas, falla)


def _enviable(error: Exception) -> Exception:
    """El error, o lo que dice, si el otro proceso no podría rehacerlo."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - es lo que se acaba de escribir
    except Exception:  # noqa: BLE001 - cada clase de error falla a su modo
        return RuntimeError(bitacora.REDACTOR.tapar(f"{type(error).__name__}: {error}"))
    return error
