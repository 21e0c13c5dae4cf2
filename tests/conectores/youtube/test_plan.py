from datetime import UTC, date, datetime, timedelta

import pytest
from fabrica_youtube import CLAVE, PROGRAMADA, credenciales, cuenta, vista

from conectores.comun.consultas import Etapa
from conectores.comun.secretos import Secreto
from conectores.comun.vista import Avance
from conectores.youtube.credenciales import CredencialesYoutube
from conectores.youtube.diarias import dias_pedidos
from conectores.youtube.plan import estimar, planear, sin_credencial
from lineamientos.ausencias import Ausencia


def test_los_perfiles_van_de_cincuenta_en_cincuenta():
    cuentas = [cuenta(f"c{n:03}") for n in range(101)]
    consultas = planear(Etapa.PERFILES, vista(cuentas), credenciales())
    assert [len(c.cuentas) for c in consultas] == [50, 50, 1]
    assert [o for c in consultas for o in c.objetos] == [c.id_plataforma for c in cuentas]
    assert all(c.parametros == {"credencial": "clave", "por": "id"} for c in consultas)


def test_una_cuenta_sin_identificador_se_busca_por_su_usuario_una_por_llamada():
    consultas = planear(
        Etapa.PERFILES, vista([cuenta("a"), cuenta("b", None), cuenta("c", None)]), credenciales()
    )
    assert [(c.cuentas, c.objetos, c.parametros["por"]) for c in consultas] == [
        (("a",), ("UCa",), "id"),
        (("b",), ("@b",), "usuario"),
        (("c",), ("@c",), "usuario"),
    ]


def test_un_canal_dado_a_dos_cuentas_se_pide_aparte():
    consultas = planear(Etapa.PERFILES, vista([cuenta("a", "UCx"), cuenta("b", "UCx")]), credenciales())
    assert [(c.cuentas, c.objetos) for c in consultas] == [(("a",), ("UCx",)), (("b",), ("UCx",))]


def test_la_lista_de_subidas_sale_del_identificador_y_abarca_el_semestre_entero():
    (consulta,) = planear(Etapa.PUBLICACIONES, vista([cuenta("abc"), cuenta("z", None)]), credenciales())
    assert consulta.objetos == ("UUabc", "UCabc")
    assert consulta.desde == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert consulta.hasta == PROGRAMADA


def test_las_diarias_terminan_tres_dias_del_pacifico_antes_y_empiezan_con_el_semestre():
    # A las 03:00 UTC del 6 en el Pacífico todavía es 5.
    v = vista([cuenta("abc")], programada=datetime(2026, 10, 6, 3, tzinfo=UTC))
    (_, consulta) = planear(Etapa.PUBLICACIONES, v, credenciales("abc"))
    assert dias_pedidos(consulta) == (date(2026, 7, 1), date(2026, 10, 2))
    assert consulta.desde == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert consulta.parametros == {"credencial": "titular"}


def test_las_diarias_siguen_donde_quedaron_con_solape():
    hasta = datetime(2026, 10, 1, 7, tzinfo=UTC)
    avances = {("abc", "diarias"): Avance(datetime(2026, 7, 1, tzinfo=UTC), hasta)}
    (_, consulta) = planear(Etapa.PUBLICACIONES, vista([cuenta("abc")], avances=avances), credenciales("abc"))
    assert dias_pedidos(consulta) == (date(2026, 9, 28), date(2026, 10, 2))


def test_las_diarias_no_empiezan_antes_del_alta_de_la_cuenta_ni_se_piden_si_no_hay_dias():
    v = vista([cuenta("abc", desde=date(2026, 9, 9))])
    (_, consulta) = planear(Etapa.PUBLICACIONES, v, credenciales("abc"))
    assert dias_pedidos(consulta)[0] == date(2026, 9, 9)
    v = vista([cuenta("abc", desde=date(2026, 10, 4))])
    assert [c.operacion for c in planear(Etapa.PUBLICACIONES, v, credenciales("abc"))] == ["publicaciones"]


def _conocida(clave, quien, leida):
    return (quien, clave, PROGRAMADA - timedelta(days=2), leida, None)


def test_las_metricas_juntan_lo_nuevo_y_lo_que_cumplio_una_edad_de_todas_las_cuentas():
    reciente = PROGRAMADA - timedelta(hours=1)
    conocidas = [
        _conocida("nuevo", "b", None),
        _conocida("al_dia", "a", reciente),
        _conocida("un_dia", "a", PROGRAMADA - timedelta(days=1, hours=12)),
        _conocida("ajeno", "z", None),
        *(_conocida(f"v{n:02}", "c", None) for n in range(60)),
    ]
    v = vista([cuenta("a"), cuenta("b"), cuenta("c")], publicaciones=conocidas)
    uno, dos = planear(Etapa.METRICAS, v, credenciales())
    assert uno.cuentas == ("a", "b", "c")
    assert uno.parametros == {"credencial": "clave", "reparto": "1,1,48"}
    assert uno.objetos[:2] == ("un_dia", "nuevo")
    assert (dos.cuentas, len(dos.objetos)) == (("c",), 12)


def test_sin_clave_solo_se_planea_lo_del_titular_y_lo_demas_queda_dicho():
    con = CredencialesYoutube(None, "cliente", Secreto("s"), {"a": Secreto("r")})
    v = vista([cuenta("a"), cuenta("b")])
    assert planear(Etapa.PERFILES, v, con) == []
    assert [c.operacion for c in planear(Etapa.PUBLICACIONES, v, con)] == ["diarias"]
    dichas = sin_credencial(v, con)
    assert [(c, o) for c, o, *_ in dichas] == [
        ("a", "perfiles"),
        ("a", "publicaciones"),
        ("a", "metricas"),
        ("b", "perfiles"),
        ("b", "publicaciones"),
        ("b", "metricas"),
        ("b", "diarias"),
    ]
    assert {r for *_, r, _ in dichas} == {Ausencia.SIN_PERMISO}
    assert "pertinencia autorizar youtube b" in dichas[-1][3]


@pytest.mark.parametrize("con", [CredencialesYoutube(Secreto(CLAVE), "", None, {"a": Secreto("r")})])
def test_una_renovacion_sin_cliente_oauth_no_basta(con):
    v = vista([cuenta("a")])
    assert [c.operacion for c in planear(Etapa.PUBLICACIONES, v, con)] == ["publicaciones"]
    assert [(c, o) for c, o, *_ in sin_credencial(v, con)] == [("a", "diarias")]


def test_el_mismo_momento_da_los_mismos_lotes():
    v = vista([cuenta("a"), cuenta("b", None)], publicaciones=[_conocida("x", "a", None)])
    for etapa in Etapa:
        lotes = [[c.lote for c in planear(etapa, v, credenciales("a"))] for _ in range(2)]
        assert lotes[0] == lotes[1]


def test_la_estimacion_cuenta_paginas_de_la_lista_y_una_llamada_de_lo_demas():
    conocidas = [_conocida(f"v{n:03}", "a", PROGRAMADA) for n in range(99)]
    v = vista([cuenta("a")], publicaciones=conocidas, ritmo={"a": 14.0})
    lista, diarias = planear(Etapa.PUBLICACIONES, v, credenciales("a"))
    assert estimar(lista, v).cargos == {"unidad": 3}
    assert estimar(diarias, v).cargos == {"consulta_analytics": 1}
    (perfil,) = planear(Etapa.PERFILES, v, credenciales())
    assert (estimar(perfil, v).peticiones, estimar(perfil, v).cargos) == (1, {"unidad": 1})
