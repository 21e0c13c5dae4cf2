"""El mundo visto por fecha: nada antes de publicarse, cifras que solo crecen y un cierre que es la verdad."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conectores.ejemplo.mundo import SEMESTRES, Mundo
from conectores.ejemplo.publicaciones import DE_COMUNICACION_SOCIAL, DE_TERCEROS, PROPIA, RESPUESTA
from conectores.simulador.fuente_ejemplo import FuenteDelEjemplo
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import (
    MADURACION,
    Nucleo,
    PublicacionSimulada,
    en_parte,
    inicio_del_dia,
    maduracion,
)
from lineamientos.semestres import Semestre

MUNDO = Mundo.nuevo(7)
FUENTE = FuenteDelEjemplo(MUNDO)
PRIMERO, ULTIMO = SEMESTRES
INICIO = datetime(2026, 7, 1, 12, tzinfo=UTC)
REDES = ("x", "facebook", "youtube", "instagram")
CIERRE = {s: inicio_del_dia(s.fin + timedelta(days=1)) for s in SEMESTRES}


def instantes(desde: date, hasta: date) -> st.SearchStrategy[datetime]:
    return st.datetimes(
        datetime(desde.year, desde.month, desde.day),
        datetime(hasta.year, hasta.month, hasta.day),
        timezones=st.just(UTC),
    )


def test_los_dias_del_simulador_empiezan_a_las_seis_de_la_manana_utc() -> None:
    assert CIERRE[ULTIMO] == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert CIERRE[PRIMERO] == datetime(2026, 1, 1, 6, tzinfo=UTC)


@settings(deadline=None)  # la primera vez forma el mundo
@given(instantes(date(2025, 6, 1), date(2026, 8, 1)), instantes(date(2025, 6, 1), date(2026, 8, 1)))
def test_lo_visible_solo_crece_y_nada_se_ve_antes_de_publicarse(uno: datetime, otro: datetime) -> None:
    antes, despues = sorted((uno, otro))
    nucleo = Nucleo(FUENTE, antes)
    cuenta = nucleo.cuentas("x")[1]
    previas = nucleo.publicaciones(cuenta)
    assert all(p.publicada_en <= antes for p in previas)
    nucleo.ahora = despues
    luego = {p.id_publicacion: p for p in nucleo.publicaciones(cuenta)}
    for p in previas:
        assert p.metricas.keys() == luego[p.id_publicacion].metricas.keys()
        assert all(n <= luego[p.id_publicacion].metricas[m] for m, n in p.metricas.items())


@given(st.integers(0, 10**9), st.integers(0, 200 * 86_400), st.integers(0, 60 * 86_400))
def test_las_cifras_llegan_a_la_definitiva_al_madurar_y_ni_antes_ni_despues(
    total: int, segundos: int, edad: int
) -> None:
    publicada = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(seconds=segundos)
    metricas = {"impresiones": total}
    p = PublicacionSimulada("1", publicada, "texto", PROPIA, "", metricas, maduracion(publicada))
    momento = publicada + timedelta(seconds=edad)
    assert en_parte(p, publicada) == {"impresiones": 0}
    assert 0 <= en_parte(p, momento)["impresiones"] <= total
    assert en_parte(p, p.madura_en) == en_parte(p, p.madura_en + timedelta(days=400)) == metricas
    assert p.madura_en - publicada <= MADURACION


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_al_cierre_las_publicaciones_suman_la_verdad(semestre: Semestre) -> None:
    nucleo = Nucleo(FUENTE, CIERRE[semestre])
    for cuenta in (c for red in REDES for c in nucleo.cuentas(red)):
        del_mundo = MUNDO.cuenta(cuenta.cuenta)
        if del_mundo.vigencia_en(semestre) is None:
            continue
        verdad, hecho = MUNDO.verdad(del_mundo, semestre), MUNDO.actividad(del_mundo, semestre)
        vistas = nucleo.publicaciones(cuenta, inicio_del_dia(semestre.inicio), CIERRE[semestre])
        origenes = Counter(p.origen for p in vistas)
        assert {o: n for o, n in hecho.origenes.items() if n} == origenes
        total = verdad.get("mensajes_publicados", verdad.get("publicaciones"))
        assert len(vistas) == total
        if hecho.con_cifras_propias:
            for metrica, suma in hecho.repartibles.items():
                assert sum(p.metricas.get(metrica, 0) for p in vistas) == suma, (cuenta.cuenta, metrica)
        if cuenta.red in ("x", "facebook"):
            assert sum(1 for p in vistas if p.piezas) == verdad["contenidos_multimedia"]


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_los_seguidores_son_los_del_inicio_y_al_cierre_los_del_cierre(semestre: Semestre) -> None:
    nucleo = Nucleo(FUENTE, CIERRE[ULTIMO])
    for cuenta in (c for red in REDES for c in nucleo.cuentas(red)):
        del_mundo = MUNDO.cuenta(cuenta.cuenta)
        if (vigencia := del_mundo.vigencia_en(semestre)) is None:
            continue
        verdad = MUNDO.verdad(del_mundo, semestre)
        inicio = inicio_del_dia(vigencia[0])
        assert nucleo.seguidores(cuenta, inicio) == verdad["seguidores_inicio"]
        fin = inicio_del_dia(vigencia[1] + timedelta(days=1))
        assert nucleo.seguidores(cuenta, fin) == verdad["seguidores_cierre"]
        dias = nucleo.diarias(cuenta, *vigencia)
        assert [d for d, _ in dias] == [
            vigencia[0] + timedelta(days=i) for i in range((vigencia[1] - vigencia[0]).days + 1)
        ]
        neto = sum(d["seguidores_nuevos"] - d["seguidores_perdidos"] for _, d in dias)
        assert neto == verdad["crecimiento_seguidores"]


def test_las_menciones_de_un_periodo_son_las_del_mundo_y_partirlo_no_las_repite() -> None:
    nucleo = Nucleo(FUENTE, CIERRE[ULTIMO])
    desde, hasta = inicio_del_dia(ULTIMO.inicio), CIERRE[ULTIMO]
    medio = datetime(2026, 3, 3, 17, 45, 31, tzinfo=UTC)
    for cuenta in nucleo.cuentas("x")[8:20]:
        if MUNDO.cuenta(cuenta.cuenta).vigencia_en(ULTIMO) is None:
            continue
        todas = nucleo.menciones(cuenta, desde, hasta)
        assert len(todas) == MUNDO.verdad(MUNDO.cuenta(cuenta.cuenta), ULTIMO)["menciones"]
        assert len({i for i, _ in todas}) == len(todas)
        assert todas == sorted(todas, key=lambda m: (m[1], int(m[0])))
        assert todas == nucleo.menciones(cuenta, desde, medio) + nucleo.menciones(cuenta, medio, hasta)
        assert nucleo.menciones_recientes(cuenta, 5) == todas[-5:]


def test_los_dias_sin_terminar_no_se_dan() -> None:
    nucleo = Nucleo(FUENTE, datetime(2026, 3, 10, 5, 59, tzinfo=UTC))
    cuenta = nucleo.cuentas("facebook")[1]
    assert nucleo.diarias(cuenta, date(2026, 3, 1), date(2026, 3, 31))[-1][0] == date(2026, 3, 8)
    nucleo.ahora += timedelta(minutes=1)
    assert nucleo.diarias(cuenta, date(2026, 3, 1), date(2026, 3, 31))[-1][0] == date(2026, 3, 9)


def test_lo_de_comunicacion_social_es_de_la_central_y_anterior() -> None:
    nucleo = Nucleo(FUENTE, CIERRE[ULTIMO])
    (central,) = [c for c in nucleo.cuentas("x") if c.central]
    halladas = 0
    for cuenta in nucleo.cuentas("x"):
        for p in nucleo.publicaciones(cuenta):
            if p.origen == DE_COMUNICACION_SOCIAL:
                assert p.referencia_usuario == central.usuario and p.referencia_id
                hallada = nucleo.publicacion("x", p.referencia_id)
                halladas += hallada is not None
                if hallada is not None:
                    assert hallada[0] == central and hallada[1].publicada_en <= p.publicada_en
            elif p.origen in (DE_TERCEROS, RESPUESTA):
                assert p.referencia_id and nucleo.publicacion("x", p.referencia_id) is None
            else:
                assert p.origen == PROPIA and p.referencia_id is None
    assert halladas > 100


def test_se_busca_por_identificador_y_por_usuario_sin_distinguir_mayusculas() -> None:
    nucleo = Nucleo(FUENTE, INICIO)
    cuenta = nucleo.cuentas("x")[3]
    assert nucleo.por_id("x", cuenta.id_plataforma) == cuenta
    assert nucleo.por_usuario("x", cuenta.usuario.upper()) == cuenta
    assert nucleo.por_id("facebook", cuenta.id_plataforma) is None
    assert nucleo.cuentas("tiktok") == ()


@pytest.mark.parametrize("red", REDES)
def test_la_fuente_pareja_publica_a_distancias_exactas_y_no_repite_identificadores(red: str) -> None:
    fuente = FuentePareja(20, 30, [red], INICIO, timedelta(hours=3))
    nucleo = Nucleo(fuente, INICIO + timedelta(hours=3 * 29))
    ids: set[str] = set()
    for cuenta in nucleo.cuentas(red):
        vistas = nucleo.publicaciones(cuenta)
        assert [p.publicada_en for p in vistas] == [INICIO + i * timedelta(hours=3) for i in range(30)]
        assert vistas == Nucleo(
            FuentePareja(20, 30, [red], INICIO, timedelta(hours=3)), nucleo.ahora
        ).publicaciones(cuenta)
        ids.update(p.id_publicacion for p in vistas)
        dia = nucleo.seguidores(cuenta, INICIO + timedelta(days=1)) - nucleo.seguidores(cuenta, INICIO)
        ((_, cifras),) = Nucleo(fuente, INICIO + timedelta(days=9)).diarias(
            cuenta, date(2026, 7, 1), date(2026, 7, 1)
        )
        assert dia == cifras["seguidores_nuevos"] - cifras["seguidores_perdidos"]
    assert len(ids) == 20 * 30
    nucleo.ahora -= timedelta(seconds=1)
    assert len(nucleo.publicaciones(nucleo.cuentas(red)[0])) == 29


def test_la_fuente_pareja_rechaza_redes_sin_api() -> None:
    with pytest.raises(ValueError, match="tiktok"):
        FuentePareja(1, 1, ["tiktok"], INICIO, timedelta(hours=1))
