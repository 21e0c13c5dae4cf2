import json

import pytest

from conectores.simulador.meta_errores import ErrorMeta
from conectores.simulador.meta_lote import leer_formulario, leer_lote, respuesta


def lote(*elementos, portador=None, **campos):
    return leer_lote({"batch": json.dumps(list(elementos))} | campos, portador)


def pedir(ruta, **otros):
    return {"method": "GET", "relative_url": ruta} | otros


def credencial(ficha):
    return {"access_token": ficha, "appsecret_proof": f"P{ficha}"}


def test_la_subpeticion_sin_ficha_usa_la_del_lote_y_la_suya_gana():
    global_, propia, en_la_ruta = lote(
        pedir("1?fields=id"),
        pedir("2", **credencial("B")),
        pedir("3?access_token=C"),
        **credencial("A"),
    )
    assert (global_.ficha, global_.prueba) == ("A", "PA")
    assert (propia.ficha, propia.prueba) == ("B", "PB")
    assert en_la_ruta.ficha == "C"
    assert lote(pedir("1"), portador="P")[0].ficha == "P"


def test_la_version_delante_no_es_parte_del_camino():
    (sub,) = lote(pedir("/v27.0/1/published_posts?limit=5&since=10"))
    assert sub.camino == ("1", "published_posts")
    assert sub.parametros == {"limit": "5", "since": "10"}


@pytest.mark.parametrize(
    "campos",
    [{}, {"batch": "{"}, {"batch": "[]"}, {"batch": "{}"}, {"batch": "[1]"}, {"batch": '[{"method":"GET"}]'}],
)
def test_un_lote_mal_formado_falla_entero(campos):
    with pytest.raises(ErrorMeta):
        leer_lote(campos, None)


def test_caben_cincuenta_y_no_mas():
    assert len(lote(*[pedir("1")] * 50)) == 50
    with pytest.raises(ErrorMeta, match="Maximum batch size is 50"):
        lote(*[pedir("1")] * 51)


def test_el_cuerpo_puede_ser_formulario_o_json():
    assert leer_formulario(b"batch=%5B%5D&a=1", "application/x-www-form-urlencoded") == {
        "batch": "[]",
        "a": "1",
    }
    assert leer_formulario(b'{"batch": [1], "a": "x"}', "application/json") == {"batch": "[1]", "a": "x"}
    with pytest.raises(ErrorMeta):
        leer_formulario(b"{", "application/json")


def test_el_cuerpo_de_una_respuesta_es_una_cadena_con_json():
    r = respuesta(200, {"a": "1"}, {"id": "ñ"})
    assert r == {"code": 200, "headers": [{"name": "a", "value": "1"}], "body": '{"id":"ñ"}'}
