"""Una flota inventada cuya verdad se conoce: los intervalos la cubren y el volumen no decide los extremos."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from math import log
from random import Random

import polars as pl

from lineamientos.calificacion.agregacion import percentil
from lineamientos.calificacion.incertidumbre import medir_incertidumbre
from lineamientos.calificacion.metas import Metas, leer_metas
from lineamientos.calificacion.parametros_incertidumbre import Variaciones
from lineamientos.calificacion.resultado import Resultado
from tests.lineamientos.calificacion.apoyo_calificacion import SEMESTRE, Flota, fila, parametros, vigentes

CUENTAS = 800
SOLO_CONTAR = replace(
    Variaciones.de_vigentes(vigentes()),
    pesos=0.0,
    recortes=(5.0,),
    normalizaciones=("metas",),
    sustitutos=False,
)
_TASAS = {"impresiones": 0.004, "menciones": 0.0002, "visitas_perfil": 0.0004}
"""Por publicación y seguidor, en la mediana; con dispersión de 0.25 en logaritmos."""


@dataclass(frozen=True)
class Verdad:
    """Lo que cada cuenta es antes de contar nada."""

    tasas: dict[str, float]
    propia: float
    crecimiento: float


@cache
def flota() -> tuple[Flota, dict[str, Verdad]]:
    """Todas publican cuatro veces por semana; las de bajo volumen son las que llevan pocas semanas."""
    azar, hecha, verdades = Random(20_260_101), Flota(), {}  # noqa: S311
    for i in range(CUENTAS):
        clave = f"c{i:04}"
        semanas = azar.randint(1, 25)
        n, inicio = 4 * semanas, azar.randint(1_000, 9_999)
        tasas = {m: tasa * azar.lognormvariate(0, 0.25) for m, tasa in _TASAS.items()}
        propia, ganados = azar.betavariate(12, 6), inicio * azar.uniform(0.02, 0.03)
        verdades[clave] = Verdad(tasas, propia, log((inicio + ganados + 50) / (inicio + 50)))
        ajenos = n // 10
        hecha.cuenta(
            clave,
            {m: _poisson(azar, n * (inicio + 50) * tasa) for m, tasa in tasas.items()},
            desde=SEMESTRE.fin - timedelta(days=7 * semanas - 1),
            mensajes_publicados=n,
            mensajes_propios=sum(azar.random() < propia for _ in range(n - ajenos)),
            mensajes_comunicacion_social=ajenos,
            seguidores_inicio=inicio,
            seguidores_cierre=inicio + _poisson(azar, ganados),
        )
    return hecha, verdades


def _poisson(azar: Random, media: float) -> int:
    """Por intervalos exponenciales si es chica; si no, por la normal, que ahí ya no se distingue."""
    if media > 400:
        return max(0, round(azar.gauss(media, media**0.5)))
    total, llevados = -1, 0.0
    while llevados < media:
        llevados += azar.expovariate(1)
        total += 1
    return total


@cache
def calificada() -> Resultado:
    return flota()[0].calificar()


def _indice_verdadero(verdad: Verdad, frecuencia: float, metas: Metas) -> float:
    por_indicador = {c.indicador: m for c, m in metas.items()}

    def puntos(indicador: str, x: float) -> float:
        meta = por_indicador[indicador]
        return 100 * min(1.0, max(0.0, (x - meta.inferior) / (meta.superior - meta.inferior)))

    desempeno = sum(puntos(f"desempeno.{m}", log(t)) for m, t in verdad.tasas.items()) / len(verdad.tasas)
    originalidad = puntos("originalidad.proporcion_propia", verdad.propia)
    crecimiento = puntos("seguidores_nuevos.crecimiento_relativo", verdad.crecimiento)
    return (desempeno + frecuencia + originalidad + crecimiento) / 4


def test_solo_con_ruido_de_contar_los_intervalos_cubren_la_verdad() -> None:
    resultado, verdades = calificada(), flota()[1]
    metas = leer_metas(resultado.metas)
    medidas = medir_incertidumbre(resultado.insumos, SOLO_CONTAR, parametros(), metodos={})
    frecuencia = {
        c["cuenta"]: c["puntaje"]
        for c in resultado.criterios.filter(pl.col("criterio") == "frecuencia").iter_rows(named=True)
    }
    cubiertas = []
    for f in medidas.iter_rows(named=True):
        indice = _indice_verdadero(verdades[f["cuenta"]], frecuencia[f["cuenta"]], metas)
        cubiertas.append(f["indice_p5"] - 0.005 <= indice <= f["indice_p95"] + 0.005)
    assert len(cubiertas) == CUENTAS
    assert 0.87 <= sum(cubiertas) / CUENTAS <= 0.93, sum(cubiertas) / CUENTAS


def _sin_ajustar() -> Resultado:
    """La misma flota contra las metas de sus valores crudos, con k = 0."""
    resultado = calificada()
    crudos: dict[str, list[float]] = {}
    for p in resultado.partes.iter_rows(named=True):
        crudos.setdefault(f"{p['criterio']}.{p['parte']}", []).append(p["crudo"])
    metas = resultado.metas.filter(~pl.col("indicador").str.starts_with("frecuencia"))
    filas = [
        m
        | {
            "meta_inferior": percentil(crudos[m["indicador"]], 5),
            "meta_superior": percentil(crudos[m["indicador"]], 95),
            "k": None if m["k"] is None else 0.0,
        }
        for m in metas.iter_rows(named=True)
    ]
    return flota()[0].calificar(metas_congeladas=pl.DataFrame(filas, schema=resultado.metas.schema))


def _de_bajo_volumen_en_los_extremos(resultado: Resultado) -> tuple[float, float]:
    """Qué parte de la décima peor y de la décima mejor son cuentas del cuarto que menos publicó."""
    total = {c["cuenta"]: c["valor"] for c in flota()[0].cifras if c["metrica"] == "mensajes_publicados"}
    tope = sorted(total.values())[CUENTAS // 4]
    por_indice = resultado.calificaciones.sort("indice", "cuenta")["cuenta"].to_list()
    decima = CUENTAS // 10
    peores, mejores = por_indice[:decima], por_indice[-decima:]
    return (
        sum(total[c] <= tope for c in peores) / decima,
        sum(total[c] <= tope for c in mejores) / decima,
    )


def test_las_de_bajo_volumen_no_llenan_los_extremos_y_sin_ajustar_si() -> None:
    total = [c["valor"] for c in flota()[0].cifras if c["metrica"] == "mensajes_publicados"]
    parte = sum(v <= sorted(total)[CUENTAS // 4] for v in total) / CUENTAS
    ajustadas = _de_bajo_volumen_en_los_extremos(calificada())
    crudas = _de_bajo_volumen_en_los_extremos(_sin_ajustar())
    assert min(crudas) > 1.25 * parte, (parte, ajustadas, crudas)
    assert min(ajustadas) <= parte, (parte, ajustadas, crudas)
    assert max(ajustadas) < min(crudas), (parte, ajustadas, crudas)


def test_la_flota_es_una_sola_cohorte() -> None:
    assert fila(calificada(), "c0000")["cohorte_tamano"] == CUENTAS
