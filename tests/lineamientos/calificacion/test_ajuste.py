"""El ajuste de los conteos bajos: la k que se estima, y lo que hace con cada cuenta."""

from math import exp, inf, lgamma, log

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineamientos.calificacion.agregacion import percentil
from lineamientos.calificacion.ajuste import (
    Credibilidad,
    Observacion,
    ajustar,
    estimar,
    ruido_de_conteo,
    ruido_de_proporcion,
)
from lineamientos.calificacion.indicadores import medir
from tests.lineamientos.calificacion.apoyo_calificacion import (
    ANTERIOR,
    CIFRAS_FACEBOOK,
    CIFRAS_OTRAS,
    CIFRAS_X,
    Flota,
    criterio,
    ficha_de,
    parte,
)

VALORES = st.floats(-20, 20)
CREDIBILIDADES = st.builds(Credibilidad, st.one_of(st.floats(0, 1e6), st.just(inf)), VALORES)


@given(VALORES, VALORES, st.integers(1, 10_000), CREDIBILIDADES)
def test_con_k_y_media_fijas_crece_con_el_valor_y_queda_entre_el_y_la_media(
    a: float, b: float, n: int, credibilidad: Credibilidad
) -> None:
    menor, mayor = sorted((a, b))
    assert ajustar(menor, n, credibilidad) <= ajustar(mayor, n, credibilidad)
    bajo, alto = sorted((a, credibilidad.media))
    assert bajo - 1e-9 <= ajustar(a, n, credibilidad) <= alto + 1e-9


def test_los_limites_de_k() -> None:
    assert ajustar(0.1 + 0.2, 7, Credibilidad(0.0, 5.0)) == 0.1 + 0.2
    assert ajustar(3.0, 7, Credibilidad(inf, 5.0)) == 5.0
    assert ajustar(3.0, 7, Credibilidad(1e-12, 5.0)) == pytest.approx(3.0)
    assert ajustar(3.0, 7, Credibilidad(1e12, 5.0)) == pytest.approx(5.0)
    assert ajustar(3.0, 10, Credibilidad(10.0, 5.0)) == 4.0


@given(st.integers(1, 500), st.integers(1, 500), st.floats(0.01, 1e4))
def test_con_mas_publicaciones_se_acerca_menos(n: int, m: int, k: float) -> None:
    lejos = Credibilidad(k, 10.0)
    assert ajustar(0.0, max(n, m), lejos) <= ajustar(0.0, min(n, m), lejos)


@pytest.mark.parametrize("media", [0.05, 0.3, 1, 2, 3, 5, 10, 30, 100])
def test_el_ruido_de_contar_es_un_minimo(media: float) -> None:
    pesos = [exp(t * log(media) - media - lgamma(t + 1)) for t in range(500)]
    logs = [log(t + 1) for t in range(500)]
    centro = sum(p * x for p, x in zip(pesos, logs, strict=True))
    verdadera = sum(p * (x - centro) ** 2 for p, x in zip(pesos, logs, strict=True))
    supuesta = sum(p * ruido_de_conteo(t) for t, p in enumerate(pesos))
    assert 0.5 * verdadera <= supuesta <= verdadera


def test_el_ruido_de_una_proporcion() -> None:
    assert ruido_de_proporcion(30, 40) == pytest.approx(0.75 * 0.25 / 40)
    assert ruido_de_proporcion(0, 40) == ruido_de_proporcion(40, 40) == ruido_de_proporcion(60, 40) == 0


@pytest.mark.parametrize("semilla", [1, 2, 3])
def test_recupera_la_k_de_conteos_sembrados(semilla: int) -> None:
    """Tasas lognormales por publicación con varianza 0.25 en logaritmo; s² = E[1/tasa] = exp(0.125)."""
    azar = np.random.default_rng(semilla)
    n = azar.integers(20, 200, 4_000)
    totales = azar.poisson(n * np.exp(azar.normal(0, 0.5, n.size)))
    observaciones = [
        Observacion(log((t + 1) / m), m, ruido_de_conteo(t))
        for t, m in zip(totales.tolist(), n.tolist(), strict=True)
    ]
    assert estimar(observaciones).k == pytest.approx(exp(0.125) / 0.25, rel=0.1)


@pytest.mark.parametrize("semilla", [1, 2, 3])
def test_recupera_la_k_de_proporciones_sembradas(semilla: int) -> None:
    """Proporciones Beta(6, 4): su k es 6 + 4 y su media, 0.6."""
    azar = np.random.default_rng(semilla)
    n = azar.integers(20, 200, 4_000)
    propias = azar.binomial(n, azar.beta(6, 4, n.size))
    observaciones = [
        Observacion(p / m, m, ruido_de_proporcion(p, m))
        for p, m in zip(propias.tolist(), n.tolist(), strict=True)
    ]
    estimada = estimar(observaciones)
    assert estimada.k == pytest.approx(10, rel=0.1)
    assert estimada.media == pytest.approx(0.6, abs=0.01)


