"""Pedir y aterrizar en otro proceso: lo mismo que en este, y sin perder nada cuando uno de los dos muere."""

import pickle
import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from almacen.candado import candado
from almacen.errores import AlmacenOcupado, BaseEnUso
from conectores.comun.consultas import Consulta, Etapa
from conectores.simulador.escenario import Escenario
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador
from flujos.errores import RecolectorMuerto
from flujos.pasos import recoleccion as pasos
from flujos.pasos.credenciales import del_espacio
from flujos.pasos.espacio import Espacio
from flujos.pasos.recoleccion_aparte import RecorredorAparte
from flujos.pasos.recoleccion_corrida import Corrida
from flujos.pasos.recoleccion_lotes import Desenlace
from tests.flujos.apoyo_recoleccion import REDES, crear_espacio, en, foto, no_esperar, recolectar_en

_INICIO = datetime(2026, 9, 1, 12, tzinfo=UTC)
_MOMENTO = _INICIO + timedelta(days=4)
_CUENTAS = 12
_HILOS = 2


@pytest.fixture(autouse=True)
def _dos_nucleos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Con uno solo no se usaría otro proceso y no se probaría nada."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)


@contextmanager
def _levantado(
    carpeta: Path, escenario: Escenario | None = None, redes: Sequence[str] = ("x",)
) -> Iterator[tuple[Simulador, Espacio]]:
    fuente = FuentePareja(_CUENTAS, 12, redes, _INICIO, timedelta(hours=6))
    with Simulador(Nucleo(fuente, _MOMENTO), escenario) as simulador:
        espacio = crear_espacio(carpeta, fuente, simulador.base, redes=redes, ajustes=f"hilos = {_HILOS}\n")
        yield simulador, en(espacio, _MOMENTO)


@contextmanager
def _abierta(espacio: Espacio) -> Iterator[tuple[Corrida, RecorredorAparte]]:
    with pasos.abrir_corrida(
        espacio, _MOMENTO, del_espacio(espacio), dormir=no_esperar, en_otro_proceso=True
    ) as corrida:
        assert isinstance(corrida.recorredor, RecorredorAparte)
        yield corrida, corrida.recorredor


def _perfiles_de_x(corrida: Corrida) -> list[Consulta]:
    """Una consulta por cuenta de X, para tener varias: la recolección las pediría juntas."""
    (juntas,) = [c for c in pasos.planear(corrida, Etapa.PERFILES) if c.red == "x"]
    return [
        replace(juntas, cuentas=(cuenta,), objetos=(objeto,))
        for cuenta, objeto in zip(juntas.cuentas, juntas.objetos, strict=True)
    ]


def test_en_otro_proceso_queda_lo_mismo_y_se_avisa_de_cada_consulta(tmp_path: Path) -> None:
    avances: list[tuple[str, int, int]] = []
    with _levantado(tmp_path / "E", redes=REDES) as (simulador, espacio):
        resumen = pasos.recolectar(
            espacio,
            _MOMENTO,
            del_espacio(espacio),
            dormir=no_esperar,
            en_otro_proceso=True,
            avance=lambda *a: avances.append(a),
        )
        aparte = foto(espacio)
        pedidas = simulador.contabilidad.recibidas("x")
    with _levantado(tmp_path / "F", redes=REDES) as (simulador, espacio):
        de_aqui = recolectar_en(espacio, simulador, _MOMENTO)
        assert foto(espacio) == aparte
        assert simulador.contabilidad.recibidas("x") == pedidas
    assert resumen == de_aqui
    assert resumen.abiertos == ()
    for etapa in resumen.etapas:
        assert (etapa.lotes, etapa.lotes) in {(n, total) for _, n, total in avances}


def test_una_credencial_que_no_sirve_detiene_lo_demas_tambien_en_otro_proceso(tmp_path: Path) -> None:
    escenario = Escenario(fichas={"x": frozenset({"otra"})})
    with _levantado(tmp_path / "E", escenario) as (simulador, espacio), _abierta(espacio) as (corrida, otro):
        consultas = _perfiles_de_x(corrida)
        assert not otro.detenida(consultas[0])
        desenlaces = list(otro.recorrer(consultas))
        assert [d.consulta for d in desenlaces] == consultas
        assert all(d.ausencia is not None and d.mensaje for d in desenlaces)
        assert otro.detenida(consultas[0])
        assert simulador.contabilidad.recibidas("x") <= _HILOS


