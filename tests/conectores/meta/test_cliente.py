"""El cliente de la Graph API contra un servidor de esta máquina."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fabrica_meta import S2, bien, cuenta, entorno, error, vista
from servidor_meta import Contesta, Pedido, servidor

from conectores import facebook
from conectores.comun.conector import Conector
from conectores.comun.consultas import Consulta, Etapa, PaginaLeida
from conectores.comun.errores import ContratoRoto, Definitivo, Transitorio, VentanaLarga
from conectores.comun.llamadas import Intento, Politica
from conectores.comun.secretos import Secreto
from conectores.meta.credenciales import CredencialesMeta

_AHORA = datetime(2026, 11, 23, 12, tzinfo=UTC)
_GENERAL = CredencialesMeta(general=Secreto("GENERALsecreta"))
_PERFIL = bien({"id": "1", "name": "Página", "username": "pagina", "followers_count": 5})


def perfiles(cuantas: int) -> Consulta:
    cuentas = [cuenta(f"facebook_{i:03}", "facebook", str(100 + i)) for i in range(cuantas)]
    return facebook.crear(entorno(), _GENERAL).planear(Etapa.PERFILES, vista(*cuentas))[0]


def conector(base: str, credenciales: CredencialesMeta = _GENERAL, **otros: Any) -> Conector:
    return facebook.crear(entorno(bases={"meta": base}, **otros), credenciales)


def todo_bien(pedido: Pedido) -> Contesta:
    return Contesta([_PERFIL for _ in pedido.lote])


def fichas_de(pedido: Pedido) -> list[str]:
    rutas = [parse_qs(urlsplit(o["relative_url"]).query) for o in pedido.lote]
    return [r["access_token"][0] if "access_token" in r else "" for r in rutas]


def test_cincuenta_cuentas_son_una_llamada_y_cincuenta_cargos() -> None:
    consulta = perfiles(50)
    with servidor(todo_bien) as servicio:
        respuesta = conector(servicio.base).pedir(consulta, None)
    assert len(servicio.pedidos) == 1
    assert servicio.pedidos[0].camino == "/v27.0/"
    assert [o["method"] for o in servicio.pedidos[0].lote] == ["GET"] * 50
    assert respuesta.cargos == {"llamada": 50}


def test_cada_cuenta_lleva_su_ficha_o_la_general_y_la_prueba_de_la_aplicacion() -> None:
    credenciales = CredencialesMeta(
        fichas={"facebook_001": Secreto("PROPIAsecreta")},
        general=Secreto("GENERALsecreta"),
        secreto_app=Secreto("CLAVEsecreta"),
    )
    with servidor(todo_bien) as servicio:
        respuesta = conector(servicio.base, credenciales).pedir(perfiles(2), None)
    pedido = servicio.pedidos[0]
    assert fichas_de(pedido) == ["GENERALsecreta", "PROPIAsecreta"]
    assert pedido.encabezados["Authorization"] == "Bearer GENERALsecreta"
    prueba = hmac.new(b"CLAVEsecreta", b"PROPIAsecreta", hashlib.sha256).hexdigest()
    assert f"appsecret_proof={prueba}" in pedido.lote[1]["relative_url"]
    assert "appsecret_proof" in pedido.formulario
    for lugar in (pedido.camino, respuesta.peticion, respuesta.cuerpo.decode()):
        assert "secreta" not in lugar
        assert prueba not in lugar


def test_sin_ficha_general_si_la_de_una_cuenta_ya_no_sirve_el_lote_se_pide_con_la_de_otra() -> None:
    credenciales = CredencialesMeta(fichas={f"facebook_{i:03}": Secreto(f"F{i}") for i in range(3)})

    def responde(pedido: Pedido) -> Contesta:
        if pedido.encabezados["Authorization"] == "Bearer F0":
            return Contesta({"error": {"code": 190, "message": "Error validating access token"}}, 401)
        return Contesta([error(190, http=401), _PERFIL, _PERFIL])

    with servidor(responde) as servicio:
        c = conector(servicio.base, credenciales)
        consulta = perfiles(3)
        respuesta = c.pedir(consulta, None)
    assert c.siguiente(consulta, None, respuesta.cuerpo) is None
    lectura = c.normalizar(consulta, [PaginaLeida("p1", respuesta.cuerpo, _AHORA)], {}, (S2,))
    assert lectura.recolecciones["resultado"].to_list() == ["sin_permiso", "completo", "completo"]


def test_la_ficha_general_revocada_detiene_lo_de_esa_credencial() -> None:
    revocada = Contesta({"error": {"code": 190, "message": "GENERALsecreta"}}, 401)
    with servidor(lambda _: revocada) as servicio, pytest.raises(Definitivo) as que:
        conector(servicio.base).pedir(perfiles(1), None)
    assert len(servicio.pedidos) == 1
    assert "secreta" not in str(que.value)


def test_sin_ninguna_ficha_no_se_llama() -> None:
    with servidor(todo_bien) as servicio, pytest.raises(Definitivo):
        conector(servicio.base, CredencialesMeta()).pedir(perfiles(1), None)
    assert servicio.pedidos == []


@pytest.mark.parametrize(
    "mala",
    [
        Contesta(b"", 200),
        Contesta(b'[{"code":200,"bo', 200),
        Contesta([], 200),
        Contesta({"error": {"code": 2, "message": "", "is_transient": True}}, 500),
        Contesta({"error": {"code": 4, "message": ""}}, 400),
        Contesta(b"<html>", 503),
        Contesta(b"", 429),
    ],
)
def test_lo_pasajero_de_la_llamada_entera_se_repite_y_no_se_aterriza(mala: Contesta) -> None:
    respuestas = [mala, mala]
    anotados: list[Intento] = []
    with servidor(lambda p: respuestas.pop() if respuestas else todo_bien(p)) as servicio:
        conector(servicio.base, anotar=anotados.append).pedir(perfiles(2), None)
    assert len(servicio.pedidos) == 3
    assert [a.error is None for a in anotados] == [False, False, True]


def test_un_lote_rehusado_rompe_el_contrato_a_la_primera() -> None:
    rehusado = Contesta({"error": {"code": 100, "message": "batch"}}, 400)
    with servidor(lambda _: rehusado) as servicio, pytest.raises(ContratoRoto):
        conector(servicio.base).pedir(perfiles(1), None)
    assert len(servicio.pedidos) == 1


def test_si_hay_que_esperar_mas_de_lo_que_vale_el_lote_se_deja_para_despues() -> None:
    uso = json.dumps({"1": [{"type": "pages", "estimated_time_to_regain_access": 60}]})
    limitada = Contesta({"error": {"code": 80001, "message": ""}}, 400, {"X-Business-Use-Case-Usage": uso})
    with servidor(lambda _: limitada) as servicio, pytest.raises(VentanaLarga) as que:
        conector(servicio.base).pedir(perfiles(1), None)
    assert que.value.segundos == 3600


def test_insistir_tiene_tope() -> None:
    with servidor(lambda _: Contesta(b"", 503)) as servicio, pytest.raises(Transitorio):
        conector(servicio.base, politica=Politica(intentos=3)).pedir(perfiles(1), None)
    assert len(servicio.pedidos) == 3


def test_antes_de_repetir_lo_que_fallo_dentro_del_lote_se_espera_cada_vez_mas() -> None:
    esperas: list[float] = []
    fallas = [error(32), None, error(2)]

    def responde(pedido: Pedido) -> Contesta:
        return Contesta([fallas.pop(0) if fallas else _PERFIL for _ in pedido.lote])

    with servidor(responde) as servicio:
        c = facebook.crear(replace(entorno(bases={"meta": servicio.base}), dormir=esperas.append), _GENERAL)
        consulta, cursor = perfiles(1), None
        while True:
            cuerpo = c.pedir(consulta, cursor).cuerpo
            cursor = c.siguiente(consulta, cursor, cuerpo)
            if cursor is None:
                break
    assert esperas == [1.0, 2.0, 4.0]


def test_si_contesta_otra_version_se_dice() -> None:
    vieja = {"facebook-api-version": "v26.0"}
    with servidor(lambda p: Contesta([_PERFIL for _ in p.lote], 200, vieja)) as servicio:
        c = conector(servicio.base)
        consulta = perfiles(1)
        cuerpo = c.pedir(consulta, None).cuerpo
    lectura = c.normalizar(consulta, [PaginaLeida("p1", cuerpo, _AHORA)], {}, (S2,))
    assert [(h.codigo, h.encontrado, h.esperado) for h in lectura.hallazgos] == [("R201", "v26.0", "v27.0")]
    assert "v26.0" in lectura.hallazgos[0].mensaje
