"""Sesiones de ``requests`` con tiempo límite, tope de tamaño y dirección base, una por hilo."""

import threading
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter

TIEMPO_LIMITE = (5.0, 30.0)
"""Segundos para conectar y para recibir."""
TOPE_BYTES = 32_000_000
"""Lo más que mide una respuesta; las páginas reales no pasan de unos cientos de kB."""


class Adaptador(HTTPAdapter):
    """Pone tiempo límite a toda llamada, rechaza respuestas enormes y, si se da, cambia la dirección base.

    Args:
        base: Dirección que sustituye a la de la petición («http://127.0.0.1:8000»), o ``None``.
        conexiones: Conexiones que se conservan abiertas.
    """

    def __init__(self, base: str | None = None, conexiones: int = 32, limite: Any = TIEMPO_LIMITE) -> None:
        self._base = None if base is None else urlsplit(base)
        self._limite = limite
        super().__init__(pool_connections=4, pool_maxsize=conexiones, max_retries=0)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Envía con los límites de la casa."""
        if self._base is not None and request.url is not None:
            partes = urlsplit(request.url)
            request.url = urlunsplit((self._base.scheme, self._base.netloc, *partes[2:]))
        kwargs["timeout"] = self._limite
        kwargs["stream"] = True
        respuesta = super().send(request, *args, **kwargs)
        trozos, total = [], 0
        for trozo in respuesta.iter_content(65_536):
            total += len(trozo)
            if total > TOPE_BYTES:
                respuesta.close()
                raise requests.ConnectionError("respuesta demasiado grande")
            trozos.append(trozo)
        # Leída aquí: un corte a media respuesta sale como error de esta llamada y no de quien la use después.
        respuesta._content = b"".join(trozos)
        return respuesta


class Sesiones:
    """Una sesión por hilo, todas iguales; ``requests`` no promete que una sirva a varios."""

    def __init__(self, base: str | None = None, limite: Any = TIEMPO_LIMITE) -> None:
        self._base, self._limite = base, limite
        self._local = threading.local()

    def del_hilo(self) -> requests.Session:
        """La sesión de este hilo."""
        sesion: requests.Session | None = getattr(self._local, "sesion", None)
        if sesion is None:
            sesion = requests.Session()
            # Ni proxies ni .netrc del sistema: una credencial no debe salir por donde nadie dijo.
            sesion.trust_env = False
            adaptador = Adaptador(self._base, limite=self._limite)
            sesion.mount("https://", adaptador)
            sesion.mount("http://", adaptador)
            self._local.sesion = sesion
        return sesion
