"""Pedir a un titular que autorice leer su canal: flujo OAuth de escritorio, con loopback y PKCE.

Fuente: https://developers.google.com/identity/protocols/oauth2/native-app y RFC 7636 (PKCE).
"""

import base64
import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import requests

from conectores.comun.errores import Definitivo, ErrorDeApi, Transitorio
from conectores.comun.llamadas import Cruda, Llamador, Politica
from conectores.comun.ritmo import Ritmo
from conectores.comun.secretos import Secreto
from conectores.comun.sesion import Sesiones
from conectores.youtube.declaracion import (
    ALCANCE_ANALITICA,
    ALCANCE_DATOS,
    BASE_CONSENTIMIENTO,
    BASE_OAUTH,
)
from conectores.youtube.errores import describir
from conectores.youtube.receptor import Receptor
from lineamientos.ausencias import Ausencia

_ALCANCES = (ALCANCE_DATOS, ALCANCE_ANALITICA)


def autorizar(
    cliente_id: str,
    cliente_secreto: Secreto,
    *,
    abrir: Callable[[str], None],
    bases: Mapping[str, str],
    espera_segundos: float,
    reloj: Callable[[], datetime],
) -> Secreto:
    """Lleva a una persona por el consentimiento de Google y da la ficha de renovación que resulta.

    Levanta un servidor en 127.0.0.1, en un puerto libre, que solo vive mientras dura esto.

    Args:
        cliente_id: Identificador del cliente OAuth de escritorio.
        cliente_secreto: Secreto del cliente.
        abrir: Muestra la dirección de consentimiento: la abre en el navegador o la escribe.
        bases: Dirección de «oauth», si no es la de Google.
        espera_segundos: Cuánto se espera a la persona.
        reloj: Instante actual, con zona.

    Raises:
        ErrorDeApi: Si no dio el permiso, no contestó a tiempo o Google no entrega la autorización.
    """
    estado, verificador = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
    with Receptor(estado) as receptor:
        abrir(_direccion(cliente_id, receptor.direccion, estado, verificador, bases))
        vuelta = receptor.esperar(espera_segundos)
        direccion = receptor.direccion
    if vuelta is None:
        raise Definitivo(
            f"Nadie dio el permiso en {espera_segundos:.0f} segundos; inicie de nuevo la autorización.",
            Ausencia.SIN_PERMISO,
        )
    if vuelta.codigo is None:
        raise Definitivo(
            "No se dio el permiso en la página de Google; sin él no pueden leerse las cifras del canal.",
            Ausencia.SIN_PERMISO,
        )
    codigo = vuelta.codigo

    def hacer() -> requests.Response:
        return sesiones.del_hilo().post(
            f"{BASE_OAUTH}/token",
            data={
                "client_id": cliente_id,
                "client_secret": cliente_secreto.revelar(),
                "code": codigo.revelar(),
                "code_verifier": verificador,
                "grant_type": "authorization_code",
                "redirect_uri": direccion,
            },
            allow_redirects=False,
        )

    sesiones = Sesiones(bases.get("oauth"))
    # Un código vale una sola vez: si la respuesta se pierde, repetirlo no lo salva.
    ritmo = Ritmo(reloj, lambda _: None, 0.0)
    llamador = Llamador(reloj, lambda _: None, ritmo, _clasificar, politica=Politica(intentos=1))
    return _renovacion(llamador.llamar(hacer, "POST /token", "oauth").datos())


def _direccion(cliente_id: str, vuelta: str, estado: str, verificador: str, bases: Mapping[str, str]) -> str:
    """La página en que la persona da su permiso; no lleva ningún secreto."""
    reto = base64.urlsafe_b64encode(hashlib.sha256(verificador.encode()).digest()).rstrip(b"=").decode()
    parametros = {
        "client_id": cliente_id,
        "redirect_uri": vuelta,
        "response_type": "code",
        "scope": " ".join(_ALCANCES),
        "access_type": "offline",
        # Sin esto, a quien ya autorizó Google no le da otra ficha de renovación.
        "prompt": "consent",
        "state": estado,
        "code_challenge": reto,
        "code_challenge_method": "S256",
    }
    return f"{bases.get('oauth', BASE_CONSENTIMIENTO)}/o/oauth2/v2/auth?{urlencode(parametros)}"


def _clasificar(cruda: Cruda) -> ErrorDeApi | None:
    if cruda.estado == 200:
        return None
    que = describir(cruda)
    if cruda.estado >= 500 or cruda.estado == 429:
        return Transitorio(f"Google no pudo entregar la autorización ({que}); inténtelo de nuevo.")
    return Definitivo(
        f"Google no entregó la autorización ({que}); revise el cliente OAuth del proyecto e inténtelo de "
        "nuevo.",
        Ausencia.SIN_PERMISO,
    )


def _renovacion(datos: Any) -> Secreto:
    """La ficha de renovación, si el titular dio todos los permisos."""
    ficha = datos.get("refresh_token") if isinstance(datos, dict) else None
    if not isinstance(ficha, str) or not ficha:
        raise Definitivo(
            "Google autorizó sin dar una ficha de renovación; quite el permiso en la cuenta de Google del "
            "titular e inicie de nuevo.",
            Ausencia.SIN_PERMISO,
        )
    dados = str(datos.get("scope", "")).split()
    if faltan := [a.rsplit("/", 1)[-1] for a in _ALCANCES if a not in dados]:
        raise Definitivo(
            f"El titular no marcó todos los permisos: falta {', '.join(faltan)}; empiece de nuevo.",
            Ausencia.SIN_PERMISO,
        )
    return Secreto(ficha)
