"""Tener corriendo varios procesos: arrancarlos en orden, levantar al que se cae y detenerlos al final.

Es lo que hace ``pertinencia servidor`` con el servidor y el worker de Prefect.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_ESPERAS = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Segundos antes de levantar al que se cayó: más cada vez, para no gastar la máquina en algo que no sirve."""
_ESTABLE = 300.0
"""Segundos tras los que uno que se cae cuenta como si fuera la primera vez."""
_GRACIA = 30.0
_TOPE_BITACORA = 10_000_000
_PR_SET_PDEATHSIG = 1


@dataclass
class Pieza:
    """Un proceso que debe estar corriendo.

    Attributes:
        nombre: Cómo se le llama al decir qué pasa.
        orden: Programa y argumentos; se ven en la lista de procesos: nunca un secreto.
        ambiente: Variables de ambiente.
        carpeta: Desde dónde corre.
        bitacora: Archivo en que escribe, o ``None`` si escribe donde este.
    """

    nombre: str
    orden: Sequence[str]
    ambiente: Mapping[str, str]
    carpeta: Path
    bitacora: Path | None = None
    proceso: "subprocess.Popen[bytes] | None" = None
    caidas: int = 0
    arranco: float = 0.0
    levantar_en: float = 0.0

    def arrancar(self) -> None:
        """Lo pone a correr en un grupo propio: así se le detiene con todo lo que arranque."""
        salida: IO[bytes] | None = None
        if self.bitacora is not None:
            self.bitacora.parent.mkdir(parents=True, exist_ok=True)
            _rotar(self.bitacora)
            salida = self.bitacora.open("ab")
        try:
            self.proceso = subprocess.Popen(  # noqa: S603 - la orden la arma este programa
                list(self.orden),
                env=dict(self.ambiente),
                cwd=self.carpeta,
                stdout=salida,
                stderr=None if salida is None else subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                # Solo hace una llamada al sistema, y este proceso no tiene más hilos.
                preexec_fn=_morir_con_el_padre if sys.platform == "linux" else None,  # noqa: PLW1509
            )
        finally:
            if salida is not None:
                salida.close()
        self.arranco = time.monotonic()

    @property
    def corre(self) -> bool:
        """Si sigue corriendo."""
        return self.proceso is not None and self.proceso.poll() is None

    def detener(self) -> None:
        """Le pide terminar y, si no termina, termina con su grupo entero."""
        if self.proceso is None:
            return
        with suppress(ProcessLookupError):
            self.proceso.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.proceso.wait(_GRACIA)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.proceso.pid, signal.SIGKILL)
        self.proceso.wait()


@dataclass
class Supervisor:
    """Mantiene corriendo unas piezas.

    Attributes:
        decir: Recibe cada cosa que pasa, en una oración.
        dormir: Espera esos segundos.
        piezas: Las arrancadas, en orden.
    """

    decir: Callable[[str], None]
    dormir: Callable[[float], None] = time.sleep
    piezas: list[Pieza] = field(default_factory=list)
    _basta: bool = False

    def agregar(self, pieza: Pieza) -> None:
        """Arranca una pieza y la mantiene corriendo desde ahora."""
        pieza.arrancar()
        self.piezas.append(pieza)

    def esperar_a(self, pieza: Pieza, lista: Callable[[], bool], segundos: float) -> bool:
        """Espera a que una pieza sirva; ``False`` si termina antes o no sirve a tiempo."""
        limite = time.monotonic() + segundos
        while pieza.corre and time.monotonic() < limite and not self._basta:
            if lista():
                return True
            self.dormir(0.3)
        return False

    def vigilar(self) -> None:
        """Levanta a los que se caigan hasta que alguien pida terminar."""
        while not self._basta:
            for pieza in self.piezas:
                self.atender(pieza)
            self.dormir(0.5)

    def atender(self, pieza: Pieza) -> None:
        """Si la pieza se cayó, la levanta cuando toca."""
        if pieza.corre:
            return
        ahora = time.monotonic()
        if not pieza.levantar_en:
            pieza.caidas = 0 if ahora - pieza.arranco > _ESTABLE else pieza.caidas
            espera = _ESPERAS[min(pieza.caidas, len(_ESPERAS) - 1)]
            pieza.caidas += 1
            pieza.levantar_en = ahora + espera
            donde = "" if pieza.bitacora is None else f" Lo que dijo está en {pieza.bitacora}."
            self.decir(
                f"{pieza.nombre} se detuvo sin que nadie lo pidiera (código {_codigo(pieza)}). Se vuelve a "
                f"arrancar en {espera:.0f} s.{donde}"
            )
        elif ahora >= pieza.levantar_en:
            pieza.levantar_en = 0.0
            pieza.arrancar()

    def terminar(self, *_: object) -> None:
        """Pide terminar; sirve de manejador de señales."""
        self._basta = True

    @property
    def termina(self) -> bool:
        """Si alguien pidió terminar."""
        return self._basta

    def detener(self) -> None:
        """Detiene todas, la última primero: el worker antes que el servidor al que le avisa."""
        for pieza in reversed(self.piezas):
            pieza.detener()


def _codigo(pieza: Pieza) -> object:
    return None if pieza.proceso is None else pieza.proceso.returncode


def _rotar(ruta: Path) -> None:
    """Aparta una bitácora que ya creció; se conservan la actual y la anterior."""
    if ruta.exists() and ruta.stat().st_size > _TOPE_BITACORA:
        ruta.replace(ruta.with_name(f"{ruta.name}.anterior"))


def _morir_con_el_padre() -> None:
    """Linux: que el sistema le pida terminar si quien lo vigila muere de golpe."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
