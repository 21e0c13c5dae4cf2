from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conectores.simulador.meta_dias import PACIFICO, fin_del_dia
from conectores.simulador.meta_errores import ErrorMeta
from conectores.simulador.meta_insights import completar
from conectores.simulador.meta_metricas import Vigencia
from conectores.simulador.meta_series import serie_de_pagina, total_de_instagram

AHORA = datetime(2026, 7, 10, 18, tzinfo=UTC)
NACE = date(2025, 7, 1)


def cifras(dia):
    if dia < NACE:
        return None
    n = dia.toordinal() % 97
    del_dia = {
        "visualizaciones": 100 + n,
        "alcance": 60 + n // 2,
        "reacciones": n,
        "me_gusta": n,
        "comentarios": 2,
        "compartidos": 1,
        "guardados": 3,
        "seguidores_nuevos": n % 5,
        "seguidores_perdidos": n % 3,
        "seguidores": 5000 + n,
    }
    return completar(del_dia)


def medianoche(dia):
    return str(int(fin_del_dia(dia - timedelta(days=1)).timestamp()))


def serie(metricas, desde, hasta, periodo="day", ahora=AHORA):
    parametros = {"metric": metricas, "period": periodo, "since": medianoche(desde)}
    parametros["until"] = medianoche(hasta + timedelta(days=1))
    return serie_de_pagina("1", parametros, ahora, cifras, Vigencia(ahora.date()))["data"]


def instagram(desde, hasta, **otros):
    parametros = {
        "metric": "follows_and_unfollows",
        "metric_type": "total_value",
        "breakdown": "follow_type",
        "period": "day",
        "since": medianoche(desde),
        "until": medianoche(hasta + timedelta(days=1)),
    }
    return total_de_instagram("2", parametros | otros, AHORA, cifras, Vigencia(AHORA.date()))["data"]


def dias(entrada):
    return [
        datetime.fromisoformat(v["end_time"]).astimezone(PACIFICO).date() - timedelta(days=1)
        for v in entrada["values"]
    ]


@given(st.dates(NACE, date(2026, 6, 1)), st.integers(1, 90))
def test_se_dan_los_dias_pedidos_y_sus_cifras_sin_importar_el_horario_de_verano(desde, cuantos):
    hasta = min(desde + timedelta(days=cuantos - 1), date(2026, 7, 8))
    (entrada,) = serie("page_media_view", desde, hasta)
    esperados = [desde + timedelta(days=i) for i in range((hasta - desde).days + 1)]
    assert dias(entrada) == esperados
    assert [v["value"] for v in entrada["values"]] == [cifras(d)["visualizaciones"] for d in esperados]


def test_no_se_piden_mas_de_noventa_dias():
    serie("page_media_view", date(2026, 2, 1), date(2026, 5, 1))
    with pytest.raises(ErrorMeta, match="90 days"):
        serie("page_media_view", date(2026, 2, 1), date(2026, 5, 2))


def test_una_metrica_muerta_hace_fallar_a_las_vivas():
    with pytest.raises(ErrorMeta) as error:
        serie("page_media_view,page_impressions_unique", date(2026, 7, 1), date(2026, 7, 3))
    assert error.value.codigo == 100
    assert "page_" not in error.value.mensaje
    vispera = datetime(2026, 6, 14, 20, tzinfo=UTC)
    assert serie("page_impressions_unique", date(2026, 6, 1), date(2026, 6, 3), ahora=vispera)


def test_un_dia_no_se_da_hasta_medio_dia_despues_de_terminar():
    (entrada,) = serie("page_media_view", date(2026, 7, 1), date(2026, 7, 10))
    assert dias(entrada)[-1] == date(2026, 7, 8)
    (entrada,) = serie(
        "page_media_view", date(2026, 7, 1), date(2026, 7, 10), ahora=AHORA + timedelta(hours=1)
    )
    assert dias(entrada)[-1] == date(2026, 7, 9)


def test_lo_anterior_a_dos_anios_y_los_dias_sin_cifras_se_omiten():
    assert serie("page_media_view", date(2025, 1, 1), date(2025, 1, 5)) == []
    (entrada,) = serie("page_media_view", date(2025, 6, 28), date(2025, 7, 2))
    assert dias(entrada) == [date(2025, 7, 1), date(2025, 7, 2)]
    anios_despues = datetime(2027, 7, 3, 18, tzinfo=UTC)
    (entrada,) = serie("page_media_view", date(2025, 7, 1), date(2025, 7, 5), ahora=anios_despues)
    assert dias(entrada)[0] == date(2025, 7, 3)


def test_el_alcance_de_28_dias_no_es_la_suma_ni_pasa_de_lo_visto():
    (alcance,) = serie("page_total_media_view_unique", date(2026, 6, 1), date(2026, 6, 30), "days_28")
    (vistas,) = serie("page_media_view", date(2026, 6, 1), date(2026, 6, 30), "days_28")
    for dia, a, v in zip(dias(alcance), alcance["values"], vistas["values"], strict=True):
        ventana = [cifras(dia - timedelta(days=i)) for i in range(28)]
        assert v["value"] == sum(c["visualizaciones"] for c in ventana)
        assert max(c["alcance"] for c in ventana) <= a["value"] < sum(c["alcance"] for c in ventana)
        assert a["value"] <= v["value"]


def test_una_metrica_con_un_periodo_en_que_no_se_da_se_omite():
    assert serie("page_follows", date(2026, 7, 1), date(2026, 7, 2), "days_28") == []
    with pytest.raises(ErrorMeta):
        serie("page_follows", date(2026, 7, 1), date(2026, 7, 2), "month")


def test_instagram_da_altas_y_bajas_del_periodo_como_un_total():
    (entrada,) = instagram(date(2026, 6, 1), date(2026, 6, 30))
    junio = [cifras(date(2026, 6, 1) + timedelta(days=i)) for i in range(30)]
    assert entrada["total_value"]["breakdowns"] == [
        {
            "dimension_keys": ["follow_type"],
            "results": [
                {"dimension_values": ["FOLLOWER"], "value": sum(c["seguidores_nuevos"] for c in junio)},
                {"dimension_values": ["NON_FOLLOWER"], "value": sum(c["seguidores_perdidos"] for c in junio)},
            ],
        }
    ]


def test_instagram_no_abarca_mas_de_30_dias_y_guarda_90():
    with pytest.raises(ErrorMeta, match="30 days"):
        instagram(date(2026, 6, 1), date(2026, 7, 1))
    (entrada,) = instagram(date(2026, 3, 1), date(2026, 3, 15))
    # Vacío no es cero: sin datos no hay «results».
    assert entrada["total_value"]["breakdowns"] == [{"dimension_keys": ["follow_type"]}]


@pytest.mark.parametrize("otros", [{"metric_type": "time_series"}, {"period": "week"}, {"breakdown": "age"}])
def test_instagram_rechaza_tipos_periodos_y_desgloses_que_no_tiene(otros):
    with pytest.raises(ErrorMeta):
        instagram(date(2026, 6, 1), date(2026, 6, 2), **otros)
