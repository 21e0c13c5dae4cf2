import base64
import hashlib
import threading
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from fabrica_youtube import LEIDA, MARCADOS, RENOVACION, SECRETO_CLIENTE, Servidor, ficha

from conectores.comun.errores import Definitivo, Transitorio
from conectores.comun.secretos import Secreto
from conectores.youtube import autorizar


class _Navegador:
    """Una persona que abre la dirección y vuelve con lo que se le diga, desde otro hilo."""

    def __init__(self, vueltas=({"code": "codigo-1"},)):
        self.vueltas, self.paginas, self.url = vueltas, [], ""

    def __call__(self, url):
        self.url = url
        self.hilo = threading.Thread(target=self._volver)
        self.hilo.start()

    @property
    def parametros(self):
        return {n: v[0] for n, v in parse_qs(urlsplit(self.url).query).items()}

    def _volver(self):
        p = self.parametros
        with requests.Session() as sesion:
            sesion.trust_env = False
            for vuelta in self.vueltas:
                datos = {"state": p["state"]} | vuelta
                self.paginas.append(sesion.get(p["redirect_uri"], params=datos, timeout=5))


def _autorizar(servidor, navegador, espera=5.0):
    try:
        return autorizar(
            "cliente",
            Secreto(SECRETO_CLIENTE),
            abrir=navegador,
            bases={"oauth": servidor.base},
            espera_segundos=espera,
            reloj=lambda: LEIDA,
        )
    finally:
        navegador.hilo.join()


def _dar(datos=None, estado=200):
    return lambda _: (estado, ficha(refresh_token=RENOVACION) if datos is None else datos)


def test_el_permiso_se_cambia_por_la_renovacion_con_pkce():
    navegador = _Navegador()
    with Servidor(_dar()) as s:
        renovacion = _autorizar(s, navegador)
        (cambio,) = s.peticiones
    assert renovacion.revelar() == RENOVACION
    p = navegador.parametros
    assert p["scope"].split() == [
        "https://www.googleapis.com/auth/youtube.readonly",
        "https://www.googleapis.com/auth/yt-analytics.readonly",
    ]
    assert (p["access_type"], p["prompt"], p["response_type"]) == ("offline", "consent", "code")
    assert p["code_challenge_method"] == "S256"
    assert urlsplit(p["redirect_uri"]).hostname == "127.0.0.1"
    assert cambio.forma["code"] == "codigo-1"
    assert cambio.forma["redirect_uri"] == p["redirect_uri"]
    reto = hashlib.sha256(cambio.forma["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(reto).rstrip(b"=").decode() == p["code_challenge"]
    assert 43 <= len(cambio.forma["code_verifier"]) <= 128


def test_la_direccion_y_la_pagina_no_llevan_secretos():
    navegador = _Navegador()
    with Servidor(_dar()) as s:
        renovacion = _autorizar(s, navegador)
    (pagina,) = navegador.paginas
    assert pagina.status_code == 200
    assert '<html lang="es">' in pagina.text
    assert not any(m in navegador.url + pagina.text for m in (*MARCADOS, "codigo-1"))
    assert RENOVACION not in f"{renovacion} {renovacion!r}"


def test_cada_autorizacion_tiene_su_estado_y_su_reto():
    vistos = []
    with Servidor(_dar()) as s:
        for _ in range(2):
            navegador = _Navegador()
            _autorizar(s, navegador)
            vistos.append((navegador.parametros["state"], navegador.parametros["code_challenge"]))
    assert len(set(vistos)) == 2


def test_una_vuelta_con_otro_estado_se_ignora_y_se_sigue_esperando():
    navegador = _Navegador([{"state": "otro", "code": "ajeno"}, {"code": "codigo-1"}])
    with Servidor(_dar()) as s:
        _autorizar(s, navegador)
        assert [p.forma["code"] for p in s.peticiones] == ["codigo-1"]
    assert [p.status_code for p in navegador.paginas] == [404, 200]
    assert "ajeno" not in navegador.paginas[0].text


def test_quien_niega_el_permiso_lo_lee_en_una_oracion():
    navegador = _Navegador([{"error": "access_denied"}])
    with Servidor(_dar()) as s:
        with pytest.raises(Definitivo, match="No se dio el permiso"):
            _autorizar(s, navegador)
        assert s.peticiones == []


def test_si_nadie_contesta_se_deja_de_esperar():
    with Servidor(_dar()) as s, pytest.raises(Definitivo, match="Nadie dio el permiso"):
        _autorizar(s, _Navegador([]), espera=0.05)


@pytest.mark.parametrize(
    ("datos", "oracion"),
    [
        (ficha(), "sin dar una ficha de renovación"),
        (
            ficha(refresh_token=RENOVACION, scope="https://www.googleapis.com/auth/youtube.readonly"),
            "falta yt-analytics.readonly",
        ),
    ],
)
def test_un_permiso_a_medias_no_se_da_por_bueno(datos, oracion):
    with Servidor(_dar(datos)) as s, pytest.raises(Definitivo, match=oracion) as info:
        _autorizar(s, _Navegador())
    assert not any(m in str(info.value) for m in MARCADOS)


def test_un_codigo_rechazado_es_definitivo_y_no_se_repite():
    with Servidor(_dar({"error": "invalid_grant"}, 400)) as s:
        with pytest.raises(Definitivo, match="invalid_grant"):
            _autorizar(s, _Navegador())
        assert len(s.peticiones) == 1


def test_google_caido_se_dice_sin_gastar_el_codigo_otra_vez():
    with Servidor(_dar(b"", 503)) as s:
        with pytest.raises(Transitorio):
            _autorizar(s, _Navegador())
        assert len(s.peticiones) == 1
