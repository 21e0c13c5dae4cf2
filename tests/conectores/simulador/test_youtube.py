from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cliente_asgi import montar_sobre
from hypothesis import given
from hypothesis import strategies as st

from conectores.ejemplo.mundo import Mundo
from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import Clase, PlanDeFallas
from conectores.simulador.fuente_ejemplo import FuenteDelEjemplo
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.oauth_fichas import acceso_de
from conectores.simulador.youtube_recursos import redondear

AHORA = datetime(2026, 7, 10, 18, tzinfo=UTC)
INICIO = datetime(2026, 3, 1, 15, tzinfo=UTC)
PACIFICO = ZoneInfo("America/Los_Angeles")
CLAVE = {"X-Goog-Api-Key": "K"}
DE_ANALYTICS = "https://www.googleapis.com/auth/yt-analytics.readonly"
METRICAS = "views,engagedViews,likes,shares,comments,subscribersGained,subscribersLost"
CANALES = "part=snippet,contentDetails,statistics&maxResults=50"


def montar(escenario=None, plan=None, cuentas=3, publicaciones=130, ahora=AHORA):
    fuente = FuentePareja(cuentas, publicaciones, ("youtube",), INICIO, timedelta(hours=12))
    return montar_sobre(fuente, ahora, escenario, plan)


def canales(contexto):
    return [c.id_plataforma for c in contexto.nucleo.cuentas("youtube")]


def datos(cliente, ruta, encabezados=CLAVE):
    respuesta = cliente.get(f"/youtube/v3/{ruta}", headers=encabezados)
    assert respuesta.status_code == 200, respuesta.text
    return respuesta.json()


def razones(respuesta):
    error = respuesta.json()["error"]
    assert error["code"] == respuesta.status_code
    return error["errors"][0]["reason"], error.get("details", [{}])[0].get("reason")


def informe(cliente, contexto, canal, desde, hasta, ficha=None, **otros):
    ficha = ficha or acceso_de(canal, DE_ANALYTICS, contexto.nucleo.ahora)
    parametros = {
        "ids": f"channel=={canal}",
        "startDate": desde.isoformat(),
        "endDate": hasta.isoformat(),
        "metrics": METRICAS,
        "dimensions": "day",
    }
    parametros = {n: v for n, v in (parametros | otros).items() if v is not None}
    return cliente.get("/v2/reports", params=parametros, headers={"Authorization": f"Bearer {ficha}"})


def por_dia(respuesta):
    assert respuesta.status_code == 200, respuesta.text
    nombres = [c["name"] for c in respuesta.json()["columnHeaders"]]
    return {
        date.fromisoformat(f[0]): dict(zip(nombres[1:], f[1:], strict=True)) for f in respuesta.json()["rows"]
    }


@given(st.integers(0, 10**9))
def test_los_suscriptores_se_redondean_hacia_abajo_a_tres_cifras(n):
    visto = redondear(n)
    assert visto <= n < visto + 10 ** max(0, len(str(n)) - 3)
    assert len(str(visto).rstrip("0")) <= 3


