"""Qué significa la respuesta de un lote entero."""

import json
from datetime import timedelta
from typing import Any

import pytest
from fabrica_meta import PROGRAMADA

from conectores.comun.errores import Alcance, ContratoRoto, Definitivo, Transitorio
from conectores.comun.llamadas import Cruda
from conectores.meta.limites import clasificar, limite
from lineamientos.ausencias import Ausencia

_ESPERA = {"123": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 7}]}


def cruda(cuerpo: Any, estado: int = 200, **encabezados: Any) -> Cruda:
    textos = {n.replace("_", "-"): json.dumps(v) for n, v in encabezados.items()}
    return Cruda(estado, textos, cuerpo if isinstance(cuerpo, bytes) else json.dumps(cuerpo).encode())


def error(codigo: int, mensaje: str = "") -> dict[str, Any]:
    return {"error": {"code": codigo, "message": mensaje}}


@pytest.mark.parametrize("codigo", [4, 17, 32, 613, 80001])
def test_el_limite_de_frecuencia_es_pasajero_y_espera_los_minutos_que_dice(codigo: int) -> None:
    respuesta = cruda(error(codigo), 400, x_business_use_case_usage=_ESPERA)
    dicho = clasificar(respuesta)
    assert isinstance(dicho, Transitorio)
    assert dicho.espera == 7 * 60
    anotado = limite(respuesta, PROGRAMADA)
    assert anotado is not None
    assert (anotado.restantes, anotado.se_abre) == (0, PROGRAMADA + timedelta(minutes=7))


def test_un_429_sin_encabezados_es_pasajero_y_no_dice_cuanto() -> None:
    dicho = clasificar(cruda(b"Too many", 429))
    assert isinstance(dicho, Transitorio)
    assert dicho.espera is None
    assert limite(cruda(b"Too many", 429), PROGRAMADA) is None


def test_la_ficha_general_revocada_es_definitiva_para_la_credencial() -> None:
    dicho = clasificar(cruda(error(190, "Malformed access token EAAB123"), 401))
    assert isinstance(dicho, Definitivo)
    assert (dicho.ausencia, dicho.alcance) == (Ausencia.SIN_PERMISO, Alcance.CREDENCIAL)
    assert "EAAB123" not in dicho.mensaje


def test_un_parametro_mal_puesto_rompe_el_contrato_y_no_se_repite() -> None:
    assert isinstance(clasificar(cruda(error(100, "(#100) batch"), 400)), ContratoRoto)
    assert isinstance(clasificar(cruda(b"<html>", 404)), ContratoRoto)


@pytest.mark.parametrize("cuerpo", [b"", b"<html>", b'{"error":{"code":2}}'])
def test_un_5xx_es_pasajero(cuerpo: bytes) -> None:
    assert isinstance(clasificar(cruda(cuerpo, 503)), Transitorio)


def test_una_respuesta_buena_no_es_error_aunque_sus_partes_fallen() -> None:
    assert clasificar(cruda([{"code": 400, "body": json.dumps(error(190))}])) is None


@pytest.mark.parametrize(("uso", "detiene"), [(94, False), (95, True), (100, True)])
def test_cerca_del_limite_de_la_aplicacion_se_deja_de_pedir_un_rato(uso: int, *, detiene: bool) -> None:
    respuesta = cruda([], x_app_usage={"call_count": 3, "total_time": uso, "total_cputime": 1})
    anotado = limite(respuesta, PROGRAMADA)
    assert (anotado is not None) is detiene
    assert anotado is None or anotado.se_abre > PROGRAMADA


def test_la_espera_de_una_pagina_en_una_respuesta_buena_no_detiene_a_las_demas() -> None:
    assert limite(cruda([], x_business_use_case_usage=_ESPERA), PROGRAMADA) is None
