"""Cada clase de falla llega al cliente como llegaría de verdad, y repetir termina por salir bien."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from pedidos_x import BASE, Cliente, cliente, ids

from conectores.simulador.fallas import Clase, PlanDeFallas

TWEETS = f"/2/users/{BASE}/tweets"


@contextmanager
def con(*clases: Clase, **otros: Any) -> Iterator[Cliente]:
    with cliente(plan=PlanDeFallas(1, 1.0, clases, **otros)) as x:
        yield x


@pytest.mark.parametrize(
    ("clase", "estado", "con_encabezados"),
    [
        (Clase.LIMITE, 429, True),
        (Clase.LIMITE_MUDO, 429, False),
        (Clase.SERVIDOR, 503, False),
        (Clase.SIN_SALDO, 402, False),
    ],
)
def test_los_errores_son_los_de_la_plataforma(clase: Clase, estado: int, con_encabezados: bool) -> None:
    with con(clase, intentos=1) as x:
        respuesta = x.get(TWEETS)
        assert respuesta.status_code == respuesta.json().get("status", 402) == estado
        assert ("x-rate-limit-reset" in respuesta.headers) == con_encabezados
        assert x.simulador.contabilidad.fallas("x") == {clase: 1}
        assert x.simulador.contabilidad.cargos("x") == {}
        assert len(x.json(TWEETS)["data"]) == 10
        assert x.simulador.contabilidad.cargos("x") == {"post_leido": 10}


@pytest.mark.parametrize("clase", [Clase.CORTADA, Clase.MALFORMADA, Clase.VACIA])
def test_lo_que_no_es_json_llega_con_200(clase: Clase) -> None:
    with con(clase, intentos=1) as x:
        with pytest.raises(requests.exceptions.JSONDecodeError):
            x.json(TWEETS)
        assert x.json(TWEETS)["data"]


def test_lo_cortado_en_http_promete_mas_de_lo_que_llega_y_el_servidor_sigue() -> None:
    with con(Clase.CORTADA_EN_HTTP, intentos=2) as x:
        for _ in range(2):
            with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
                x.get(TWEETS)
        assert x.json(TWEETS)["data"]


def test_el_tiempo_se_agota_y_salir_no_espera_la_demora() -> None:
    with con(Clase.TIEMPO, intentos=1, demora_s=60) as x:
        with pytest.raises(requests.Timeout):
            requests.get(x.simulador.base + TWEETS, headers={"Authorization": "Bearer f"}, timeout=0.2)
        assert x.json(TWEETS)["data"]


def test_los_duplicados_vienen_dentro_de_la_pagina() -> None:
    with con(Clase.DUPLICADOS, intentos=1) as x:
        leidos = ids(x.json(TWEETS))
        assert leidos[10:] == leidos[:3] and len(leidos) == 13
        assert x.simulador.contabilidad.cargos("x") == {"post_leido": 13}
        assert x.simulador.contabilidad.buenas("x") == 1


def test_la_pagina_repetida_es_la_anterior_con_el_cursor_con_que_se_pidio() -> None:
    with con(Clase.REPETIDA, intentos=1) as x:
        primera = x.json(TWEETS)  # la primera no tiene anterior
        cursor = primera["meta"]["next_token"]
        repetida = x.json(TWEETS, pagination_token=cursor)
        assert repetida == primera and repetida["meta"]["next_token"] == cursor
        assert ids(x.json(TWEETS, pagination_token=cursor)) != ids(primera)
        assert x.simulador.contabilidad.cargos("x") == {"post_leido": 20}


def test_repetir_cada_peticion_termina_el_recorrido_y_da_lo_mismo_que_sin_fallas() -> None:
    with cliente() as x:
        sin_fallas = [i for p in x.recorrer(TWEETS, max_results=5) for i in ids(p)]
    with cliente(plan=PlanDeFallas(11, 0.6, definitivas=2, demora_s=0.0)) as x:
        leidas: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            for _ in range(4):
                try:
                    pagina = x.json(TWEETS, max_results=5, **cursor)
                except (AssertionError, requests.RequestException):
                    continue
                if pagina["meta"].get("next_token", "") != cursor.get("pagination_token"):
                    break
            else:
                pytest.fail("una petición no acabó saliendo bien")
            leidas += ids(pagina)
            if "next_token" not in pagina["meta"]:
                break
            cursor = {"pagination_token": pagina["meta"]["next_token"]}
        assert list(dict.fromkeys(leidas)) == sin_fallas
        assert sum(x.simulador.contabilidad.fallas("x").values()) > 5
