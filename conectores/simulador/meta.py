"""La Graph API del simulador: lotes por POST y peticiones sueltas por GET.

Fuentes: https://developers.facebook.com/docs/graph-api/batch-requests y
https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fastapi import APIRouter
from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import Route

from conectores.simulador.contexto import Contestacion, ContextoSimulado, Peticion
from conectores.simulador.fallas import Clase
from conectores.simulador.meta_acceso import autorizar, sobre_la_ficha
from conectores.simulador.meta_errores import ErrorMeta
from conectores.simulador.meta_lote import (
    Subpeticion,
    en_json,
    leer_formulario,
    leer_lote,
    respuesta,
)
from conectores.simulador.meta_nodos import Grafo
from conectores.simulador.meta_uso import CUBETA, Uso, encabezados_de_uso

_ACTUAL, _MAS_VIEJA = 27, 21
"""Versiones que contestan; a una vencida la atiende en silencio la más vieja de las que viven."""
_LLAMADA = "llamada"
_LIMITES = (17, 32, 613, 80001)
"""Códigos con que una sola subpetición topa con un límite: de usuario, de página o propio."""
_RETIRADOS = ("pretty", "debug", "date_format")
"""Parámetros que la plataforma quitó de toda versión el 27 de octubre de 2026."""
_PASAJERAS = frozenset((Clase.SERVIDOR, Clase.TIEMPO, Clase.LIMITE))
"""Lo que puede fallarle a una sola subpetición; una ficha revocada lo dice el escenario."""


class _Version(Convertor[str]):
    """Una versión de la Graph API en la ruta; «v2» sola es de otra API."""

    regex = r"v\d{1,2}\.\d"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("version_de_graph", _Version())


def rutas(contexto: ContextoSimulado) -> APIRouter:
    """Rutas de la Graph API."""
    servicio = _Servicio(contexto)
    ruta = contexto.ruta("facebook", servicio.atender, fallar, frozenset((Clase.FICHA_REVOCADA,)))
    router = APIRouter()
    for camino in ("/", "/{version:version_de_graph}", "/{version:version_de_graph}/{camino:path}"):
        router.routes.append(Route(camino, ruta, methods=["GET", "POST"]))
    return router


def fallar(clase: Clase) -> Contestacion:
    """La respuesta con que la Graph API dice una falla que alcanza a la llamada entera."""
    if clase is Clase.LIMITE:
        return _de_error(ErrorMeta(80001), encabezados_de_uso("0", 100, timedelta(minutes=1)))
    codigos = {Clase.LIMITE_MUDO: 4, Clase.SERVIDOR: 2, Clase.FICHA_REVOCADA: 190}
    return _de_error(ErrorMeta(codigos[clase]), {})


def _de_error(error: ErrorMeta, encabezados: Mapping[str, str]) -> Contestacion:
    cuerpo = en_json(error.cuerpo(_huella(error.mensaje))).encode()
    return Contestacion(cuerpo, error.estado, encabezados)


class _Servicio:
    """Contesta llamadas a la Graph API."""

    def __init__(self, contexto: ContextoSimulado) -> None:
        self._contexto = contexto
        self._uso = Uso(contexto.ahora, lambda: contexto.escenario.por_ventana(CUBETA))

    def atender(self, peticion: Peticion) -> Contestacion:
        """Un lote, si viene por POST a la raíz; si no, una petición suelta."""
        try:
            version = _version(peticion.de_la_ruta.get("version"))
            encabezados = {"facebook-api-version": version}
            camino = tuple(c for c in peticion.de_la_ruta.get("camino", "").split("/") if c)
            if camino or peticion.metodo == "GET":
                return self._suelta(peticion, camino, version, encabezados)
            return self._lote(peticion, version, encabezados)
        except ErrorMeta as error:
            return _de_error(error, {})

    def _suelta(
        self, peticion: Peticion, camino: tuple[str, ...], version: str, encabezados: dict[str, str]
    ) -> Contestacion:
        sub = Subpeticion(
            peticion.metodo,
            camino,
            peticion.consulta,
            peticion.consulta.get("access_token", peticion.ficha),
            peticion.consulta.get("appsecret_proof"),
        )
        estado, cuerpo = self._contestar(sub, version, repetida=False)
        uso = self._uso.encabezados(_objeto(sub))
        return Contestacion(
            en_json(cuerpo).encode(), estado, encabezados | uso, {_LLAMADA: 1}, red=self._red([sub])
        )

    def _lote(self, peticion: Peticion, version: str, encabezados: dict[str, str]) -> Contestacion:
        campos = leer_formulario(peticion.cuerpo, peticion.encabezados.get("content-type", ""))
        portador = peticion.ficha or None
        subpeticiones = leer_lote(campos, portador)
        # El lote exige una ficha, aunque cada petición lleve la suya.
        autorizar(
            self._contexto.escenario, campos.get("access_token", portador), campos.get("appsecret_proof")
        )
        con_encabezados = campos.get("include_headers", "true") != "false"
        respuestas = [self._en_lote(sub, version, con_encabezados) for sub in subpeticiones]
        return Contestacion(
            en_json(respuestas).encode(),
            200,
            encabezados | self._uso.encabezados("0"),
            {_LLAMADA: len(subpeticiones)},
            red=self._red(subpeticiones),
        )

    def _en_lote(self, sub: Subpeticion, version: str, con_encabezados: bool) -> dict[str, Any] | None:
        clase = self._falla(sub)
        if clase is Clase.TIEMPO:
            return None
        if clase in (Clase.SERVIDOR, Clase.LIMITE):
            error = ErrorMeta(_codigo(clase, sub))
            estado, cuerpo = error.estado, error.cuerpo(_huella("/".join(sub.camino)))
        else:
            estado, cuerpo = self._contestar(sub, version, repetida=clase is Clase.REPETIDA)
        if not con_encabezados:
            return {"code": estado, "body": en_json(cuerpo)}
        propios = {"Content-Type": "application/json; charset=UTF-8", "facebook-api-version": version}
        return respuesta(estado, propios | self._uso.encabezados(_objeto(sub)), cuerpo)

    def _contestar(self, sub: Subpeticion, version: str, *, repetida: bool) -> tuple[int, dict[str, Any]]:
        contexto = self._contexto
        try:
            self._uso.tomar()
            if not sub.camino:
                raise ErrorMeta(100, "Unsupported get request.", tipo="GraphMethodException")
            if retirado := next((n for n in _RETIRADOS if n in sub.parametros), None):
                raise ErrorMeta(100, f"(#100) Param {retirado} is no longer supported")
            autorizar(contexto.escenario, sub.ficha, sub.prueba)
            dueno = contexto.escenario.fichas_de_usuario.get(sub.ficha or "")
            grafo = Grafo(contexto.nucleo, contexto.escenario, version, dueno, repetida)
            return 200, sobre_la_ficha(grafo, sub) or grafo.contestar(sub)
        except ErrorMeta as error:
            return error.estado, error.cuerpo(_huella("/".join(sub.camino)))

    def _falla(self, sub: Subpeticion) -> Clase | None:
        """La falla que el plan da a una subpetición: su intento no depende de quién más va en el lote."""
        plan = self._contexto.plan
        if not plan.proporcion:
            return None
        distingue = sorted((n, v) for n, v in sub.parametros.items() if n != "limit")
        posibles = _PASAJERAS | {Clase.REPETIDA} if "after" in sub.parametros else _PASAJERAS
        dia = self._contexto.nucleo.ahora.date()
        return plan.decidir(f"subpeticion {dia} {sub.camino} {distingue}", posibles)

    def _red(self, subpeticiones: list[Subpeticion]) -> str:
        """Red a que se cobra: la del primer objeto que se reconoce."""
        nucleo = self._contexto.nucleo
        for sub in subpeticiones:
            objeto, campos = _objeto(sub), sub.parametros.get("fields", "")
            if nucleo.por_id("facebook", objeto) is not None or "_" in objeto:
                return "facebook"
            if nucleo.por_id("instagram", objeto) is not None or "instagram_business_account" in campos:
                return "instagram"
            if nucleo.publicacion("instagram", objeto) is not None:
                return "instagram"
        return "facebook"


def _objeto(sub: Subpeticion) -> str:
    return sub.camino[0] if sub.camino else "0"


def _codigo(clase: Clase, sub: Subpeticion) -> int:
    """Un límite lo dice con varios códigos; a una lista larga, que se le pida menos."""
    if clase is Clase.LIMITE:
        return _LIMITES[int(_huella(f"{sub.camino}")[1:9], 16) % len(_LIMITES)]
    return 1 if int(sub.parametros.get("limit", "1")) > 1 else 2


def _version(pedida: str | None) -> str:
    if pedida is None:
        return f"v{_MAS_VIEJA}.0"
    numero = int(pedida[1:].partition(".")[0])
    if numero > _ACTUAL:
        raise ErrorMeta(2500, f"Unknown API version: {pedida}")
    return f"v{max(numero, _MAS_VIEJA)}.0"


def _huella(texto: str) -> str:
    return "A" + hashlib.sha256(texto.encode()).hexdigest()[:22]
