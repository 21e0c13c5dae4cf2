"""Estropear una respuesta buena: lo que viaja mal, igual para las tres API."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from conectores.simulador.fallas import Clase

_DUPLICADOS = 3


@dataclass(frozen=True)
class Envio:
    """Lo que sale por el cable.

    Attributes:
        estado: Código HTTP.
        encabezados: Encabezados propios de la red.
        cuerpo: Bytes que se mandan.
        cargos: Lo que se cobra.
        ids: Recursos que se cobran.
        faltan: Bytes que se prometen y no se mandan.
        demora_s: Segundos de más antes de contestar.
    """

    estado: int
    encabezados: Mapping[str, str]
    cuerpo: bytes
    cargos: Mapping[str, int] = field(default_factory=dict)
    ids: Sequence[str] = ()
    faltan: int = 0
    demora_s: float = 0.0


def danar(entera: Envio, clase: Clase, demora_s: float) -> Envio:
    """La respuesta estropeada; solo la de elementos duplicados se cobra, por lo que entrega.

    Raises:
        ValueError: Si la clase no es de las que estropean una respuesta buena.
    """
    sin_cobro = replace(entera, cargos={}, ids=())
    mitad = len(entera.cuerpo) // 2
    match clase:
        case Clase.TIEMPO:
            return replace(sin_cobro, demora_s=demora_s)
        case Clase.CORTADA:
            return replace(sin_cobro, cuerpo=entera.cuerpo[:mitad])
        case Clase.CORTADA_EN_HTTP:
            return replace(sin_cobro, cuerpo=entera.cuerpo[:mitad], faltan=len(entera.cuerpo) - mitad)
        case Clase.MALFORMADA:
            # Un carácter de control no cabe en un JSON, dentro ni fuera de una cadena.
            return replace(sin_cobro, cuerpo=entera.cuerpo[:mitad] + b"\x01" + entera.cuerpo[mitad:])
        case Clase.VACIA:
            return replace(sin_cobro, cuerpo=b"")
        case Clase.DUPLICADOS:
            return _duplicada(entera)
    raise ValueError(f"{clase} no es un daño de una respuesta buena")


def _duplicada(entera: Envio) -> Envio:
    """La misma página con sus primeros elementos otra vez al final; si es por elemento, se cobran."""
    datos = json.loads(entera.cuerpo)
    de_mas = _duplicar(datos)
    cuerpo = json.dumps(datos, ensure_ascii=False, separators=(",", ":")).encode()
    por_elemento = len(entera.ids) > 0
    cargos = {c: n + de_mas if por_elemento else n for c, n in entera.cargos.items()}
    return replace(entera, cuerpo=cuerpo, cargos=cargos, ids=[*entera.ids, *entera.ids[:de_mas]])


def _duplicar(datos: Any) -> int:
    """Repite en su lugar elementos de la lista de la respuesta; dice cuántos."""
    if isinstance(datos, list):
        # Un lote de Meta: cada respuesta es un objeto con su cuerpo en texto.
        for parte in datos:
            cuerpo = json.loads(parte["body"]) if isinstance(parte, dict) and parte.get("body") else None
            if isinstance(cuerpo, dict) and (cuantos := _duplicar(cuerpo)):
                parte["body"] = json.dumps(cuerpo, ensure_ascii=False, separators=(",", ":"))
                return cuantos
        return 0
    for nombre in ("data", "items"):
        lista = datos.get(nombre) if isinstance(datos, dict) else None
        if isinstance(lista, list) and lista:
            repetidos = lista[:_DUPLICADOS]
            lista.extend(repetidos)
            return len(repetidos)
    return 0
