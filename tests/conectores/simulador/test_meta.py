import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from cliente_asgi import montar_sobre

from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import Clase, PlanDeFallas
from conectores.simulador.fuente_pareja import FuentePareja

AHORA = datetime(2026, 7, 10, 18, tzinfo=UTC)
INICIO = datetime(2026, 3, 1, 15, tzinfo=UTC)
PUBLICACION = (
    "id,created_time,status_type,parent_id,permalink_url,message,is_published,"
    "attachments{media_type,subattachments{media_type}},shares,"
    "reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count),"
    "insights.metric(post_media_view,post_total_media_view_unique)"
)
MEDIO = (
    "id,timestamp,media_type,media_product_type,like_count,comments_count,permalink,caption,children{id},"
    "insights.metric(views,reach,likes,shares,saved)"
)


def montar(escenario=None, plan=None, cuentas=4, publicaciones=130, ahora=AHORA, cada=timedelta(hours=12)):
    fuente = FuentePareja(cuentas, publicaciones, ("facebook", "instagram"), INICIO, cada)
    return montar_sobre(fuente, ahora, escenario, plan)


def lote(cliente, *rutas, ficha="F", version="/v27.0/", encabezados=None, **campos):
    elementos = [r if isinstance(r, dict) else {"method": "GET", "relative_url": r} for r in rutas]
    return cliente.post(
        version,
        data={"batch": json.dumps(elementos)} | campos,
        headers={"Authorization": f"Bearer {ficha}"} | (encabezados or {}),
    )


def cuerpos(respuesta):
    assert respuesta.status_code == 200, respuesta.text
    return [(r["code"], json.loads(r["body"])) for r in respuesta.json()]


def uno(cliente, ruta, **otros):
    ((codigo, cuerpo),) = cuerpos(lote(cliente, ruta, **otros))
    assert codigo == 200, cuerpo
    return cuerpo


def error(cliente, ruta, **otros):
    ((codigo, cuerpo),) = cuerpos(lote(cliente, ruta, **otros))
    assert codigo >= 400, cuerpo
    assert cuerpo["error"]["fbtrace_id"]
    return cuerpo["error"]


def pagina_y_cuenta(contexto):
    return contexto.nucleo.cuentas("facebook")[0], contexto.nucleo.cuentas("instagram")[0]


def recorrer(cliente, ruta):
    """Sigue ``cursors.after`` mientras haya ``next``."""
    despues, elementos, paginas = "", [], 0
    while True:
        cuerpo = uno(cliente, ruta + (f"&after={despues}" if despues else ""))
        elementos += cuerpo["data"]
        paginas += 1
        # El cursor está también en la última página: solo «next» dice que hay más.
        despues = cuerpo["paging"]["cursors"]["after"]
        if "next" not in cuerpo["paging"]:
            return elementos, paginas
        siguiente = dict(parse_qsl(urlsplit(cuerpo["paging"]["next"]).query))
        assert (siguiente["access_token"], siguiente["after"]) == ("F", despues)


