import pytest
from fabrica_youtube import (
    MARCADOS,
    Servidor,
    canales,
    credenciales,
    cuenta,
    entorno,
    error,
    ficha,
)

from conectores.comun.secretos import Secreto
from conectores.youtube import CredencialesYoutube, verificar


def _google(**respuestas):
    base = {
        "token": (200, ficha()),
        "clave": (200, canales({"id": "UCabc"})),
        "mio": (200, canales({"id": "UCabc"})),
    } | respuestas

    def contestar(p):
        if p.ruta == "/token":
            return base["token"]
        return base["mio" if p.parametros.get("mine") == "true" else "clave"]

    return contestar


def _verificar(contestar, con=None, *cuentas):
    with Servidor(contestar) as s:
        dichas = verificar(entorno(s), con or credenciales("abc"), cuentas or (cuenta("abc"),))
        assert not any(m in repr((dichas, [p.url for p in s.peticiones])) for m in MARCADOS)
        return dichas


def test_lo_que_sirve_dice_para_que_y_hasta_cuando():
    clave, autorizacion = _verificar(_google())
    assert (clave.resultado, clave.cuenta) == ("bien", None)
    assert (autorizacion.resultado, autorizacion.cuenta) == ("bien", "abc")
    assert "2026-10-05 a las 07:02" in autorizacion.detalle


def test_una_autorizacion_con_plazo_lo_dice():
    (_, dicha) = _verificar(_google(token=(200, ficha(refresh_token_expires_in=604_800))))
    assert "2026-10-12" in dicha.detalle


def test_la_clave_se_prueba_con_una_sola_unidad():
    with Servidor(_google()) as s:
        verificar(entorno(s), credenciales(), [cuenta("abc"), cuenta("b")])
        (p,) = s.peticiones
    assert (p.ruta, p.parametros["part"], p.parametros["id"]) == ("/youtube/v3/channels", "id", "UCabc")


@pytest.mark.parametrize(
    ("respuestas", "resultados", "dice"),
    [
        ({"clave": (400, error(400, "badRequest", "API_KEY_INVALID"))}, ["mal", "bien"], "API_KEY_INVALID"),
        ({"clave": (503, b"")}, ["aviso", "bien"], "HTTP 503"),
        ({"token": (400, {"error": "invalid_grant"})}, ["bien", "mal"], "autorizar youtube abc"),
        ({"mio": (200, canales({"id": "UCotro"}))}, ["bien", "mal"], "UCotro"),
        ({"mio": (200, canales())}, ["bien", "mal"], "ningún canal"),
        (
            {"token": (200, ficha(scope="https://www.googleapis.com/auth/youtube.readonly"))},
            ["bien", "mal"],
            "estadísticas",
        ),
        (
            {"token": (200, ficha(scope="https://www.googleapis.com/auth/yt-analytics.readonly"))},
            ["bien", "aviso"],
            "sin poder comprobar",
        ),
    ],
)
def test_lo_que_no_sirve_dice_por_que(respuestas, resultados, dice):
    dichas = _verificar(_google(**respuestas))
    assert [d.resultado for d in dichas] == resultados
    assert any(dice in d.detalle for d in dichas)


def test_lo_que_falta_es_un_aviso_con_lo_que_hay_que_hacer():
    dichas = _verificar(_google(), CredencialesYoutube())
    assert [d.resultado for d in dichas] == ["aviso", "aviso"]
    assert "pertinencia autorizar youtube abc" in dichas[1].detalle


def test_una_renovacion_sin_cliente_no_sirve():
    (_, dicha) = _verificar(_google(), CredencialesYoutube(renovaciones={"abc": Secreto("r")}))
    assert dicha.resultado == "mal"
    assert "cliente OAuth" in dicha.detalle


def test_sin_identificadores_la_clave_se_prueba_con_un_canal_conocido():
    (clave, _) = _verificar(_google(), None, cuenta("abc", None))
    assert clave.resultado == "bien"
