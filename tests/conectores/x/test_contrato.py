"""Lo que se pide a X está en su contrato publicado: rutas, parámetros, campos y límites."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fabrica_x import consulta

from conectores.x.ausencias import faltas
from conectores.x.declaracion import POR_CONSULTA, POR_PAGINA
from conectores.x.peticiones import Peticion, armar
from conectores.x.referencias import CITADA, REPUBLICADA, RESPONDIDA

CONTRATO = Path(__file__).parents[4] / "shared" / "contratos" / "x_openapi_2.167.json"
PETICIONES = [
    armar(c, cursor, "post")
    for c, cursor in (
        (consulta("perfiles"), None),
        (consulta("perfiles", objetos=("INE",), parametros={"por": "usernames"}), None),
        (consulta("publicaciones"), "t1"),
        (consulta("menciones"), "t1"),
        (consulta("metricas"), None),
    )
]


@cache
def contrato() -> dict[str, Any]:
    if not CONTRATO.exists():
        pytest.skip(f"No está {CONTRATO.name}: el contrato de X no viene con el proyecto")
    return json.loads(CONTRATO.read_text(encoding="utf-8"))


def resuelto(esquema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in esquema:
        aqui: Any = contrato()
        for tramo in esquema["$ref"].removeprefix("#/").split("/"):
            aqui = aqui[tramo]
        esquema = aqui
    return esquema


def parametros_de(peticion: Peticion) -> dict[str, dict[str, Any]]:
    declarados = contrato()["paths"][peticion.ruta.replace(":id", "{id}")]["get"]["parameters"]
    return {p["name"]: p for p in map(resuelto, declarados)}


@pytest.mark.parametrize("peticion", PETICIONES, ids=lambda p: p.ruta)
def test_cada_parametro_existe_y_cada_campo_es_de_los_que_admite(peticion: Peticion) -> None:
    declarados = parametros_de(peticion)
    assert peticion.parametros.keys() <= declarados.keys()
    assert {n for n, p in declarados.items() if p.get("required")} - {"id"} <= peticion.parametros.keys()
    for nombre, valor in peticion.parametros.items():
        esquema = resuelto(declarados[nombre]["schema"])
        if nombre.endswith(".fields"):
            campos, admitidos = set(valor.split(",")), set(resuelto(esquema["items"])["enum"])
            # El contrato pone las referencias solo entre lo que se expande, y lo expandido se cobra; el
            # ajuste de fábrica es la otra ortografía, en que son un campo como los demás.
            expandibles = set(resuelto(resuelto(declarados["expansions"]["schema"])["items"])["enum"])
            assert campos - admitidos <= expandibles & {"referenced_posts"}


def test_se_pide_de_una_vez_lo_mas_que_admite() -> None:
    perfiles, _, publicaciones, menciones, metricas = (parametros_de(p) for p in PETICIONES)
    for pedida in (perfiles, metricas):
        assert resuelto(pedida["ids"]["schema"])["maxItems"] == POR_CONSULTA
    for pedida in (publicaciones, menciones):
        assert resuelto(pedida["max_results"]["schema"])["maximum"] == POR_PAGINA


def test_se_conocen_todas_las_clases_de_referencia_y_de_problema() -> None:
    esquemas = contrato()["components"]["schemas"]
    (tipo,) = esquemas["PostReferencedPosts"]["items"]["properties"]["type"]["oneOf"]
    assert set(tipo["enum"]) == {REPUBLICADA, CITADA, RESPONDIDA}
    # «invalid-request» es de la petición entera y llega como HTTP 400, no junto a una respuesta buena.
    parciales = [t for t in esquemas["Problem"]["discriminator"]["mapping"] if "invalid-request" not in t]
    for clase in parciales:
        assert faltas([{"type": clase, "value": "1"}]).keys() == {"1"}
