"""La recolección contra el simulador: qué pide, qué guarda, qué dice cuando algo falta y cómo retoma."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from almacen.maestro import abrir_maestro
from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.comun.lectura import LecturaApi
from conectores.simulador.contabilidad import Contabilidad
from conectores.simulador.escenario import Escenario
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import CuentaSimulada, Nucleo
from conectores.simulador.servidor import Simulador
from conectores.x.conector import ConectorX
from flujos.pasos.credenciales import nombre_por_cuenta
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.recepcion import recibir
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre
from tests.flujos.apoyo_recoleccion import REDES, TABLAS, crear_espacio, en, foto, recolectar_en
from tests.flujos.conftest import formato_lleno

_INICIO = datetime(2026, 9, 1, 12, tzinfo=UTC)
_UN_DIA = timedelta(days=1)
_TODAS = (*REDES, "oauth")


def _consultar(espacio: Espacio, sql: str) -> pl.DataFrame:
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        return base.consultar(sql)


def _resultados(espacio: Espacio) -> dict[tuple[str, str], str]:
    filas = _consultar(espacio, "SELECT cuenta, operacion, resultado FROM recolecciones")
    return {(c, o): r for c, o, r in filas.iter_rows()}


def _recibidas(contabilidad: Contabilidad) -> int:
    return sum(contabilidad.recibidas(r) for r in _TODAS)


def _de_red(fuente: FuentePareja, red: str) -> list[CuentaSimulada]:
    return [c for c in fuente.cuentas() if c.red == red]


def test_recolecta_las_cuatro_redes_y_repetirla_no_pide_ni_cambia_nada(tmp_path: Path) -> None:
    fuente = FuentePareja(8, 12, REDES, _INICIO, timedelta(hours=6))
    momento = _INICIO + 4 * _UN_DIA
    with Simulador(Nucleo(fuente, _INICIO)) as simulador:
        espacio = en(crear_espacio(tmp_path / "E", fuente, simulador.base), momento)
        resumen = recolectar_en(espacio, simulador, momento)
        assert (resumen.abiertos, resumen.con_fallas, resumen.sin_credencial) == ((), False, ())
        antes = foto(espacio)
        assert all(antes[t] for t in TABLAS)
        assert set(_resultados(espacio).values()) == {"completo"}
        publicadas = _consultar(espacio, "SELECT DISTINCT cuenta, id_publicacion FROM publicaciones")
        assert Counter(publicadas["cuenta"]) == {c.cuenta: 12 for c in fuente.cuentas()}
        assert _recibidas(simulador.contabilidad) > 0
        simulador.contabilidad.reiniciar()
        recolectar_en(espacio, simulador, momento)
        assert _recibidas(simulador.contabilidad) == 0
        assert foto(espacio) == antes


def test_cada_publicacion_se_lee_un_numero_conocido_de_veces(tmp_path: Path) -> None:
    """Al verla, a 1, 7 y 30 días y al cierre del semestre; en los demás días, solo lo nuevo."""
    inicio = datetime(2026, 11, 20, 12, tzinfo=UTC)
    fuente = FuentePareja(4, 6, REDES, inicio, timedelta(minutes=10))
    primera = inicio + timedelta(hours=2)
    momentos = [primera + d * _UN_DIA for d in (0, 1, 3, 7, 30)] + [datetime(2027, 1, 1, 12, tzinfo=UTC)]
    leidas: dict[datetime, Mapping[str, int]] = {}
    with Simulador(Nucleo(fuente, inicio)) as simulador:
        espacio = crear_espacio(tmp_path / "E", fuente, simulador.base)
        for momento in momentos:
            assert recolectar_en(espacio, simulador, momento).abiertos == ()
            leidas[momento] = simulador.contabilidad.leidos("x", "post_leido", momento.date())
        espacio = en(espacio, momentos[-1])
    propias = {p.id_publicacion for p in fuente.publicaciones(_de_red(fuente, "x")[0])}
    con_relectura = [m for m in momentos if m != momentos[2]]
    for momento in momentos:
        veces = {n for i, n in leidas[momento].items() if i in propias}
        assert veces == ({1} if momento in con_relectura else set()), momento
    lecturas = _consultar(
        espacio,
        "SELECT cuenta, id_publicacion, list_sort(list(DISTINCT leida_en)) AS cuando FROM publicaciones "
        "WHERE coalesce(impresiones, visualizaciones, vistas, me_gusta) IS NOT NULL GROUP BY ALL",
    )
    assert len(lecturas) == 4 * 6
    assert {tuple(c) for c in lecturas["cuando"]} == {tuple(con_relectura)}


def test_cada_ausencia_dice_su_razon_y_las_demas_cuentas_siguen(tmp_path: Path) -> None:
    fuente = FuentePareja(16, 6, REDES, _INICIO, timedelta(hours=6))
    momento = _INICIO + 4 * _UN_DIA
    x, facebook, youtube = (_de_red(fuente, r) for r in ("x", "facebook", "youtube"))
    inexistente, protegida = x[1], x[2]
    revocada, oculta, sin_titular = facebook[1], youtube[1], youtube[2]
    escenario = Escenario(
        inexistentes=frozenset((inexistente.cuenta,)),
        protegidas=frozenset((protegida.cuenta,)),
        ocultas=frozenset((oculta.cuenta,)),
        fichas_revocadas=frozenset(("marca-revocada", f"marca-renovacion-{sin_titular.cuenta}")),
        metricas_muertas=frozenset(("page_media_view",)),
    )
    with Simulador(Nucleo(fuente, momento), escenario) as simulador:
        espacio = en(crear_espacio(tmp_path / "E", fuente, simulador.base), momento)
        with (espacio.raiz / ".env").open("a", encoding="utf-8") as salida:
            salida.write(f"{nombre_por_cuenta('facebook', revocada.cuenta)}=marca-revocada\n")
        recolectar_en(espacio, simulador, momento)
    resultados = _resultados(espacio)
    assert resultados[inexistente.cuenta, "perfiles"] == Ausencia.NO_ENCONTRADA
    assert resultados[protegida.cuenta, "publicaciones"] == Ausencia.SIN_PERMISO
    assert resultados[revocada.cuenta, "perfiles"] == Ausencia.SIN_PERMISO
    assert resultados[revocada.cuenta, "publicaciones"] == Ausencia.SIN_PERMISO
    assert resultados[oculta.cuenta, "perfiles"] == Ausencia.OCULTA
    assert resultados[sin_titular.cuenta, "diarias"] == Ausencia.SIN_PERMISO
    con_problema = {c.cuenta for c in (inexistente, protegida, revocada, oculta, sin_titular)}
    de_las_demas = {r for (c, _), r in resultados.items() if c not in con_problema}
    assert de_las_demas == {"completo"}
    sin_razon = _consultar(
        espacio, "SELECT * FROM recolecciones WHERE resultado <> 'completo' AND coalesce(detalle, '') = ''"
    )
    assert sin_razon.is_empty()
    muertas = _consultar(
        espacio,
        "SELECT DISTINCT valor, ausencia FROM diarias d JOIN cuentas c USING (cuenta) "
        f"WHERE c.red = 'facebook' AND d.metrica = 'visualizaciones' AND cuenta <> '{revocada.cuenta}'",
    )
    assert muertas.rows() == [(None, Ausencia.RETIRADA)]
    vivas = _consultar(
        espacio, "SELECT count(*) FROM diarias WHERE metrica = 'alcance_28d' AND valor IS NOT NULL"
    )
    assert vivas.item() > 0


def test_el_tope_de_gasto_no_se_rebasa_y_al_subirlo_se_termina(tmp_path: Path) -> None:
    fuente = FuentePareja(4, 30, ("x",), _INICIO, timedelta(hours=2))
    momento = _INICIO + 4 * _UN_DIA
    fotos = []
    for nombre, topes in (("sin", [""]), ("con", ["tope_usd_mes_x = 0.6\n", "tope_usd_mes_x = 50.0\n"])):
        with Simulador(Nucleo(fuente, momento)) as simulador:
            raiz = tmp_path / nombre
            crear_espacio(raiz, fuente, simulador.base, redes=("x",))
            ajustes = raiz / "pertinencia.toml"
            sin_tope = ajustes.read_text("utf-8")
            for tope in topes:
                ajustes.write_text(sin_tope + tope, "utf-8")
                espacio = en(abrir_espacio(raiz), momento)
                resumen = recolectar_en(espacio, simulador, momento)
                cargos = simulador.contabilidad.cargos("x")
                gasto = 0.005 * cargos.get("post_leido", 0) + 0.010 * cargos.get("usuario_leido", 0)
                if "0.6" in tope:
                    assert gasto <= 0.6
                    assert {d.ausencia for d in resumen.abiertos} == {Ausencia.PRESUPUESTO}
                    assert all("dólares" in d.mensaje for d in resumen.abiertos)
                    dejadas = {
                        (c, d.consulta.operacion) for d in resumen.abiertos for c in d.consulta.cuentas
                    }
                    dichas = {k for k, r in _resultados(espacio).items() if r == Ausencia.PRESUPUESTO}
                    assert dichas == dejadas
            assert resumen.abiertos == ()
            libreta = _consultar(espacio, "SELECT concepto, sum(unidades) FROM llamadas GROUP BY 1")
            assert {c: n for c, n in libreta.iter_rows() if n} == cargos
            fotos.append((foto(espacio), cargos))
    assert fotos[0] == fotos[1]


def test_una_ventana_mas_larga_de_lo_que_vale_se_deja_y_la_siguiente_la_retoma(tmp_path: Path) -> None:
    fuente = FuentePareja(4, 6, ("x",), _INICIO, timedelta(hours=6))
    momento = _INICIO + 4 * _UN_DIA
    escenario = Escenario(limites={"x:/2/users/:id/mentions": 2})
    fotos = []
    for nombre, con_limite in (("sin", None), ("con", escenario)):
        with Simulador(Nucleo(fuente, momento), con_limite) as simulador:
            espacio = crear_espacio(
                tmp_path / nombre, fuente, simulador.base, redes=("x",), ajustes="espera_maxima_minutos = 1\n"
            )
            resumen = recolectar_en(espacio, simulador, momento)
            if con_limite is not None:
                assert {d.consulta.operacion for d in resumen.abiertos} == {"menciones"}
                assert len(resumen.abiertos) == 2
                assert all("siguiente" in d.mensaje for d in resumen.abiertos)
                despues = momento + timedelta(minutes=20)
                resumen = recolectar_en(espacio, simulador, momento, ahora=despues)
            assert resumen.abiertos == ()
            menciones = _consultar(
                en(espacio, momento), "SELECT cuenta, id_mencion FROM menciones ORDER BY ALL"
            )
            fotos.append(menciones.rows())
    assert fotos[0] == fotos[1]
    assert fotos[0]


def test_un_contrato_roto_detiene_solo_su_lote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fuente = FuentePareja(4, 6, ("x",), _INICIO, timedelta(hours=6))
    momento = _INICIO + 4 * _UN_DIA
    rota = fuente.cuentas()[1].cuenta
    normalizar = ConectorX.normalizar

    def romper(
        conector: ConectorX, consulta: Consulta, paginas: Sequence[PaginaLeida], *demas: Any
    ) -> LecturaApi:
        if consulta.operacion == "publicaciones" and consulta.cuentas == (rota,):
            raise ContratoRoto("Falta «created_at» en una publicación.")
        return normalizar(conector, consulta, paginas, *demas)

    monkeypatch.setattr(ConectorX, "normalizar", romper)
    with Simulador(Nucleo(fuente, momento)) as simulador:
        espacio = en(crear_espacio(tmp_path / "E", fuente, simulador.base, redes=("x",)), momento)
        resumen = recolectar_en(espacio, simulador, momento)
    assert resumen.con_fallas
    assert [h.codigo for e in resumen.etapas for h in e.hallazgos] == ["R901"]
    resultados = _resultados(espacio)
    assert {k for k, r in resultados.items() if r != "completo"} == {(rota, "publicaciones")}
    assert resultados[rota, "publicaciones"] == Ausencia.FALLO
    rechazados = _consultar(espacio, "SELECT clase, estado FROM lotes WHERE estado <> 'cargado'")
    assert rechazados.rows() == [("x_publicaciones", "rechazado")]
    observadas = _consultar(espacio, "SELECT cuenta, encontrado FROM observaciones WHERE codigo = 'R901'")
    assert observadas.rows() == [(rota, "Falta «created_at» en una publicación.")]


def test_si_el_archivo_no_dice_lo_que_la_api_se_observa_y_vale_la_preferida(tmp_path: Path) -> None:
    s = Semestre(2026, 1)
    inicio = datetime(2026, 1, 2, 12, tzinfo=UTC)
    fuente = FuentePareja(2, 10, ("x",), inicio, _UN_DIA)
    cierre = datetime(2026, 7, 1, 12, tzinfo=UTC)
    with Simulador(Nucleo(fuente, cierre)) as simulador:
        espacio = en(crear_espacio(tmp_path / "E", fuente, simulador.base, redes=("x",)), cierre)
        assert recolectar_en(espacio, simulador, cierre).abiertos == ()
    cuenta = fuente.cuentas()[0]
    de_la_api = sum(p.metricas.get("impresiones", 0) for p in fuente.publicaciones(cuenta))
    (espacio.entradas / "x.csv").write_bytes(formato_lleno(espacio, "x", impresiones=10 * de_la_api))
    despues = en(espacio, cierre + 19 * _UN_DIA)
    recibir(despues, s)
    resumen = evaluar(despues, s)
    discrepancia = next(
        h
        for h in resumen.hallazgos
        if (h.codigo, h.cuenta, h.campo) == ("S401", cuenta.cuenta, "impresiones")
    )
    assert f"{10 * de_la_api:,}" in str(discrepancia.encontrado)
    assert f"{de_la_api:,}" in str(discrepancia.esperado)
    cifra = _consultar(
        despues,
        f"SELECT valor, fuente FROM cifras WHERE cuenta = '{cuenta.cuenta}' AND metrica = 'impresiones'",
    )
    assert cifra.rows() == [(de_la_api, "api")]


_ATRASADAS = FuentePareja(8, 24, REDES, _INICIO, timedelta(hours=5))
_MOMENTOS = [_INICIO + dias * _UN_DIA for dias in (2, 3, 4)]
_AHORA = _MOMENTOS[-1] + timedelta(hours=3)
_UNICAS = "SELECT DISTINCT red, cuenta, id_publicacion, impresiones, vistas FROM publicaciones ORDER BY ALL"


@pytest.fixture(scope="module")
def de_una_sola(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, int], dict[str, Any]]:
    """Lo que cobra X y lo que se guarda si solo corre la última de las atrasadas."""
    with Simulador(Nucleo(_ATRASADAS, _AHORA)) as simulador:
        sola = crear_espacio(tmp_path_factory.mktemp("sola") / "E", _ATRASADAS, simulador.base)
        recolectar_en(sola, simulador, _MOMENTOS[-1], ahora=_AHORA)
        return simulador.contabilidad.cargos("x"), _lo_leido(sola)


@pytest.mark.parametrize("orden", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_las_atrasadas_que_corren_juntas_no_pagan_dos_veces_lo_mismo(
    tmp_path: Path, de_una_sola: tuple[Mapping[str, int], dict[str, Any]], orden: Sequence[int]
) -> None:
    """Tras días sin correr, lo pendiente corre todo en el mismo instante, en cualquier orden."""
    with Simulador(Nucleo(_ATRASADAS, _AHORA)) as simulador:
        espacio = crear_espacio(tmp_path / "E", _ATRASADAS, simulador.base)
        for i in orden:
            assert recolectar_en(espacio, simulador, _MOMENTOS[i], ahora=_AHORA).abiertos == ()
        # «Dos veces»: el mismo perfil, publicación o mención en el mismo instante.
        cargos = simulador.contabilidad.cargos("x")
        for concepto, cuantas in cargos.items():
            leidos = simulador.contabilidad.leidos("x", concepto, _AHORA.date())
            assert set(leidos.values()) == {1}, concepto
            assert len(leidos) == cuantas
    guardado = _lo_leido(espacio)
    assert (cargos, guardado) == de_una_sola
    for tabla, filas in guardado.items():
        assert filas, tabla
        assert len(filas) == len(set(filas)), tabla


def _lo_leido(espacio: Espacio) -> dict[str, Any]:
    tablas = {tabla: _sin_lote(espacio, tabla) for tabla in ("perfiles", "menciones")}
    return tablas | {"publicaciones": _consultar(espacio, _UNICAS).rows()}


def _sin_lote(espacio: Espacio, tabla: str) -> list[tuple[object, ...]]:
    return _consultar(espacio, f"SELECT * EXCLUDE (lote, archivo, fila) FROM {tabla} ORDER BY ALL").rows()


def test_lo_de_youtube_que_ya_leyo_una_posterior_no_se_pide(tmp_path: Path) -> None:
    fuente = FuentePareja(2, 12, ("youtube",), _INICIO, timedelta(hours=6))
    ahora = _INICIO + 5 * _UN_DIA
    with Simulador(Nucleo(fuente, ahora)) as simulador:
        espacio = crear_espacio(tmp_path / "E", fuente, simulador.base, redes=("youtube",))
        recolectar_en(espacio, simulador, ahora - _UN_DIA, ahora=ahora)
        unidades = simulador.contabilidad.cargos("youtube")["unidad"]
        recolectar_en(espacio, simulador, ahora - 2 * _UN_DIA, ahora=ahora)
        assert simulador.contabilidad.cargos("youtube")["unidad"] == unidades
