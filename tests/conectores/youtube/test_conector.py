import json
import pickle

import pytest
from fabrica_youtube import (
    CLAVE,
    LEIDA,
    MARCADOS,
    Reloj,
    Servidor,
    canal,
    canales,
    credenciales,
    cuenta,
    elemento,
    entorno,
    error,
    ficha,
    informe,
    lista,
    video,
    videos,
    vista,
)

from conectores.comun.consultas import Consulta, Etapa, PaginaLeida
from conectores.comun.errores import ContratoRoto, Definitivo, Transitorio, VentanaLarga
from conectores.youtube import crear
from conectores.youtube.publicaciones import CURSOR_DEL_CANAL
from lineamientos.ausencias import Ausencia


def _contestar(p):
    if p.ruta == "/token":
        return 200, ficha()
    if p.ruta == "/youtube/v3/channels":
        return 200, canales(canal("UCabc"))
    if p.ruta == "/youtube/v3/playlistItems":
        if p.parametros.get("pageToken") is None:
            return 200, lista(elemento("v1", "2026-09-01T00:00:00Z"), sigue="T2")
        return 200, lista(elemento("v2", "2026-09-02T00:00:00Z"))
    if p.ruta == "/youtube/v3/videos":
        return 200, videos(video("v1", viewCount="5"))
    return 200, informe(["2026-07-01", 1, 1, 1, 1, 1, 1, 1])


def _consultas(conector, v):
    return {c.operacion: c for e in Etapa for c in conector.planear(e, v)}


def _leer(conector, consulta):
    """Lo que hace el motor: pedir, aterrizar, seguir."""
    cursor, paginas, pedidas = None, [], []
    while True:
        respuesta = conector.pedir(consulta, cursor)
        pedidas.append(respuesta)
        paginas.append(PaginaLeida(f"pagina-{len(paginas) + 1:04}", respuesta.cuerpo, LEIDA))
        cursor = conector.siguiente(consulta, cursor, respuesta.cuerpo)
        if cursor is None:
            return conector.normalizar(consulta, paginas, {}, []), pedidas


_VISTA = vista([cuenta("abc")], publicaciones=[("abc", "v1", LEIDA, None, None)])


def test_las_cuatro_operaciones_de_punta_a_punta():
    libreta = []
    with Servidor(_contestar) as s:
        conector = crear(entorno(s, libreta=libreta), credenciales("abc"))
        leidas = {o: _leer(conector, c) for o, c in _consultas(conector, _VISTA).items()}
    assert set(leidas) == {"perfiles", "publicaciones", "metricas", "diarias"}
    assert leidas["perfiles"][0].perfiles.height == 1
    assert leidas["publicaciones"][0].publicaciones["id_publicacion"].to_list() == ["v1", "v2"]
    assert leidas["metricas"][0].publicaciones["vistas"].to_list() == [5]
    assert leidas["diarias"][0].diarias.drop_nulls("valor").height == 7
    cargos = {o: [dict(r.cargos) for r in pedidas] for o, (_, pedidas) in leidas.items()}
    assert cargos == {
        "perfiles": [{"unidad": 1}],
        "publicaciones": [{"unidad": 1}, {"unidad": 1}],
        "metricas": [{"unidad": 1}],
        "diarias": [{"consulta_analytics": 1}],
    }
    assert all(r.cargos == conector.cargos_maximos(_consultas(conector, _VISTA)[o], None)
               for o, (_, pedidas) in leidas.items() for r in pedidas)  # fmt: skip
    assert len(libreta) == 6


