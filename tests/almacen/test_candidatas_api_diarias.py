"""Qué cifras del semestre salen de las diarias y los niveles de seguidores leídos por API."""

from datetime import date, timedelta

import pytest

from almacen.maestro import Base
from tests.almacen.apoyo_api import (
    FIN,
    LEIDO,
    S,
    cargar_api,
    diaria,
    recoleccion,
    todos_los_dias,
)
from tests.almacen.test_candidatas_api import cifras

SIN_PERIODO = {"abarca_desde": None, "abarca_hasta": None}


def test_en_facebook_manda_la_cifra_de_la_pagina_y_el_alcance_no_se_suma(base_api: Base) -> None:
    alcances = [diaria("f1", "alcance_28d", S.inicio + timedelta(days=i), 100 + i % 2) for i in range(S.dias)]
    cargar_api(
        base_api, "l1", recoleccion("f1", "diarias"),
        diarias=[*todos_los_dias("f1", "visualizaciones", 3), *alcances],
    )  # fmt: skip
    assert cifras(base_api, "f1") == {
        "visualizaciones": 3 * S.dias,
        "alcance_28d_maximo": 101,
        "alcance_28d_promedio": 100,
        "crecimiento_seguidores": "cobertura_incompleta",
    }


def test_en_youtube_se_suman_los_dias_aunque_alguno_sea_negativo(base_api: Base) -> None:
    metricas = ("vistas", "vistas_interesadas", "compartidos", "comentarios")
    dias = [f for m in metricas for f in todos_los_dias("y1", m, 2)]
    me_gusta = [diaria("y1", "me_gusta", S.inicio + timedelta(days=i), -1 if i else 9) for i in range(S.dias)]
    cambio = [*todos_los_dias("y1", "altas_seguidores", 5), *todos_los_dias("y1", "bajas_seguidores", 7)]
    cargar_api(base_api, "l1", recoleccion("y1", "diarias"), diarias=[*dias, *me_gusta, *cambio])
    esperadas = dict.fromkeys(metricas, 2 * S.dias)
    assert cifras(base_api, "y1") == esperadas | {
        "me_gusta": 9 - (S.dias - 1),
        "crecimiento_seguidores": -2 * S.dias,
    }


def test_un_dia_que_falta_deja_sin_suma_y_al_llegar_la_completa(base_api: Base) -> None:
    cargar_api(
        base_api, "l1", recoleccion("y1", "diarias"), diarias=todos_los_dias("y1", "vistas", 2, salvo=1)
    )
    assert cifras(base_api, "y1")["vistas"] == "cobertura_incompleta"
    cargar_api(base_api, "l2", recoleccion("y1", "diarias"), diarias=[diaria("y1", "vistas", S.fin, 5)])
    assert cifras(base_api, "y1")["vistas"] == 2 * (S.dias - 1) + 5


def test_de_un_dia_releido_vale_lo_ultimo_y_una_ausencia_no_lo_borra(base_api: Base) -> None:
    cargar_api(base_api, "l1", recoleccion("y1", "diarias"), diarias=todos_los_dias("y1", "vistas", 2))
    for hora, valor in ((1, 12), (2, None)):
        cargar_api(
            base_api, f"m{hora}", recoleccion("y1", "diarias"), leido=LEIDO + timedelta(hours=hora),
            diarias=[diaria("y1", "vistas", S.fin, valor)],
        )  # fmt: skip
    assert cifras(base_api, "y1")["vistas"] == 2 * S.dias + 10


def test_una_diaria_que_la_plataforma_nunca_da_dice_por_que(base_api: Base) -> None:
    sin = [diaria("f1", "visualizaciones", S.inicio, None, ausencia="sin_permiso")]
    cargar_api(base_api, "l1", recoleccion("f1", "diarias"), diarias=sin)
    assert cifras(base_api, "f1")["visualizaciones"] == "sin_permiso"


def test_si_las_diarias_no_pudieron_leerse_cada_una_dice_por_que(base_api: Base) -> None:
    cargar_api(base_api, "l1", recoleccion("y1", "diarias", resultado="sin_permiso", **SIN_PERIODO))
    de_youtube = cifras(base_api, "y1")
    assert set(de_youtube.values()) == {"sin_permiso"}
    assert "vistas" in de_youtube


