"""Un servidor en esta máquina que contesta lotes con lo que se le diga y recuerda lo que le pidieron."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Contesta:
    cuerpo: Any
    estado: int = 200
    encabezados: Mapping[str, str] = field(default_factory=lambda: {"facebook-api-version": "v27.0"})

    @property
    def en_bytes(self) -> bytes:
        return self.cuerpo if isinstance(self.cuerpo, bytes) else json.dumps(self.cuerpo).encode()


@dataclass(frozen=True)
class Pedido:
    camino: str
    encabezados: Mapping[str, str]
    formulario: Mapping[str, str]

    @property
    def lote(self) -> list[dict[str, str]]:
        operaciones: list[dict[str, str]] = json.loads(self.formulario["batch"])
        return operaciones


Responde = Callable[[Pedido], Contesta]


@dataclass
class Servicio:
    base: str = ""
    pedidos: list[Pedido] = field(default_factory=list)


@contextmanager
def servidor(responde: Responde) -> Iterator[Servicio]:
    """Sirve mientras dura el bloque."""
    servicio = Servicio()

    class Atiende(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            crudo = self.rfile.read(int(self.headers["Content-Length"])).decode()
            formulario = {n: v[0] for n, v in parse_qs(crudo).items()}
            pedido = Pedido(self.path, dict(self.headers), formulario)
            servicio.pedidos.append(pedido)
            contesta = responde(pedido)
            self.send_response(contesta.estado)
            for nombre, valor in contesta.encabezados.items():
                self.send_header(nombre, valor)
            self.send_header("Content-Length", str(len(contesta.en_bytes)))
            self.end_headers()
            self.wfile.write(contesta.en_bytes)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Atiende)
    http.daemon_threads = True
    servicio.base = f"http://127.0.0.1:{http.server_address[1]}"
    hilo = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    hilo.start()
    try:
        yield servicio
    finally:
        http.shutdown()
        http.server_close()
        hilo.join()