def test_la_clave_va_en_un_encabezado_y_ningun_secreto_sale_por_otro_lado():
    libreta = []
    with Servidor(_contestar) as s:
        conector = crear(entorno(s, libreta=libreta), credenciales("abc"))
        consultas = _consultas(conector, _VISTA)
        respuestas = [r for c in consultas.values() for r in _leer(conector, c)[1]]
        de_datos = [p for p in s.peticiones if p.ruta.startswith("/youtube/")]
        assert {p.encabezados["X-Goog-Api-Key"] for p in de_datos} == {CLAVE}
        (de_analitica,) = [p for p in s.peticiones if p.ruta == "/v2/reports"]
        assert de_analitica.encabezados["Authorization"] == "Bearer acceso-marcado-1"
        assert "X-Goog-Api-Key" not in de_analitica.encabezados
        urls = [p.url for p in s.peticiones]
    dicho = repr([conector.__dict__, consultas, respuestas, libreta, urls, credenciales("abc")])
    assert [m for m in MARCADOS if m in dicho] == []
    assert not any(m in c.en_json() for m in MARCADOS for c in consultas.values())


def test_los_errores_no_llevan_secretos():
    with Servidor(lambda _: (400, error(400, "keyInvalid") | {"eco": list(MARCADOS)})) as s:
        conector = crear(entorno(s), credenciales("abc"))
        for consulta in _consultas(conector, _VISTA).values():
            with pytest.raises((Definitivo, ContratoRoto)) as info:
                conector.pedir(consulta, None)
            assert not any(m in repr(info.getrepr(showlocals=False)) for m in MARCADOS)


def test_se_pide_solo_lo_que_se_usa():
    with Servidor(_contestar) as s:
        conector = crear(entorno(s), credenciales("abc"))
        for consulta in _consultas(conector, _VISTA).values():
            _leer(conector, consulta)
        por_ruta = {p.ruta: p.parametros for p in s.peticiones}
    assert por_ruta["/youtube/v3/channels"]["part"] == "snippet,contentDetails,statistics"
    assert por_ruta["/youtube/v3/playlistItems"]["playlistId"] == "UUabc"
    assert por_ruta["/youtube/v3/playlistItems"]["maxResults"] == "50"
    assert por_ruta["/youtube/v3/videos"]["id"] == "v1"
    assert all("fields" in por_ruta[f"/youtube/v3/{r}"] for r in ("channels", "playlistItems", "videos"))
    assert por_ruta["/v2/reports"] == {
        "ids": "channel==UCabc",
        "startDate": "2026-07-01",
        "endDate": "2026-10-02",
        "metrics": "views,engagedViews,likes,shares,comments,subscribersGained,subscribersLost",
        "dimensions": "day",
    }


def test_un_canal_sin_lista_se_comprueba_con_una_llamada_mas():
    def contestar(p):
        if p.ruta == "/youtube/v3/playlistItems":
            return 404, error(404, "playlistNotFound")
        return 200, canales(canal("UCabc", videoCount="0"))

    with Servidor(contestar) as s:
        conector = crear(entorno(s), credenciales())
        consulta = _consultas(conector, _VISTA)["publicaciones"]
        leida, pedidas = _leer(conector, consulta)
        assert s.peticiones[1].parametros["id"] == "UCabc"
    assert [(r.estado, dict(r.cargos)) for r in pedidas] == [(404, {"unidad": 1}), (200, {"unidad": 1})]
    assert leida.recolecciones["resultado"].to_list() == ["completo"]


def test_una_lista_que_desaparece_a_media_lectura_no_pasa_por_completa():
    with Servidor(lambda _: (404, error(404, "playlistNotFound"))) as s:
        conector = crear(entorno(s), credenciales())
        with pytest.raises(Definitivo) as info:
            conector.pedir(_consultas(conector, _VISTA)["publicaciones"], "T2")
    assert info.value.ausencia is Ausencia.NO_ENCONTRADA


