"""Leer la respuesta campo por campo: lo que falta o no tiene la forma prometida se dice con su nombre."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl

from conectores.comun.consultas import Consulta
from conectores.comun.enteros import cabe
from conectores.comun.errores import ContratoRoto
from conectores.comun.lectura import COMPLETO
from conectores.youtube.declaracion import RED
from esquemas.campos import Tabla
from esquemas.derivados import esquema_polars
from lineamientos.ausencias import Ausencia

_CONTADOR = re.compile(r"[0-9]{1,30}", re.ASCII)
Objeto = Mapping[str, Any]


def datos_de(cuerpo: bytes) -> dict[str, Any]:
    """El cuerpo de una página como objeto de JSON.

    Raises:
        ContratoRoto: Si no lo es.
    """
    try:
        datos = json.loads(cuerpo)
    except ValueError:
        raise ContratoRoto("Una página de YouTube no es JSON.") from None
    if not isinstance(datos, dict):
        raise ContratoRoto("Una página de YouTube no es un objeto de JSON.")
    return datos


def elementos(datos: Objeto) -> list[dict[str, Any]]:
    """Los elementos de una lista; que no venga ``items`` es que no hay ninguno.

    Raises:
        ContratoRoto: Si ``items`` no es una lista de objetos.
    """
    items = datos.get("items", [])
    if not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
        raise ContratoRoto("«items» no es una lista de objetos.")
    return items


def por_identificador(items: Sequence[dict[str, Any]]) -> dict[str, tuple[int, dict[str, Any]]]:
    """Los elementos por su «id», con su lugar desde 1.

    De los repetidos vale el último; si es igual al que ya estaba, conserva el lugar del primero.

    Raises:
        ContratoRoto: Si alguno no trae «id».
    """
    unicos: dict[str, tuple[int, dict[str, Any]]] = {}
    for numero, elemento in enumerate(items, start=1):
        clave = texto(elemento, "id")
        if clave not in unicos or unicos[clave][1] != elemento:
            unicos[clave] = (numero, elemento)
    return unicos


def parte(elemento: Objeto, nombre: str) -> dict[str, Any]:
    """Una parte que se pidió y debe venir.

    Raises:
        ContratoRoto: Si no viene.
    """
    valor = elemento.get(nombre)
    if not isinstance(valor, dict):
        raise ContratoRoto(f"La respuesta de YouTube no trae la parte «{nombre}» que se pidió.")
    return valor


def texto(elemento: Objeto, nombre: str) -> str:
    """Un texto que debe venir.

    Raises:
        ContratoRoto: Si no viene, está vacío o no es un texto.
    """
    valor = texto_o_nada(elemento, nombre)
    if valor is None:
        raise ContratoRoto(f"La respuesta de YouTube no trae «{nombre}».")
    return valor


def texto_o_nada(elemento: Objeto, nombre: str) -> str | None:
    """Un texto que puede faltar; vacío es que falta.

    Raises:
        ContratoRoto: Si viene y no es un texto.
    """
    valor = elemento.get(nombre)
    if valor is not None and not isinstance(valor, str):
        raise ContratoRoto(f"«{nombre}» no es un texto en la respuesta de YouTube.")
    return valor or None


def contador(elemento: Objeto, nombre: str) -> int | None:
    """Un contador, que YouTube da como cadena; ``None`` si no viene: ausente no es cero.

    Raises:
        ContratoRoto: Si viene y no es una cadena de dígitos, o es una cifra que no cabe en una columna.
    """
    valor = elemento.get(nombre)
    if valor is None:
        return None
    if not isinstance(valor, str) or _CONTADOR.fullmatch(valor) is None:
        raise ContratoRoto(f"El contador «{nombre}» de YouTube no es una cadena de dígitos.")
    cifra = int(valor)
    if not cabe(cifra):
        raise ContratoRoto(f"El contador «{nombre}» de YouTube es una cifra imposible: {cifra}.")
    return cifra


def instante(elemento: Objeto, nombre: str) -> datetime:
    """Un instante con zona, en UTC.

    Raises:
        ContratoRoto: Si no viene, no se entiende o no dice su zona.
    """
    try:
        leido = datetime.fromisoformat(texto(elemento, nombre))
    except ValueError:
        raise ContratoRoto(f"«{nombre}» no es una fecha con hora en la respuesta de YouTube.") from None
    if leido.tzinfo is None:
        raise ContratoRoto(f"«{nombre}» no dice su zona horaria en la respuesta de YouTube.")
    return leido.astimezone(UTC)


def marco(filas: Sequence[Mapping[str, object]], tabla: Tabla) -> pl.DataFrame:
    """Marco con el esquema de la tabla sin ``lote``; lo que una fila no trae queda vacío."""
    esquema = {n: t for n, t in esquema_polars(tabla).items() if n != "lote"}
    return pl.from_dicts(filas, schema=esquema) if filas else pl.DataFrame(schema=esquema)


def recoleccion(
    consulta: Consulta,
    cuenta: str,
    leida_en: datetime,
    ausencia: Ausencia | None = None,
    detalle: str | None = None,
    abarca: tuple[datetime | None, datetime | None] = (None, None),
) -> dict[str, object]:
    """Fila de ``recolecciones`` de una cuenta; sin ausencia, lo suyo se leyó completo."""
    return {
        "cuenta": cuenta,
        "red": RED,
        "operacion": consulta.operacion,
        "programada": consulta.programada,
        "abarca_desde": abarca[0],
        "abarca_hasta": abarca[1],
        "resultado": COMPLETO if ausencia is None else ausencia.value,
        "detalle": detalle,
        "leida_en": leida_en,
    }
