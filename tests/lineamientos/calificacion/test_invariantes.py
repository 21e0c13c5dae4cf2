"""Lo que debe cumplirse con cualesquiera cifras."""

from functools import cache
from random import Random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from lineamientos.ausencias import Ausencia
from lineamientos.calificacion.dictamen import Clase
from lineamientos.calificacion.exigencia import AJENAS_AL_ADMINISTRADOR
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.calificacion.resultado import Resultado
from tests.lineamientos.calificacion.apoyo_calificacion import (
    ANTERIOR,
    CIFRAS_FACEBOOK,
    CIFRAS_OTRAS,
    CIFRAS_X,
    Flota,
    fila,
    parametros,
)

POCOS = settings(max_examples=40, deadline=None)
BASES = {"x": CIFRAS_X, "facebook": CIFRAS_FACEBOOK, "instagram": CIFRAS_OTRAS}
NECESARIAS = {
    "x": (
        "mensajes_publicados",
        "mensajes_propios",
        "mensajes_comunicacion_social",
        "impresiones",
        "visitas_perfil",
        "menciones",
        "seguidores_cierre",
    ),
    "facebook": ("publicaciones", "compartidos", "reacciones", "alcance", "contenidos_multimedia"),
    "instagram": ("publicaciones", "me_gusta", "compartidos", "visualizaciones"),
}
"""Métricas del artículo 11 que el índice usa cuando también se dan los seguidores."""


@cache
def _congeladas(red: str) -> pl.DataFrame:
    return Flota().companeras(red=red).calificar().metas


@cache
def _parametros() -> ParametrosCalificacion:
    return parametros()


def _calificar(red: str, **cambios: int | Ausencia | None) -> Resultado:
    flota = Flota().companeras(red=red).cuenta("c", BASES[red], red, **cambios)
    return flota.calificar(parametros=_parametros(), metas_congeladas=_congeladas(red))


def _indice(red: str, **cambios: int | Ausencia | None) -> tuple[float | None, str]:
    suya = fila(_calificar(red, **cambios), "c")
    return suya["indice"], suya["clase_propuesta"]


@POCOS
@given(
    red_y_metrica=st.sampled_from(
        [("x", m) for m in ("impresiones", "visitas_perfil", "menciones")]
        + [("facebook", m) for m in ("alcance", "reacciones", "compartidos")]
        + [("instagram", m) for m in ("me_gusta", "compartidos", "visualizaciones")]
        + [(red, "seguidores_cierre") for red in BASES]
    ),
    valores=st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)),
)
def test_mas_alcance_respuesta_o_seguidores_nunca_baja_un_puntaje(
    red_y_metrica: tuple[str, str], valores: tuple[int, int]
) -> None:
    red, metrica = red_y_metrica
    total = {"x": "mensajes_publicados"}.get(red, "publicaciones")
    # Con pocas publicaciones, que es donde el ajuste pesa.
    menos, mas = (_calificar(red, **{metrica: v, total: 25}) for v in sorted(valores))
    assert fila(menos, "c")["indice"] <= fila(mas, "c")["indice"]
    antes, despues = (r.partes.filter(cuenta="c") for r in (menos, mas))
    assert antes["parte"].equals(despues["parte"])
    for columna in ("ajustado", "puntaje"):
        assert (antes[columna] <= despues[columna]).all(), columna


@POCOS
@given(
    red_y_metrica=st.sampled_from([(r, m) for r, ms in NECESARIAS.items() for m in ms]),
    ausencia=st.sampled_from([None, *(a for a in Ausencia if a not in AJENAS_AL_ADMINISTRADOR)]),
    impresiones=st.integers(0, 10**8),
)
def test_no_entregar_una_cifra_del_articulo_11_nunca_sube_el_indice(
    red_y_metrica: tuple[str, str], ausencia: Ausencia | None, impresiones: int
) -> None:
    red, metrica = red_y_metrica
    audiencia = {"x": "impresiones", "facebook": "alcance", "instagram": "visualizaciones"}[red]
    cambios: dict[str, int | Ausencia | None] = {audiencia: impresiones, metrica: ausencia}
    indice, clase = _indice(red, **cambios)
    esperada = Clase.INCUMPLIMIENTO if ausencia is Ausencia.RETENIDA else Clase.SIN_ELEMENTOS
    assert indice is None
    assert clase == esperada.value


FAVOR = (Clase.EN_OBSERVACION, Clase.CON_RECOMENDACIONES, Clase.PERTINENTE)


@settings(max_examples=20, deadline=None)
@given(
    red_y_metrica=st.sampled_from([(r, m) for r, base in BASES.items() for m in base]),
    ausencia=st.sampled_from([None, *Ausencia]),
    factor=st.sampled_from([0, 0.1, 1, 10]),
)
def test_quitar_un_dato_no_hace_pertinente_ni_uno_del_articulo_11_sube_la_clase(
    red_y_metrica: tuple[str, str], ausencia: Ausencia | None, factor: float
) -> None:
    red, metrica = red_y_metrica
    malo = {metrica: int(BASES[red][metrica] * factor)}
    _, con = _indice(red, **malo)
    _, sin = _indice(red, **{metrica: ausencia})
    if Clase(con) is not Clase.PERTINENTE:
        assert Clase(sin) is not Clase.PERTINENTE
    if metrica in NECESARIAS[red] and ausencia not in AJENAS_AL_ADMINISTRADOR:
        assert Clase(sin) not in FAVOR


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(3, 40))
def test_el_orden_de_las_filas_no_cambia_nada(azar: Random, cuantas: int) -> None:
    flota = Flota()
    for red in ("x", "facebook", "instagram"):
        flota.companeras(cuantas, red, ANTERIOR, prefijo=red)
        flota.companeras(cuantas, red, prefijo=red)
    antes = flota.calificar(parametros=_parametros())
    azar.shuffle(flota.cifras)
    claves = list(flota.cuentas)
    azar.shuffle(claves)
    flota.cuentas = {c: flota.cuentas[c] for c in claves}
    despues = flota.calificar(parametros=_parametros())
    for cuadro in ("calificaciones", "criterios", "partes", "metas"):
        assert getattr(antes, cuadro).equals(getattr(despues, cuadro)), cuadro


CIFRA = st.one_of(st.none(), st.integers(-3, 3), st.integers(0, 10**12), st.sampled_from(list(Ausencia)))


@settings(max_examples=60, deadline=None)
@given(red=st.sampled_from(sorted(BASES)), datos=st.data())
def test_cualesquiera_cifras_dan_una_clase_y_puntos_en_la_escala(red: str, datos: st.DataObject) -> None:
    flota = Flota().companeras(8, red)
    for i in range(4):
        cifras = {m: datos.draw(CIFRA, label=f"{m} de c{i}") for m in BASES[red]}
        flota.cuenta(f"c{i}", cifras, red)
    r = flota.calificar(parametros=_parametros())
    assert set(r.calificaciones["clase_propuesta"]) <= {c.value for c in Clase}
    assert r.calificaciones.height == 12
    for marco, columna in ((r.calificaciones, "indice"), (r.criterios, "puntaje"), (r.partes, "puntaje")):
        valores = marco[columna].drop_nulls()
        assert ((valores >= 0) & (valores <= 100)).all()
    con_indice = r.calificaciones["indice"].is_not_null()
    assert con_indice.equals(r.calificaciones["linea"] >= 4)
    assert r.calificaciones.filter(con_indice)["criterios_evaluables"].ge(3).all()
    assert r.metas.select((pl.col("meta_inferior") <= pl.col("meta_superior")).all()).item()
