"""Qué se le pide a X en cada etapa: lo menos posible, sin huecos ni vueltas de más."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from fabrica_x import DESDE, PROGRAMADA, S1, S2, consulta, cuenta, vista
from hypothesis import given
from hypothesis import strategies as st

from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.vista import Avance
from conectores.x.peticiones import armar
from conectores.x.planeacion import cargos_maximos, estimar, planear


def cuentas_con_id(cuantas: int) -> list:
    return [cuenta(f"c{i:04}", f"u{i}", str(1000 + i)) for i in range(cuantas)]


def test_mil_cuentas_se_piden_en_diez_consultas_de_perfiles() -> None:
    consultas = planear(Etapa.PERFILES, vista(*cuentas_con_id(1000)))
    assert [len(c.cuentas) for c in consultas] == [100] * 10
    assert [c for q in consultas for c in q.cuentas] == [f"c{i:04}" for i in range(1000)]
    assert consultas[0].objetos[:2] == ("1000", "1001")


def test_las_cuentas_sin_identificador_se_piden_por_usuario() -> None:
    sin_id, malo = cuenta("b", "INE_B", None), cuenta("c", "INE_C", "no es número")
    consultas = planear(Etapa.PERFILES, vista(cuenta(), sin_id, malo))
    assert [(c.parametros["por"], c.cuentas, c.objetos) for c in consultas] == [
        ("ids", ("jal_x",), ("101",)),
        ("usernames", ("b", "c"), ("INE_B", "INE_C")),
    ]


def test_un_usuario_imposible_se_pide_solo_para_que_no_tumbe_a_los_demas() -> None:
    consultas = planear(
        Etapa.PERFILES,
        vista(cuenta("a", "bien", None), cuenta("b", "mal usuario", None), cuenta("c", "ok", None)),
    )
    assert [c.cuentas for c in consultas] == [("a", "c"), ("b",)]


def test_dos_cuentas_que_nombran_a_la_misma_no_van_en_la_misma_consulta() -> None:
    consultas = planear(Etapa.PERFILES, vista(cuenta("a", "INE", None), cuenta("b", "ine", None)))
    assert [c.cuentas for c in consultas] == [("a",), ("b",)]


def test_la_primera_vez_se_lee_desde_el_semestre_mas_antiguo_en_hora_de_mexico() -> None:
    consultas = planear(Etapa.PUBLICACIONES, vista(semestres=(S1, S2)))
    assert [c.operacion for c in consultas] == ["publicaciones", "menciones"]
    assert {(c.desde, c.hasta) for c in consultas} == {(datetime(2026, 1, 1, 6, tzinfo=UTC), PROGRAMADA)}
    assert {(c.cuentas, c.objetos) for c in consultas} == {(("jal_x",), ("101",))}


def test_no_se_lee_de_antes_del_alta_ni_de_despues_de_la_baja() -> None:
    de_alta = cuenta(desde=date(2026, 7, 20), hasta=date(2026, 7, 31))
    (publicaciones, _) = planear(Etapa.PUBLICACIONES, vista(de_alta))
    assert (publicaciones.desde, publicaciones.hasta) == (
        datetime(2026, 7, 20, 6, tzinfo=UTC),
        datetime(2026, 8, 1, 6, tzinfo=UTC),
    )


def test_lo_ya_leido_no_se_vuelve_a_pedir() -> None:
    hasta = datetime(2026, 8, 9, 12, tzinfo=UTC)
    avances = {
        ("jal_x", "publicaciones"): Avance(DESDE, hasta),
        ("jal_x", "menciones"): Avance(DESDE, PROGRAMADA),
    }
    (unica,) = planear(Etapa.PUBLICACIONES, vista(avances=avances))
    assert (unica.operacion, unica.desde, unica.hasta) == ("publicaciones", hasta, PROGRAMADA)


def test_sin_identificador_no_hay_segunda_ni_tercera_etapa() -> None:
    sin_id = cuenta(id_plataforma=None)
    hace_mucho = PROGRAMADA - timedelta(days=40)
    v = vista(sin_id, conocidas=[("jal_x", "1", hace_mucho, hace_mucho)])
    assert planear(Etapa.PUBLICACIONES, v) == []
    assert planear(Etapa.METRICAS, v) == []


@given(st.lists(st.integers(1, 10**7), min_size=2, max_size=6, unique=True))
def test_las_ventanas_sucesivas_no_dejan_hueco_ni_se_enciman(pasos: list[int]) -> None:
    momentos = [PROGRAMADA + timedelta(milliseconds=p * 100) for p in sorted(pasos)]
    ventanas, avances = [], {}
    for momento in momentos:
        for q in planear(Etapa.PUBLICACIONES, vista(programada=momento, avances=avances)):
            if q.operacion == "publicaciones":
                parametros = armar(q, None, "tweet").parametros
                ventanas.append((parametros["start_time"], parametros["end_time"]))
                avances = {("jal_x", "publicaciones"): Avance(DESDE, q.hasta)}
    assert all(fin == inicio for (_, fin), (inicio, _) in pairwise(ventanas))


def test_las_relecturas_van_de_cien_en_cien_con_su_cuenta_al_lado() -> None:
    viejas = PROGRAMADA - timedelta(days=2)
    conocidas = [("jal_x", f"{i:04}", viejas, viejas) for i in range(150)] + [("ver_x", "9", viejas, viejas)]
    consultas = planear(Etapa.METRICAS, vista(cuenta(), cuenta("ver_x", "v", "202"), conocidas=conocidas))
    assert [len(c.objetos) for c in consultas] == [100, 51]
    assert consultas[1].cuentas[-2:] == ("jal_x", "ver_x")
    assert consultas[1].objetos[-2:] == ("0149", "9")


def test_la_misma_consulta_del_mismo_momento_es_el_mismo_lote() -> None:
    for etapa in Etapa:
        una, otra = (planear(etapa, vista(*cuentas_con_id(3))) for _ in range(2))
        assert [c.lote for c in una] == [c.lote for c in otra]
        assert [Consulta.de_json(c.en_json()).lote for c in una] == [c.lote for c in una]


@pytest.mark.parametrize(
    ("operacion", "ritmo", "peticiones", "posts"),
    [
        ("publicaciones", {}, 1, 41),
        ("publicaciones", {"jal_x": 0.0}, 1, 0),
        ("publicaciones", {"jal_x": 70.0}, 5, 403),
        ("publicaciones", {"jal_x": 9000.0}, 32, 3200),
        ("menciones", {"jal_x": 70.0}, 1, 0),
        ("menciones", {"jal_x:menciones": 70.0}, 5, 403),
        ("menciones", {"jal_x:menciones": 9000.0}, 8, 800),
    ],
)
def test_lo_nuevo_se_estima_con_el_ritmo_de_la_cuenta(
    operacion: str, ritmo: dict[str, float], peticiones: int, posts: int
) -> None:
    estimada = estimar(consulta(operacion), vista(ritmo=ritmo))
    assert (estimada.peticiones, estimada.cargos) == (peticiones, {"post_leido": posts})


def test_lo_que_se_pide_por_identificador_se_sabe_de_antemano() -> None:
    perfiles = consulta("perfiles", cuentas=("a", "b"), objetos=("1", "2"))
    metricas = consulta("metricas", cuentas=("a", "a", "b"), objetos=("1", "2", "3"))
    assert (estimar(perfiles, vista()).cargos, cargos_maximos(perfiles)) == (({"usuario_leido": 2}),) * 2
    assert (estimar(metricas, vista()).cargos, cargos_maximos(metricas)) == (({"post_leido": 3}),) * 2
    assert cargos_maximos(consulta("menciones")) == {"post_leido": 100}


def test_una_consulta_mal_hecha_es_error_de_programacion() -> None:
    with pytest.raises(ValueError, match="no tiene periodo"):
        armar(consulta("publicaciones", desde=None), None, "tweet")
    with pytest.raises(ValueError, match="no tiene la operación"):
        armar(consulta("historias"), None, "tweet")