def test_la_lista_entera_se_recorre_una_vez_y_de_lo_nuevo_a_lo_viejo():
    cliente, contexto = montar()
    pagina, _ = pagina_y_cuenta(contexto)
    lista, paginas = recorrer(
        cliente, f"{pagina.id_plataforma}/published_posts?fields=id,created_time&limit=25"
    )
    videos, _ = recorrer(
        cliente, f"{pagina.id_plataforma}/video_reels?fields=id,post_id,created_time&limit=25"
    )
    assert paginas == -(-len(lista) // 25)
    assert lista == sorted(lista, key=lambda p: p["created_time"], reverse=True)
    numeros = [p["id"].partition("_")[2] for p in lista]
    assert len(set(numeros)) == len(numeros)
    # Faltan videos cortos en la lista; la unión con video_reels, por post_id, es todo lo publicado.
    assert set(numeros) | {v["post_id"] for v in videos} == {
        p.id_publicacion for p in contexto.nucleo.publicaciones(pagina)
    }
    assert {v["post_id"] for v in videos} - set(numeros)
    assert not {v["id"] for v in videos} & {v["post_id"] for v in videos}


def test_since_y_until_acotan_la_fecha_de_publicacion():
    cliente, contexto = montar()
    _, cuenta = pagina_y_cuenta(contexto)
    desde, hasta = INICIO + timedelta(days=10), INICIO + timedelta(days=20)
    ruta = f"{cuenta.id_plataforma}/media?fields=timestamp&limit=100"
    ruta += f"&since={int(desde.timestamp())}&until={int(hasta.timestamp())}"
    fechas = [datetime.fromisoformat(p["timestamp"]) for p in uno(cliente, ruta)["data"]]
    assert fechas
    assert min(fechas) == desde
    assert max(fechas) == hasta


def test_una_publicacion_trae_las_cifras_del_mundo():
    cliente, contexto = montar()
    pagina, _ = pagina_y_cuenta(contexto)
    datos = uno(cliente, f"{pagina.id_plataforma}/published_posts?fields={quote(PUBLICACION)}&limit=100")[
        "data"
    ]
    del_mundo = {p.id_publicacion: p for p in contexto.nucleo.publicaciones(pagina)}
    medios = {}
    for dato in datos:
        p = del_mundo[dato["id"].partition("_")[2]]
        assert dato["reactions"]["summary"]["total_count"] == p.metricas["reacciones"]
        assert dato["comments"]["summary"]["total_count"] == p.metricas["comentarios"]
        # La clave falta cuando nadie la ha compartido.
        assert dato.get("shares", {"count": 0})["count"] == p.metricas["compartidos"]
        valores = {e["name"]: e["values"][0]["value"] for e in dato["insights"]["data"]}
        assert valores["post_media_view"] == p.metricas["visualizaciones"]
        assert valores["post_total_media_view_unique"] <= valores["post_media_view"]
        medios[p.tipo] = [a["media_type"] for a in dato.get("attachments", {"data": []})["data"]]
        assert uno(cliente, f"{dato['id']}?fields={quote(PUBLICACION)}") == dato
    assert medios == {"texto": [], "imagen": ["photo"], "video": ["video"], "video_corto": ["video"]}
    recien = uno(cliente, f"{pagina.id_plataforma}/published_posts?fields=shares&limit=1")["data"][0]
    assert "id" in recien


def test_una_publicacion_recien_publicada_no_lleva_la_clave_de_compartidos():
    cliente, contexto = montar(ahora=INICIO + timedelta(minutes=1))
    pagina, _ = pagina_y_cuenta(contexto)
    (dato,) = uno(cliente, f"{pagina.id_plataforma}/published_posts?fields=shares,message")["data"]
    assert "shares" not in dato
    assert dato["message"]


def test_un_medio_de_instagram_trae_las_cifras_del_mundo():
    cliente, contexto = montar()
    _, cuenta = pagina_y_cuenta(contexto)
    datos = uno(cliente, f"{cuenta.id_plataforma}/media?fields={quote(MEDIO)}&limit=100")["data"]
    del_mundo = {p.id_publicacion: p for p in contexto.nucleo.publicaciones(cuenta)}
    for dato in datos:
        p = del_mundo[dato["id"]]
        assert (dato["like_count"], dato["comments_count"]) == (
            p.metricas["me_gusta"],
            p.metricas["comentarios"],
        )
        valores = {e["name"]: e["values"][0]["value"] for e in dato["insights"]["data"]}
        assert valores["views"] == p.metricas["visualizaciones"]
        assert valores["reach"] <= valores["views"]
        assert (valores["shares"], valores["saved"]) == (p.metricas["compartidos"], p.metricas["guardados"])
        assert ("children" in dato) == (dato["media_type"] == "CAROUSEL_ALBUM") == (p.tipo == "carrusel")
        assert (dato["media_product_type"] == "REELS") == (p.tipo == "video_corto")
        assert uno(cliente, f"{dato['id']}?fields={quote(MEDIO)}") == dato
    solas = uno(cliente, f"{datos[0]['id']}/insights?metric=views,saved")["data"]
    assert [e["name"] for e in solas] == ["views", "saved"]


def test_una_metrica_muerta_hace_fallar_la_lista_entera():
    cliente, contexto = montar()
    pagina, cuenta = pagina_y_cuenta(contexto)
    for ruta in (
        f"{pagina.id_plataforma}/published_posts?fields=id,insights.metric(post_media_view,post_impressions)",
        f"{pagina.id_plataforma}/insights?metric=page_media_view,page_fans&period=day",
        f"{cuenta.id_plataforma}/media?fields=id,insights.metric(views,plays)",
    ):
        assert error(cliente, ruta)["code"] == 100
    cliente, contexto = montar(Escenario(metricas_muertas=frozenset(("page_media_view",))))
    assert error(cliente, f"{pagina.id_plataforma}/insights?metric=page_media_view&period=day")["code"] == 100


def test_un_video_corto_no_tiene_insights_ni_compartidos_y_si_video_insights():
    cliente, contexto = montar()
    pagina, _ = pagina_y_cuenta(contexto)
    video = uno(cliente, f"{pagina.id_plataforma}/video_reels?fields=id&limit=1")["data"][0]["id"]
    assert uno(cliente, f"{video}?fields=id,comments.limit(0).summary(total_count)")["comments"]["summary"]
    assert (
        "nonexisting field" in error(cliente, f"{video}?fields=insights.metric(post_media_view)")["message"]
    )
    assert error(cliente, f"{video}/insights?metric=post_media_view")["code"] == 100
    (entrada,) = uno(cliente, f"{video}/video_insights?metric=blue_reels_play_count")["data"]
    assert entrada["values"][0]["value"] > 0


def test_los_perfiles_dan_los_seguidores_de_hoy_por_identificador_o_usuario():
    cliente, contexto = montar()
    pagina, cuenta = pagina_y_cuenta(contexto)
    seguidores = contexto.nucleo.seguidores(pagina, AHORA)
    esperado = {
        "id": pagina.id_plataforma,
        "name": pagina.nombre,
        "username": pagina.usuario,
        "followers_count": seguidores,
    }
    campos = "fields=id,name,username,followers_count"
    assert uno(cliente, f"{pagina.id_plataforma}?{campos}") == esperado
    assert uno(cliente, f"{pagina.usuario}?{campos}") == esperado
    perfil = uno(cliente, f"{cuenta.id_plataforma}?{campos},media_count")
    assert perfil["media_count"] == 130
    assert error(cliente, f"{cuenta.usuario}?{campos}")["code"] == 803


def test_lo_que_no_existe_o_no_se_alcanza_lo_dice_su_subrespuesta_y_no_las_demas():
    base = montar()[1]
    pagina, otra = base.nucleo.cuentas("facebook")
    cuenta, ajena = base.nucleo.cuentas("instagram")
    cliente, _ = montar(
        Escenario(
            inexistentes=frozenset((otra.cuenta,)),
            protegidas=frozenset((ajena.cuenta,)),
            fichas_revocadas=frozenset(("MALA",)),
        )
    )
    respuesta = lote(
        cliente,
        f"{pagina.id_plataforma}?fields=id",
        f"{otra.id_plataforma}?fields=id",
        f"{ajena.id_plataforma}?fields=id",
        {"method": "GET", "relative_url": f"{cuenta.id_plataforma}?fields=id", "access_token": "MALA"},
        f"{pagina.id_plataforma}?fields=inventado",
        f"{otra.id_plataforma}_123?fields=id",
        "?ids=1,2",
    )
    codigos = [
        (c, b.get("error", {}).get("code"), b.get("error", {}).get("error_subcode"))
        for c, b in cuerpos(respuesta)
    ]
    assert codigos == [
        (200, None, None),
        (400, 100, 33),
        (400, 200, None),
        (400, 190, 460),
        (400, 100, None),
        (400, 100, 33),
        (400, 100, None),
    ]


def test_el_lote_exige_ficha_y_no_pasa_de_cincuenta():
    cliente, contexto = montar(Escenario(fichas={"meta": frozenset(("F",))}))
    pagina, _ = pagina_y_cuenta(contexto)
    ruta = f"{pagina.id_plataforma}?fields=id"
    assert lote(cliente, ruta, ficha="OTRA").json()["error"]["code"] == 190
    assert cliente.post("/v27.0/", data={"batch": json.dumps([])}).json()["error"]["code"] == 100
    assert lote(cliente, *[ruta] * 51).json()["error"]["code"] == 100
    en_el_cuerpo = cliente.post(
        "/v27.0", data={"access_token": "F", "batch": json.dumps([{"method": "GET", "relative_url": ruta}])}
    )
    assert cuerpos(en_el_cuerpo)[0][0] == 200
    assert contexto.contabilidad.cargos("facebook") == {"llamada": 1}
    assert contexto.contabilidad.secretos_en_url == 0


def test_la_prueba_del_secreto_se_exige_si_el_escenario_lo_dice():
    cliente, contexto = montar(Escenario(fichas={"meta_app": frozenset(("secreto",))}))
    pagina, _ = pagina_y_cuenta(contexto)
    ruta = f"{pagina.id_plataforma}?fields=id"

    def prueba(ficha):
        return hmac.new(b"secreto", ficha.encode(), hashlib.sha256).hexdigest()

    assert lote(cliente, ruta).status_code == 400
    propia = {"method": "GET", "relative_url": ruta, "access_token": "G", "appsecret_proof": prueba("G")}
    ajena = propia | {"appsecret_proof": prueba("F")}
    respuesta = lote(cliente, ruta, propia, ajena, appsecret_proof=prueba("F"))
    assert [c for c, _ in cuerpos(respuesta)] == [200, 200, 400]


def test_la_ficha_de_una_pagina_dice_quien_es_y_alcanza_solo_lo_suyo():
    base = montar()[1]
    pagina, otra = base.nucleo.cuentas("facebook")
    cliente, _ = montar(Escenario(fichas_de_usuario={"P": pagina.cuenta}))
    assert uno(cliente, "me?fields=id,username", ficha="P")["id"] == pagina.id_plataforma
    assert error(cliente, f"{otra.id_plataforma}?fields=id", ficha="P")["code"] == 10
    assert [p["id"] for p in uno(cliente, "me/accounts?fields=id", ficha="P")["data"]] == [
        pagina.id_plataforma
    ]
    todas, paginas = recorrer(cliente, "me/accounts?fields=id,name,access_token&limit=1")
    assert ({p["id"] for p in todas}, paginas) == ({pagina.id_plataforma, otra.id_plataforma}, 2)
    assert uno(cliente, "debug_token?input_token=P")["data"]["type"] == "PAGE"


def test_las_llamadas_se_cobran_a_la_red_de_lo_que_se_pide():
    cliente, contexto = montar()
    pagina, cuenta = pagina_y_cuenta(contexto)
    lote(cliente, *[f"{pagina.id_plataforma}?fields=id"] * 3)
    lote(cliente, *[f"{cuenta.id_plataforma}?fields=id"] * 2)
    lote(cliente, "me?fields=id,instagram_business_account{id}")
    assert contexto.contabilidad.cargos("facebook") == {"llamada": 3}
    assert contexto.contabilidad.cargos("instagram") == {"llamada": 3}


def test_una_version_vencida_la_atiende_otra_y_una_futura_no_existe():
    cliente, contexto = montar()
    pagina, _ = pagina_y_cuenta(contexto)
    ruta = f"{pagina.id_plataforma}?fields=id"
    assert lote(cliente, ruta).headers["facebook-api-version"] == "v27.0"
    assert lote(cliente, ruta, version="/v12.0/").headers["facebook-api-version"] == "v21.0"
    assert lote(cliente, ruta, version="/v31.0/").status_code == 400
    suelta = cliente.get(f"/v27.0/{ruta}", headers={"Authorization": "Bearer F"})
    assert suelta.json() == {"id": pagina.id_plataforma}
    assert cliente.get("/?ids=1").json()["error"]["code"] == 100


def test_el_uso_se_dice_cuando_ya_es_bastante_y_al_llenarse_pide_esperar():
    cliente, contexto = montar(Escenario(limites={"meta": 20}))
    pagina, _ = pagina_y_cuenta(contexto)
    ruta = f"{pagina.id_plataforma}?fields=id"
    assert "X-App-Usage" not in lote(cliente, ruta).headers
    respuesta = lote(cliente, *[ruta] * 19)
    assert json.loads(respuesta.headers["X-App-Usage"])["call_count"] == 100
    respuesta = lote(cliente, ruta)
    assert cuerpos(respuesta)[0][1]["error"]["code"] == 4
    casos = json.loads(respuesta.headers["X-Business-Use-Case-Usage"])
    assert casos["0"][0]["estimated_time_to_regain_access"] == 60
    contexto.nucleo.ahora += timedelta(hours=1)
    assert cuerpos(lote(cliente, ruta))[0][0] == 200


@pytest.mark.parametrize(
    ("clase", "estado", "codigo"),
    [
        (Clase.LIMITE, 400, 80001),
        (Clase.LIMITE_MUDO, 400, 4),
        (Clase.SERVIDOR, 500, 2),
        (Clase.FICHA_REVOCADA, 400, 190),
    ],
)
def test_el_lote_entero_puede_fallar(clase, estado, codigo):
    cliente, contexto = montar(plan=PlanDeFallas(1, 1.0, (clase,)))
    pagina, _ = pagina_y_cuenta(contexto)
    respuesta = lote(cliente, f"{pagina.id_plataforma}?fields=id")
    assert (respuesta.status_code, respuesta.json()["error"]["code"]) == (estado, codigo)
    assert ("X-Business-Use-Case-Usage" in respuesta.headers) == (clase is Clase.LIMITE)
    assert contexto.contabilidad.cargos("facebook") == {}


def test_el_limite_de_una_subpeticion_se_dice_con_varios_codigos():
    cliente, contexto = montar(cuentas=60, plan=PlanDeFallas(1, 0.5, (Clase.LIMITE,)))
    rutas = [f"{c.id_plataforma}?fields=id" for c in contexto.nucleo.cuentas("facebook")]
    buenas = [r for r in (lote(cliente, *rutas) for _ in range(8)) if r.status_code == 200]
    codigos = {b["error"]["code"] for r in buenas for c, b in cuerpos(r) if c != 200}
    assert codigos == {17, 32, 613, 80001}
    assert all(c == 200 for c, _ in cuerpos(buenas[-1]))


def test_una_subpeticion_falla_sola_y_termina_por_salir_bien():
    cliente, contexto = montar(plan=PlanDeFallas(7, 0.5, (Clase.SERVIDOR, Clase.TIEMPO, Clase.REPETIDA)))
    pagina, _ = pagina_y_cuenta(contexto)
    ruta = f"{pagina.id_plataforma}/published_posts?fields=id&limit=10"
    vistas = set()
    despues, elementos = "", []
    while despues is not None:
        respuesta = lote(cliente, ruta + (f"&after={despues}" if despues else ""))
        if respuesta.status_code != 200 or not respuesta.content:
            continue
        (sub,) = respuesta.json()
        if sub is None:
            vistas.add("null")
            continue
        cuerpo = json.loads(sub["body"])
        if sub["code"] != 200:
            vistas.add(cuerpo["error"]["code"])
            continue
        siguiente = cuerpo["paging"]["cursors"]["after"]
        if siguiente == despues:
            vistas.add("repetida")
            continue
        elementos += [e["id"] for e in cuerpo["data"]]
        despues = siguiente if "next" in cuerpo["paging"] else None
    assert vistas == {"null", 1, "repetida"}
    assert len(elementos) == len(set(elementos)) > 100
