"""Una página y una cuenta de Instagram, con los campos que se piden.

Fuentes: https://developers.facebook.com/docs/graph-api/reference/page y
https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user
"""

from collections.abc import Sequence
from typing import Any

from conectores.simulador.meta_campos import Campo
from conectores.simulador.meta_errores import campo_ausente
from conectores.simulador.nucleo import CuentaSimulada, Nucleo


def nodo_de_pagina(nucleo: Nucleo, pagina: CuentaSimulada, campos: Sequence[Campo]) -> dict[str, Any]:
    """Una página con los campos pedidos.

    Raises:
        ErrorMeta: Código 100 si un campo no existe.
    """
    seguidores = nucleo.seguidores(pagina, nucleo.ahora)
    valores: dict[str, Any] = {
        "id": pagina.id_plataforma,
        "name": pagina.nombre,
        "username": pagina.usuario,
        "followers_count": seguidores,
        "fan_count": seguidores * 97 // 100,
        "link": f"https://www.facebook.com/{pagina.usuario}",
        "category": "Government organization",
    }
    nodo: dict[str, Any] = {}
    for campo in campos:
        if campo.nombre == "instagram_business_account":
            cuenta = nucleo.por_usuario("instagram", pagina.usuario)
            if cuenta is not None:
                nodo[campo.nombre] = nodo_de_instagram(nucleo, cuenta, campo.campos or ())
        elif campo.nombre in valores:
            nodo[campo.nombre] = valores[campo.nombre]
        else:
            raise campo_ausente(campo.nombre, "Page")
    return nodo | {"id": pagina.id_plataforma}


def nodo_de_instagram(nucleo: Nucleo, cuenta: CuentaSimulada, campos: Sequence[Campo]) -> dict[str, Any]:
    """Una cuenta de Instagram con los campos pedidos.

    Raises:
        ErrorMeta: Código 100 si un campo no existe.
    """
    nodo: dict[str, Any] = {}
    for campo in campos:
        if campo.nombre == "followers_count":
            nodo[campo.nombre] = nucleo.seguidores(cuenta, nucleo.ahora)
        elif campo.nombre == "media_count":
            nodo[campo.nombre] = len(nucleo.definitivas(cuenta))
        elif campo.nombre in ("username", "name"):
            nodo[campo.nombre] = cuenta.usuario if campo.nombre == "username" else cuenta.nombre
        elif campo.nombre != "id":
            raise campo_ausente(campo.nombre, "IGUser")
    return nodo | {"id": cuenta.id_plataforma}
