"""Los campos que el simulador sirve contra las listas de campos del SDK de Meta."""

from importlib import import_module

import pytest

from conectores.simulador import instagram_medios, meta_publicaciones
from conectores.simulador.meta_metricas import DE_INSTAGRAM, DE_MEDIO

pytest.importorskip("facebook_business", reason="sin facebook-business no se comprueban los campos de Meta")
pytestmark = pytest.mark.filterwarnings("ignore")


def del_sdk(modulo, clase):
    return getattr(import_module(f"facebook_business.adobjects.{modulo}"), clase)


def campos(clase):
    return {v for n, v in vars(clase.Field).items() if not n.startswith("_")}


def test_los_campos_de_una_publicacion_de_pagina_existen():
    publicacion = del_sdk("pagepost", "PagePost")

    aristas = {"attachments", "comments", "insights", "reactions", "likes"}
    assert meta_publicaciones._DE_PUBLICACION.keys() <= campos(publicacion) | aristas
    assert all(hasattr(publicacion, f"get_{a}") for a in aristas - {"comments"})


def test_los_campos_de_un_video_existen():
    video = del_sdk("advideo", "AdVideo")

    aristas = {"comments", "likes", "reactions", "video_insights"}
    assert meta_publicaciones._DE_VIDEO.keys() <= campos(video) | aristas
    assert hasattr(video, "get_video_insights")


def test_los_campos_y_las_metricas_de_instagram_existen():
    medio = del_sdk("igmedia", "IGMedia")
    resultado = del_sdk("instagraminsightsresult", "InstagramInsightsResult")

    assert instagram_medios._CAMPOS.keys() <= campos(medio) | {"children"}
    metricas = {v for n, v in vars(resultado.Metric).items() if not n.startswith("_")}
    vivas = {n for n, m in DE_MEDIO.items() if m.muere is None}
    assert vivas <= metricas
    assert "follow_type" in vars(resultado.Breakdown).values()
    assert "follows_and_unfollows" in DE_INSTAGRAM


def test_los_campos_de_los_perfiles_existen():
    cuenta = del_sdk("iguser", "IGUser")
    pagina = del_sdk("page", "Page")

    de_pagina = {"id", "name", "username", "followers_count", "fan_count", "link", "category"}
    assert de_pagina | {"instagram_business_account", "access_token"} <= campos(pagina)
    assert {"id", "username", "name", "followers_count", "media_count"} <= campos(cuenta)
    assert all(hasattr(pagina, f"get_{a}") for a in ("published_posts", "video_reels", "insights"))
