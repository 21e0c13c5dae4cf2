"""La incertidumbre: qué la cambia, qué no, y que su tabla de dictamen sea la de producción."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineamientos.calificacion.dictamen import Antecedente, Clase, Hechos, dictaminar
from lineamientos.calificacion.incertidumbre import medir_incertidumbre
from lineamientos.calificacion.incertidumbre_extracciones import (
    CLASES,
    clasificar,
    lugares,
    percentiles,
)
from lineamientos.calificacion.incertidumbre_extracciones import redondear as redondear_centesimos
from lineamientos.calificacion.parametros_calificacion import CRITERIOS
from lineamientos.calificacion.parametros_incertidumbre import Variaciones
from lineamientos.calificacion.redondeo import redondear
from lineamientos.errores import ParametroInvalido
from tests.lineamientos.calificacion.apoyo_calificacion import (
    ANTERIOR,
    CIFRAS_X,
    SEMESTRE,
    Flota,
    parametros,
    vigentes,
)

TODAS = replace(Variaciones.de_vigentes(vigentes()), extracciones=200)
NINGUNA = replace(
    TODAS, pesos=0.0, recortes=(5.0,), normalizaciones=("metas",), conteo=False, sustitutos=False
)


def medir(flota: Flota, variaciones: Variaciones = TODAS, **extra: Any) -> pl.DataFrame:
    metodos = extra.pop("metodos", {})
    return medir_incertidumbre(flota.calificar(**extra).insumos, variaciones, parametros(), metodos=metodos)


@cache
def surtida() -> Flota:
    """De todo: dos redes, un criterio que falta, una sin publicaciones y una sin cifras."""
    return (
        Flota()
        .companeras(20)
        .companeras(12, "facebook", prefijo="f")
        .cuenta("obediente", CIFRAS_X, mensajes_propios=0, mensajes_comunicacion_social=100)
        .cuenta("muda", CIFRAS_X, mensajes_publicados=0, mensajes_propios=0, mensajes_comunicacion_social=0)
        .cuenta("callada", {})
    )


def test_sin_variar_nada_el_intervalo_es_el_punto() -> None:
    resultado = surtida().calificar()
    medida = medir_incertidumbre(resultado.insumos, NINGUNA, parametros(), metodos={})
    junto = resultado.calificaciones.join(medida, on="cuenta").filter(pl.col("indice").is_not_null())
    assert junto.height >= 30
    for fila in junto.iter_rows(named=True):
        assert {fila["indice_p5"], fila["indice_mediano"], fila["indice_p95"]} == {fila["indice"]}
        assert fila["probabilidad_clase"] == 1.0
        assert not fila["frontera"]
        cohorte = junto.filter(pl.col("cohorte") == fila["cohorte"])["indice"]
        lugar = 1 + int((cohorte > fila["indice"]).sum())
        assert {fila["lugar_p5"], fila["lugar_mediano"], fila["lugar_p95"]} == {lugar}


def test_el_indice_propuesto_cae_en_su_intervalo_si_no_esta_topado() -> None:
    """Con sus criterios en 100 el ruido solo puede bajarlo: ahí puede quedar encima, y se documenta."""
    resultado = surtida().calificar()
    medida = medir_incertidumbre(
        resultado.insumos, Variaciones.de_vigentes(vigentes()), parametros(), metodos={}
    )
    junto = resultado.calificaciones.join(medida, on="cuenta").filter(pl.col("indice").is_not_null())
    fuera = junto.filter(
        pl.col("indice").is_between(5, 95)
        & ((pl.col("indice") < pl.col("indice_p5")) | (pl.col("indice") > pl.col("indice_p95")))
    )
    assert fuera.is_empty(), fuera


@given(semilla=st.integers(0, 10_000))
@settings(max_examples=5, deadline=None)
def test_el_orden_de_los_renglones_no_cambia_nada(semilla: int) -> None:
    otra = Flota()
    otra.cuentas, otra.cifras = dict(surtida().cuentas), list(surtida().cifras)
    Random(semilla).shuffle(otra.cifras)  # noqa: S311
    claves = list(otra.cuentas)
    Random(semilla).shuffle(claves)  # noqa: S311
    otra.cuentas = {c: otra.cuentas[c] for c in claves}
    assert medir(otra).equals(medir(surtida()))


def test_una_cuenta_de_otra_cohorte_no_cambia_las_demas() -> None:
    sin_ella = Flota().companeras(20).companeras(12, "facebook", prefijo="f")
    con_ella = Flota().companeras(20).companeras(13, "facebook", prefijo="f")
    de_x = pl.col("cuenta").str.starts_with("v")
    assert medir(con_ella).filter(de_x).equals(medir(sin_ella).filter(de_x))
    assert not medir(con_ella).filter(~de_x).head(12).equals(medir(sin_ella).filter(~de_x))


def test_cada_fuente_de_incertidumbre_mueve_el_resultado() -> None:
    quieta = medir(surtida(), NINGUNA)
    for cambio in (
        {"pesos": 0.25},
        {"recortes": (1.0, 5.0)},
        {"normalizaciones": ("z",)},
        {"normalizaciones": ("percentil",)},
        {"conteo": True},
        {"sustitutos": True},
    ):
        assert not medir(surtida(), replace(NINGUNA, **cambio)).equals(quieta), cambio  # type: ignore[arg-type]


def test_probabilidades_lugares_y_percentiles_son_posibles() -> None:
    medidas = medir(surtida()).drop_nulls("extracciones")
    for f in medidas.iter_rows(named=True):
        assert 0 <= f["probabilidad_clase"] <= 1
        assert f["frontera"] == (f["probabilidad_clase"] < 0.8)
        assert 0 <= f["indice_p5"] <= f["indice_mediano"] <= f["indice_p95"] <= 100
        assert 1 <= f["lugar_p5"] <= f["lugar_mediano"] <= f["lugar_p95"] <= f["lugares"]


def test_sin_indice_no_hay_intervalo_y_se_dice_por_que() -> None:
    medidas = {f["cuenta"]: f for f in medir(surtida()).iter_rows(named=True)}
    assert medidas.keys() == surtida().cuentas.keys()
    for cuenta in ("muda", "callada"):
        fila = medidas[cuenta]
        assert fila["motivo"].startswith("no se calculó índice: ")
        vacias = set(fila) - {"cuenta", "motivo", "motivo_cambio"}
        assert {fila[c] for c in vacias} == {None}


def test_sin_las_cifras_de_la_base_solo_varia_lo_demas_y_se_dice() -> None:
    congeladas = Flota().companeras(20, semestre=ANTERIOR).calificar(ANTERIOR).metas
    flota = Flota().companeras(20)
    suelta = replace(NINGUNA, recortes=(1.0, 2.5, 5.0), normalizaciones=("metas", "percentil", "z"))
    medidas = medir(flota, suelta, metas_congeladas=congeladas)
    assert (medidas["indice_p5"] == medidas["indice_p95"]).all()
    assert all("ya no se tienen las cifras de su base" in m for m in medidas["motivo"])


@pytest.mark.parametrize(
    ("cambios", "motivo"),
    [
        ({"metodos": {"2025-2": "1"}}, "2025-2 se calificó con otra versión del método (1)"),
        (
            {"fases": {"2025-2": "proceso_electoral"}},
            "2025-2 fue de otro tipo: solo se comparan dos ordinarios o dos de Proceso Electoral",
        ),
    ],
)
def test_solo_se_compara_consigo_misma_si_es_comparable(cambios: dict[str, Any], motivo: str) -> None:
    flota = Flota().companeras(20, semestre=ANTERIOR).companeras(20).cuenta("nueva", CIFRAS_X)
    medidas = {f["cuenta"]: f for f in medir(flota, **cambios).iter_rows(named=True)}
    assert medidas["v05"]["motivo_cambio"] == motivo
    assert medidas["v05"]["cambio_indice"] is None


def test_el_cambio_propio_es_la_diferencia_de_los_dos_indices() -> None:
    flota = Flota().companeras(20, semestre=ANTERIOR).companeras(20).cuenta("nueva", CIFRAS_X)
    antes = {f["cuenta"]: f["indice"] for f in flota.calificar(ANTERIOR).calificaciones.iter_rows(named=True)}
    ahora = {f["cuenta"]: f["indice"] for f in flota.calificar().calificaciones.iter_rows(named=True)}
    medidas = {f["cuenta"]: f for f in medir(flota).iter_rows(named=True)}
    for cuenta in ("v00", "v05", "v19"):
        assert medidas[cuenta]["indice_anterior"] == antes[cuenta]
        assert medidas[cuenta]["cambio_indice"] == round(ahora[cuenta] - antes[cuenta], 2)
    assert medidas["nueva"]["motivo_cambio"] == "en 2025-2 no tuvo índice"


def test_la_tabla_vectorizada_es_la_de_produccion() -> None:
    """Índices y puntos en los cortes, un centésimo abajo y arriba, y al azar."""
    azar = Random(13)  # noqa: S311
    filos = [c + d for c in (0, 3000, 4000, 5000, 7000, 10_000) for d in (-1, 0, 1) if 0 <= c + d <= 10_000]
    for exige in (False, True):
        cortes = parametros(pertinente_exige_medidos=exige).cortes
        for vetada in (False, True):
            for sustituida in (False, True):
                for anterior in (None, Decimal("29.99"), Decimal("30.00")):
                    n = 60
                    indice = [azar.choice([*filos, azar.randint(0, 10_000)]) for _ in range(n)]
                    puntos = [
                        [azar.choice([*filos, azar.randint(3000, 10_000)]) for _ in range(n)]
                        for _ in CRITERIOS
                    ]
                    clases = clasificar(
                        np.array([indice], dtype=np.int16),
                        np.array(puntos, dtype=np.int16)[:, None, :],
                        vetadas=np.array([vetada]),
                        sustituidas=np.array([sustituida]),
                        bajas_antes=np.array([anterior is not None and anterior < 30]),
                        cortes=cortes,
                    )
                    for i in range(n):
                        hechos = Hechos(
                            publicaciones=10,
                            evaluables=3 if sustituida else 4,
                            indice=_decimal(indice[i]),
                            puntajes={c: _decimal(p[i]) for c, p in zip(CRITERIOS, puntos, strict=True)},
                            sustituidos=("originalidad",) if sustituida else (),
                            vetos=("veto",) if vetada else (),
                            anterior=Antecedente("2025-2", Clase.EN_OBSERVACION, anterior, False),
                        )
                        assert CLASES[clases[0, i]] is dictaminar(hechos, cortes).clase, hechos


def _decimal(centesimos: int) -> Decimal:
    return Decimal(centesimos) / 100


@given(puntos=st.lists(st.floats(0, 100), min_size=1, max_size=50), cuartos=st.lists(st.integers(0, 40_000)))
@settings(deadline=None)
def test_el_redondeo_es_el_de_la_calificacion(puntos: list[float], cuartos: list[int]) -> None:
    todos = [*puntos, *(c / 400 for c in cuartos)]
    dados = redondear_centesimos(100.0 * np.array(todos)).tolist()
    assert dados == [float(redondear(p) * 100) for p in todos]


@given(st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=1, max_size=9))
@settings(deadline=None)
def test_el_lugar_es_uno_mas_que_las_que_la_superan(indices: list[list[int]]) -> None:
    dados = lugares(np.array(indices, dtype=np.int16)).tolist()
    assert dados == [[1 + sum(o[d] > i[d] for o in indices) for d in range(3)] for i in indices]


def test_los_percentiles_son_de_valores_extraidos() -> None:
    valores = np.arange(200, 0, -1, dtype=np.int32)[None, :]
    assert percentiles(valores, 5, 50, 95) == [[10], [100], [190]]


@pytest.mark.parametrize(
    ("clave", "valor"),
    [
        ("incertidumbre_extracciones", 99),
        ("incertidumbre_pesos", 100),
        ("incertidumbre_recortes", [5, 5]),
        ("incertidumbre_recortes", [50]),
        ("incertidumbre_normalizaciones", []),
        ("incertidumbre_normalizaciones", ["metas", "rango"]),
        ("incertidumbre_frontera", 1.1),
    ],
)
def test_un_parametro_que_no_puede_aplicarse_se_dice(clave: str, valor: object) -> None:
    with pytest.raises(ParametroInvalido):
        Variaciones.de_vigentes(vigentes(**{clave: valor}))


def test_los_parametros_del_paquete_son_los_propuestos() -> None:
    dados = Variaciones.de_vigentes(vigentes())
    assert dados == Variaciones(1_000, 0.25, (1.0, 2.5, 5.0), ("metas", "percentil", "z"), 0.8)
    assert SEMESTRE.clave == "2026-1"
