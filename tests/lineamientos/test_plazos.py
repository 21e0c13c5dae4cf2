"""Lo que de los plazos y del horario no cabe en un caso: errores, advertencias y propiedades."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineamientos.errores import MomentoInvalido, ParametroInvalido
from lineamientos.horarios import fecha_efectiva_de_recepcion, siguiente_momento_habil
from lineamientos.plazos import limite_para_observar, plazos_del_semestre, vence_subsanacion
from lineamientos.semestres import Semestre
from tests.lineamientos.apoyo_lineamientos import calendario, parametros

MOMENTOS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
SEMESTRES = st.builds(Semestre, st.integers(2023, 2030), st.sampled_from([1, 2]))
VIGENTES = parametros()


@given(SEMESTRES)
def test_los_plazos_van_en_orden(semestre: Semestre) -> None:
    p = plazos_del_semestre(semestre, calendario(), VIGENTES)
    fechas = [plazo.fecha for plazo in p.todos]
    assert fechas == sorted(fechas)
    assert p.ventana_inicio.fecha == semestre.siguiente().inicio
    assert all(plazo.fundamento.cita.startswith("Lineamientos, art. 1") for plazo in p.todos)


def test_la_advertencia_nombra_lo_que_falta() -> None:
    (advertencia,) = plazos_del_semestre(Semestre(2026, 2), calendario(), VIGENTES).advertencias
    assert "Proceso Electoral Federal 2026-2027" in advertencia
    assert plazos_del_semestre(Semestre(2025, 1), calendario(), VIGENTES).advertencias == ()


@given(MOMENTOS)
def test_el_momento_habil_es_habil_y_no_retrocede(momento: datetime) -> None:
    resultado = siguiente_momento_habil(momento, calendario(), VIGENTES)
    assert resultado >= momento
    assert calendario().es_habil(resultado.date())
    if not calendario().proceso_electoral(resultado.date()):
        assert time(9) <= resultado.time() <= time(18)
    # Quien ya está en horario no espera.
    assert siguiente_momento_habil(resultado, calendario(), VIGENTES) == resultado


@given(MOMENTOS, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_recibir_despues_nunca_cuenta_antes(momento: datetime, espera: timedelta) -> None:
    antes = fecha_efectiva_de_recepcion(momento, calendario(), VIGENTES)
    despues = fecha_efectiva_de_recepcion(momento + espera, calendario(), VIGENTES)
    assert antes.fecha <= despues.fecha
    assert calendario().es_habil(antes.fecha)


def test_un_momento_sin_zona_se_rehusa() -> None:
    ingenuo = datetime(2026, 7, 14, 12)
    with pytest.raises(MomentoInvalido, match="zona"):
        siguiente_momento_habil(ingenuo, calendario(), VIGENTES)
    with pytest.raises(MomentoInvalido, match="zona"):
        fecha_efectiva_de_recepcion(ingenuo, calendario(), VIGENTES)


def test_el_comite_puede_leer_de_otro_modo_la_recepcion() -> None:
    noche = datetime(2026, 7, 15, 1, tzinfo=UTC)  # 19:00 del 14 en la Ciudad de México
    mismo_dia = parametros(plazos__recepcion__fuera_de_horario="mismo_dia")
    assert fecha_efectiva_de_recepcion(noche, calendario(), mismo_dia).fecha == date(2026, 7, 14)
    central = parametros(plazos__recepcion__cierre="sede_central")
    en_tijuana = fecha_efectiva_de_recepcion(noche, calendario(), central, "America/Tijuana")
    assert en_tijuana.fecha == date(2026, 7, 15)


@pytest.mark.parametrize("zona", ["America/Atlantida", "../etc", ""])
def test_una_zona_que_no_existe_se_rehusa(zona: str) -> None:
    with pytest.raises(ParametroInvalido, match="zona horaria"):
        fecha_efectiva_de_recepcion(datetime(2026, 7, 15, 1, tzinfo=UTC), calendario(), VIGENTES, zona)


def test_un_horario_al_reves_se_rehusa() -> None:
    with pytest.raises(ParametroInvalido, match="posterior a la de inicio"):
        siguiente_momento_habil(
            datetime(2026, 7, 14, tzinfo=UTC), calendario(), parametros(plazos__horario__inicio=time(19))
        )


def test_un_plazo_de_cero_dias_se_rehusa() -> None:
    with pytest.raises(ParametroInvalido, match="uno o más"):
        vence_subsanacion(date(2026, 7, 14), calendario(), parametros(plazos__subsanacion__dias_habiles=0))


def test_observar_debe_dejar_tiempo_de_subsanar() -> None:
    with pytest.raises(ParametroInvalido, match="deje subsanar"):
        limite_para_observar(
            date(2026, 7, 14), calendario(), parametros(plazos__observaciones__dias_habiles=9)
        )
