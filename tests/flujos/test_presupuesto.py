"""El presupuesto, la libreta y la cuenta de la plataforma dicen lo mismo, a la unidad."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from almacen.maestro import abrir_maestro
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador
from flujos.pasos.credenciales import del_espacio
from flujos.pasos.espacio import Espacio
from flujos.pasos.presupuesto import Presupuesto, presupuestar
from lineamientos.semestres import Semestre
from tests.flujos.apoyo_recoleccion import REDES, crear_espacio, en, recolectar_en

INICIO = datetime(2026, 7, 1, 6, tzinfo=UTC)
"""Medianoche en la Ciudad de México del primer día del semestre."""
_CADA = timedelta(hours=12)
_COBRA = {"x": "x", "facebook": "facebook", "instagram": "instagram", "youtube": "youtube"}


@pytest.fixture(params=REDES)
def red(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def mundo(red: str, tmp_path: Path) -> Iterator[tuple[Espacio, Simulador]]:
    fuente = FuentePareja(3, 400, [red], INICIO + timedelta(hours=6), _CADA)
    with Simulador(Nucleo(fuente, INICIO)) as simulador:
        espacio = crear_espacio(
            tmp_path / "E", fuente, simulador.base, redes=[red], ajustes="gracia_dias = 0\n"
        )
        yield espacio, simulador


def _presupuestar(espacio: Espacio, momento: datetime, semestre: Semestre | None = None) -> Presupuesto:
    parado = en(espacio, momento)
    return presupuestar(parado, del_espacio(parado), momento, semestre=semestre)


def _unidades(presupuesto: Presupuesto) -> Counter[str]:
    suma: Counter[str] = Counter()
    for r in presupuesto.renglones:
        suma[r.concepto] += r.unidades
    return +suma


def _libreta(espacio: Espacio) -> tuple[int, Counter[str], float]:
    """Llamadas, unidades por concepto y dólares anotados."""
    with abrir_maestro(espacio.rutas, INICIO) as base:
        filas = base.consultar("SELECT llamada, concepto, unidades, costo_usd FROM llamadas").rows()
    unidades: Counter[str] = Counter()
    for _, concepto, n, _ in filas:
        unidades[concepto] += n
    return len({f[0] for f in filas}), +unidades, sum(f[3] for f in filas)


def _no_previsto(espacio: Espacio, red: str) -> Counter[str]:
    """Lo que ninguna plataforma deja saber antes: qué videos cortos no vendrán en la lista de Facebook.

    Esos se leen además uno por uno en la última etapa.
    """
    if red != "facebook":
        return Counter()
    with abrir_maestro(espacio.rutas, INICIO) as base:
        sueltos = base.consultar(
            "SELECT count(*) AS n FROM publicaciones p JOIN lotes l USING (lote) "
            "WHERE l.clase = 'facebook_publicaciones' AND p.reacciones IS NULL "
            "AND l.programada = (SELECT max(programada) FROM lotes)"
        ).item()
    assert sueltos > 0
    return Counter(llamada=sueltos)


def test_presupuesto_libreta_y_plataforma_coinciden_a_la_unidad(
    red: str, mundo: tuple[Espacio, Simulador]
) -> None:
    espacio, simulador = mundo
    # Cuatro semanas leídas: desde entonces se sabe el ritmo de cada cuenta.
    recolectar_en(espacio, simulador, INICIO + timedelta(days=28))
    antes = _libreta(espacio)
    simulador.contabilidad.reiniciar()
    momento = INICIO + timedelta(days=35)
    previsto = _presupuestar(espacio, momento)
    recolectar_en(espacio, simulador, momento)
    llamadas, unidades, dolares = _libreta(espacio)
    de_la_plataforma = Counter(simulador.contabilidad.cargos(_COBRA[red]))
    assert unidades - antes[1] == de_la_plataforma
    assert _unidades(previsto) + _no_previsto(espacio, red) == de_la_plataforma
    # La ficha de acceso de Google se renueva aparte: es una llamada más y no cobra.
    recibidas = simulador.contabilidad.recibidas(_COBRA[red]) + simulador.contabilidad.recibidas("oauth")
    assert llamadas - antes[0] == recibidas
    if red != "facebook":
        assert previsto.total(red)[0] == simulador.contabilidad.recibidas(_COBRA[red])
    assert previsto.total(red)[1] == pytest.approx(dolares - antes[2])


def test_presupuestar_no_llama_a_nadie(mundo: tuple[Espacio, Simulador]) -> None:
    espacio, simulador = mundo
    previsto = _presupuestar(espacio, INICIO + timedelta(days=1))
    assert previsto.supuestas[next(iter(previsto.cuentas))] == 3
    _presupuestar(espacio, INICIO + timedelta(days=1), Semestre(2026, 2))
    assert simulador.contabilidad.recibidas("x") == 0
    assert sum(simulador.contabilidad.recibidas(r) for r in (*REDES, "oauth")) == 0


def test_un_semestre_cuesta_las_lecturas_declaradas_de_cada_publicacion(tmp_path: Path) -> None:
    """En X, cada publicación se lee al listarla, a 1, 7 y 30 días y al cierre; las últimas, menos veces."""
    fuente = FuentePareja(2, 10, ["x"], INICIO, _CADA)
    espacio = crear_espacio(
        tmp_path / "E", fuente, "http://127.0.0.1:9", redes=["x"], ajustes="ritmo_semanal = 7\n"
    )
    semestre = Semestre(2026, 2)
    previsto = _presupuestar(espacio, INICIO, semestre)
    publicaciones = 2 * semestre.dias
    de_relecturas = next(r.unidades for r in previsto.renglones if r.operacion == "metricas")
    assert 3 * publicaciones <= de_relecturas <= 4 * publicaciones
    de_listas = next(r.unidades for r in previsto.renglones if r.operacion == "publicaciones")
    # La primera ventana abarca más de un día, y una fracción de publicación se redondea hacia arriba.
    assert publicaciones <= de_listas <= publicaciones + 2


def test_un_tope_que_no_alcanza_se_avisa_antes(tmp_path: Path) -> None:
    fuente = FuentePareja(2, 10, ["x"], INICIO, _CADA)
    espacio = crear_espacio(
        tmp_path / "E", fuente, "http://127.0.0.1:9", redes=["x"], ajustes="tope_usd_mes_x = 0.01\n"
    )
    previsto = _presupuestar(espacio, INICIO + timedelta(days=30), Semestre(2026, 2))
    assert [previsto.rebasa(t) for t in previsto.topes if t.red == "x"] == [True]
