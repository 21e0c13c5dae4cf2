import pytest

from conectores.simulador.youtube_campos import leer_seleccion, recortar
from conectores.simulador.youtube_errores import ErrorGoogle

RESPUESTA = {
    "kind": "x",
    "etag": "y",
    "items": [{"id": "1", "snippet": {"title": "t", "description": "d"}, "statistics": {"viewCount": "3"}}],
}


@pytest.mark.parametrize(
    ("campos", "esperado"),
    [
        ("kind,items(id,snippet(title))", {"kind": "x", "items": [{"id": "1", "snippet": {"title": "t"}}]}),
        ("items/snippet/title", {"items": [{"snippet": {"title": "t"}}]}),
        ("items/id,items/statistics", {"items": [{"id": "1", "statistics": {"viewCount": "3"}}]}),
        ("*", RESPUESTA),
        ("etag, nextPageToken", {"etag": "y"}),
    ],
)
def test_quedan_solo_los_campos_elegidos(campos, esperado):
    assert recortar(RESPUESTA, leer_seleccion(campos)) == esperado


@pytest.mark.parametrize("campos", ["", "items(", "items(id", "a)b", "a,,b", "a!b", "/a"])
def test_una_seleccion_mal_escrita_es_un_error(campos):
    with pytest.raises(ErrorGoogle):
        leer_seleccion(campos)
