"""Cifras diarias de una página: días del Pacífico, y ausencia con su razón donde no hay cifra."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from fabrica_meta import PROGRAMADA, S1, S2, Plataforma, cuenta, entorno, error, leer, recolectar, vista

from conectores import facebook
from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.errores import ContratoRoto
from conectores.comun.vista import Avance, Vista
from conectores.facebook.plan import tareas
from conectores.meta.credenciales import CredencialesMeta
from conectores.meta.dias import medianoche

CONECTOR = facebook.crear(entorno(), CredencialesMeta())
_PAGINA = cuenta("facebook_0", "facebook", "10")


def diarias(v: Vista) -> list[Consulta]:
    return [c for c in CONECTOR.planear(Etapa.PUBLICACIONES, v) if c.operacion == "diarias"]


def tras(dia: date) -> Vista:
    """Vista con todo leído hasta un día, inclusive."""
    avance = Avance(medianoche(date(2026, 7, 1)), medianoche(dia + timedelta(days=1)))
    return vista(_PAGINA, avances={("facebook_0", "diarias"): avance})


def serie(nombre: str, valores: dict[date, Any]) -> dict[str, Any]:
    textos = {d: medianoche(d + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S+0000") for d in valores}
    return {
        "name": nombre,
        "period": "day",
        "values": [{"value": v, "end_time": textos[d]} for d, v in valores.items()],
    }


def test_se_piden_los_dias_completos_que_la_plataforma_ya_da_con_su_solape() -> None:
    consulta = diarias(tras(date(2026, 11, 20)))[0]
    assert {t.dias for t in tareas(consulta)} == {(date(2026, 11, 18), date(2026, 11, 21))}
    assert consulta.hasta == medianoche(date(2026, 11, 22))
    assert diarias(tras(date(2026, 11, 21))) == []


def test_un_semestre_se_pide_en_trozos_de_a_lo_mas_noventa_dias_del_pacifico() -> None:
    consulta = diarias(vista(_PAGINA))[0]
    dias = sorted({t.dias for t in tareas(consulta)})
    assert dias == [(date(2026, 7, 1), date(2026, 9, 28)), (date(2026, 9, 29), date(2026, 11, 21))]
    for t in tareas(consulta):
        lapso = int(t.parametros["until"]) - int(t.parametros["since"])
        assert lapso <= 90 * 86_400 + 3_600


def test_antes_de_que_existiera_la_metrica_no_se_pide() -> None:
    consulta = diarias(vista(_PAGINA, semestres=(S1.anterior(), S1, S2)))[0]
    viejas = [t for t in tareas(consulta) if t.dias and t.dias[1] < date(2025, 11, 15)]
    assert viejas
    assert all("page_media_view" not in t.metricas for t in viejas)


def leer_con(insights: dict[str, Any], **otros: Any) -> Any:
    consulta = diarias(tras(date(2026, 11, 20)))[0]
    p = Plataforma(insights=insights, **otros)
    return leer(CONECTOR, consulta, recolectar(CONECTOR, tareas, consulta, p))


_TRES = {date(2026, 11, 18): 5, date(2026, 11, 19): 0, date(2026, 11, 21): 7}


def test_el_dia_es_el_del_pacifico_y_el_que_no_vino_es_ausencia_y_no_cero() -> None:
    lectura = leer_con({"page_media_view": serie("page_media_view", _TRES)})
    vistas = lectura.diarias.filter(metrica="visualizaciones").sort("fecha")
    assert vistas["fecha"].to_list() == [date(2026, 11, d) for d in (18, 19, 20, 21)]
    assert vistas["valor"].to_list() == [5, 0, None, 7]
    assert vistas["ausencia"].to_list() == [None, None, "plataforma", None]
    assert set(vistas["definicion"]) == {"facebook.visualizaciones.v1"}
    assert set(vistas["fuente"]) == {"api"}
    assert lectura.diarias.select("archivo", "fila", "metrica").is_unique().all()
    assert set(lectura.diarias["metrica"]) == {
        "visualizaciones", "altas_seguidores", "bajas_seguidores", "visitas_perfil", "alcance_28d",
    }  # fmt: skip


def test_una_metrica_muerta_deja_sus_dias_retirados_y_las_demas_con_cifra() -> None:
    nombres = ("page_media_view", "page_daily_follows_unique", "page_total_media_view_unique")
    lectura = leer_con(
        {n: serie(n, _TRES) for n in nombres},
        muertas={"page_daily_follows_unique", "page_total_media_view_unique"},
    )
    razones = dict(
        lectura.diarias.group_by("metrica").agg(pl.col("ausencia").drop_nulls().unique().sort()).iter_rows()
    )
    assert razones["altas_seguidores"] == ["retirada"]
    assert razones["alcance_28d"] == ["retirada"]
    assert lectura.diarias.filter(metrica="visualizaciones")["valor"].sum() == 12
    assert lectura.recolecciones["resultado"].to_list() == ["completo"]
    assert sorted(h.encontrado for h in lectura.hallazgos) == [
        "page_daily_follows_unique", "page_total_media_view_unique",
    ]  # fmt: skip


def test_sin_permiso_no_hay_dias_y_se_dice() -> None:
    consulta = diarias(tras(date(2026, 11, 20)))[0]
    paginas = recolectar(CONECTOR, tareas, consulta, Plataforma(), lambda _: error(200, http=403))
    lectura = leer(CONECTOR, consulta, paginas)
    assert lectura.diarias.is_empty()
    assert lectura.recolecciones["resultado"].to_list() == ["sin_permiso"]


@pytest.mark.parametrize(
    "entrada",
    [
        {"name": "page_otra", "values": []},
        {"name": "page_media_view", "values": [{"value": {"a": 1}, "end_time": "2026-11-19T08:00:00+0000"}]},
        {"name": "page_media_view", "values": [{"value": 1}]},
        {"name": "page_media_view", "values": [{"value": 2**63, "end_time": "2026-11-19T08:00:00+0000"}]},
    ],
)
def test_lo_que_no_se_pidio_o_no_es_una_cifra_rompe_el_contrato(entrada: dict[str, Any]) -> None:
    with pytest.raises(ContratoRoto):
        leer_con({"page_media_view": entrada})


def test_los_perfiles_dan_identidad_y_seguidores_del_dia_local() -> None:
    otra = cuenta("facebook_1", "facebook", None)
    consulta = CONECTOR.planear(Etapa.PERFILES, vista(_PAGINA, otra))[0]
    assert consulta.objetos == ("10", "1")
    p = Plataforma(objetos={"10": {"id": "10", "name": "Página", "username": "pag", "followers_count": 9},
                            "1": {"id": "1"}})  # fmt: skip
    lectura = leer(CONECTOR, consulta, recolectar(CONECTOR, tareas, consulta, p))
    assert lectura.perfiles.select("cuenta", "id_plataforma", "usuario").rows() == [
        ("facebook_0", "10", "pag"),
        ("facebook_1", "1", None),
    ]
    assert lectura.diarias.select("cuenta", "fecha", "metrica", "valor", "ausencia").rows() == [
        ("facebook_0", date(2026, 11, 23), "seguidores", 9, None),
        ("facebook_1", date(2026, 11, 23), "seguidores", None, "plataforma"),
    ]
    assert datetime(2026, 11, 23, 12, tzinfo=UTC) == PROGRAMADA
