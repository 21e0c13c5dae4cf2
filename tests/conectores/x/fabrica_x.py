"""Cuentas, publicaciones y respuestas de X inventadas para las pruebas."""

import json
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from conectores.comun.conocidas import PUBLICACIONES_CONOCIDAS
from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.vista import Avance, CuentaApi, Ventanas, Vista
from lineamientos.semestres import Semestre

Objeto = dict[str, Any]

PROGRAMADA = datetime(2026, 8, 10, 12, 0, tzinfo=UTC)
LEIDA_EN = datetime(2026, 8, 10, 12, 0, 5, tzinfo=UTC)
S1, S2 = Semestre(2026, 1), Semestre(2026, 2)
DESDE = datetime(2026, 7, 1, 6, tzinfo=UTC)
NO_ENCONTRADO = "https://api.twitter.com/2/problems/resource-not-found"


def cuenta(
    clave: str = "jal_x",
    usuario: str = "INE_Jalisco",
    id_plataforma: str | None = "101",
    desde: date | None = None,
    hasta: date | None = None,
) -> CuentaApi:
    return CuentaApi(clave, "x", usuario, id_plataforma, False, desde, hasta)


CUENTAS = {c.cuenta: c for c in (cuenta(), cuenta("ver_x", "ine_veracruz", "202"))}


def vista(
    *cuentas: CuentaApi,
    programada: datetime = PROGRAMADA,
    semestres: tuple[Semestre, ...] = (S2,),
    avances: dict[tuple[str, str], Avance] | None = None,
    conocidas: list[tuple[str, str, datetime, datetime | None]] | None = None,
    ritmo: dict[str, float] | None = None,
    ventanas: Ventanas | None = None,
) -> Vista:
    publicaciones = pl.DataFrame(
        [(*c, None) for c in conocidas or []], schema=PUBLICACIONES_CONOCIDAS, orient="row"
    )
    return Vista(
        programada,
        semestres,
        cuentas or (cuenta(),),
        avances or {},
        publicaciones,
        ritmo or {},
        ventanas or Ventanas(),
    )


def consulta(operacion: str, **cambios: Any) -> Consulta:
    """Una consulta de una cuenta, con su periodo si la operación lo tiene."""
    base: dict[str, Any] = {
        "red": "x",
        "operacion": operacion,
        "cuentas": ("jal_x",),
        "programada": PROGRAMADA,
        "objetos": ("101",),
    }
    if operacion in ("publicaciones", "menciones"):
        base |= {"desde": DESDE, "hasta": PROGRAMADA}
    if operacion == "perfiles":
        base["parametros"] = {"por": "ids"}
    return Consulta(**base | cambios)


def publicacion(identificador: int | str, **cambios: Any) -> Objeto:
    """Una publicación con la ortografía de siempre."""
    return {
        "id": str(identificador),
        "text": "Consulta tu casilla.",
        "created_at": "2026-08-09T18:30:00.000Z",
        "edit_history_tweet_ids": [str(identificador)],
        "public_metrics": {
            "retweet_count": 3,
            "reply_count": 2,
            "like_count": 10,
            "quote_count": 1,
            "bookmark_count": 4,
            "impression_count": 900,
        },
    } | cambios


def en_post(objeto: Objeto) -> Objeto:
    """La misma publicación con la ortografía nueva."""
    nombres = {"edit_history_tweet_ids": "edit_history_post_ids", "referenced_tweets": "referenced_posts"}
    nuevo = {nombres.get(n, n): v for n, v in objeto.items()}
    cifras = dict(objeto["public_metrics"])
    cifras["repost_count"] = cifras.pop("retweet_count")
    return nuevo | {"public_metrics": cifras}


def usuario(identificador: int | str, nombre: str, seguidores: int | None = 5000) -> Objeto:
    cifras = {"following_count": 3, "tweet_count": 9, "listed_count": 1}
    if seguidores is not None:
        cifras["followers_count"] = seguidores
    return {
        "id": str(identificador),
        "name": f"Cuenta {nombre}",
        "username": nombre,
        "public_metrics": cifras,
    }


def lista(*elementos: Objeto, sigue: str | None = None) -> Objeto:
    meta: Objeto = {"result_count": len(elementos)} | ({} if sigue is None else {"next_token": sigue})
    return ({"data": list(elementos)} if elementos else {}) | {"meta": meta}


def problema(valor: str, tipo: str = NO_ENCONTRADO, **cambios: Any) -> Objeto:
    return {
        "value": valor,
        "resource_id": valor,
        "resource_type": "user",
        "title": "Not Found Error",
        "detail": f"Could not find user with ids: [{valor}].",
        "type": tipo,
    } | cambios


def paginas(*cuerpos: Objeto) -> list[PaginaLeida]:
    return [PaginaLeida(f"{i:04}.json", json.dumps(c).encode(), LEIDA_EN) for i, c in enumerate(cuerpos, 1)]