def test_un_canal_da_contadores_como_cadenas_y_la_lista_de_sus_videos():
    cliente, contexto = montar()
    uno = canales(contexto)[0]
    (canal,) = datos(cliente, f"channels?{CANALES}&id={uno}")["items"]
    exactos = contexto.nucleo.seguidores(contexto.nucleo.cuentas("youtube")[0], AHORA)
    assert canal["statistics"]["subscriberCount"] == str(exactos // 10 * 10)
    assert canal["statistics"]["hiddenSubscriberCount"] is False
    assert canal["statistics"]["videoCount"] == "130"
    assert canal["contentDetails"]["relatedPlaylists"]["uploads"] == "UU" + uno[2:]


def test_un_canal_que_oculta_sus_suscriptores_no_lleva_el_campo():
    _, contexto = montar()
    cuenta = contexto.nucleo.cuentas("youtube")[0]
    cliente, _ = montar(Escenario(ocultas=frozenset((cuenta.cuenta,))))
    (canal,) = datos(cliente, f"channels?part=statistics&id={cuenta.id_plataforma}")["items"]
    assert "subscriberCount" not in canal["statistics"]
    assert canal["statistics"]["hiddenSubscriberCount"] is True


def test_un_canal_desconocido_es_una_respuesta_buena_sin_elementos():
    _, contexto = montar()
    primero, segundo, _ = contexto.nucleo.cuentas("youtube")
    cliente, _ = montar(Escenario(inexistentes=frozenset((segundo.cuenta,))))
    assert datos(cliente, f"channels?part=id&id={segundo.id_plataforma}").get("items", []) == []
    ambos = datos(cliente, f"channels?{CANALES}&id={primero.id_plataforma},{segundo.id_plataforma},UCx")
    assert [c["id"] for c in ambos["items"]] == [primero.id_plataforma]
    assert (
        datos(cliente, f"channels?part=id&forHandle=@{primero.usuario}")["items"][0]["id"]
        == primero.id_plataforma
    )


def test_la_lista_de_subidas_se_recorre_entera_y_no_va_en_orden_de_fecha():
    cliente, contexto = montar()
    canal = canales(contexto)[0]
    ruta = f"playlistItems?part=snippet,contentDetails&playlistId=UU{canal[2:]}&maxResults=50"
    cursor, videos, paginas = "", [], 0
    while cursor is not None:
        pagina = datos(cliente, ruta + (f"&pageToken={cursor}" if cursor else ""))
        videos += [
            (e["contentDetails"]["videoId"], e["contentDetails"]["videoPublishedAt"]) for e in pagina["items"]
        ]
        assert pagina["pageInfo"] == {"totalResults": 130, "resultsPerPage": 50}
        cursor, paginas = pagina.get("nextPageToken"), paginas + 1
    assert paginas == 3
    assert {v for v, _ in videos} == {
        p.id_publicacion for p in contexto.nucleo.publicaciones(contexto.nucleo.cuentas("youtube")[0])
    }
    fechas = [f for _, f in videos]
    assert fechas != sorted(fechas, reverse=True)
    assert len(videos) == 130
    assert len(datos(cliente, ruta.replace("&maxResults=50", ""))["items"]) == 5


def test_los_videos_se_piden_por_identificador_y_los_que_no_existen_faltan():
    cliente, contexto = montar()
    cuenta = contexto.nucleo.cuentas("youtube")[0]
    publicados = contexto.nucleo.publicaciones(cuenta)[:49]
    ids = ",".join([*(p.id_publicacion for p in publicados), "NO_EXISTE__"])
    items = datos(cliente, f"videos?part=snippet,contentDetails,statistics,liveStreamingDetails&id={ids}")[
        "items"
    ]
    cifras = {v["id"]: v["statistics"] for v in items}
    assert cifras == {
        p.id_publicacion: {
            "viewCount": str(p.metricas["vistas"]),
            "likeCount": str(p.metricas["me_gusta"]),
            "favoriteCount": "0",
            "commentCount": str(p.metricas["comentarios"]),
        }
        for p in publicados
    }
    en_vivo = ["liveStreamingDetails" in v for v in items]
    assert any(en_vivo)
    assert not all(en_vivo)
    assert (
        razones(cliente.get(f"/youtube/v3/videos?part=id&id={','.join(map(str, range(51)))}", headers=CLAVE))[
            0
        ]
        == "invalidFilters"
    )


def test_los_errores_dicen_su_razon_en_una_o_en_las_dos_formas():
    cliente, contexto = montar(Escenario(fichas={"youtube": frozenset(("K",))}))
    canal = canales(contexto)[0]
    ruta = f"/youtube/v3/channels?part=id&id={canal}"
    assert razones(cliente.get(ruta, headers={"X-Goog-Api-Key": "otra"})) == ("badRequest", "API_KEY_INVALID")
    assert razones(cliente.get(ruta)) == ("forbidden", None)
    assert cliente.get(f"{ruta}&key=K").status_code == 200
    assert contexto.contabilidad.secretos_en_url == 1
    lista = "/youtube/v3/playlistItems?part=id&playlistId="
    assert razones(cliente.get(f"{lista}UUnadie", headers=CLAVE)) == ("playlistNotFound", None)
    assert razones(cliente.get(f"{lista}UU{canal[2:]}&pageToken=*", headers=CLAVE))[0] == "invalidPageToken"
    assert (
        razones(cliente.get("/youtube/v3/channels?part=id", headers=CLAVE))[0] == "missingRequiredParameter"
    )
    assert razones(cliente.get(f"{ruta}&parte=1", headers=CLAVE))[0] == "invalidParameter"


def test_la_cuota_se_acaba_y_se_repone_a_medianoche_del_pacifico():
    antes = datetime(2026, 7, 10, 23, 59, tzinfo=PACIFICO).astimezone(UTC)
    cliente, contexto = montar(Escenario(limites={"youtube_unidades": 2}), ahora=antes)
    ruta = f"/youtube/v3/channels?part=id&id={canales(contexto)[0]}"
    assert [cliente.get(ruta, headers=CLAVE).status_code for _ in range(3)] == [200, 200, 403]
    assert razones(cliente.get(ruta, headers=CLAVE)) == ("quotaExceeded", None)
    contexto.nucleo.ahora += timedelta(minutes=1)
    assert cliente.get(ruta, headers=CLAVE).status_code == 200
    assert contexto.contabilidad.cargos("youtube") == {"unidad": 3}


def test_la_respuesta_parcial_trae_solo_lo_pedido():
    cliente, contexto = montar()
    canal = canales(contexto)[0]
    fields = "kind,items(id,statistics(subscriberCount))"
    recorte = datos(cliente, f"channels?{CANALES}&id={canal}&fields={fields}")
    assert recorte.keys() == {"kind", "items"}
    assert recorte["items"][0].keys() == {"id", "statistics"}
    assert recorte["items"][0]["statistics"].keys() == {"subscriberCount"}


def test_el_informe_da_los_dias_pedidos_con_las_cifras_del_mundo():
    cliente, contexto = montar()
    cuenta = contexto.nucleo.cuentas("youtube")[1]
    desde, hasta = date(2026, 6, 1), date(2026, 6, 30)
    filas = por_dia(informe(cliente, contexto, cuenta.id_plataforma, desde, hasta))
    del_mundo = dict(contexto.nucleo.diarias(cuenta, desde, hasta))
    assert filas.keys() == del_mundo.keys()
    for dia, fila in filas.items():
        assert fila["views"] == del_mundo[dia]["vistas"]
        assert fila["engagedViews"] == del_mundo[dia]["vistas_interesadas"]
        assert fila["subscribersGained"] == del_mundo[dia]["seguidores_nuevos"]
    # Los «me gusta» retirados dejan un día en negativo sin cambiar el total.
    assert sum(f["likes"] for f in filas.values()) == sum(c["me_gusta"] for c in del_mundo.values())
    assert contexto.contabilidad.cargos("youtube") == {"consulta_analytics": 1}


def test_los_me_gusta_pueden_ser_negativos_y_no_dependen_del_periodo_pedido():
    cliente, contexto = montar(cuentas=12)
    negativos = 0
    for canal in canales(contexto):
        mes = por_dia(informe(cliente, contexto, canal, date(2026, 6, 1), date(2026, 6, 30)))
        for dia in (date(2026, 6, 10), date(2026, 6, 11)):
            (solo,) = por_dia(informe(cliente, contexto, canal, dia, dia)).values()
            assert solo == mes[dia]
        negativos += mes[date(2026, 6, 11)]["likes"] < 0
    assert 0 < negativos < 12


def test_un_dia_se_conoce_entre_48_y_72_horas_despues_de_terminar_en_el_pacifico():
    cliente, contexto = montar()
    for canal in canales(contexto):
        filas = por_dia(informe(cliente, contexto, canal, date(2026, 7, 1), date(2026, 7, 10)))
        ultimo = max(filas)
        fin = datetime(ultimo.year, ultimo.month, ultimo.day, tzinfo=PACIFICO) + timedelta(days=1)
        assert timedelta(hours=48) <= AHORA - fin.astimezone(UTC) < timedelta(hours=72 + 24)
        assert len(filas) == (ultimo - date(2026, 7, 1)).days + 1


def test_sin_datos_se_omite_rows_y_el_total_es_una_fila():
    cliente, contexto = montar()
    canal = canales(contexto)[0]
    vacio = informe(cliente, contexto, canal, date(2025, 1, 1), date(2025, 1, 31)).json()
    assert "rows" not in vacio
    assert vacio["columnHeaders"][0] == {"name": "day", "columnType": "DIMENSION", "dataType": "STRING"}
    total = informe(
        cliente, contexto, canal, date(2026, 6, 1), date(2026, 6, 30), dimensions=None, metrics="views"
    ).json()
    assert len(total["rows"]) == len(total["rows"][0]) == 1


@pytest.mark.parametrize(
    ("cambio", "estado", "razon"),
    [
        ({"metrics": "views,inventada"}, 400, "badRequest"),
        ({"metrics": None}, 400, "required"),
        ({"dimensions": "country"}, 400, "badRequest"),
        ({"startDate": "2026-07-01", "endDate": "2026-06-01"}, 400, "badRequest"),
        ({"startDate": "ayer"}, 400, "invalidParameter"),
        ({"ids": "channel==UCotro"}, 403, "insufficientPermissions"),
        ({"start_date": "2026-07-01"}, 400, "invalidParameter"),
    ],
)
def test_un_informe_mal_pedido_es_un_error(cambio, estado, razon):
    cliente, contexto = montar()
    respuesta = informe(cliente, contexto, canales(contexto)[0], date(2026, 6, 1), date(2026, 6, 2), **cambio)
    assert (respuesta.status_code, razones(respuesta)[0]) == (estado, razon)


def test_la_ficha_del_titular_caduca_alcanza_solo_su_canal_y_debe_tener_el_permiso():
    cliente, contexto = montar()
    canal, otro, _ = canales(contexto)
    desde = hasta = date(2026, 6, 1)
    propia = acceso_de(canal, DE_ANALYTICS, AHORA)
    assert informe(cliente, contexto, canal, desde, hasta, propia, ids="channel==MINE").status_code == 200
    assert informe(cliente, contexto, otro, desde, hasta, propia).status_code == 403
    sin_permiso = acceso_de(canal, "https://www.googleapis.com/auth/youtube.readonly", AHORA)
    respuesta = informe(cliente, contexto, canal, desde, hasta, sin_permiso)
    assert razones(respuesta) == ("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
    vieja = acceso_de(canal, DE_ANALYTICS, AHORA - timedelta(hours=2))
    assert informe(cliente, contexto, canal, desde, hasta, vieja).status_code == 401
    assert cliente.get("/v2/reports").status_code == 401
    mio = datos(cliente, "channels?part=id&mine=true", {"Authorization": f"Bearer {propia}"})
    assert [c["id"] for c in mio["items"]] == [canal]


@pytest.mark.parametrize(
    ("clase", "estado", "razon"),
    [
        (Clase.LIMITE, 429, "rateLimitExceeded"),
        (Clase.LIMITE_MUDO, 403, "rateLimitExceeded"),
        (Clase.SERVIDOR, 503, "backendError"),
        (Clase.CUOTA_DIARIA, 403, "quotaExceeded"),
    ],
)
def test_cada_falla_tiene_la_forma_de_la_plataforma(clase, estado, razon):
    cliente, contexto = montar(plan=PlanDeFallas(1, 1.0, (clase,)))
    respuesta = cliente.get(f"/youtube/v3/channels?part=id&id={canales(contexto)[0]}", headers=CLAVE)
    assert (respuesta.status_code, razones(respuesta)[0]) == (estado, razon)
    assert ("Retry-After" in respuesta.headers) == (clase is Clase.LIMITE)
    assert contexto.contabilidad.cargos("youtube") == {}


def test_una_pagina_repetida_trae_lo_de_la_anterior_y_el_mismo_cursor():
    cliente, contexto = montar()
    ruta = f"playlistItems?part=contentDetails&playlistId=UU{canales(contexto)[0][2:]}&maxResults=50"
    primera = datos(cliente, ruta)
    contexto.plan = PlanDeFallas(1, 1.0, (Clase.REPETIDA,))
    otra_vez = datos(cliente, f"{ruta}&pageToken={primera['nextPageToken']}")
    assert otra_vez["items"] == primera["items"]
    assert otra_vez["nextPageToken"] == primera["nextPageToken"]


def test_al_cierre_las_cifras_del_ejemplo_son_las_verdaderas():
    mundo = Mundo.nuevo(7, cuentas=24)
    cliente, contexto = montar_sobre(FuenteDelEjemplo(mundo), datetime(2026, 7, 20, tzinfo=UTC))
    semestre = mundo.semestres[-1]
    for cuenta in (c for c in mundo.vigentes(semestre) if c.red == "youtube"):
        verdad = mundo.verdad(cuenta, semestre)
        respuesta = informe(cliente, contexto, cuenta.id_plataforma, semestre.inicio, semestre.fin)
        filas = por_dia(respuesta).values()
        assert sum(f["views"] for f in filas) == verdad["vistas"]
        assert sum(f["likes"] for f in filas) == verdad["me_gusta"]
        crecimiento = sum(f["subscribersGained"] - f["subscribersLost"] for f in filas)
        assert crecimiento == verdad["crecimiento_seguidores"]
