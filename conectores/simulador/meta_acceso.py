"""Quién pregunta: la ficha, su prueba (``appsecret_proof``), ``/me``, ``/me/accounts`` y ``/debug_token``.

Fuentes: https://developers.facebook.com/docs/facebook-login/security y
https://developers.facebook.com/docs/graph-api/guides/secure-requests
"""

import hashlib
import hmac
from typing import Any

from conectores.simulador.escenario import Escenario
from conectores.simulador.meta_campos import leer_campos
from conectores.simulador.meta_errores import ErrorMeta, campo_ausente, parametro
from conectores.simulador.meta_lote import Subpeticion
from conectores.simulador.meta_nodos import Grafo
from conectores.simulador.meta_paginado import paginar
from conectores.simulador.meta_perfiles import nodo_de_instagram, nodo_de_pagina
from conectores.simulador.nucleo import CuentaSimulada

SECRETO_DE_LA_APP = "meta_app"
"""Red de ``Escenario.fichas`` con el secreto de la aplicación; si está, toda petición debe probarlo."""

_USUARIO_DEL_SISTEMA = {"id": "100000000000001", "name": "Sistema (ejemplo)"}
_APLICACION = "900000000000001"
_PERMISOS = [
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "read_insights",
    "instagram_basic",
    "instagram_manage_insights",
]
_PAGINAS_POR_OMISION = "id,name,access_token,category,tasks"


def autorizar(escenario: Escenario, ficha: str | None, prueba: str | None) -> None:
    """Comprueba la ficha y, si el escenario lo exige, su prueba.

    Raises:
        ErrorMeta: Código 104 si falta la ficha, 190 si no sirve, 100 si la prueba no es la suya.
    """
    if not ficha:
        raise ErrorMeta(104, "An access token is required to request this resource.")
    if not escenario.admite("meta", ficha):
        raise ErrorMeta(190, subcodigo=460)
    secretos = escenario.fichas.get(SECRETO_DE_LA_APP, frozenset())
    if secretos and prueba not in {_prueba(s, ficha) for s in secretos}:
        raise parametro("Invalid appsecret_proof provided in the API argument")


def sobre_la_ficha(grafo: Grafo, sub: Subpeticion) -> dict[str, Any] | None:
    """Lo que se contesta a ``/me``, ``/me/accounts`` y ``/debug_token``; ``None`` si se pide otra cosa.

    Raises:
        ErrorMeta: Código 100 si un campo no existe.
    """
    if sub.camino == ("me",):
        return _yo(grafo, sub)
    if sub.camino == ("me", "accounts"):
        return _paginas(grafo, sub)
    if sub.camino == ("debug_token",):
        return {"data": _examen(grafo, sub.parametros.get("input_token", ""))}
    return None


def _prueba(secreto: str, ficha: str) -> str:
    return hmac.new(secreto.encode(), ficha.encode(), hashlib.sha256).hexdigest()


def _duena(grafo: Grafo) -> CuentaSimulada | None:
    cuentas = (*grafo.nucleo.cuentas("facebook"), *grafo.nucleo.cuentas("instagram"))
    return next((c for c in cuentas if c.cuenta == grafo.dueno), None)


def _yo(grafo: Grafo, sub: Subpeticion) -> dict[str, Any]:
    campos = leer_campos(sub.parametros.get("fields") or "id,name")
    cuenta = _duena(grafo)
    if cuenta is not None and cuenta.red == "instagram":
        return nodo_de_instagram(grafo.nucleo, cuenta, campos)
    if cuenta is not None:
        return nodo_de_pagina(grafo.nucleo, cuenta, campos)
    for campo in campos:
        if campo.nombre not in _USUARIO_DEL_SISTEMA:
            raise campo_ausente(campo.nombre, "User")
    return {c.nombre: _USUARIO_DEL_SISTEMA[c.nombre] for c in campos} | {"id": _USUARIO_DEL_SISTEMA["id"]}


def _paginas(grafo: Grafo, sub: Subpeticion) -> dict[str, Any]:
    campos = leer_campos(sub.parametros.get("fields") or _PAGINAS_POR_OMISION)
    propios = [c for c in campos if c.nombre not in ("access_token", "tasks")]
    pedidos = {c.nombre for c in campos}
    de_mas = {"access_token": sub.ficha, "tasks": ["ANALYZE", "MODERATE"]}
    propias = {n: v for n, v in de_mas.items() if n in pedidos}
    paginas = [
        c
        for c in grafo.nucleo.cuentas("facebook")
        if grafo.dueno in (None, c.cuenta) and c.cuenta not in grafo.escenario.inexistentes
    ]
    return paginar(
        sorted(paginas, key=_lugar, reverse=True),
        lambda c: nodo_de_pagina(grafo.nucleo, c, propios) | propias,
        {**sub.parametros, "access_token": sub.ficha or ""},
        clave=_lugar,
        tope=100,
        camino=f"/{grafo.version}/me/accounts",
    )


def _lugar(cuenta: CuentaSimulada) -> tuple[int, int]:
    return int(cuenta.id_plataforma), 0


def _examen(grafo: Grafo, ficha: str) -> dict[str, Any]:
    if not grafo.escenario.admite("meta", ficha):
        error = {"code": 190, "message": "Invalid OAuth access token.", "subcode": 460}
        return {"error": error, "is_valid": False, "scopes": []}
    dueno = grafo.escenario.fichas_de_usuario.get(ficha)
    return {
        "app_id": _APLICACION,
        "type": "SYSTEM_USER" if dueno is None else "PAGE",
        "application": "Pertinencia (ejemplo)",
        "data_access_expires_at": 0,
        "expires_at": 0,
        "is_valid": True,
        "scopes": _PERMISOS,
        "user_id": _USUARIO_DEL_SISTEMA["id"],
    }
