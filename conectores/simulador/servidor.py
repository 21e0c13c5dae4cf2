"""El servidor del simulador: las tres API y su control en una sola aplicación, con las rutas reales.

Los conectores solo cambian esquema y host; por eso las rutas están en la raíz.
"""

import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime
from types import TracebackType

import uvicorn
from fastapi import FastAPI

from conectores.simulador import control, meta, oauth, x, youtube
from conectores.simulador.contabilidad import Contabilidad
from conectores.simulador.contexto import ContextoSimulado
from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import PlanDeFallas
from conectores.simulador.nucleo import Nucleo

_ANFITRION = "127.0.0.1"
_EN_ESPERA = 2_048


def crear_app(
    nucleo: Nucleo,
    escenario: Escenario | None = None,
    plan: PlanDeFallas | None = None,
    *,
    reloj: Callable[[], datetime] | None = None,
    con_renglones: bool = True,
) -> FastAPI:
    """La aplicación con las cuatro API y ``/_control``; su contexto queda en ``app.state.contexto``.

    Args:
        nucleo: El mundo.
        escenario: Fichas, cuentas con problemas, límites y latencia; si no se da, todo es normal.
        plan: Qué respuestas fallan; si no se da, ninguna.
        reloj: Instante con que se anuncian las ventanas de los límites; si no se da, el del mundo.
        con_renglones: Si la contabilidad guarda cada petición.
    """
    escenario = Escenario() if escenario is None else escenario
    contexto = ContextoSimulado(
        nucleo,
        escenario,
        PlanDeFallas() if plan is None else plan,
        Contabilidad(escenario.secretos, con_renglones=con_renglones),
        reloj,
    )
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.contexto = contexto
    for modulo in (x, meta, youtube, oauth, control):
        app.include_router(modulo.rutas(contexto))
    return app


def preparar(app: FastAPI) -> None:
    """Forma por adelantado lo que no cambia, para que un banco mida al cliente y no al simulador."""
    for adelantar in app.state.contexto.preparativos:
        adelantar()


def servidor(app: FastAPI) -> uvicorn.Server:
    """Un servidor de la aplicación sin bitácora; se corre con ``run(sockets=[...])``."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            log_level="critical",  # una respuesta cortada a propósito se anotaría como error
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            backlog=_EN_ESPERA,
        )
    )


def escuchar(puerto: int = 0) -> socket.socket:
    """Un socket que escucha en esta máquina; con puerto 0, en uno libre."""
    enchufe = socket.create_server((_ANFITRION, puerto), backlog=_EN_ESPERA)
    # Sin esto el sistema retiene el cuerpo 40 ms, hasta que el cliente acuse recibo de los encabezados;
    # asyncio solo lo pone en sockets que dicen su protocolo.
    enchufe.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    enchufe.setblocking(False)
    return enchufe


class Simulador:
    """El simulador en un hilo de este proceso, mientras dura el bloque.

    Args:
        nucleo: El mundo.
        escenario: Fichas, cuentas con problemas, límites y latencia.
        plan: Qué respuestas fallan.
        reloj: Instante con que se anuncian las ventanas de los límites; si no se da, el del mundo.
        con_renglones: Si la contabilidad guarda cada petición.

    Attributes:
        base: Dirección en que contesta («http://127.0.0.1:8000»), la misma para todas las redes.
        contexto: Mundo, escenario, plan y contabilidad; se pueden leer y cambiar entre peticiones.
    """

    def __init__(
        self,
        nucleo: Nucleo,
        escenario: Escenario | None = None,
        plan: PlanDeFallas | None = None,
        *,
        reloj: Callable[[], datetime] | None = None,
        con_renglones: bool = True,
    ) -> None:
        app = crear_app(nucleo, escenario, plan, reloj=reloj, con_renglones=con_renglones)
        self.contexto: ContextoSimulado = app.state.contexto
        self._servidor = servidor(app)
        self.base = ""

    @property
    def contabilidad(self) -> Contabilidad:
        """Lo que se pidió y se cobró."""
        return self.contexto.contabilidad

    @property
    def bases(self) -> dict[str, str]:
        """La dirección de cada red, como la reciben los conectores."""
        return dict.fromkeys(("x", "meta", "youtube", "oauth"), self.base)

    def __enter__(self) -> "Simulador":
        """Lo levanta y espera a que conteste."""
        self._enchufe = escuchar()
        self.base = f"http://{_ANFITRION}:{self._enchufe.getsockname()[1]}"
        self._hilo = threading.Thread(
            target=self._servidor.run, kwargs={"sockets": [self._enchufe]}, name="simulador", daemon=True
        )
        self._hilo.start()
        while not self._servidor.started and self._hilo.is_alive():
            time.sleep(0.002)
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, rastro: TracebackType | None
    ) -> None:
        """Lo detiene sin esperar a las respuestas demoradas."""
        self._servidor.should_exit = self._servidor.force_exit = True
        self._hilo.join()
        self._enchufe.close()