def test_si_quien_los_recibe_se_va_lo_que_no_empezo_no_se_pide(tmp_path: Path) -> None:
    with (
        _levantado(tmp_path / "E", Escenario(latencia_ms=100)) as (simulador, espacio),
        _abierta(espacio) as (corrida, otro),
    ):
        consultas = _perfiles_de_x(corrida)
        with closing(otro.recorrer(consultas)) as desenlaces:
            assert next(desenlaces).consulta == consultas[0]
        pedidas = simulador.contabilidad.recibidas("x")
        assert pedidas < len(consultas)
        # Lo que se pidió está entero en disco, y el otro proceso sigue sirviendo.
        assert sum(corrida.aterrizaje.cuantas(c.lote) for c in consultas) == pedidas
        assert len(list(otro.recorrer(consultas))) == len(consultas)
        assert simulador.contabilidad.recibidas("x") == len(consultas)


def test_si_alguien_interrumpe_lo_que_no_empezo_no_se_pide(tmp_path: Path) -> None:
    def interrumpir(_: Desenlace) -> None:
        raise KeyboardInterrupt

    with (
        _levantado(tmp_path / "E", Escenario(latencia_ms=100)) as (simulador, espacio),
        _abierta(espacio) as (corrida, otro),
    ):
        consultas = _perfiles_de_x(corrida)
        otro.al_terminar = interrumpir
        with pytest.raises(KeyboardInterrupt):
            next(otro.recorrer(consultas))
        pedidas = simulador.contabilidad.recibidas("x")
        assert pedidas < len(consultas)
        assert sum(corrida.aterrizaje.cuantas(c.lote) for c in consultas) == pedidas


def test_si_el_otro_proceso_muere_se_dice_y_la_siguiente_solo_pide_lo_que_falta(tmp_path: Path) -> None:
    with _levantado(tmp_path / "E", Escenario(latencia_ms=20)) as (simulador, espacio):

        def matar(_: Desenlace) -> None:
            otro.proceso.kill()
            otro.proceso.wait()

        with (
            pytest.raises(RecolectorMuerto, match="repita la recolección"),
            _abierta(espacio) as (corrida, otro),
        ):
            otro.al_terminar = matar
            list(otro.recorrer(_perfiles_de_x(corrida)))
        simulador.contabilidad.reiniciar()
        assert recolectar_en(espacio, simulador, _MOMENTO).abiertos == ()
        assert simulador.contabilidad.recibidas("x") > 0
        despues = foto(espacio)
    with _levantado(tmp_path / "F") as (simulador, espacio):
        recolectar_en(espacio, simulador, _MOMENTO)
        assert foto(espacio) == despues


def test_un_error_de_programacion_llega_entero_con_donde_ocurrio(tmp_path: Path) -> None:
    with _levantado(tmp_path / "E") as (_, espacio), _abierta(espacio) as (corrida, otro):
        consulta = _perfiles_de_x(corrida)[0]
        # Donde debería ir la carpeta de su lote hay un archivo.
        estorbo = espacio.rutas.aterrizaje / consulta.lote[:2]
        estorbo.parent.mkdir(parents=True, exist_ok=True)
        estorbo.touch()
        with pytest.raises(OSError, match=re.escape(str(estorbo))) as caso:
            list(otro.recorrer([consulta]))
        assert "aterrizaje_api.py" in "".join(caso.value.__notes__)


def test_dos_procesos_no_piden_a_la_vez_para_un_espacio(tmp_path: Path) -> None:
    with _levantado(tmp_path / "E") as (_, espacio), _abierta(espacio) as (corrida, otro):
        list(otro.recorrer(_perfiles_de_x(corrida)[:1]))
        with (
            pytest.raises(AlmacenOcupado),
            candado(espacio.rutas.aterrizaje / "recorrido", 0.1),
        ):
            pass


@pytest.mark.parametrize("error", [AlmacenOcupado(Path("m.duckdb"), 5.0), BaseEnUso(Path("m.duckdb"))])
def test_los_errores_del_almacen_llegan_de_otro_proceso(error: AlmacenOcupado) -> None:
    vuelto = pickle.loads(pickle.dumps(error))  # noqa: S301 - es lo que se acaba de escribir
    assert (type(vuelto), str(vuelto)) == (type(error), str(error))