def test_sin_diferencia_entre_cuentas_la_k_no_tiene_limite() -> None:
    assert estimar([Observacion(-2.0, 10, 0.1)] * 20) == Credibilidad(inf, -2.0)
    assert estimar([Observacion(-2.0, 10, 0.1)]).k == inf
    dispersas = [Observacion(x, 10, 0.1) for x in (-2.0, -2.3, -1.7)]  # varianza 0.09, menor que el ruido
    assert estimar(dispersas).k == inf


def test_sin_ruido_no_se_ajusta() -> None:
    assert estimar([Observacion(x, 10, 0.0) for x in (1.0, 1.0, 0.0)]).k == 0
    assert estimar([Observacion(1.0, 10, 0.0)] * 5).k == 0


def test_la_cuenta_a_mano() -> None:
    """s² = (10·0.1 + 20·0.2)/2 = 2.5; varianza 2; τ² = 2 − 0.15; media 1."""
    estimada = estimar([Observacion(0.0, 10, 0.1), Observacion(2.0, 20, 0.2)])
    assert (estimada.k, estimada.media) == (pytest.approx(2.5 / 1.85), 1.0)


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(Observacion, VALORES, st.integers(1, 5_000), st.floats(0, 0.3)), min_size=1, max_size=15
    ),
    st.randoms(use_true_random=False),
)
def test_en_cualquier_cohorte_hay_una_k_y_no_depende_del_orden(
    observaciones: list[Observacion], azar: object
) -> None:
    estimada = estimar(observaciones)
    assert estimada.k >= 0
    revueltas = list(observaciones)
    azar.shuffle(revueltas)  # type: ignore[attr-defined]
    assert estimar(revueltas) == estimada


# En el método completo.


def _ruidosas(cuantas: int = 30) -> Flota:
    """Cuentas con pocas publicaciones y pocas menciones, de tasas que sí difieren."""
    azar = np.random.default_rng(5)
    flota = Flota()
    for i in range(cuantas):
        n = int(azar.integers(5, 120))
        tasas = np.exp(azar.normal(0, 0.8, 3))
        ordenados = int(azar.integers(0, n))
        cifras = CIFRAS_X | {
            "mensajes_publicados": n,
            "mensajes_comunicacion_social": ordenados,
            "mensajes_propios": int(azar.binomial(n - ordenados, azar.beta(3, 2))),
            "impresiones": int(azar.poisson(500 * n * tasas[0])),
            "menciones": int(azar.poisson(0.3 * n * tasas[1])),
            "visitas_perfil": int(azar.poisson(n * tasas[2])),
        }
        flota.cuenta(f"v{i:02}", cifras)
    return flota


def test_lo_crudo_y_lo_ajustado_van_lado_a_lado_y_se_rehacen() -> None:
    r = _ruidosas().calificar()
    ajustadas = r.partes.filter(pl.col("k").is_not_null())
    assert set(ajustadas["criterio"]) == {"desempeno", "originalidad"}
    for f in ajustadas.iter_rows(named=True):
        esperado = (f["n"] * f["crudo"] + f["k"] * f["media_base"]) / (f["n"] + f["k"])
        assert f["ajustado"] == pytest.approx(esperado), f
    # Las impresiones son miles y casi no se mueven; las menciones son pocas, y sí.
    ks = {f["parte"]: f["k"] for f in ajustadas.iter_rows(named=True)}
    assert 0 < ks["impresiones"] < 0.1 < ks["visitas_perfil"] < ks["menciones"] < 100
    otras = r.partes.filter(pl.col("criterio").is_in(["frecuencia", "seguidores_nuevos"]))
    assert otras["k"].null_count() == otras.height
    assert otras["ajustado"].equals(otras["crudo"].alias("ajustado"))
    unica = criterio(r, "v00", "originalidad")
    assert unica["ajustado"] == parte(r, "v00", "proporcion_propia")["ajustado"] != unica["crudo"]


def test_las_metas_son_percentiles_de_lo_ajustado() -> None:
    r = _ruidosas().calificar()
    for indicador, nombre in (
        ("desempeno.menciones", "menciones"),
        ("originalidad.proporcion_propia", "proporcion_propia"),
    ):
        meta = r.metas.row(by_predicate=pl.col("indicador") == indicador, named=True)
        suyas = r.partes.filter(pl.col("parte") == nombre)["ajustado"].drop_nulls().to_list()
        assert (meta["meta_inferior"], meta["meta_superior"]) == (percentil(suyas, 5), percentil(suyas, 95))


def test_la_k_y_la_media_se_congelan_con_las_metas() -> None:
    congeladas = _ruidosas().calificar().metas
    solas = Flota().cuenta("c", CIFRAS_X, mensajes_publicados=6, menciones=40)
    suya = parte(solas.calificar(metas_congeladas=congeladas), "c", "menciones")
    meta = congeladas.row(by_predicate=pl.col("indicador") == "desempeno.menciones", named=True)
    assert (suya["k"], suya["media_base"]) == (meta["k"], meta["media_base"])
    assert suya["media_base"] < suya["ajustado"] < suya["crudo"]


