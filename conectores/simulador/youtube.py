"""YouTube en el simulador: la Data API v3 y la de Analytics v2.

Fuentes: https://developers.google.com/youtube/v3/docs y
https://developers.google.com/youtube/analytics/reference/reports/query
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.routing import Route

from conectores.simulador.contexto import Contestacion, ContextoSimulado, Peticion
from conectores.simulador.fallas import Clase
from conectores.simulador.nucleo import HORA_LOCAL, CuentaSimulada
from conectores.simulador.oauth_fichas import es_acceso, leer_acceso
from conectores.simulador.youtube_campos import leer_seleccion, recortar
from conectores.simulador.youtube_cuota import CUBETA, Cuota
from conectores.simulador.youtube_datos import RED, Catalogo, comprobar_parametros
from conectores.simulador.youtube_errores import ErrorGoogle
from conectores.simulador.youtube_informe import (
    con_retiros,
    leer_fecha,
    leer_metricas,
    se_conoce,
    tabla,
)

_ALCANCE_DE_ANALYTICS = "yt-analytics.readonly"
_PARAMETROS_DE_INFORME = {
    "ids",
    "startDate",
    "endDate",
    "metrics",
    "dimensions",
    "sort",
    "maxResults",
    "startIndex",
    "fields",
    "alt",
    "prettyPrint",
    "key",
}
_UN_DIA = timedelta(days=1)


def rutas(contexto: ContextoSimulado) -> APIRouter:
    """Rutas de la Data API y de Analytics."""
    servicio = _Servicio(contexto)
    router = APIRouter()
    for recurso in ("channels", "playlistItems", "videos"):
        ruta = contexto.ruta(RED, partial(servicio.datos, recurso), fallar, frozenset((Clase.CUOTA_DIARIA,)))
        router.routes.append(Route(f"/youtube/v3/{recurso}", ruta, methods=["GET"]))
    informe = contexto.ruta(RED, servicio.informe, fallar)
    router.routes.append(Route("/v2/reports", informe, methods=["GET"]))
    return router


def fallar(clase: Clase) -> Contestacion:
    """La respuesta con que YouTube dice una falla."""
    if clase is Clase.LIMITE:
        return _de_error(ErrorGoogle("rateLimitExceeded", estado=429), {"Retry-After": "1"})
    razones = {
        Clase.LIMITE_MUDO: "rateLimitExceeded",
        Clase.SERVIDOR: "backendError",
        Clase.CUOTA_DIARIA: "quotaExceeded",
    }
    return _de_error(ErrorGoogle(razones[clase]))


def _de_error(error: ErrorGoogle, encabezados: Mapping[str, str] | None = None) -> Contestacion:
    return Contestacion(_bytes(error.cuerpo()), error.estado, encabezados or {})


def _bytes(datos: Any) -> bytes:
    return json.dumps(datos, ensure_ascii=False, indent=1).encode()


class _Servicio:
    """Contesta llamadas a YouTube."""

    def __init__(self, contexto: ContextoSimulado) -> None:
        self._contexto = contexto
        self._cuota = Cuota(contexto.ahora, lambda: contexto.escenario.por_ventana(CUBETA))

    def datos(self, recurso: str, peticion: Peticion) -> Contestacion:
        """Una llamada a la Data API."""
        cargos: dict[str, int] = {}
        try:
            canal = self._quien(peticion)
            self._cuota.gastar()
            # Una llamada inválida también gasta su unidad.
            cargos = {"unidad": 1}
            comprobar_parametros(recurso, peticion.consulta)
            catalogo = Catalogo(self._contexto.nucleo, self._contexto.escenario, canal)
            atender: dict[str, Callable[[Mapping[str, str]], dict[str, Any]]] = {
                "channels": catalogo.canales,
                "playlistItems": catalogo.elementos,
                "videos": catalogo.videos,
            }
            cuerpo = _parcial(atender[recurso](peticion.consulta), peticion.consulta)
        except ErrorGoogle as error:
            return replace(_de_error(error), cargos=cargos)
        anterior = None
        if "pageToken" in peticion.consulta:

            def anterior() -> bytes:
                otra_vez = catalogo.elementos(peticion.consulta, repetida=True)
                return _bytes(_parcial(otra_vez, peticion.consulta))

        return Contestacion(_bytes(cuerpo), cargos=cargos, anterior=anterior)

    def informe(self, peticion: Peticion) -> Contestacion:
        """Un informe de Analytics."""
        try:
            cuerpo = _parcial(self._tabla(peticion), peticion.consulta)
        except ErrorGoogle as error:
            return _de_error(error)
        return Contestacion(_bytes(cuerpo), cargos={"consulta_analytics": 1})

    def _quien(self, peticion: Peticion) -> str:
        """Canal de quien pregunta con su autorización, o cadena vacía si lo hace con la clave."""
        if peticion.ficha:
            return self._titular(peticion.ficha, "")
        clave = peticion.encabezados.get("x-goog-api-key") or peticion.consulta.get("key", "")
        if not clave:
            raise ErrorGoogle("forbidden")
        if not self._contexto.escenario.admite(RED, clave):
            raise ErrorGoogle("keyInvalid")
        return ""

    def _titular(self, ficha: str, alcance: str) -> str:
        """Canal que una ficha de acceso autoriza; vacío si es una de fuera que el escenario admite."""
        escenario = self._contexto.escenario
        if es_acceso(ficha):
            dada = leer_acceso(ficha, self._contexto.ahora())
            if dada is None or ficha in escenario.fichas_revocadas:
                raise ErrorGoogle("authError")
            canal, alcances, _ = dada
            if alcance not in alcances:
                raise ErrorGoogle("insufficientPermissions")
            return canal
        if not escenario.admite(RED, ficha):
            raise ErrorGoogle("authError")
        cuenta = escenario.fichas_de_usuario.get(ficha)
        return next((c.id_plataforma for c in self._contexto.nucleo.cuentas(RED) if c.cuenta == cuenta), "")

    def _tabla(self, peticion: Peticion) -> dict[str, Any]:
        consulta, nucleo = peticion.consulta, self._contexto.nucleo
        if not peticion.ficha:
            raise ErrorGoogle("authError")
        titular = self._titular(peticion.ficha, _ALCANCE_DE_ANALYTICS)
        if de_mas := consulta.keys() - _PARAMETROS_DE_INFORME:
            raise ErrorGoogle("invalidParameter", f"Unknown name {sorted(de_mas)[0][:40]}")
        cuenta = self._canal(consulta.get("ids"), titular)
        desde, hasta = (leer_fecha(consulta.get(n), n) for n in ("startDate", "endDate"))
        metricas = leer_metricas(consulta.get("metrics"))
        if desde > hasta:
            raise ErrorGoogle("badRequest", "The end date must not be earlier than the start date.")
        dimensiones = consulta.get("dimensions")
        if dimensiones not in (None, "day") or consulta.get("sort") not in (None, "day"):
            raise ErrorGoogle("badRequest")
        # El día local del mundo hace de día del Pacífico; se piden uno antes y uno después por los retiros.
        fin = min(hasta, nucleo.ahora.astimezone(HORA_LOCAL).date())
        del_mundo = dict(nucleo.diarias(cuenta, desde - _UN_DIA, fin + _UN_DIA))
        canal = cuenta.id_plataforma
        dias = [
            (dia, cifras)
            for dia in sorted(del_mundo)
            if desde <= dia <= hasta and se_conoce(canal, dia, nucleo.ahora)
            if (cifras := con_retiros(canal, dia, del_mundo.get)) is not None
        ]
        return tabla(metricas, dias, por_dia=dimensiones == "day")

    def _canal(self, ids: str | None, titular: str) -> CuentaSimulada:
        if not ids or not ids.startswith("channel=="):
            raise ErrorGoogle("required", "Required parameter: ids")
        pedido = ids.removeprefix("channel==")
        canal = titular if pedido == "MINE" else pedido
        cuenta = self._contexto.nucleo.por_id(RED, canal)
        if cuenta is None or cuenta.cuenta in self._contexto.escenario.inexistentes:
            raise ErrorGoogle("insufficientPermissions")
        if titular not in ("", canal):
            raise ErrorGoogle("insufficientPermissions")
        return cuenta


def _parcial(cuerpo: dict[str, Any], consulta: Mapping[str, str]) -> dict[str, Any]:
    campos = consulta.get("fields")
    recortado: dict[str, Any] = cuerpo if campos is None else recortar(cuerpo, leer_seleccion(campos))
    return recortado
