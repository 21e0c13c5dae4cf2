"""Las respuestas del simulador contra los documentos de descubrimiento de Google."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from importlib import resources

import jsonschema
import pytest
from cliente_asgi import montar_sobre

from conectores.simulador import youtube, youtube_datos
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.oauth_fichas import acceso_de

pytest.importorskip(
    "googleapiclient", reason="sin google-api-python-client no se comprueban los documentos de Google"
)

AHORA = datetime(2026, 7, 10, 18, tzinfo=UTC)
PARTES = {
    "channels": "snippet,contentDetails,statistics",
    "playlistItems": "snippet,contentDetails,status",
    "videos": "snippet,contentDetails,statistics,liveStreamingDetails",
}


def documento(nombre):
    ruta = resources.files("googleapiclient").joinpath(f"discovery_cache/documents/{nombre}.json")
    return json.loads(ruta.read_text(encoding="utf-8"))


def a_json_schema(esquema):
    """Un esquema de descubrimiento como JSON Schema que no admite campos de más."""
    if "$ref" in esquema:
        return {"$ref": f"#/$defs/{esquema['$ref']}"}
    if esquema.get("type") == "any":
        return {}
    convertido = {"type": esquema["type"]}
    if "enum" in esquema:
        convertido["enum"] = esquema["enum"]
    if esquema.get("format") in ("uint64", "int64") and esquema["type"] == "string":
        convertido["pattern"] = r"^-?\d+$" if esquema["format"] == "int64" else r"^\d+$"
    if "items" in esquema:
        convertido["items"] = a_json_schema(esquema["items"])
    if "properties" in esquema:
        convertido["properties"] = {n: a_json_schema(e) for n, e in esquema["properties"].items()}
    if esquema["type"] == "object":
        adicionales = esquema.get("additionalProperties")
        convertido["additionalProperties"] = False if adicionales is None else a_json_schema(adicionales)
    return convertido


def validador(doc, referencia):
    definiciones = {n: a_json_schema(e) for n, e in doc["schemas"].items()}
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{referencia}", "$defs": definiciones})


@pytest.fixture(scope="module")
def montado():
    fuente = FuentePareja(2, 130, ("youtube",), datetime(2026, 3, 1, 15, tzinfo=UTC), timedelta(hours=12))
    return montar_sobre(fuente, AHORA)


def consultas(contexto):
    cuenta = contexto.nucleo.cuentas("youtube")[0]
    videos = ",".join(p.id_publicacion for p in contexto.nucleo.publicaciones(cuenta)[:50])
    return {
        "channels": {"id": cuenta.id_plataforma, "maxResults": "50"},
        "playlistItems": {"playlistId": "UU" + cuenta.id_plataforma[2:], "maxResults": "50"},
        "videos": {"id": videos},
    }


@pytest.mark.parametrize("recurso", sorted(PARTES))
def test_las_respuestas_de_la_data_api_cumplen_su_esquema(montado, recurso):
    cliente, contexto = montado
    doc = documento("youtube.v3")
    metodo = doc["resources"][recurso]["methods"]["list"]
    parametros = consultas(contexto)[recurso] | {"part": PARTES[recurso]}
    respuesta = cliente.get(f"/{metodo['path']}", params=parametros, headers={"X-Goog-Api-Key": "K"})
    assert respuesta.json()["items"]
    validador(doc, metodo["response"]["$ref"]).validate(respuesta.json())


@pytest.mark.parametrize("recurso", sorted(PARTES))
def test_los_parametros_que_se_admiten_son_de_google(recurso):
    doc = documento("youtube.v3")
    admitidos = youtube_datos._PARAMETROS[recurso]
    suyos = doc["resources"][recurso]["methods"]["list"]["parameters"]
    assert admitidos <= suyos.keys() | doc["parameters"].keys()
    assert [n for n, p in suyos.items() if p.get("required")] == ["part"]
    assert suyos["maxResults"]["default"] == "5"
    assert suyos["maxResults"]["maximum"] == "50"


def test_el_informe_de_analytics_cumple_su_esquema(montado):
    cliente, contexto = montado
    doc = documento("youtubeAnalytics.v2")
    metodo = doc["resources"]["reports"]["methods"]["query"]
    canal = contexto.nucleo.cuentas("youtube")[0].id_plataforma
    ficha = acceso_de(canal, "https://www.googleapis.com/auth/yt-analytics.readonly", AHORA)
    parametros = {
        "ids": f"channel=={canal}",
        "startDate": date(2026, 6, 1).isoformat(),
        "endDate": date(2026, 6, 30).isoformat(),
        "metrics": "views,likes",
        "dimensions": "day",
    }
    for nombre, valor in parametros.items():
        patron = re.search(r"pattern: \"?([^\"\s]+)$", metodo["parameters"][nombre]["description"])
        assert patron is None or re.fullmatch(patron[1], valor)
    respuesta = cliente.get(
        f"/{metodo['path']}", params=parametros, headers={"Authorization": f"Bearer {ficha}"}
    ).json()
    assert len(respuesta["rows"]) == 30
    validador(doc, metodo["response"]["$ref"]).validate(respuesta)
    suyos = metodo["parameters"].keys() | doc["parameters"].keys()
    assert not youtube._PARAMETROS_DE_INFORME - suyos
