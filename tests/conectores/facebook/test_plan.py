"""Cuántas llamadas se planean a Facebook y desde cuándo."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from fabrica_meta import PROGRAMADA, cuenta, entorno, vista

from conectores import facebook
from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.vista import Avance
from conectores.facebook.plan import tareas
from conectores.meta.credenciales import CredencialesMeta

CONECTOR = facebook.crear(entorno(), CredencialesMeta())


def cuentas(n: int) -> list[object]:
    return [cuenta(f"facebook_{i:03}", "facebook", str(1000 + i)) for i in range(n)]


def de(operacion: str, v: object) -> list[Consulta]:
    etapa = Etapa.PERFILES if operacion == "perfiles" else Etapa.PUBLICACIONES
    return [c for c in CONECTOR.planear(etapa, v) if c.operacion == operacion]  # type: ignore[arg-type]


def test_los_perfiles_van_de_cincuenta_en_cincuenta_y_las_listas_de_veinticinco() -> None:
    v = vista(*cuentas(101))  # type: ignore[arg-type]
    assert [len(c.cuentas) for c in de("perfiles", v)] == [50, 50, 1]
    assert [len(c.cuentas) for c in de("publicaciones", v)] == [25, 25, 25, 25, 1]
    for c in (*de("perfiles", v), *de("publicaciones", v), *de("diarias", v)):
        assert len(tareas(c)) <= 50
        estimada = CONECTOR.estimar(c, v)
        assert estimada.cargos["llamada"] >= len(tareas(c))
        assert CONECTOR.cargos_maximos(c, None) == {"llamada": len(tareas(c))}


def test_cada_cuenta_se_pide_desde_donde_va_y_la_que_esta_al_dia_no_se_pide() -> None:
    a, b, c = cuentas(3)
    ayer = PROGRAMADA - timedelta(days=1)
    v = vista(
        a, b, c,  # type: ignore[arg-type]
        avances={
            ("facebook_000", "publicaciones"): Avance(ayer - timedelta(days=9), ayer),
            ("facebook_001", "publicaciones"): Avance(ayer, PROGRAMADA),
        },
    )  # fmt: skip
    consulta = de("publicaciones", v)[0]
    assert consulta.cuentas == ("facebook_000", "facebook_002")
    desde = {t.cuenta: t.desde for t in tareas(consulta)}
    assert desde == {"facebook_000": ayer, "facebook_002": datetime(2026, 7, 1, 6, tzinfo=UTC)}
    assert (consulta.desde, consulta.hasta) == (datetime(2026, 7, 1, 6, tzinfo=UTC), PROGRAMADA)


def test_la_cuenta_sin_identificador_solo_entra_en_perfiles_y_la_de_baja_hasta_su_baja() -> None:
    v = vista(
        cuenta("facebook_a", "facebook", None),
        cuenta("facebook_b", "facebook", "2", desde=date(2026, 8, 1), hasta=date(2026, 9, 30)),
    )
    assert len(de("perfiles", v)[0].cuentas) == 2
    consulta = de("publicaciones", v)[0]
    assert consulta.cuentas == ("facebook_b",)
    assert consulta.desde == datetime(2026, 8, 1, 6, tzinfo=UTC)
    assert consulta.hasta == datetime(2026, 10, 1, 6, tzinfo=UTC)
    assert [t.dias for t in tareas(de("diarias", v)[0])] == [(date(2026, 8, 1), date(2026, 9, 30))] * 2


def test_planear_dos_veces_da_los_mismos_lotes() -> None:
    v = vista(*cuentas(60))  # type: ignore[arg-type]
    uno = [c.lote for c in CONECTOR.planear(Etapa.PUBLICACIONES, v)]
    assert uno == [c.lote for c in CONECTOR.planear(Etapa.PUBLICACIONES, v)]
    assert [Consulta.de_json(c.en_json()) for c in de("diarias", v)] == de("diarias", v)


def test_las_relecturas_van_de_cincuenta_en_cincuenta_aunque_sean_de_varias_cuentas() -> None:
    momento = datetime(2026, 8, 1, tzinfo=UTC)
    conocidas = [
        {"cuenta": f"facebook_{i % 3:03}", "id_publicacion": str(i), "publicada_en": momento,
         "ultima_lectura": None}
        for i in range(120)
    ]  # fmt: skip
    v = vista(*cuentas(3), publicaciones=conocidas)  # type: ignore[arg-type]
    consultas = CONECTOR.planear(Etapa.METRICAS, v)
    assert [len(c.objetos) for c in consultas] == [50, 50, 20]
    pedidos = [(t.cuenta, t.objeto) for c in consultas for t in tareas(c)]
    assert sorted(pedidos) == sorted((f"facebook_{i % 3:03}", f"{1000 + i % 3}_{i}") for i in range(120))


def test_la_estimacion_cuenta_las_paginas_que_dara_el_ritmo_de_la_cuenta() -> None:
    v = vista(*cuentas(1), semestres=vista().semestres)  # type: ignore[arg-type]
    consulta = de("publicaciones", v)[0]
    lenta = CONECTOR.estimar(consulta, v)
    rapida = CONECTOR.estimar(consulta, replace(v, ritmo={"facebook_000": 50.0}))
    assert lenta.cargos["llamada"] == 4
    assert rapida.cargos["llamada"] == 2 * 11
    assert rapida.peticiones == 11
