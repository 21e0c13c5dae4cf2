import pytest
from fabrica_youtube import PROGRAMADA, credenciales, cuenta, pagina, video, videos, vista

from conectores.comun.consultas import Etapa
from conectores.comun.errores import ContratoRoto
from conectores.youtube.metricas import normalizar_metricas
from conectores.youtube.plan import planear


def _consulta(**por_cuenta):
    conocidas = [(c, v, PROGRAMADA, None, None) for c, claves in por_cuenta.items() for v in claves]
    v = vista([cuenta(c) for c in por_cuenta], publicaciones=conocidas)
    return planear(Etapa.METRICAS, v, credenciales())[0]


_CONSULTA = _consulta(a=["a1", "a2"], b=["b1"])
_CIFRAS = {"viewCount": "1000", "likeCount": "20", "commentCount": "3"}


def test_las_cifras_de_un_video_son_de_su_cuenta():
    leida = normalizar_metricas(_CONSULTA, [pagina(videos(video("b1", **_CIFRAS)))])
    (v,) = leida.publicaciones.to_dicts()
    assert (v["cuenta"], v["id_publicacion"], v["tipo_publicacion"]) == ("b", "b1", "video")
    assert (v["vistas"], v["me_gusta"], v["comentarios"]) == (1000, 20, 3)
    assert (v["vistas_interesadas"], v["compartidos"]) == (None, None)
    assert v["semestre"] == "2026-2"


def test_un_contador_que_no_viene_queda_vacio_y_no_en_cero():
    leida = normalizar_metricas(
        _CONSULTA, [pagina(videos(video("a1", viewCount="0"), video("a2", **_CIFRAS)))]
    )
    assert leida.publicaciones.select("vistas", "me_gusta", "comentarios").rows() == [
        (0, None, None),
        (1000, 20, 3),
    ]


def test_a_un_estreno_sin_cifras_le_quedan_vacias_si_los_demas_las_traen():
    estreno = video("a1") | {"liveStreamingDetails": {"scheduledStartTime": "2026-12-01T00:00:00Z"}}
    del estreno["statistics"]
    leida = normalizar_metricas(_CONSULTA, [pagina(videos(estreno, video("b1", **_CIFRAS)))])
    assert leida.publicaciones.select("id_publicacion", "vistas", "tipo_publicacion").rows() == [
        ("a1", None, "en_vivo"),
        ("b1", 1000, "video"),
    ]


def test_si_ninguno_trae_cifras_la_plataforma_dejo_de_darlas():
    v = video("a1")
    del v["statistics"]
    with pytest.raises(ContratoRoto, match="statistics"):
        normalizar_metricas(_CONSULTA, [pagina(videos(v))])


def test_los_videos_que_ya_no_estan_se_nombran_en_su_cuenta():
    leida = normalizar_metricas(_CONSULTA, [pagina(videos(video("a2", **_CIFRAS)))])
    a, b = leida.recolecciones.to_dicts()
    assert (a["cuenta"], a["resultado"]) == ("a", "completo")
    assert "a1" in a["detalle"]
    assert (b["cuenta"], b["resultado"]) == ("b", "no_encontrada")
    assert "b1" in b["detalle"]


def test_de_un_video_repetido_vale_el_ultimo():
    leida = normalizar_metricas(
        _CONSULTA, [pagina(videos(video("a1", viewCount="1"), video("a1", viewCount="2")))]
    )
    assert leida.publicaciones.select("fila", "vistas").rows() == [(2, 2)]


def test_un_video_que_no_se_pidio_rompe_el_contrato():
    with pytest.raises(ContratoRoto, match="no se pidieron"):
        normalizar_metricas(_CONSULTA, [pagina(videos(video("zz", **_CIFRAS)))])


def test_cualquier_orden_de_los_videos_da_las_mismas_filas():
    items = [video(c, **_CIFRAS) for c in ("a1", "a2", "b1")]
    uno, dos = (normalizar_metricas(_CONSULTA, [pagina(videos(*x))]) for x in (items, items[::-1]))
    assert uno.publicaciones.drop("fila").equals(dos.publicaciones.drop("fila"))