def _niveles(base: Base, cuenta: str, *niveles: tuple[date, int | None], **columnas: object) -> None:
    cargar_api(
        base, f"n{cuenta}", recoleccion(cuenta, "perfiles", **SIN_PERIODO),
        diarias=[diaria(cuenta, "seguidores", dia, valor, **columnas) for dia, valor in niveles],
    )  # fmt: skip


def test_los_seguidores_son_los_del_dia_mas_cercano_y_su_cambio_el_crecimiento(base_api: Base) -> None:
    _niveles(
        base_api, "x1", (S.inicio - timedelta(days=3), 1), (S.inicio + timedelta(days=2), 100),
        (S.fin - timedelta(days=2), 2), (S.fin + timedelta(days=1), 130),
    )  # fmt: skip
    assert cifras(base_api, "x1") == {
        "seguidores_inicio": 100,
        "seguidores_cierre": 130,
        "crecimiento_seguidores": 30,
    }


def test_a_igual_distancia_vale_el_dia_del_semestre(base_api: Base) -> None:
    _niveles(base_api, "x1", (S.fin - timedelta(days=1), 10), (S.fin + timedelta(days=1), 20))
    assert cifras(base_api, "x1")["seguidores_cierre"] == 10


def test_una_lectura_mas_lejana_que_la_tolerancia_no_es_del_cierre(base_api: Base) -> None:
    _niveles(base_api, "x1", (S.fin - timedelta(days=4), 10), (S.fin + timedelta(days=4), 20))
    assert cifras(base_api, "x1") == dict.fromkeys(
        ("seguidores_inicio", "seguidores_cierre"), "cobertura_incompleta"
    )


def test_un_nivel_oculto_es_una_ausencia_con_su_razon(base_api: Base) -> None:
    _niveles(base_api, "y1", (S.fin, None), ausencia="oculta")
    assert cifras(base_api, "y1")["seguidores_cierre"] == "oculta"


def test_de_niveles_redondeados_no_sale_crecimiento(base_api: Base) -> None:
    _niveles(base_api, "y1", (S.inicio, 1000), (S.fin, 1010))
    assert cifras(base_api, "y1") == {"seguidores_inicio": 1000, "seguidores_cierre": 1010}


def _quincenas(cuenta: str) -> list[dict[str, object]]:
    """Altas y bajas de las doce quincenas del semestre."""
    filas: list[dict[str, object]] = []
    desde = S.inicio
    while desde <= S.fin:
        siguiente = (desde.replace(day=28) + timedelta(days=4)).replace(day=1)
        hasta = desde.replace(day=15) if desde.day == 1 else siguiente - timedelta(days=1)
        filas += [
            {
                "archivo": "p", "hoja": "", "columna": "follows_and_unfollows", "cuenta": cuenta,
                "semestre": S.clave, "metrica": m, "definicion": f"instagram.{m}.v1", "valor": v,
                "ausencia": None, "fuente": "api", "desde": desde, "hasta": hasta, "corte": hasta,
            }
            for m, v in (("altas_seguidores", 10), ("bajas_seguidores", 4))
        ]  # fmt: skip
        desde = hasta + timedelta(days=1)
    return filas


def test_en_instagram_el_crecimiento_es_el_de_sus_periodos(base_api: Base) -> None:
    cargar_api(base_api, "l1", recoleccion("i1", "crecimiento"), mediciones=_quincenas("i1"))
    assert cifras(base_api, "i1") == {"crecimiento_seguidores": 12 * 6}


@pytest.mark.parametrize("con_niveles", [False, True])
def test_si_falta_un_periodo_el_crecimiento_es_el_cambio_de_nivel(base_api: Base, con_niveles: bool) -> None:
    cargar_api(base_api, "l1", recoleccion("i1", "crecimiento"), mediciones=_quincenas("i1")[2:])
    if con_niveles:
        _niveles(base_api, "i1", (S.inicio, 100), (S.fin, 171))
    esperada = 71 if con_niveles else "cobertura_incompleta"
    assert cifras(base_api, "i1")["crecimiento_seguidores"] == esperada


def test_lo_leido_fuera_del_semestre_no_cuenta(base_api: Base) -> None:
    cargar_api(
        base_api, "l1", recoleccion("y1", "diarias", abarca_desde=FIN, abarca_hasta=LEIDO),
        diarias=[diaria("y1", "vistas", S.fin + timedelta(days=1), 5)],
    )  # fmt: skip
    assert cifras(base_api, "y1") == {}
