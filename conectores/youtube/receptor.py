"""El servidor de loopback al que Google devuelve a la persona con el código de su permiso."""

import hmac
import queue
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from conectores.comun.secretos import Secreto

_PAGINA = """<!doctype html>
<html lang="es"><meta charset="utf-8"><title>{titulo}</title>
<h1>{titulo}</h1><p>{texto}</p></html>
"""
_SEGUNDOS_POR_CONEXION = 10
"""Los navegadores abren conexiones por adelantado y no las usan."""


@dataclass(frozen=True)
class Vuelta:
    """Con qué volvió la persona: el código de su permiso, o ``None`` si no lo dio."""

    codigo: Secreto | None


class Receptor:
    """Escucha en 127.0.0.1, en un puerto libre, hasta que llega una vuelta con el estado esperado.

    Args:
        estado: Texto al azar que debe volver igual; otro no es respuesta a esta petición y se ignora.
    """

    def __init__(self, estado: str) -> None:
        vueltas: queue.Queue[Vuelta] = queue.Queue()
        self._vueltas = vueltas

        class Atencion(BaseHTTPRequestHandler):
            timeout = _SEGUNDOS_POR_CONEXION

            def do_GET(self) -> None:
                partes = urlsplit(self.path)
                dicho = {n: v[0] for n, v in parse_qs(partes.query).items()}
                if partes.path != "/" or not hmac.compare_digest(
                    dicho.get("state", "").encode(), estado.encode()
                ):
                    self._contestar(404, "No es aquí", "Esta página no responde a la autorización en curso.")
                elif codigo := dicho.get("code"):
                    self._contestar(200, "Permiso recibido", "Ya puede cerrar esta ventana.")
                    vueltas.put(Vuelta(Secreto(codigo)))
                else:
                    self._contestar(200, "No se dio el permiso", "Puede cerrar esta ventana.")
                    vueltas.put(Vuelta(None))

            def _contestar(self, codigo: int, titulo: str, texto: str) -> None:
                cuerpo = _PAGINA.format(titulo=titulo, texto=texto).encode()
                self.send_response(codigo)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(cuerpo)))
                self.send_header("Cache-Control", "no-store")
                self.send_header("Referrer-Policy", "no-referrer")
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(cuerpo)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - nombre de la biblioteca
                """Nada: la línea de la petición lleva el código."""

        self._servidor = ThreadingHTTPServer(("127.0.0.1", 0), Atencion)
        self._servidor.daemon_threads = True
        self._hilo = threading.Thread(target=self._servidor.serve_forever, args=(0.05,), daemon=True)

    @property
    def direccion(self) -> str:
        """A dónde debe volver la persona."""
        return f"http://127.0.0.1:{self._servidor.server_port}/"

    def esperar(self, segundos: float) -> Vuelta | None:
        """La primera vuelta válida, o ``None`` si no llega a tiempo."""
        try:
            return self._vueltas.get(timeout=segundos)
        except queue.Empty:
            return None

    def __enter__(self) -> Self:
        self._hilo.start()
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        self._servidor.shutdown()
        self._servidor.server_close()
        self._hilo.join()