@pytest.mark.parametrize(
    "mala",
    [
        lambda: (200, b""),
        lambda: (200, b'{"kind": "youtube#playlistItemLis'),
        lambda: (200, {}),
        lambda: (200, []),
        lambda: (200, lista(sigue="T2")),
        lambda: (503, b"upstream"),
        lambda: (429, b"", {"Retry-After": "2"}),
        lambda: (403, error(403, "rateLimitExceeded")),
    ],
    ids=["vacía", "cortada", "sin nada", "otra forma", "repetida", "503", "429", "rateLimitExceeded"],
)
def test_una_respuesta_mala_se_repite_y_no_se_aterriza(mala):
    turnos = [mala(), (200, lista(elemento("v2", "2026-09-02T00:00:00Z")))]
    libreta = []
    with Servidor(lambda _: turnos.pop(0)) as s:
        conector = crear(entorno(s, libreta=libreta), credenciales())
        respuesta = conector.pedir(_consultas(conector, _VISTA)["publicaciones"], "T2")
    assert json.loads(respuesta.cuerpo)["items"][0]["contentDetails"]["videoId"] == "v2"
    assert [i.error is None for i in libreta] == [False, True]


def test_el_ritmo_que_pide_la_plataforma_vale_para_todos():
    turnos = [(429, b"", {"Retry-After": "40"}), (200, canales(canal("UCabc")))]
    reloj = Reloj()
    with Servidor(lambda _: turnos.pop(0)) as s:
        conector = crear(entorno(s, reloj), credenciales())
        conector.pedir(_consultas(conector, _VISTA)["perfiles"], None)
    assert reloj.siestas == [40.0]


def test_una_espera_que_no_vale_la_pena_deja_el_lote_para_despues():
    with Servidor(lambda _: (429, b"", {"Retry-After": "7200"})) as s:
        conector = crear(entorno(s), credenciales())
        with pytest.raises(VentanaLarga):
            conector.pedir(_consultas(conector, _VISTA)["perfiles"], None)
        assert len(s.peticiones) == 1


def test_la_cuota_agotada_no_se_reintenta():
    with Servidor(lambda _: (403, error(403, "quotaExceeded"))) as s:
        conector = crear(entorno(s), credenciales())
        with pytest.raises(Definitivo):
            conector.pedir(_consultas(conector, _VISTA)["perfiles"], None)
        assert len(s.peticiones) == 1


def test_una_redireccion_no_se_sigue():
    with Servidor(lambda _: (302, b"", {"Location": "/otra"})) as s:
        conector = crear(entorno(s), credenciales())
        with pytest.raises(ContratoRoto):
            conector.pedir(_consultas(conector, _VISTA)["perfiles"], None)
        assert s.rutas() == ["/youtube/v3/channels"]


def test_otra_clase_de_respuesta_rompe_el_contrato():
    with Servidor(lambda _: (200, videos())) as s:
        conector = crear(entorno(s), credenciales())
        with pytest.raises(ContratoRoto):
            conector.pedir(_consultas(conector, _VISTA)["perfiles"], None)


def test_una_pagina_que_apunta_a_si_misma_no_tiene_siguiente():
    with Servidor(_contestar) as s:
        conector = crear(entorno(s), credenciales())
        consulta = _consultas(conector, _VISTA)["publicaciones"]
    cuerpo = json.dumps(lista(sigue="T2")).encode()
    assert conector.siguiente(consulta, None, cuerpo) == "T2"
    with pytest.raises(Transitorio):
        conector.siguiente(consulta, "T2", cuerpo)
    ausente = json.dumps(error(404, "playlistNotFound")).encode()
    assert conector.siguiente(consulta, None, ausente) == CURSOR_DEL_CANAL
    assert conector.siguiente(consulta, CURSOR_DEL_CANAL, json.dumps(canales()).encode()) is None


def test_una_operacion_desconocida_se_dice_por_su_nombre():
    with Servidor(_contestar) as s:
        conector = crear(entorno(s), credenciales())
    with pytest.raises(ContratoRoto, match="bailes"):
        conector.normalizar(Consulta("youtube", "bailes", ("a",), LEIDA), [], {}, [])


def test_las_credenciales_no_se_envian_a_otro_proceso():
    with pytest.raises(TypeError):
        pickle.dumps(credenciales("abc"))
