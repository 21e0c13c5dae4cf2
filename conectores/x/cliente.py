"""Llamadas a X por tweepy, sin dejarle el token ni sus esperas.

tweepy 4.17 tiene fija la dirección «https://api.twitter.com», no pone tiempo límite, con
``wait_on_rate_limit`` y un 429 sin encabezado se llama a sí mismo sin esperar, supone que el cuerpo de un
error es un objeto con ``errors``, y da forma de texto a cada respuesta, encabezados y cuerpo, por si alguien
mira su bitácora de depuración. De tweepy se toman los métodos con sus rutas y parámetros; enviar es nuestro.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any

import requests
import tweepy

from conectores.comun.entorno import Entorno
from conectores.comun.errores import ErrorDeApi
from conectores.comun.llamadas import Cruda, Llamador
from conectores.comun.secretos import TAPADO
from conectores.comun.sesion import Sesiones
from conectores.x.clasificacion import clasificar, limite
from conectores.x.credenciales import CredencialesX, token_de
from conectores.x.declaracion import BASE, RED
from conectores.x.peticiones import Peticion

# Avisaría en cada llamada de que «post.fields» no es de los suyos.
logging.getLogger("tweepy.client").setLevel(logging.ERROR)


class Cliente:
    """Hace las llamadas; sirve a varios hilos, con una sesión por hilo y el ritmo en común.

    Args:
        entorno: Reloj, espera, libreta y dirección.
        credenciales: Token de la aplicación.
    """

    def __init__(self, entorno: Entorno, credenciales: CredencialesX) -> None:
        self._credenciales, self._reloj = credenciales, entorno.reloj
        self._sesiones = Sesiones(entorno.bases.get(RED, BASE), entorno.tiempo_limite)
        self._local = threading.local()
        self._llamador = Llamador(
            entorno.reloj,
            entorno.dormir,
            entorno.ritmo(),
            self._clasificar,
            limite,
            entorno.anotar,
            entorno.politica,
        )

    def obtener(self, peticion: Peticion, comprobar: Callable[[Cruda], None]) -> Cruda:
        """Hace una llamada.

        Args:
            peticion: Qué se pide.
            comprobar: Lanza el error que corresponda si la página no sirve.

        Raises:
            ErrorDeApi: Si no hay token o la plataforma no da una página buena.
        """
        token_de(self._credenciales)

        def hacer() -> requests.Response:
            # tweepy nombra «tweet_fields» lo que la plataforma llama «tweet.fields»; lo nuevo no lo conoce.
            parametros = {
                n if n.startswith("post.") else n.replace(".", "_"): v for n, v in peticion.parametros.items()
            }
            de_la_ruta = () if peticion.identificador is None else (peticion.identificador,)
            respuesta: requests.Response = getattr(self._tweepy(), peticion.metodo)(*de_la_ruta, **parametros)
            return respuesta

        return self._llamador.llamar(hacer, str(peticion), f"{RED}:{peticion.ruta}", comprobar)

    def _clasificar(self, cruda: Cruda) -> ErrorDeApi | None:
        token = token_de(self._credenciales).encode()
        tapada = Cruda(cruda.estado, cruda.encabezados, cruda.cuerpo.replace(token, TAPADO.encode()))
        return clasificar(tapada, self._reloj())

    def _tweepy(self) -> tweepy.Client:
        cliente: tweepy.Client | None = getattr(self._local, "cliente", None)
        if cliente is None:
            cliente = self._local.cliente = _Tweepy(self._sesiones.del_hilo(), self._credenciales)
        return cliente


class _Tweepy(tweepy.Client):  # type: ignore[misc]  # no declara sus tipos
    """tweepy con nuestro envío; lo usa un solo hilo."""

    def __init__(self, sesion: requests.Session, credenciales: CredencialesX) -> None:
        super().__init__(return_type=requests.Response)
        self.session, self._credenciales = sesion, credenciales
        self._encabezados = {**sesion.headers, "User-Agent": self.user_agent}

    def request(
        self,
        method: str,
        route: str,
        params: Any = None,
        json: Any = None,
        user_auth: bool = False,  # noqa: ARG002 - así la declara tweepy
    ) -> requests.Response:
        """Envía y entrega lo que contestó la plataforma, bueno o malo, sin galletas ni redirecciones."""
        token = {"Authorization": f"Bearer {token_de(self._credenciales)}"}
        peticion = requests.Request(
            method, f"{BASE}{route}", params=params, json=json, headers=self._encabezados | token
        ).prepare()
        return self.session.get_adapter(BASE).send(peticion)
