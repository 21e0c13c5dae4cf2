"""La API de X simulada: páginas, profundidad, errores parciales, ortografías, límites y cargos."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import requests
from pedidos_x import BASE, CAMPOS, INICIO, Cliente, cliente, ids

from conectores.ejemplo.mundo import SEMESTRES, Mundo
from conectores.simulador.escenario import Escenario
from conectores.simulador.fuente_ejemplo import FuenteDelEjemplo
from conectores.simulador.nucleo import Nucleo, inicio_del_dia
from conectores.simulador.servidor import Simulador

TWEETS = f"/2/users/{BASE}/tweets"


@pytest.fixture
def x() -> Iterator[Cliente]:
    with cliente() as c:
        yield c


def todas(x: Cliente, cuenta: int = 0) -> list[str]:
    nucleo = x.simulador.contexto.nucleo
    return [p.id_publicacion for p in nucleo.publicaciones(nucleo.cuentas("x")[cuenta])]


@pytest.mark.parametrize("por_pagina", [5, 7, 10, 59, 60, 61, 100])
def test_las_paginas_dan_todo_una_vez_de_lo_mas_nuevo_a_lo_mas_antiguo(x: Cliente, por_pagina: int) -> None:
    paginas = list(x.recorrer(TWEETS, max_results=por_pagina))
    assert [i for p in paginas for i in ids(p)] == todas(x)[::-1]
    assert len(paginas) == -(-60 // por_pagina)
    for p in paginas:
        meta = p["meta"]
        assert (meta["result_count"], meta["newest_id"], meta["oldest_id"]) == (
            len(p["data"]),
            p["data"][0]["id"],
            p["data"][-1]["id"],
        )


def test_lo_que_se_publica_a_medio_recorrido_no_mueve_las_paginas(x: Cliente) -> None:
    nucleo = x.simulador.contexto.nucleo
    nucleo.ahora = INICIO + timedelta(hours=40)
    vistas = todas(x)
    recorrido = x.recorrer(TWEETS, max_results=10)
    leidas = ids(next(recorrido))
    nucleo.ahora += timedelta(hours=10)
    leidas += [i for p in recorrido for i in ids(p)]
    assert leidas == vistas[::-1]


def test_la_pagina_previa_tambien_se_puede_pedir(x: Cliente) -> None:
    primera, segunda, tercera, *_ = x.recorrer(TWEETS, max_results=10)
    assert "previous_token" not in primera["meta"]
    de_vuelta = x.json(TWEETS, max_results=10, pagination_token=tercera["meta"]["previous_token"])
    assert ids(de_vuelta) == ids(segunda)


def test_el_periodo_incluye_su_principio_y_no_su_fin(x: Cliente) -> None:
    pagina = x.json(
        TWEETS, max_results=100, start_time="2026-07-01T14:00:00Z", end_time="2026-07-01T17:00:00Z"
    )
    assert ids(pagina) == todas(x)[2:5][::-1]
    assert x.json(TWEETS, start_time="2026-08-01T00:00:00Z") == {"meta": {"result_count": 0}}
    desde, hasta = todas(x)[4], todas(x)[8]
    assert ids(x.json(TWEETS, since_id=desde, until_id=hasta)) == todas(x)[5:8][::-1]


def test_de_mas_atras_que_la_profundidad_contesta_200_sin_datos() -> None:
    escenario = Escenario(
        profundidad_publicaciones=25, profundidad_sin_respuestas=12, profundidad_menciones=8
    )
    with cliente(escenario) as x:
        dadas = [i for p in x.recorrer(TWEETS, max_results=10) for i in ids(p)]
        assert dadas == todas(x)[::-1][:25]
        assert x.json(TWEETS, end_time="2026-07-02T12:00:00Z") == {"meta": {"result_count": 0}}
        sin_respuestas = x.json(TWEETS, max_results=100, exclude="replies")
        assert len(sin_respuestas["data"]) == 12 - 1  # una de las doce más nuevas es respuesta
        menciones = x.json(f"/2/users/{BASE}/mentions", max_results=100)
        assert menciones["meta"]["result_count"] == 8


def test_las_menciones_son_las_del_mundo(x: Cliente) -> None:
    nucleo = x.simulador.contexto.nucleo
    leidas = [i for p in x.recorrer(f"/2/users/{BASE}/mentions", max_results=40) for i in ids(p)]
    del_mundo = nucleo.menciones(nucleo.cuentas("x")[0], INICIO - timedelta(days=1), nucleo.ahora)
    assert leidas == [i for i, _ in del_mundo][::-1] and len(leidas) == 90


def test_de_las_cuentas_que_no_hay_lo_dice_y_da_las_demas() -> None:
    with cliente(Escenario(inexistentes=frozenset(("x_000001",)), protegidas=frozenset(("x_000002",)))) as x:
        pagina = x.json("/2/users", ids=f"{BASE},{BASE + 1},{BASE + 2},99", user_fields="public_metrics")
        assert ids(pagina) == [str(BASE), str(BASE + 2)]
        assert [(e["value"], e["title"]) for e in pagina["errors"]] == [
            (str(BASE + 1), "Not Found Error"),
            ("99", "Not Found Error"),
        ]
        assert x.simulador.contabilidad.cargos("x") == {"usuario_leido": 2}
        por_usuario = x.json("/2/users/by", usernames="PAREJA_000000,nadie")
        assert por_usuario["data"][0] == {"id": str(BASE), "name": "Pareja 0", "username": "pareja_000000"}
        assert por_usuario["errors"][0]["resource_id"] == "nadie"
        for cuenta, titulo in ((BASE + 1, "Not Found Error"), (BASE + 2, "Authorization Error")):
            lista = x.json(f"/2/users/{cuenta}/tweets")
            assert lista.keys() == {"errors"} and lista["errors"][0]["title"] == titulo
        suyas = [todas(x, n)[0] for n in range(3)]
        sueltas = x.json("/2/tweets", ids=",".join([*suyas, "5"]))
        assert ids(sueltas) == suyas[:1]
        assert [e["value"] for e in sueltas["errors"]] == [*suyas[1:], "5"]


def test_pedidas_por_identificador_traen_lo_mismo_que_en_la_lista(x: Cliente) -> None:
    x.simulador.contexto.nucleo.ahora = INICIO + timedelta(days=4)
    lista = x.json(TWEETS, max_results=100, **CAMPOS["tweet"])["data"]
    assert x.json("/2/tweets", ids=",".join(p["id"] for p in lista), **CAMPOS["tweet"])["data"] == lista
    x.simulador.contexto.nucleo.ahora += timedelta(hours=1)
    despues = x.json(TWEETS, max_results=100, **CAMPOS["tweet"])["data"]
    vistas = [p["public_metrics"]["impression_count"] for p in (lista[3], despues[3])]
    assert 0 < vistas[0] < vistas[1]


def test_no_existe_lo_que_aun_no_se_publica(x: Cliente) -> None:
    ultima = todas(x)[-1]
    x.simulador.contexto.nucleo.ahora = INICIO
    assert x.json("/2/tweets", ids=ultima).keys() == {"errors"}
    assert len(x.json(TWEETS)["data"]) == 1


@pytest.mark.parametrize("ortografia", ["tweet", "post"])
def test_contesta_con_la_ortografia_pedida_y_solo_los_campos_pedidos(x: Cliente, ortografia: str) -> None:
    o = ortografia
    llena = x.json(TWEETS, max_results=10, **CAMPOS[o])["data"]
    (republicada, ajena) = (llena[1], llena[0])  # las últimas de la decena: de la central y de terceros
    assert ajena.keys() == republicada.keys()
    assert republicada.keys() == {
        "id",
        "text",
        f"edit_history_{o}_ids",
        "created_at",
        "public_metrics",
        f"referenced_{o}s",
    }
    assert republicada[f"referenced_{o}s"][0]["type"] == "retweeted"
    assert republicada["text"].startswith("RT @pareja_000000: ")
    assert republicada["public_metrics"]["impression_count"] == 0
    assert republicada["public_metrics"]["retweet_count" if o == "tweet" else "repost_count"] > 0
    con_imagen = next(p for p in llena if "attachments" in p and not p["text"].startswith("@"))
    assert f"referenced_{o}s" not in con_imagen
    assert con_imagen["public_metrics"]["impression_count"] >= 1_000
    assert x.json(TWEETS, **{f"{o}_fields": "created_at"})["data"][0].keys() == {
        "id",
        "text",
        f"edit_history_{o}_ids",
        "created_at",
    }


def test_el_servidor_puede_admitir_una_sola_ortografia_o_contestar_siempre_con_la_misma() -> None:
    with cliente(Escenario(ortografias=frozenset(("post",)))) as x:
        rechazo = x.get(TWEETS, tweet_fields="created_at")
        assert rechazo.status_code == 400 and rechazo.json()["title"] == "Invalid Request"
        assert "edit_history_post_ids" in x.json(TWEETS)["data"][0]
    with cliente(Escenario(ortografia_de_respuesta="post")) as x:
        assert "referenced_posts" in x.json(TWEETS, **CAMPOS["tweet"])["data"][0]
        cifras = x.json("/2/users", ids=BASE, user_fields="public_metrics")["data"][0]["public_metrics"]
        assert "post_count" in cifras and "tweet_count" not in cifras


@pytest.mark.parametrize(
    ("ruta", "consulta"),
    [
        (TWEETS, {"max_results": 4}),
        (TWEETS, {"max_results": 101}),
        (TWEETS, {"start_time": "2026-07-01T00:00:00.5Z"}),
        (TWEETS, {"start_time": "2026-13-01T00:00:00Z"}),
        (TWEETS, {"start_time": "2026-07-02T00:00:00Z", "end_time": "2026-07-01T00:00:00Z"}),
        (TWEETS, {"pagination_token": "nada"}),
        (TWEETS, {"tweet_fields": "inventado"}),
        (TWEETS, {"post_fields": "referenced_tweets"}),
        (TWEETS, {"expansions": "author_id"}),
        (TWEETS, {"exclude": "todo"}),
        (TWEETS, {"since_id": "abc"}),
        ("/2/users/abc/tweets", {}),
        ("/2/users", {"ids": ""}),
        ("/2/users", {"ids": ",".join(map(str, range(101)))}),
        ("/2/users/by", {"usernames": "bien,con.punto"}),
        ("/2/tweets", {"ids": "1,x"}),
    ],
)
def test_lo_que_no_se_acepta_es_un_400_que_dice_que(x: Cliente, ruta: str, consulta: dict[str, str]) -> None:
    respuesta = x.get(ruta, **consulta)
    assert respuesta.status_code == 400
    problema = respuesta.json()
    assert problema["type"].endswith("/invalid-request")
    assert problema["errors"][0]["message"]
    assert x.simulador.contabilidad.cargos("x") == {} and x.simulador.contabilidad.buenas("x") == 0


def test_sin_ficha_o_con_una_revocada_contesta_401() -> None:
    escenario = Escenario(fichas={"x": frozenset(("buena", "vieja"))}, fichas_revocadas=frozenset(("vieja",)))
    with cliente(escenario) as x:
        for ficha, estado in (("", 401), ("otra", 401), ("vieja", 401), ("buena", 200)):
            x.ficha = ficha
            assert x.get(TWEETS).status_code == estado
        assert x.get(TWEETS, key="buena").status_code == 400
        assert x.simulador.contabilidad.secretos_en_url == 1


def test_quien_soy_solo_contesta_a_la_ficha_de_una_persona() -> None:
    with cliente(Escenario(fichas_de_usuario={"persona": "x_000001"})) as x:
        rechazo = x.get("/2/users/me")
        assert rechazo.status_code == 403
        assert rechazo.json()["type"].endswith("/unsupported-authentication")
        x.ficha = "persona"
        assert x.json("/2/users/me")["data"]["username"] == "pareja_000001"


def test_la_ventana_se_agota_lo_dice_y_se_abre_a_los_quince_minutos() -> None:
    with cliente(Escenario(limites={"x:/2/tweets": 2})) as x:
        una = todas(x)[0]
        vistas = [x.get("/2/tweets", ids=una) for _ in range(3)]
        assert [v.status_code for v in vistas] == [200, 200, 429]
        assert [v.headers["x-rate-limit-remaining"] for v in vistas] == ["1", "0", "0"]
        se_abre = datetime.fromtimestamp(int(vistas[2].headers["x-rate-limit-reset"]), UTC)
        assert se_abre == x.simulador.contexto.nucleo.ahora + timedelta(minutes=15)
        assert x.get(TWEETS).headers["x-rate-limit-limit"] == "10000"
        x.simulador.contexto.nucleo.ahora = se_abre
        assert x.get("/2/tweets", ids=una).status_code == 200
        assert x.simulador.contabilidad.cargos("x") == {"post_leido": 3 + 10}


def test_cobra_cada_publicacion_y_cada_cuenta_que_entrega(x: Cliente) -> None:
    paginas = list(x.recorrer(TWEETS, max_results=25))
    x.json("/2/tweets", ids=",".join(todas(x, 1)[:7]))
    x.json("/2/users", ids=f"{BASE},{BASE}")
    x.json(TWEETS, start_time="2026-08-01T00:00:00Z")
    contabilidad = x.simulador.contabilidad
    assert contabilidad.cargos("x") == {"post_leido": 60 + 7, "usuario_leido": 1}
    assert contabilidad.recibidas("x") == contabilidad.buenas("x") == len(paginas) + 3
    dia = x.simulador.contexto.nucleo.ahora.date()
    assert set(contabilidad.leidos("x", "post_leido", dia)) == {*todas(x), *todas(x, 1)[:7]}
    assert contabilidad.leidos("x", "post_leido", date(2020, 1, 1)) == {}


def test_lo_leido_al_cierre_es_la_verdad_del_ejemplo() -> None:
    mundo, semestre = Mundo.nuevo(7), SEMESTRES[-1]
    cierre = inicio_del_dia(semestre.fin + timedelta(days=1))
    periodo = {"start_time": "2026-01-01T06:00:00Z", "end_time": "2026-07-01T06:00:00Z"}
    with Simulador(Nucleo(FuenteDelEjemplo(mundo), cierre)) as simulador, requests.Session() as sesion:
        x = Cliente(simulador, sesion)
        perfiles = x.json(
            "/2/users",
            ids=",".join(c.id_plataforma for c in simulador.contexto.nucleo.cuentas("x")),
            user_fields="public_metrics",
        )["data"]
        seguidores = {p["id"]: p["public_metrics"]["followers_count"] for p in perfiles}
        for cuenta in mundo.vigentes(semestre):
            if cuenta.red != "x":
                continue
            verdad, hecho = mundo.verdad(cuenta, semestre), mundo.actividad(cuenta, semestre)
            ruta = f"/2/users/{cuenta.id_plataforma}/tweets"
            leidas = [
                p
                for pagina in x.recorrer(ruta, max_results=100, **periodo, **CAMPOS["tweet"])
                for p in pagina.get("data", [])
            ]
            propias = [
                p for p in leidas if not any(r["type"] == "retweeted" for r in p.get("referenced_tweets", ()))
            ]
            assert len(leidas) == verdad["mensajes_publicados"]
            assert len(propias) == verdad["mensajes_propios"]
            assert sum("attachments" in p for p in leidas) == verdad["contenidos_multimedia"]
            rt = [p for p in leidas if p["text"].startswith("RT @ejemplo_cncs:")]
            assert len(rt) == verdad["mensajes_comunicacion_social"]
            assert seguidores[cuenta.id_plataforma] == verdad["seguidores_cierre"]
            if hecho.con_cifras_propias:
                vistas = [p["public_metrics"]["impression_count"] for p in leidas]
                assert sum(vistas) == verdad["impresiones"]
                assert sum(p["public_metrics"]["retweet_count"] for p in propias) == verdad["compartidos"]
