"""Dónde está la página del servidor de un espacio, y si contesta."""

from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

import requests

from almacen.escritura import escribir_atomico
from flujos.pasos.espacio import Espacio


def carpeta_de(espacio: Espacio) -> Path:
    """Donde el servidor de un espacio guarda lo suyo."""
    return espacio.rutas.datos / "servidor"


def carpeta_de_prefect(espacio: Espacio) -> Path:
    """Donde Prefect guarda lo suyo cuando lo arranca «pertinencia servidor»."""
    return carpeta_de(espacio) / "prefect"


def anotar(espacio: Espacio, pagina: str) -> None:
    """Anota la dirección del servidor que arranca, para que otras órdenes lo hallen."""
    escribir_atomico(carpeta_de(espacio) / "pagina.txt", f"{pagina}\n".encode())


def anotada(espacio: Espacio) -> str | None:
    """La dirección del último servidor que se arrancó en este espacio; quizá ya no corre."""
    with suppress(FileNotFoundError):
        return (carpeta_de(espacio) / "pagina.txt").read_text("utf-8").strip()
    return None


def contesta(pagina: str) -> bool:
    """Si en esa dirección hay un servidor de Prefect; no pide contraseña."""
    with suppress(requests.RequestException), requests.Session() as sesion:
        sesion.trust_env = False
        respuesta = sesion.get(f"{pagina}/api/health", timeout=2, allow_redirects=False)
        return respuesta.status_code == HTTPStatus.OK
    return False
