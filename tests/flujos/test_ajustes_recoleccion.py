from datetime import date

import pytest

from conectores.comun.errores import SobrePresupuesto
from conectores.comun.tarifas import leer_tarifas, vigente
from flujos.pasos.ajustes_recoleccion import Tope, inicio_del_periodo, leer_recoleccion
from flujos.pasos.gasto import Caja

_HOY = date(2026, 11, 20)
_DOLARES = Tope("x", "mes", usd=1.0)
_UNIDADES = Tope("youtube", "dia", concepto="unidad", unidades=10)


def test_sin_seccion_no_se_recolecta_nada() -> None:
    problemas: list[str] = []
    ajustes = leer_recoleccion({}, problemas)
    assert (ajustes.redes, ajustes.ventanas.edades_dias, problemas) == ((), (1, 7, 30), [])
    # La cuota diaria de YouTube es de la plataforma: se respeta aunque nadie la escriba.
    assert ajustes.topes == (Tope("youtube", "dia", concepto="unidad", unidades=10_000),)


def test_se_leen_redes_edades_y_topes() -> None:
    problemas: list[str] = []
    ajustes = leer_recoleccion(
        {
            "redes": ["x", "youtube"],
            "edades_dias": [30, 7],
            "tope_usd_mes_x": 100,
            "tope_unidades_dia_youtube": 500,
            "retencion_dias_youtube": 30,
            "espera_maxima_minutos": 2,
        },
        problemas,
    )
    assert problemas == []
    assert ajustes.redes == ("x", "youtube")
    assert ajustes.ventanas.edades_dias == (7, 30)
    assert ajustes.espera_maxima == 120.0
    assert ajustes.retencion == {"youtube": 30}
    assert ajustes.topes == (
        Tope("x", "mes", usd=100.0),
        Tope("youtube", "dia", concepto="unidad", unidades=500),
    )


@pytest.mark.parametrize(
    ("clave", "valor", "dice"),
    [
        ("redes", ["tiktok"], "una lista de x, facebook, instagram, youtube"),
        ("redes", "x", "una lista"),
        ("edades_dias", [0], "una lista de días"),
        ("hilos", 0, "un entero de 1 a 64"),
        ("hilos", True, "un entero de 1 a 64"),
        ("tope_usd_mes_x", -1, "un número que no sea negativo"),
        ("ortografia_x", "toot", "uno de: tweet, post"),
        ("retencion_dias_youtube", 0, "un entero de días mayor que cero"),
        ("bases", {"otra": "http://127.0.0.1"}, "una tabla con x, meta"),
        ("topes", 1, "no existe «topes»"),
    ],
)
def test_un_ajuste_malo_se_dice_con_lo_que_se_esperaba(clave: str, valor: object, dice: str) -> None:
    problemas: list[str] = []
    leer_recoleccion({clave: valor}, problemas)
    (problema,) = problemas
    assert clave in problema
    assert dice in problema


def test_la_caja_no_deja_rebasar_un_tope_ni_por_un_centavo() -> None:
    caja = Caja([_DOLARES], leer_tarifas(), {_DOLARES: 0.5}, _HOY)
    caja.apartar("x", {"post_leido": 100})
    with pytest.raises(SobrePresupuesto, match=r"1\.00 de 1\.00 dólares"):
        caja.apartar("x", {"post_leido": 1})


def test_lo_apartado_de_mas_se_devuelve_al_liquidar() -> None:
    caja = Caja([_UNIDADES], leer_tarifas(), {}, _HOY)
    caja.apartar("youtube", {"unidad": 10})
    caja.liquidar("youtube", {"unidad": 10}, {"unidad": 1})
    caja.apartar("youtube", {"unidad": 9})
    with pytest.raises(SobrePresupuesto):
        caja.apartar("youtube", {"unidad": 1})


def test_un_tope_no_estorba_a_otra_red() -> None:
    caja = Caja([_DOLARES], leer_tarifas(), {_DOLARES: 1.0}, _HOY)
    caja.apartar("youtube", {"unidad": 1_000})


def test_la_tarifa_es_la_de_la_fecha_y_un_concepto_desconocido_no_cuesta_cero() -> None:
    tarifas = leer_tarifas()
    assert vigente(tarifas, "x", "post_leido", _HOY).precio_usd == 0.005
    with pytest.raises(KeyError, match="retuit"):
        vigente(tarifas, "x", "retuit", _HOY)


def test_el_periodo_de_un_tope_mensual_empieza_el_dia_uno() -> None:
    assert inicio_del_periodo("mes", _HOY) == date(2026, 11, 1)
    assert inicio_del_periodo("dia", _HOY) == _HOY
