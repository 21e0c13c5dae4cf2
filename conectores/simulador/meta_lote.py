"""El lote de la Graph API: hasta 50 peticiones en una llamada y una lista con sus respuestas.

Fuente: https://developers.facebook.com/docs/graph-api/batch-requests
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from conectores.simulador.meta_errores import ErrorMeta, parametro

SUBPETICIONES_MAXIMAS = 50


@dataclass(frozen=True)
class Subpeticion:
    """Una petición, suelta o dentro de un lote.

    Attributes:
        metodo: Método HTTP.
        camino: Ruta sin versión, partida por sus diagonales.
        parametros: Los de la consulta.
        ficha: Ficha de acceso, o ``None`` si no lleva.
        prueba: ``appsecret_proof``, o ``None``.
    """

    metodo: str
    camino: tuple[str, ...]
    parametros: Mapping[str, str]
    ficha: str | None = None
    prueba: str | None = None


def leer_formulario(cuerpo: bytes, tipo: str) -> dict[str, str]:
    """Los campos del cuerpo de un POST, sea formulario o JSON.

    Raises:
        ErrorMeta: Código 100 si no se entiende.
    """
    if "json" not in tipo:
        return dict(parse_qsl(cuerpo.decode(errors="replace"), keep_blank_values=True))
    try:
        datos = json.loads(cuerpo)
    except ValueError:
        raise parametro("The request body is not valid JSON") from None
    if not isinstance(datos, dict):
        raise parametro("The request body must be an object")
    return {n: v if isinstance(v, str) else json.dumps(v) for n, v in datos.items()}


def leer_lote(campos: Mapping[str, str], portador: str | None) -> list[Subpeticion]:
    """Las subpeticiones de un lote; la que no lleva ficha usa la del lote.

    Args:
        campos: Los del formulario.
        portador: Ficha del encabezado ``Authorization``, o ``None``.

    Raises:
        ErrorMeta: Código 100 si no es una lista, va vacía o pasa de 50; falla el lote entero.
    """
    try:
        elementos = json.loads(campos["batch"])
    except (KeyError, ValueError):
        raise ErrorMeta(100, "batch parameter must be a JSON array", tipo="GraphBatchException") from None
    if not isinstance(elementos, list) or not elementos or not all(_es_elemento(e) for e in elementos):
        raise ErrorMeta(100, "batch parameter must be a JSON array", tipo="GraphBatchException")
    if len(elementos) > SUBPETICIONES_MAXIMAS:
        mensaje = f"Too many requests in batch message. Maximum batch size is {SUBPETICIONES_MAXIMAS}"
        raise ErrorMeta(100, mensaje, tipo="GraphBatchException")
    ficha = campos.get("access_token", portador)
    return [_de_elemento(e, ficha, campos.get("appsecret_proof")) for e in elementos]


def de_direccion(metodo: str, direccion: str, ficha: str | None, prueba: str | None) -> Subpeticion:
    """La petición que dice una dirección, con o sin versión delante."""
    partes = urlsplit(direccion)
    parametros = dict(parse_qsl(partes.query, keep_blank_values=True))
    camino = [c for c in partes.path.split("/") if c]
    if camino and camino[0][:1] == "v" and camino[0][1:].replace(".", "", 1).isdigit():
        camino = camino[1:]
    return Subpeticion(
        metodo,
        tuple(camino),
        parametros,
        parametros.get("access_token", ficha),
        parametros.get("appsecret_proof", prueba),
    )


def respuesta(estado: int, encabezados: Mapping[str, str], cuerpo: Any) -> dict[str, Any]:
    """Una respuesta dentro del lote: el cuerpo es una cadena con su JSON."""
    return {
        "code": estado,
        "headers": [{"name": n, "value": v} for n, v in encabezados.items()],
        "body": cuerpo if isinstance(cuerpo, str) else en_json(cuerpo),
    }


def en_json(datos: Any) -> str:
    """JSON sin espacios, como lo escribe la plataforma."""
    return json.dumps(datos, ensure_ascii=False, separators=(",", ":"))


def _es_elemento(elemento: Any) -> bool:
    return (
        isinstance(elemento, dict)
        and isinstance(elemento.get("relative_url"), str)
        and isinstance(elemento.get("method"), str)
    )


def _de_elemento(elemento: Mapping[str, str], ficha: str | None, prueba: str | None) -> Subpeticion:
    propia = elemento.get("access_token")
    return de_direccion(
        elemento["method"].upper(),
        elemento["relative_url"],
        propia or ficha,
        elemento.get("appsecret_proof") if propia else prueba,
    )
