"""Lo que contesta X se apega a su OpenAPI (2.167, con la ortografía nueva)."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from pedidos_x import BASE, CAMPOS, cliente

from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import Clase, PlanDeFallas

CONTRATO = Path(__file__).parents[4] / "shared" / "contratos" / "x_openapi_2.167.json"
ESCENARIO = Escenario(
    inexistentes=frozenset(("x_000001",)),
    protegidas=frozenset(("x_000002",)),
    fichas_de_usuario={"ficha": "x_000000"},
    ortografia_de_respuesta="post",
)
POST = CAMPOS["post"]
RUTAS = (
    "/2/users",
    "/2/users/by",
    "/2/users/me",
    "/2/users/{id}/tweets",
    "/2/users/{id}/mentions",
    "/2/tweets",
)


@pytest.fixture(scope="module")
def contrato() -> dict[str, Any]:
    if not CONTRATO.exists():
        pytest.skip(f"no está {CONTRATO.name}: no se puede comprobar el contrato de X")
    documento: dict[str, Any] = json.loads(CONTRATO.read_text("utf-8"))
    return documento


def _cerrado(esquema: Any) -> Any:
    """El esquema sin permiso para campos que no declara, y sin lo que no es de JSON Schema."""
    if isinstance(esquema, list):
        return [_cerrado(e) for e in esquema]
    if not isinstance(esquema, dict):
        return esquema
    cerrado = {n: _cerrado(v) for n, v in esquema.items() if n not in ("discriminator", "example")}
    if cerrado.get("type") == "object" and "properties" in cerrado:
        cerrado.setdefault("additionalProperties", False)
    return cerrado


def faltas(contrato: dict[str, Any], ruta: str, datos: object) -> list[str]:
    respuesta = contrato["paths"][ruta]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    esquema = {**respuesta, "components": _cerrado(deepcopy(contrato["components"]))}
    return [f"{e.json_path}: {e.message}" for e in Draft7Validator(esquema).iter_errors(datos)]


@pytest.mark.parametrize(
    ("ruta", "de_la_ruta", "consulta"),
    [
        (
            "/2/users",
            {},
            {"ids": f"{BASE},{BASE + 1},{BASE + 2}", "user_fields": "public_metrics,created_at"},
        ),
        ("/2/users", {}, {"ids": "7"}),
        ("/2/users/by", {}, {"usernames": "pareja_000000,nadie", "user_fields": "public_metrics,protected"}),
        ("/2/users/me", {}, {"user_fields": "description,verified"}),
        ("/2/users/{id}/tweets", {"id": BASE}, {"max_results": 30, **POST}),
        ("/2/users/{id}/tweets", {"id": BASE}, {"start_time": "2027-01-01T00:00:00Z", **POST}),
        ("/2/users/{id}/tweets", {"id": BASE + 1}, POST),
        ("/2/users/{id}/tweets", {"id": BASE + 2}, POST),
        (
            "/2/users/{id}/mentions",
            {"id": BASE},
            {"max_results": 30, "post_fields": "created_at,author_id,lang"},
        ),
        ("/2/tweets", {}, {"ids": "5", **POST}),
    ],
)
def test_las_respuestas_se_apegan_al_contrato(
    contrato: dict[str, Any], ruta: str, de_la_ruta: dict[str, int], consulta: dict[str, Any]
) -> None:
    with cliente(ESCENARIO) as x:
        assert faltas(contrato, ruta, x.json(ruta.format(**de_la_ruta), **consulta)) == []


def test_tambien_a_media_pagina_y_con_elementos_duplicados(contrato: dict[str, Any]) -> None:
    with cliente(plan=PlanDeFallas(1, 1.0, [Clase.DUPLICADOS])) as x:
        for pagina in x.recorrer(f"/2/users/{BASE}/tweets", max_results=25, **POST):
            assert faltas(contrato, "/2/users/{id}/tweets", pagina) == []
            ids = ",".join(dict.fromkeys(p["id"] for p in pagina["data"]))
            assert faltas(contrato, "/2/tweets", x.json("/2/tweets", ids=ids, **POST)) == []


def test_el_contrato_nota_un_campo_de_la_otra_ortografia(contrato: dict[str, Any]) -> None:
    with cliente() as x:
        pagina = x.json(f"/2/users/{BASE}/tweets", **CAMPOS["tweet"])
    halladas = "\n".join(faltas(contrato, "/2/users/{id}/tweets", pagina))
    assert all(n in halladas for n in ("edit_history_tweet_ids", "referenced_tweets", "repost_count"))


def test_los_parametros_que_admite_estan_en_el_contrato(contrato: dict[str, Any]) -> None:
    rutas = {r: c["get"]["parameters"] for r, c in contrato["paths"].items() if r in RUTAS}
    comunes = contrato["components"]["parameters"]

    def nombres(ruta: str) -> set[str]:
        return {
            comunes[p["$ref"].rpartition("/")[2]]["name"] if "$ref" in p else p["name"] for p in rutas[ruta]
        }

    lista = {
        "max_results",
        "pagination_token",
        "start_time",
        "end_time",
        "since_id",
        "until_id",
        "post.fields",
    }
    assert lista | {"exclude"} <= nombres("/2/users/{id}/tweets")
    assert lista <= nombres("/2/users/{id}/mentions")
    assert {"ids", "user.fields"} <= nombres("/2/users") and {"usernames"} <= nombres("/2/users/by")
    assert {"ids", "post.fields"} <= nombres("/2/tweets") and {"user.fields"} <= nombres("/2/users/me")
