"""El servidor de autorizaciones de Google en el simulador: consentimiento, fichas y su examen.

El consentimiento no pregunta nada: devuelve de inmediato a quien lo pidió, si es un loopback.
Fuente: https://developers.google.com/identity/protocols/oauth2/native-app
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter
from starlette.routing import Route

from conectores.simulador.contexto import Contestacion, ContextoSimulado, Peticion
from conectores.simulador.fallas import Clase
from conectores.simulador.oauth_fichas import (
    VIGENCIA,
    acceso_de,
    codigo_para,
    leer_acceso,
    leer_codigo,
    leer_renovacion,
    renovacion_de,
)

RED = "oauth"
SECRETO_DEL_CLIENTE = "oauth_cliente"
"""Red de ``Escenario.fichas`` con los secretos de cliente que se admiten; si no está, cualquiera."""

_DE_YOUTUBE = "https://www.googleapis.com/auth/youtube.readonly"
_DE_ANALYTICS = "https://www.googleapis.com/auth/yt-analytics.readonly"
_TODOS = f"{_DE_YOUTUBE} {_DE_ANALYTICS}"
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class _ErrorOauth(Exception):
    """Un error del servidor de fichas, con su nombre según RFC 6749."""

    def __init__(self, nombre: str, descripcion: str, estado: int = 400) -> None:
        self.cuerpo = {"error": nombre, "error_description": descripcion}
        self.estado = estado
        super().__init__(nombre)


def rutas(contexto: ContextoSimulado) -> APIRouter:
    """Rutas del servidor de autorizaciones."""
    servicio = _Servicio(contexto)
    fichas = contexto.ruta(RED, servicio.fichas, fallar, frozenset((Clase.PERMISO_RETIRADO,)))
    router = APIRouter()
    router.routes.append(Route("/token", fichas, methods=["POST"]))
    router.routes.append(
        Route("/o/oauth2/v2/auth", contexto.ruta(RED, servicio.consentir, fallar), methods=["GET"])
    )
    examen = contexto.ruta(RED, servicio.examinar, fallar)
    router.routes.append(Route("/tokeninfo", examen, methods=["GET", "POST"]))
    return router


def fallar(clase: Clase) -> Contestacion:
    """La respuesta con que el servidor dice una falla."""
    if clase in (Clase.LIMITE, Clase.LIMITE_MUDO):
        encabezados = {"Retry-After": "1"} if clase is Clase.LIMITE else {}
        cuerpo = {"error": "rate_limit_exceeded", "error_description": "Too many requests."}
        return Contestacion(_bytes(cuerpo), 429, encabezados)
    if clase is Clase.PERMISO_RETIRADO:
        return _de_error(_permiso_retirado())
    return _de_error(_ErrorOauth("internal_failure", "Backend error.", 500))


def _permiso_retirado() -> _ErrorOauth:
    return _ErrorOauth("invalid_grant", "Token has been expired or revoked.")


def _de_error(error: _ErrorOauth) -> Contestacion:
    return Contestacion(_bytes(error.cuerpo), error.estado)


def _bytes(datos: Any) -> bytes:
    return json.dumps(datos, indent=2).encode()


class _Servicio:
    """Da códigos y fichas."""

    def __init__(self, contexto: ContextoSimulado) -> None:
        self._contexto = contexto
        self._usados: set[str] = set()

    def consentir(self, peticion: Peticion) -> Contestacion:
        """Devuelve al titular a quien pidió el permiso, con un código o con el error.

        El canal es el de ``login_hint`` (usuario o clave de la cuenta) o, si no viene, el primero.
        """
        consulta = peticion.consulta
        vuelta = consulta.get("redirect_uri", "")
        partes = urlsplit(vuelta)
        if partes.scheme != "http" or partes.hostname not in _LOOPBACK or not consulta.get("client_id"):
            cuerpo = {"error": "redirect_uri_mismatch", "error_description": "Invalid redirect_uri."}
            return Contestacion(_bytes(cuerpo), 400)
        canal = self._canal(consulta.get("login_hint"))
        devuelto = {"state": consulta["state"]} if "state" in consulta else {}
        if consulta.get("response_type") != "code" or not consulta.get("scope"):
            devuelto["error"] = "invalid_request"
        elif canal is None or consulta.get("code_challenge_method", "S256") != "S256":
            devuelto["error"] = "access_denied" if canal is None else "invalid_request"
        else:
            devuelto["code"] = codigo_para(
                canal,
                consulta["scope"],
                consulta["client_id"],
                vuelta,
                consulta.get("code_challenge"),
                self._contexto.ahora(),
            )
            devuelto["scope"] = consulta["scope"]
        union = "&" if partes.query else "?"
        return Contestacion(b"", 302, {"Location": f"{vuelta}{union}{urlencode(devuelto)}"})

    def fichas(self, peticion: Peticion) -> Contestacion:
        """Cambia un código o una ficha de renovación por una de acceso."""
        campos = dict(parse_qsl(peticion.cuerpo.decode(errors="replace"), keep_blank_values=True))
        try:
            cuerpo = self._dar(campos)
        except _ErrorOauth as error:
            return _de_error(error)
        return Contestacion(_bytes(cuerpo))

    def examinar(self, peticion: Peticion) -> Contestacion:
        """Dice qué es una ficha de acceso y cuánto le queda."""
        campos = dict(parse_qsl(peticion.cuerpo.decode(errors="replace"))) or peticion.consulta
        ahora = self._contexto.ahora()
        ficha = campos.get("access_token", "")
        dada = None if ficha in self._contexto.escenario.fichas_revocadas else leer_acceso(ficha, ahora)
        if dada is None:
            return _de_error(_ErrorOauth("invalid_token", "Invalid Value"))
        _, alcances, caduca = dada
        return Contestacion(
            _bytes(
                {
                    "azp": "ejemplo.apps.googleusercontent.com",
                    "aud": "ejemplo.apps.googleusercontent.com",
                    "scope": alcances,
                    "exp": str(int(caduca.timestamp())),
                    "expires_in": str(int((caduca - ahora).total_seconds())),
                    "access_type": "offline",
                }
            )
        )

    def _dar(self, campos: Mapping[str, str]) -> dict[str, Any]:
        secretos = self._contexto.escenario.fichas.get(SECRETO_DEL_CLIENTE)
        secreto = campos.get("client_secret", "")
        if not campos.get("client_id") or not secreto or (secretos is not None and secreto not in secretos):
            raise _ErrorOauth("invalid_client", "The OAuth client was not found.", 401)
        clase = campos.get("grant_type")
        if clase == "refresh_token":
            canal, alcances = self._de_renovacion(campos.get("refresh_token", ""))
            return self._respuesta(canal, alcances)
        if clase == "authorization_code":
            canal, alcances = self._de_codigo(campos)
            return self._respuesta(canal, alcances) | {"refresh_token": renovacion_de(canal, alcances)}
        raise _ErrorOauth("unsupported_grant_type", f"Invalid grant_type: {str(clase)[:40]}")

    def _respuesta(self, canal: str, alcances: str) -> dict[str, Any]:
        return {
            "access_token": acceso_de(canal, alcances, self._contexto.ahora()),
            "expires_in": int(VIGENCIA.total_seconds()),
            "scope": alcances,
            "token_type": "Bearer",
        }

    def _de_renovacion(self, ficha: str) -> tuple[str, str]:
        escenario = self._contexto.escenario
        dada = leer_renovacion(ficha)
        if dada is not None:
            if ficha in escenario.fichas_revocadas:
                raise _permiso_retirado()
            return dada
        if not escenario.admite(RED, ficha):
            raise _permiso_retirado()
        cuenta = escenario.fichas_de_usuario.get(ficha)
        canales = self._contexto.nucleo.cuentas("youtube")
        return next((c.id_plataforma for c in canales if c.cuenta == cuenta), ""), _TODOS

    def _de_codigo(self, campos: Mapping[str, str]) -> tuple[str, str]:
        codigo = campos.get("code", "")
        dado = leer_codigo(
            codigo,
            campos["client_id"],
            campos.get("redirect_uri", ""),
            campos.get("code_verifier", ""),
            self._contexto.ahora(),
        )
        if dado is None or codigo in self._usados:
            raise _ErrorOauth("invalid_grant", "Malformed auth code.")
        self._usados.add(codigo)
        return dado

    def _canal(self, pista: str | None) -> str | None:
        canales = self._contexto.nucleo.cuentas("youtube")
        if pista is None:
            return canales[0].id_plataforma if canales else None
        return next((c.id_plataforma for c in canales if pista in (c.usuario, c.cuenta)), None)
