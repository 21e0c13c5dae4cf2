"""Fichas de acceso de los titulares: se renuevan cuando caducan y viven solo en memoria.

Fuente: https://developers.google.com/identity/protocols/oauth2/native-app (renovación).
"""

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import requests

from conectores.comun.errores import Alcance, ContratoRoto, Definitivo, ErrorDeApi, Transitorio
from conectores.comun.llamadas import Cruda, Llamador
from conectores.comun.secretos import Secreto
from conectores.comun.sesion import Sesiones
from conectores.youtube.credenciales import CredencialesYoutube
from conectores.youtube.declaracion import BASE_OAUTH
from conectores.youtube.errores import describir, espera_pedida, razones
from lineamientos.ausencias import Ausencia

MARGEN = timedelta(minutes=2)
"""Cuánto antes de caducar deja de usarse una ficha: que no muera a media llamada."""
_DEL_CLIENTE = {"invalid_client", "unauthorized_client", "deleted_client", "disabled_client", "invalid_scope"}


@dataclass(frozen=True)
class Ficha:
    """Una ficha de acceso.

    Attributes:
        acceso: La ficha.
        caduca: Instante en que deja de servir.
        alcances: Permisos que dio el titular; vacío si la plataforma no los dice.
        renovacion_caduca: Instante en que deja de servir la autorización, o ``None`` si no tiene plazo.
    """

    acceso: Secreto
    caduca: datetime
    alcances: frozenset[str]
    renovacion_caduca: datetime | None = None


class Fichas:
    """Da la ficha de acceso de cada cuenta; dos hilos que la piden a la vez la renuevan una vez.

    Args:
        credenciales: De dónde salen las renovaciones.
        sesiones: Sesiones hacia el servidor de fichas.
        llamador: Con qué se insiste; su clasificador se cambia por el de aquí.
        reloj: Instante actual, con zona.
    """

    def __init__(
        self,
        credenciales: CredencialesYoutube,
        sesiones: Sesiones,
        llamador: Llamador,
        reloj: Callable[[], datetime],
    ) -> None:
        self._credenciales, self._sesiones, self._llamador = credenciales, sesiones, llamador
        self._reloj = reloj
        self._vigentes: dict[str, Ficha] = {}
        self._candado = threading.Lock()
        self._candados: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def de(self, cuenta: str) -> Ficha:
        """La ficha vigente de una cuenta, renovada si hace falta.

        Raises:
            ErrorDeApi: Si la autorización ya no sirve o el servidor de fichas no responde.
        """
        with self._candado_de(cuenta):
            ficha = self._vigentes.get(cuenta)
            if ficha is None or self._reloj() >= ficha.caduca - MARGEN:
                ficha = self._renovar(cuenta)
                self._vigentes[cuenta] = ficha
            return ficha

    def descartar(self, cuenta: str, ficha: Ficha) -> None:
        """Olvida una ficha que la plataforma rechazó, si otro hilo no la cambió ya."""
        with self._candado_de(cuenta):
            if self._vigentes.get(cuenta) is ficha:
                del self._vigentes[cuenta]

    def _candado_de(self, cuenta: str) -> threading.Lock:
        with self._candado:
            return self._candados[cuenta]

    def _renovar(self, cuenta: str) -> Ficha:
        credenciales = self._credenciales
        renovacion, secreto = credenciales.renovaciones.get(cuenta), credenciales.cliente_secreto
        if renovacion is None or secreto is None:
            raise Definitivo(sin_autorizacion(cuenta), Ausencia.SIN_PERMISO)

        def hacer() -> requests.Response:
            return self._sesiones.del_hilo().post(
                f"{BASE_OAUTH}/token",
                data={
                    "client_id": credenciales.cliente_id,
                    "client_secret": secreto.revelar(),
                    "refresh_token": renovacion.revelar(),
                    "grant_type": "refresh_token",
                },
                allow_redirects=False,
            )

        llamador = replace(self._llamador, clasificar=partial(clasificar_oauth, cuenta))
        cruda = llamador.llamar(hacer, f"POST /token (renovación de {cuenta})", "oauth")
        return leer_ficha(cruda.datos(), self._reloj())


def sin_autorizacion(cuenta: str) -> str:
    """Oración de una cuenta cuyo titular no ha autorizado."""
    return (
        "Falta la autorización del titular para leer sus cifras diarias; pídala con "
        f"«pertinencia autorizar youtube {cuenta}»."
    )


def clasificar_oauth(cuenta: str, cruda: Cruda) -> ErrorDeApi | None:
    """El error de una respuesta del servidor de fichas, o ``None`` si es buena."""
    if cruda.estado == 200:
        return None
    dichas, que = razones(cruda.cuerpo), describir(cruda)
    if cruda.estado >= 500 or cruda.estado in (408, 429):
        return Transitorio(f"El servidor de autorizaciones de Google falló ({que}).", espera_pedida(cruda))
    if "invalid_grant" in dichas:
        return Definitivo(
            "La autorización del titular caducó o fue revocada (invalid_grant); vuelva a autorizar con "
            f"pertinencia autorizar youtube {cuenta}.",
            Ausencia.SIN_PERMISO,
            Alcance.LOTE,
        )
    if dichas & _DEL_CLIENTE:
        return Definitivo(
            f"Google no acepta el cliente OAuth del proyecto ({que}); revise su identificador y su secreto.",
            Ausencia.SIN_PERMISO,
            Alcance.CREDENCIAL,
        )
    return ContratoRoto(f"Google rechazó la renovación por una razón que no se esperaba ({que}).")


def leer_ficha(datos: Any, ahora: datetime) -> Ficha:
    """Lee la respuesta del servidor de fichas.

    Raises:
        ContratoRoto: Si no trae la ficha o su duración; el mensaje no la cita.
    """
    acceso = datos.get("access_token") if isinstance(datos, dict) else None
    dura = datos.get("expires_in") if isinstance(datos, dict) else None
    if not isinstance(acceso, str) or not acceso or not isinstance(dura, int):
        raise ContratoRoto("La respuesta de Google no trae una ficha de acceso con su duración.")
    alcances, plazo = datos.get("scope"), datos.get("refresh_token_expires_in")
    return Ficha(
        Secreto(acceso),
        ahora + timedelta(seconds=dura),
        frozenset(alcances.split()) if isinstance(alcances, str) else frozenset(),
        ahora + timedelta(seconds=plazo) if isinstance(plazo, int) else None,
    )
