"""El calendario contra un oráculo independiente, con propiedades y con datos que debe rehusar."""

import copy
from datetime import date, timedelta
from typing import Any

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineamientos.calendario import Calendario
from lineamientos.errores import CalendarioInvalido
from tests.lineamientos.apoyo_lineamientos import DATOS, calendario, leer, parametros

FECHAS = st.dates(date(2023, 1, 1), date(2030, 12, 31))
DIAS = st.integers(1, 40)


@pytest.mark.parametrize("anio", range(2024, 2031))
def test_descansos_contra_oraculo(anio: int) -> None:
    dias = (date(anio, 1, 1) + timedelta(days=i) for i in range(365))
    solo = calendario("solo_descansos")
    obtenidos = {d for d in dias if d.weekday() < 5 and not solo.es_habil(d)}
    oficiales = {d for d in holidays.country_holidays("MX", years=anio) if d.weekday() < 5}
    assert obtenidos == oficiales


@given(FECHAS, FECHAS, DIAS)
def test_sumar_es_monotono(a: date, b: date, n: int) -> None:
    antes, despues = sorted((a, b))
    assert calendario().sumar_habiles(antes, n).fecha <= calendario().sumar_habiles(despues, n).fecha
    assert calendario().sumar_habiles(a, n).fecha < calendario().sumar_habiles(a, n + 1).fecha


@given(FECHAS, DIAS)
def test_sumar_y_contar_concuerdan(fecha: date, n: int) -> None:
    computo = calendario().sumar_habiles(fecha, n)
    assert calendario().es_habil(computo.fecha)
    assert calendario().habiles_entre(fecha, computo.fecha) == n


@given(FECHAS, DIAS)
def test_restar_deshace_sumar_desde_un_dia_habil(fecha: date, n: int) -> None:
    habil = calendario().enesimo_habil(fecha, 1).fecha
    assert calendario().restar_habiles(calendario().sumar_habiles(habil, n).fecha, n).fecha == habil


@given(FECHAS, DIAS)
def test_un_computo_descansa_en_las_fuentes_de_sus_dias(fecha: date, n: int) -> None:
    computo = calendario().enesimo_habil(fecha, n)
    dias = [fecha + timedelta(days=i) for i in range((computo.fecha - fecha).days + 1)]
    assert set(computo.fuentes) == {f for d in dias if (f := calendario().dia(d).fuente)}
    assert len(computo.advertencias) == sum(not f.confirmada for f in computo.fuentes)


@given(FECHAS)
def test_en_proceso_electoral_todo_dia_es_habil(fecha: date) -> None:
    if calendario().proceso_electoral(fecha):
        assert calendario().es_habil(fecha)


def test_un_proceso_local_alcanza_solo_a_su_junta() -> None:
    datos = leer(DATOS / "calendario.toml")
    datos["proceso_electoral"] = [
        {
            "clave": "local_coahuila_2026",
            "nombre": "Proceso Electoral Local de Coahuila 2026",
            "clase": "local",
            "aplica_a": ["coahuila"],
            "inicio": date(2026, 1, 1),
            "fin": date(2026, 7, 31),
            "confirmado": False,
            "fundamento": "Dato de prueba",
        }
    ]
    domingo = date(2026, 7, 12)
    con_local = Calendario.de_datos(datos)
    assert con_local.es_habil(domingo, "coahuila")
    assert not con_local.es_habil(domingo)
    assert not con_local.es_habil(domingo, "durango")
    # El Comité no ha dicho que los locales cuenten.
    assert not con_local.segun(parametros()).es_habil(domingo, "coahuila")
    contando = parametros(plazos__proceso_electoral__clases=["local"])
    assert con_local.segun(contando).es_habil(domingo, "coahuila")


def test_los_descansos_de_ley_pueden_no_contar() -> None:
    sin_descansos = calendario().segun(parametros(plazos__descanso_obligatorio__inhabil=False))
    assert sin_descansos.es_habil(date(2026, 2, 2))
    assert sin_descansos.motivo_inhabil(date(2025, 12, 25)) == "Segundo periodo vacacional de 2025"


