"""Si las fichas de Meta sirven, para qué y hasta cuándo, sin mostrarlas.

La ficha que se examina va en el cuerpo de un lote y nunca en la dirección, aunque ``debug_token`` la pide
como parámetro. Fuente: https://developers.facebook.com/docs/graph-api/reference/debug_token
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from conectores.comun.entorno import Entorno
from conectores.comun.errores import Definitivo, ErrorDeApi
from conectores.comun.secretos import Secreto
from conectores.comun.verificacion import Resultado, Verificacion
from conectores.comun.vista import CuentaApi
from conectores.meta.cliente import ClienteMeta, Subpeticion
from conectores.meta.credenciales import CredencialesMeta
from conectores.meta.errores import leer_error

_GENERAL = "ficha general de Meta"
_PERMISOS = {
    "facebook": ("pages_read_engagement", "pages_read_user_content", "read_insights"),
    "instagram": ("instagram_basic", "instagram_manage_insights"),
}
"""Permisos sin los que falta alguna cifra de cada red."""


def verificar(
    entorno: Entorno, credenciales: CredencialesMeta, red: str, cuentas: Sequence[CuentaApi]
) -> list[Verificacion]:
    """Examina la ficha general y la de cada cuenta de una red que tiene la suya."""
    cliente = ClienteMeta(entorno, credenciales)
    resultado = []
    if credenciales.general is not None:
        resultado.append(_examinar(cliente, red, _GENERAL, None, credenciales.general))
    for c in cuentas:
        propia = credenciales.fichas.get(c.cuenta)
        if propia is not None:
            resultado.append(_examinar(cliente, red, f"ficha de {red}", c.cuenta, propia))
    if not resultado:
        return [Verificacion(red, _GENERAL, None, "aviso", "No hay ficha; no se leerá nada por su API.")]
    return resultado


def _examinar(
    cliente: ClienteMeta, red: str, nombre: str, cuenta: str | None, ficha: Secreto
) -> Verificacion:
    ruta = f"debug_token?{urlencode({'input_token': ficha.revelar()})}"
    try:
        cuerpo = cliente.pedir([Subpeticion(cuenta or "", ruta)], "POST / (debug_token)")
    except ErrorDeApi as error:
        mala = isinstance(error, Definitivo)
        return Verificacion(red, nombre, cuenta, "mal" if mala else "aviso", error.mensaje)
    (respuesta,) = json.loads(cuerpo)["respuestas"]
    datos = json.loads(respuesta["body"])
    error_graph = leer_error(datos, respuesta["code"])
    if error_graph is not None:
        return Verificacion(red, nombre, cuenta, "mal", error_graph.oracion)
    return Verificacion(red, nombre, cuenta, *_dictamen(red, datos["data"]))


def _dictamen(red: str, examen: dict[str, Any]) -> tuple[Resultado, str]:
    if not examen.get("is_valid"):
        return "mal", "La plataforma ya no la acepta; pida otra y póngala en .env."
    faltan = [p for p in _PERMISOS[red] if p not in examen.get("scopes", [])]
    caduca = examen.get("expires_at", 0)
    cuando = f"caduca el {datetime.fromtimestamp(caduca, UTC):%Y-%m-%d}" if caduca else "no caduca"
    if faltan:
        return "aviso", f"Sirve y {cuando}, pero le falta: {', '.join(faltan)}."
    return "bien", f"Sirve para leer {red} con sus estadísticas y {cuando}."
