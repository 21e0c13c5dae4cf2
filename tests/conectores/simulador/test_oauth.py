import base64
import hashlib
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from cliente_asgi import montar_sobre

from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import Clase, PlanDeFallas
from conectores.simulador.fuente_pareja import FuentePareja

AHORA = datetime(2026, 7, 10, 18, tzinfo=UTC)
INICIO = datetime(2026, 3, 1, 15, tzinfo=UTC)
ALCANCES = (
    "https://www.googleapis.com/auth/youtube.readonly https://www.googleapis.com/auth/yt-analytics.readonly"
)
VUELTA = "http://127.0.0.1:8765"
VERIFICADOR = "v" * 60
RETO = base64.urlsafe_b64encode(hashlib.sha256(VERIFICADOR.encode()).digest()).rstrip(b"=").decode()
CLIENTE = {"client_id": "cliente", "client_secret": "secreto-del-cliente"}


def montar(escenario=None, plan=None):
    fuente = FuentePareja(3, 10, ("youtube",), INICIO, timedelta(days=1))
    return montar_sobre(fuente, AHORA, escenario, plan)


def consentir(cliente, **cambios):
    parametros = {
        "client_id": "cliente",
        "redirect_uri": VUELTA,
        "response_type": "code",
        "scope": ALCANCES,
        "access_type": "offline",
        "state": "estado",
        "code_challenge": RETO,
        "code_challenge_method": "S256",
    }
    respuesta = cliente.get(f"/o/oauth2/v2/auth?{urlencode(parametros | cambios)}")
    if respuesta.status_code != 302:
        return respuesta, {}
    destino = urlsplit(respuesta.headers["location"])
    return respuesta, {n: v[0] for n, v in parse_qs(destino.query).items()}


def canjear(cliente, codigo, **cambios):
    campos = CLIENTE | {
        "grant_type": "authorization_code",
        "code": codigo,
        "code_verifier": VERIFICADOR,
        "redirect_uri": VUELTA,
    }
    return cliente.post("/token", data=campos | cambios)


def renovar(cliente, ficha, **cambios):
    return cliente.post(
        "/token", data=CLIENTE | {"grant_type": "refresh_token", "refresh_token": ficha} | cambios
    )


def test_autorizar_renovar_y_leer_el_canal_propio():
    cliente, contexto = montar()
    cuenta = contexto.nucleo.cuentas("youtube")[1]
    respuesta, vuelta = consentir(cliente, login_hint=cuenta.usuario)
    assert respuesta.headers["location"].startswith(VUELTA)
    assert vuelta["state"] == "estado"
    dada = canjear(cliente, vuelta["code"]).json()
    assert dada["scope"] == ALCANCES
    renovada = renovar(cliente, dada["refresh_token"]).json()
    assert renovada["expires_in"] == 3599
    assert "refresh_token" not in renovada
    mio = cliente.get(
        "/youtube/v3/channels?part=id&mine=true",
        headers={"Authorization": f"Bearer {renovada['access_token']}"},
    )
    assert [c["id"] for c in mio.json()["items"]] == [cuenta.id_plataforma]


def test_un_codigo_vale_una_vez_y_solo_a_quien_lo_pidio():
    cliente, contexto = montar()
    codigo = consentir(cliente)[1]["code"]
    for cambio in ({"code_verifier": "otro"}, {"redirect_uri": "http://127.0.0.1:1"}, {"code": "4/x"}):
        respuesta = canjear(cliente, codigo, **cambio)
        assert (respuesta.status_code, respuesta.json()["error"]) == (400, "invalid_grant")
    assert canjear(cliente, codigo).status_code == 200
    assert canjear(cliente, codigo).json()["error"] == "invalid_grant"
    otro = consentir(cliente)[1]["code"] if contexto.ahora() else ""
    contexto.nucleo.ahora += timedelta(minutes=11)
    assert canjear(cliente, otro).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("vuelta", ["https://example.org/", "http://example.org/", ""])
def test_solo_se_devuelve_a_un_loopback(vuelta):
    cliente, _ = montar()
    assert consentir(cliente, redirect_uri=vuelta)[0].status_code == 400


def test_quien_no_da_el_permiso_vuelve_con_el_error():
    cliente, _ = montar()
    assert consentir(cliente, login_hint="nadie")[1] == {"state": "estado", "error": "access_denied"}
    assert consentir(cliente, response_type="token")[1]["error"] == "invalid_request"


def test_una_renovacion_que_no_se_conoce_o_se_revoco_es_invalid_grant():
    cuenta = montar()[1].nucleo.cuentas("youtube")[0]
    cliente, contexto = montar(
        Escenario(
            fichas={"oauth": frozenset(("R", "MALA"))},
            fichas_de_usuario={"R": cuenta.cuenta},
            fichas_revocadas=frozenset(("MALA",)),
        )
    )
    assert renovar(cliente, "R").status_code == 200
    for ficha in ("otra", "MALA", ""):
        respuesta = renovar(cliente, ficha)
        assert (respuesta.status_code, respuesta.json()["error"]) == (400, "invalid_grant")
    assert renovar(cliente, "R", client_secret="").json()["error"] == "invalid_client"
    assert renovar(cliente, "R", grant_type="password").json()["error"] == "unsupported_grant_type"
    assert contexto.contabilidad.secretos_en_url == 0


def test_el_secreto_del_cliente_se_exige_si_el_escenario_lo_dice():
    cliente, _ = montar(Escenario(fichas={"oauth_cliente": frozenset(("otro",))}))
    respuesta = renovar(cliente, "R")
    assert (respuesta.status_code, respuesta.json()["error"]) == (401, "invalid_client")


def test_el_examen_dice_para_que_sirve_una_ficha_y_hasta_cuando():
    cliente, contexto = montar()
    ficha = renovar(cliente, "cualquiera").json()["access_token"]
    examen = cliente.post("/tokeninfo", data={"access_token": ficha}).json()
    assert examen["scope"] == ALCANCES
    assert examen["expires_in"] == "3599"
    assert cliente.get(f"/tokeninfo?access_token={ficha}").json() == examen
    contexto.nucleo.ahora += timedelta(hours=1)
    assert cliente.post("/tokeninfo", data={"access_token": ficha}).json()["error"] == "invalid_token"


@pytest.mark.parametrize(
    ("clase", "estado", "error"),
    [
        (Clase.PERMISO_RETIRADO, 400, "invalid_grant"),
        (Clase.SERVIDOR, 500, "internal_failure"),
        (Clase.LIMITE, 429, "rate_limit_exceeded"),
    ],
)
def test_cada_falla_tiene_la_forma_de_la_plataforma(clase, estado, error):
    cliente, _ = montar(plan=PlanDeFallas(1, 1.0, (clase,)))
    respuesta = renovar(cliente, "R")
    assert (respuesta.status_code, respuesta.json()["error"]) == (estado, error)
