"""Pedir a la API de X simulada como lo haría un cliente cualquiera."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import PlanDeFallas
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador

BASE = 10**17
"""Identificador de la primera cuenta."""
INICIO = datetime(2026, 7, 1, 12, tzinfo=UTC)
CAMPOS = {
    "tweet": {"tweet.fields": "attachments,created_at,public_metrics,referenced_tweets"},
    "post": {"post.fields": "attachments,created_at,public_metrics,referenced_posts"},
}


class Cliente:
    def __init__(self, simulador: Simulador, sesion: requests.Session, ficha: str = "ficha") -> None:
        self.simulador, self._sesion = simulador, sesion
        self.ficha = ficha

    def get(self, ruta: str, **consulta: Any) -> requests.Response:
        punteados = {n.replace("_fields", ".fields"): v for n, v in consulta.items()}
        return self._sesion.get(
            self.simulador.base + ruta,
            params=punteados,
            headers={"Authorization": f"Bearer {self.ficha}"},
            timeout=5,
        )

    def json(self, ruta: str, **consulta: Any) -> dict[str, Any]:
        respuesta = self.get(ruta, **consulta)
        assert respuesta.status_code == 200, respuesta.text
        datos: dict[str, Any] = respuesta.json()
        return datos

    def recorrer(self, ruta: str, **consulta: Any) -> Iterator[dict[str, Any]]:
        cursor: dict[str, str] = {}
        while True:
            pagina = self.json(ruta, **consulta, **cursor)
            yield pagina
            if "next_token" not in pagina["meta"]:
                return
            cursor = {"pagination_token": pagina["meta"]["next_token"]}


@contextmanager
def cliente(
    escenario: Escenario | None = None,
    plan: PlanDeFallas | None = None,
    *,
    cuentas: int = 3,
    publicaciones: int = 60,
    ahora: datetime = INICIO + timedelta(days=90),
) -> Iterator[Cliente]:
    fuente = FuentePareja(cuentas, publicaciones, ["x"], INICIO, timedelta(hours=1))
    with Simulador(Nucleo(fuente, ahora), escenario, plan) as simulador, requests.Session() as sesion:
        yield Cliente(simulador, sesion)


def ids(pagina: dict[str, Any]) -> list[str]:
    return [p["id"] for p in pagina.get("data", [])]
