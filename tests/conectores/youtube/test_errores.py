import json

import pytest
from fabrica_youtube import error

from conectores.comun.errores import Alcance, ContratoRoto, Definitivo, Transitorio
from conectores.comun.llamadas import Cruda
from conectores.youtube.errores import (
    FichaRechazada,
    clasificar_datos,
    clasificar_lista,
    clasificar_titular,
    razones,
)
from conectores.youtube.fichas import clasificar_oauth
from lineamientos.ausencias import Ausencia


def _cruda(estado, datos, **encabezados):
    return Cruda(estado, encabezados, datos if isinstance(datos, bytes) else json.dumps(datos).encode())


@pytest.mark.parametrize("razon", ["quotaExceeded", "dailyLimitExceeded"])
@pytest.mark.parametrize("clasificar", [clasificar_datos, clasificar_titular])
def test_la_cuota_del_dia_detiene_la_red_y_no_se_reintenta(razon, clasificar):
    e = clasificar(_cruda(403, error(403, razon)))
    assert isinstance(e, Definitivo)
    assert (e.ausencia, e.alcance) == (Ausencia.PRESUPUESTO, Alcance.RED)
    assert razon in e.mensaje


@pytest.mark.parametrize(
    ("estado", "cuerpo"),
    [
        (403, error(403, "rateLimitExceeded")),
        (403, error(403, "userRateLimitExceeded")),
        (403, error(403, "rateLimitExceeded", "RATE_LIMIT_EXCEEDED")),
        (429, b""),
        (500, b"<html>"),
        (503, error(503, "backendError")),
        (403, error(403, "backendError")),
        (502, b""),
    ],
)
def test_lo_pasajero_se_reintenta(estado, cuerpo):
    assert isinstance(clasificar_datos(_cruda(estado, cuerpo)), Transitorio)


def test_la_espera_es_la_que_pide_la_plataforma():
    assert clasificar_datos(_cruda(429, b"", **{"retry-after": "17"})).espera == 17.0
    assert clasificar_datos(_cruda(429, b"", **{"Retry-After": "Fri, 31 Dec"})).espera is None


@pytest.mark.parametrize(
    ("estado", "cuerpo"),
    [
        (400, error(400, "keyInvalid")),
        (400, error(400, "badRequest", "API_KEY_INVALID")),
        (403, error(403, "forbidden")),
        (403, error(403, "accessNotConfigured", "SERVICE_DISABLED")),
        (401, error(401, "required")),
    ],
)
def test_una_clave_que_no_sirve_detiene_lo_que_la_usa(estado, cuerpo):
    e = clasificar_datos(_cruda(estado, cuerpo))
    assert isinstance(e, Definitivo)
    assert (e.ausencia, e.alcance) == (Ausencia.SIN_PERMISO, Alcance.CREDENCIAL)


def test_una_lista_vedada_es_de_una_cuenta_y_no_de_la_clave():
    e = clasificar_lista(_cruda(403, error(403, "playlistItemsNotAccessible")))
    assert isinstance(e, Definitivo)
    assert (e.ausencia, e.alcance) == (Ausencia.SIN_PERMISO, Alcance.LOTE)


def test_el_403_de_analytics_es_de_una_cuenta():
    e = clasificar_titular(_cruda(403, error(403, "forbidden")))
    assert isinstance(e, Definitivo)
    assert (e.ausencia, e.alcance) == (Ausencia.SIN_PERMISO, Alcance.LOTE)


def test_el_401_del_titular_pide_renovar():
    e = clasificar_titular(_cruda(401, error(401, "authError")))
    assert isinstance(e, FichaRechazada)
    assert (e.ausencia, e.alcance) == (Ausencia.SIN_PERMISO, Alcance.LOTE)


@pytest.mark.parametrize("razon", ["invalidParameter", "missingRequiredParameter", "razonNunca_vista"])
@pytest.mark.parametrize("clasificar", [clasificar_datos, clasificar_titular])
def test_una_razon_que_no_se_esperaba_es_contrato_roto_con_su_nombre(razon, clasificar):
    e = clasificar(_cruda(400, error(400, razon)))
    assert isinstance(e, ContratoRoto)
    assert razon in e.mensaje


def test_una_redireccion_no_es_buena():
    assert isinstance(clasificar_datos(_cruda(302, b"")), ContratoRoto)


def test_la_lista_ausente_es_buena_solo_al_pedir_listas():
    cruda = _cruda(404, error(404, "playlistNotFound"))
    assert clasificar_lista(cruda) is None
    e = clasificar_datos(cruda)
    assert isinstance(e, Definitivo)
    assert e.ausencia == Ausencia.NO_ENCONTRADA


def test_la_autorizacion_muerta_dice_como_volver_a_autorizar():
    e = clasificar_oauth(
        "canal_1", _cruda(400, {"error": "invalid_grant", "error_description": "Bad Request"})
    )
    assert isinstance(e, Definitivo)
    assert (e.ausencia, e.alcance) == (Ausencia.SIN_PERMISO, Alcance.LOTE)
    assert "vuelva a autorizar con pertinencia autorizar youtube canal_1" in e.mensaje


def test_un_cliente_oauth_malo_detiene_todas_las_autorizaciones():
    e = clasificar_oauth("canal_1", _cruda(401, {"error": "invalid_client"}))
    assert isinstance(e, Definitivo)
    assert e.alcance == Alcance.CREDENCIAL


@pytest.mark.parametrize(
    "cuerpo", [b"", b"[]", b"3", b'{"error": 3}', b'{"error": {"errors": [3]}}', b"\xff"]
)
def test_un_cuerpo_raro_no_da_razones_ni_tropiezos(cuerpo):
    assert razones(cuerpo) == frozenset()


def test_una_razon_con_texto_ajeno_no_llega_al_mensaje():
    e = clasificar_datos(_cruda(400, error(400, "key=clave-marcada-1 no vale")))
    assert "marcada" not in e.mensaje