def test_motivo_de_un_dia_habil_no_hay() -> None:
    assert calendario().motivo_inhabil(date(2026, 7, 14)) is None


def test_entre_procesos_simultaneos_se_apoya_en_el_confirmado() -> None:
    datos = leer(DATOS / "calendario.toml")
    otro = copy.deepcopy(datos["proceso_electoral"][2])
    otro |= {"clave": "otro", "confirmado": True}
    datos["proceso_electoral"].append(otro)
    proceso = Calendario.de_datos(datos).proceso_electoral(date(2026, 10, 4))
    assert proceso is not None
    assert proceso.fuente.clave == "otro"


def _con(lista: str, indice: int, **cambios: Any) -> dict[str, Any]:
    datos = leer(DATOS / "calendario.toml")
    datos[lista][indice] |= cambios
    return datos


def _repetido(lista: str) -> dict[str, Any]:
    datos = leer(DATOS / "calendario.toml")
    datos[lista].append(datos[lista][0])
    return datos


PERIODO = {"nombre": "Vacaciones", "inicio": date(2026, 7, 20), "fin": date(2026, 7, 31)}


@pytest.mark.parametrize(
    ("datos", "dice"),
    [
        ({}, "descanso_obligatorio"),
        ({"descanso_obligatorio": [], "feriados": []}, "feriados"),
        ({"descanso_obligatorio": ["navidad"]}, "'navidad'"),
        (_con("descanso_obligatorio", 0, dia=32), "1 a 31"),
        (_con("descanso_obligatorio", 0, mes=2, dia=29), "todos los años"),
        (_con("descanso_obligatorio", 0, orden=1), "orden"),
        (_con("descanso_obligatorio", 1, orden=5), "1 a 4"),
        (_con("descanso_obligatorio", 1, orden=True), "número entero"),
        (_con("descanso_obligatorio", 0, regla="lunar"), "lunar"),
        (_con("descanso_obligatorio", 0, fundamento=" "), "en blanco"),
        (_con("acuerdo_anual", 2, confirmado="sí"), "true o false"),
        (_con("acuerdo_anual", 2, periodo=[PERIODO | {"fin": date(2026, 7, 1)}]), "anterior al inicio"),
        (_con("acuerdo_anual", 3, periodo=[PERIODO]), "2027"),
        (_con("proceso_electoral", 0, fin=date(2020, 1, 1)), "anterior al inicio"),
        (_con("proceso_electoral", 0, clase="interno"), "interno"),
        (_con("proceso_electoral", 0, aplica_a=[]), "uno o más textos"),
        (_con("proceso_electoral", 0, inicio="2026-09-01"), "una fecha"),
        (_repetido("acuerdo_anual"), "más de una vez un acuerdo anual de 2024"),
        (_repetido("proceso_electoral"), "más de una vez el proceso pef_2023_2024"),
    ],
)
def test_datos_que_se_rehusan(datos: dict[str, Any], dice: str) -> None:
    with pytest.raises(CalendarioInvalido, match=dice):
        Calendario.de_datos(datos)


def test_no_se_cuentan_cero_dias() -> None:
    with pytest.raises(CalendarioInvalido, match="al menos uno"):
        calendario().sumar_habiles(date(2026, 1, 1), 0)


def test_una_clase_de_proceso_desconocida_se_rehusa() -> None:
    with pytest.raises(CalendarioInvalido, match="intergalactico"):
        calendario().segun(parametros(plazos__proceso_electoral__clases=["intergalactico"]))


def test_un_fin_en_blanco_es_un_proceso_abierto() -> None:
    abierto = Calendario.de_datos(_con("proceso_electoral", 1, fin=""))
    assert abierto.proceso_electoral(date(2029, 1, 1)) is not None


def test_un_proceso_que_nadie_cierra_se_advierte_al_ano() -> None:
    abierto = Calendario.de_datos(_con("proceso_electoral", 1, fin=""))
    al_ano, despues = date(2025, 9, 24), date(2025, 9, 25)
    assert abierto.enesimo_habil(al_ano, 1).advertencias == ()
    (advertencia,) = abierto.enesimo_habil(despues, 1).advertencias
    assert "falta registrar su fin" in advertencia
