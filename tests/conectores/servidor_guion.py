"""Un servidor en esta máquina que contesta lo que se le diga, en orden, y recuerda lo que le pidieron."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Contesta:
    """Una respuesta del guion; ``corte`` promete más bytes de los que manda."""

    cuerpo: Any = b""
    estado: int = 200
    encabezados: Mapping[str, str] = field(default_factory=dict)
    corte: int = 0

    @property
    def en_bytes(self) -> bytes:
        return self.cuerpo if isinstance(self.cuerpo, bytes) else json.dumps(self.cuerpo).encode()


@dataclass
class Guion:
    """Lo que se contestará y lo que se pidió: ruta con parámetros, encabezados y puerto de quien pidió."""

    respuestas: list[Contesta]
    rutas: list[str] = field(default_factory=list)
    encabezados: list[dict[str, str]] = field(default_factory=list)
    puertos: list[int] = field(default_factory=list)
    base: str = ""


@contextmanager
def servidor(*respuestas: Contesta) -> Iterator[Guion]:
    """Sirve un guion mientras dura el bloque."""
    guion = Guion(list(respuestas))

    class Atiende(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            guion.rutas.append(self.path)
            guion.encabezados.append(dict(self.headers))
            guion.puertos.append(self.client_address[1])
            contesta = guion.respuestas.pop(0)
            self.send_response(contesta.estado)
            for nombre, valor in contesta.encabezados.items():
                self.send_header(nombre, valor)
            self.send_header("Content-Length", str(len(contesta.en_bytes) + contesta.corte))
            self.end_headers()
            self.wfile.write(contesta.en_bytes)
            if contesta.corte:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Atiende)
    http.daemon_threads = True
    guion.base = f"http://127.0.0.1:{http.server_address[1]}"
    hilo = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    hilo.start()
    try:
        yield guion
    finally:
        http.shutdown()
        http.server_close()
        hilo.join()