def test_una_meta_de_antes_del_ajuste_se_aplica_como_se_congelo() -> None:
    sin_ajuste = pl.lit(None, pl.Float64)
    congeladas = _ruidosas().calificar().metas.with_columns(k=sin_ajuste, media_base=sin_ajuste)
    r = Flota().companeras().cuenta("c", CIFRAS_X).calificar(metas_congeladas=congeladas)
    assert r.partes["k"].null_count() == r.partes.height
    assert r.partes["ajustado"].equals(r.partes["crudo"].alias("ajustado"))


def test_dos_aciertos_de_dos_no_valen_lo_que_cien_de_cien() -> None:
    flota = _ruidosas()
    flota.cuenta("poca", CIFRAS_X, mensajes_publicados=2, mensajes_propios=2, mensajes_comunicacion_social=0)
    flota.cuenta(
        "mucha", CIFRAS_X, mensajes_publicados=200, mensajes_propios=200, mensajes_comunicacion_social=0
    )
    r = flota.calificar()
    poca, mucha = (criterio(r, c, "originalidad") for c in ("poca", "mucha"))
    assert poca["crudo"] == mucha["crudo"] == 1
    assert poca["ajustado"] < mucha["ajustado"]
    assert poca["puntaje"] < mucha["puntaje"]


@pytest.mark.parametrize(("propios", "ordenados"), [(60, 40), (20, 40), (59, 41)])
def test_obedecer_ordenes_no_mueve_la_originalidad_ajustada(propios: int, ordenados: int) -> None:
    r = (
        _ruidosas()
        .cuenta("antes", CIFRAS_X, mensajes_propios=propios, mensajes_comunicacion_social=ordenados)
        .cuenta(
            "obedece",
            CIFRAS_X,
            mensajes_publicados=160,
            mensajes_propios=propios,
            mensajes_comunicacion_social=ordenados + 60,
        )
        .calificar()
    )
    antes, despues = criterio(r, "antes", "originalidad"), criterio(r, "obedece", "originalidad")
    assert {k: v for k, v in antes.items() if k != "cuenta"} == {
        k: v for k, v in despues.items() if k != "cuenta"
    }


def test_si_contar_explica_todas_las_diferencias_la_parte_no_distingue_y_se_dice() -> None:
    flota = Flota()
    for i in range(20):
        flota.cuenta(f"c{i:02}", CIFRAS_X, menciones=2 + i % 2, impresiones=10_000 * (i + 1))
    r = flota.calificar()
    menciones = parte(r, "c00", "menciones")
    assert (menciones["k"], menciones["ajustado"]) == (inf, menciones["media_base"])
    assert menciones["puntaje"] == 50 and "no distingue" in menciones["motivo"]


def test_una_cohorte_pequena_tambien_tiene_su_k() -> None:
    r = Flota().companeras(6, semestre=ANTERIOR).companeras(6).calificar()
    suyas = r.metas.filter(pl.col("indicador").str.starts_with("desempeno"))
    assert suyas.height == 3 and suyas["k"].null_count() == 0


# Cada división, a la vista.


def test_el_denominador_se_nombra_con_sus_cifras() -> None:
    r = Flota().companeras().cuenta("c", CIFRAS_X, impresiones=12_345).calificar()
    impresiones = parte(r, "c", "impresiones")
    assert (impresiones["numerador"], impresiones["denominador"]) == (12_346, 505_000)
    assert impresiones["numerador_descripcion"] == "impresiones 12,345 + 1"
    assert impresiones["denominador_descripcion"] == "publicaciones 100 × (seguidores al inicio 5,000 + 50)"
    originalidad = parte(r, "c", "proporcion_propia")
    assert (originalidad["n"], originalidad["denominador_descripcion"]) == (
        80,
        "mensajes publicados 100 − de Comunicación Social 20",
    )


@pytest.mark.parametrize(
    ("red", "cifras", "cambios"),
    [
        ("x", CIFRAS_X, {}),
        ("x", CIFRAS_X, {"seguidores_inicio": None, "respuestas": 9}),
        ("facebook", CIFRAS_FACEBOOK, {}),
        ("facebook", CIFRAS_FACEBOOK, {"seguidores_inicio": None, "seguidores_cierre": None}),
        ("tiktok", CIFRAS_OTRAS, {}),
        ("tiktok", CIFRAS_OTRAS, {"seguidores_inicio": None, "seguidores_cierre": None}),
    ],
)
def test_el_crudo_es_el_de_su_cociente(
    red: str, cifras: dict[str, int], cambios: dict[str, int | None]
) -> None:
    medidas = [p for p in medir(ficha_de(red, cifras, **cambios), 50).partes if p.crudo is not None]
    assert len(medidas) >= 3
    for p in medidas:
        if p.clave == "cambio_neto":
            assert p.cociente is None
            continue
        assert p.cociente is not None
        cociente = p.cociente.numerador / p.cociente.denominador
        en_logaritmo = p.criterio in ("desempeno", "seguidores_nuevos")
        assert p.crudo == pytest.approx(log(cociente) if en_logaritmo else cociente)
