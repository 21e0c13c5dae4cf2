"""Lo aterrizado no lleva fichas y conserva lo demás tal cual."""

import json

from hypothesis import given
from hypothesis import strategies as st

from conectores.meta.limpieza import limpiar_lote, limpiar_texto

_ENLACE = "https://graph.facebook.com/v27.0/4/posts?access_token=EAABsecreta&after=c1"


def test_los_enlaces_de_pagina_se_cambian_por_avisos_y_queda_el_cursor() -> None:
    cuerpo = {"data": [{"message": "hola"}], "paging": {"cursors": {"after": "c1"}, "next": _ENLACE}}
    anidado = {"insights": {"data": [], "paging": {"previous": _ENLACE, "next": _ENLACE}}}
    limpio = json.loads(limpiar_lote([{"code": 200, "body": json.dumps(cuerpo | anidado)}], "v27.0", []))
    leido = json.loads(limpio["respuestas"][0]["body"])
    assert leido["paging"] == {"cursors": {"after": "c1"}, "hay_mas": True}
    assert leido["insights"]["paging"] == {"hay_antes": True, "hay_mas": True}
    assert leido["data"] == cuerpo["data"]
    assert limpio["version"] == "v27.0"


def test_un_texto_que_cita_un_enlace_se_conserva() -> None:
    mensaje = 'Escriba "next": "https://ejemplo.mx" y siga'
    assert json.loads(limpiar_texto(json.dumps({"message": mensaje})))["message"] == mensaje


def test_un_error_que_cita_la_ficha_se_aterriza_sin_ella() -> None:
    cuerpo = json.dumps({"error": {"message": "Malformed access token EAABsecreta", "code": 190}})
    limpio = limpiar_lote([{"code": 400, "body": cuerpo}, None], None, ["EAABsecreta"])
    assert b"EAABsecreta" not in limpio
    assert json.loads(limpio)["respuestas"][1] is None


def test_un_cuerpo_cortado_a_media_ficha_tampoco_la_lleva() -> None:
    cortado = '{"data":[],"paging":{"next":"https://graph.facebook.com/x?access_token=EAABsecre'
    assert b"EAABsecre" not in limpiar_lote([{"code": 200, "body": cortado}], None, [])


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda hijos: st.lists(hijos, max_size=4)
    | st.dictionaries(st.text().filter(lambda n: n not in ("next", "previous")), hijos, max_size=4),
))  # fmt: skip
def test_lo_que_no_es_enlace_de_pagina_no_cambia(dato: object) -> None:
    texto = json.dumps(dato, ensure_ascii=False)
    if "access_token=" not in texto and "appsecret_proof=" not in texto:
        assert json.loads(limpiar_texto(texto)) == dato
