"""Una recolección entre varios: lo mismo que entre uno, aunque quien ayuda muera, y sin pasar los límites."""

import json
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from almacen.candado import candado
from almacen.compartido import Compartido
from almacen.errores import AlmacenOcupado
from almacen.maestro import abrir_maestro
from almacen.reparto import EnCurso, Reparto
from conectores.comun.consultas import Consulta, Etapa
from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import Clase
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador
from flujos.errores import RecoleccionEnCurso
from flujos.pasos import recoleccion as pasos
from flujos.pasos import recoleccion_reparto
from flujos.pasos.credenciales import del_espacio
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.recoleccion import ResumenRecoleccion
from flujos.pasos.recoleccion_corrida import abrir_corrida
from flujos.pasos.recoleccion_etapas import planear
from flujos.pasos.recoleccion_reparto import (
    Ayuda,
    RecorredorRepartido,
    Turno,
    ayudar,
    candado_de,
    hay_recoleccion,
    sin_turno,
    tandas_de,
)
from lineamientos.ausencias import Ausencia
from tests.flujos.apoyo_recoleccion import REDES, crear_espacio, en, foto, no_esperar, recolectar_en

_INICIO = datetime(2026, 9, 1, 12, tzinfo=UTC)
_MOMENTO = _INICIO + timedelta(days=4)
_CUENTAS = 24
_PUBLICACIONES_DE_X = "x:/2/users/:id/tweets"


@pytest.fixture(autouse=True)
def _tandas_chicas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Con las de siempre, un plan de prueba cabría en una."""
    monkeypatch.setattr(recoleccion_reparto, "_POR_TANDA", 3)
    monkeypatch.setattr(recoleccion_reparto, "_PAUSA", 0.01)


@contextmanager
def _levantado(
    carpeta: Path, escenario: Escenario | None = None, ajustes: str = ""
) -> Iterator[tuple[Simulador, Espacio]]:
    fuente = FuentePareja(_CUENTAS, 12, REDES, _INICIO, timedelta(hours=6))
    with Simulador(Nucleo(fuente, _MOMENTO), escenario) as simulador:
        yield simulador, en(crear_espacio(carpeta, fuente, simulador.base, ajustes=ajustes), _MOMENTO)


def _repartida(espacio: Espacio, turno: Turno = sin_turno) -> ResumenRecoleccion:
    with abrir_corrida(
        espacio, _MOMENTO, del_espacio(espacio), dormir=no_esperar, turno=sin_turno
    ) as corrida:
        pasos.terminar_lo_pendiente(corrida)
        etapas = [pasos.correr_etapa(corrida, e, planear(corrida, e)) for e in Etapa]
        return pasos.cerrar(corrida, etapas)


def _ayudar(espacio: Espacio) -> Ayuda:
    """Espera a que haya recolección y le ayuda."""
    while not hay_recoleccion(espacio):
        time.sleep(0.005)
    return ayudar(espacio, del_espacio(espacio))


def _de_uno(carpeta: Path) -> tuple[dict[str, list[tuple[object, ...]]], dict[str, int]]:
    with _levantado(carpeta) as (simulador, espacio):
        recolectar_en(espacio, simulador, _MOMENTO)
        return foto(espacio), {r: simulador.contabilidad.buenas(r) for r in REDES}


def test_entre_tres_queda_lo_mismo_y_no_se_pide_nada_de_mas(tmp_path: Path) -> None:
    esperado, peticiones = _de_uno(tmp_path / "uno")
    with (
        _levantado(tmp_path / "E", Escenario(latencia_ms=10)) as (simulador, espacio),
        ThreadPoolExecutor(2) as hilos,
    ):
        ayudas = [hilos.submit(_ayudar, espacio) for _ in range(2)]
        resumen = _repartida(espacio)
        hechas = [a.result(30) for a in ayudas]
        assert resumen.abiertos == ()
        assert foto(espacio) == esperado
        assert {r: simulador.contabilidad.buenas(r) for r in REDES} == peticiones
        assert sum(a.consultas for a in hechas) > 0, "nadie ayudó: la prueba no probó nada"
        assert Reparto(espacio.rutas.aterrizaje).en_curso() is None


def test_si_quien_ayuda_muere_otro_retoma_su_tanda(tmp_path: Path) -> None:
    esperado, peticiones = _de_uno(tmp_path / "uno")
    # Con el reloj parado también para el otro proceso.
    ajustes = f"hilos = 2\n\n[ejemplo]\nhoy = {_MOMENTO.isoformat()}\n"
    with _levantado(tmp_path / "E", Escenario(latencia_ms=30), ajustes) as (simulador, espacio):
        programa = (
            "import sys, time\n"
            "from pathlib import Path\n"
            "from flujos.pasos import recoleccion_reparto as r\n"
            "from flujos.pasos.credenciales import del_espacio\n"
            "from flujos.pasos.espacio import abrir_espacio\n"
            "r._POR_TANDA, r._PAUSA = 3, 0.01\n"
            "e = abrir_espacio(Path(sys.argv[1]))\n"
            "print('listo', flush=True)\n"
            "while not r.hay_recoleccion(e): time.sleep(0.005)\n"
            "r.ayudar(e, del_espacio(e), avisar=lambda t: print(t, flush=True))\n"
        )
        with subprocess.Popen(
            [sys.executable, "-c", programa, str(espacio.raiz)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        ) as ayudante:
            assert ayudante.stdout is not None
            assert ayudante.stdout.readline() == b"listo\n"

            def matar_al_primer_aviso() -> bytes:
                assert ayudante.stdout is not None
                dicho = ayudante.stdout.readline()
                time.sleep(0.02)
                ayudante.kill()
                return dicho

            with ThreadPoolExecutor(1) as hilos:
                dicho = hilos.submit(matar_al_primer_aviso)
                resumen = _repartida(espacio)
                assert b"Recorr" in dicho.result(30), "murió sin haber ayudado"
            assert ayudante.wait() == -signal.SIGKILL
        assert resumen.abiertos == ()
        assert foto(espacio) == esperado
        # A lo más, las páginas que tenía en vuelo: una por hilo.
        for red in REDES:
            assert peticiones[red] <= simulador.contabilidad.buenas(red) <= peticiones[red] + 2


def test_quien_ayuda_sin_recoleccion_en_curso_no_pide_nada(tmp_path: Path) -> None:
    with _levantado(tmp_path / "E") as (simulador, espacio):
        assert ayudar(espacio, del_espacio(espacio)) == Ayuda(0, 0)
        assert sum(simulador.contabilidad.recibidas(r) for r in REDES) == 0


def test_lo_que_no_tiene_turno_espera_y_lo_demas_sigue(tmp_path: Path) -> None:
    esperado, _ = _de_uno(tmp_path / "uno")
    pedidos: list[str] = []

    @contextmanager
    def turno(red: str) -> Iterator[bool]:
        pedidos.append(red)
        # A X no se le deja sino hasta que se ha preguntado muchas veces.
        yield red != "x" or pedidos.count("x") > 20

    with _levantado(tmp_path / "E") as (_, espacio):
        with abrir_corrida(
            espacio, _MOMENTO, del_espacio(espacio), dormir=no_esperar, turno=turno
        ) as corrida:
            etapas = [pasos.correr_etapa(corrida, e, planear(corrida, e)) for e in Etapa]
            assert pasos.cerrar(corrida, etapas).abiertos == ()
        assert foto(espacio) == esperado


def _entre_tres_de_x(
    carpeta: Path, cuentas: int, escenario: Escenario, ajustes: str
) -> tuple[Simulador, Espacio, ResumenRecoleccion]:
    """Recolecta X entre tres; la contabilidad del simulador sirve después de cerrarlo."""
    fuente = FuentePareja(cuentas, 4, ["x"], _INICIO, timedelta(hours=6))
    with Simulador(Nucleo(fuente, _MOMENTO), escenario) as simulador, ThreadPoolExecutor(2) as hilos:
        espacio = crear_espacio(carpeta, fuente, simulador.base, redes=["x"], ajustes=f"hilos = 2\n{ajustes}")
        espacio = en(espacio, _MOMENTO)
        ayudas = [hilos.submit(_ayudar, espacio) for _ in range(2)]
        resumen = _repartida(espacio)
        assert sum(a.result(30).consultas for a in ayudas) > 0, "nadie ayudó: la prueba no probó nada"
        return simulador, espacio, resumen


def test_el_limite_de_frecuencia_se_lleva_entre_todos(tmp_path: Path) -> None:
    """Quince por ventana, entre tres que piden a la vez: ninguna de más."""
    escenario = Escenario(latencia_ms=5, limites={_PUBLICACIONES_DE_X: 15})
    simulador, _, resumen = _entre_tres_de_x(tmp_path / "E", 60, escenario, "espera_maxima_minutos = 0\n")
    assert Clase.LIMITE not in simulador.contabilidad.fallas("x")
    pendientes = [d for d in resumen.abiertos if d.consulta.operacion == "publicaciones"]
    assert len(pendientes) == 60 - 15, "de lo que no cupo se dice que quedó pendiente"


def test_el_tope_de_gasto_se_lleva_entre_todos(tmp_path: Path) -> None:
    _, espacio, resumen = _entre_tres_de_x(
        tmp_path / "E", 30, Escenario(latencia_ms=5), "tope_usd_mes_x = 0.70\n"
    )
    assert {d.ausencia for d in resumen.abiertos} == {Ausencia.PRESUPUESTO}
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        gastado = base.consultar("SELECT sum(costo_usd) FROM llamadas").item()
    assert 0 < gastado <= 0.70


def test_el_mismo_plan_se_parte_igual_y_cada_tanda_es_de_una_red() -> None:
    consultas = [
        Consulta(red, "publicaciones", (f"{red}_{i}",), _MOMENTO)
        for i in range(7)
        for red in ("x", "facebook")
    ]
    tandas = tandas_de(consultas)
    assert tandas == tandas_de(list(consultas))
    assert sorted(c.lote for t in tandas for c in t.consultas) == sorted(c.lote for c in consultas)
    assert all({c.red for c in t.consultas} == {t.red} and len(t.consultas) <= 3 for t in tandas)
    assert len({t.identidad for t in tandas}) == len(tandas)


def test_un_anaquel_compartido_no_pierde_cuentas_entre_hilos_ni_entre_objetos(tmp_path: Path) -> None:
    varios = [Compartido(tmp_path / "c.json") for _ in range(3)]

    def sumar(anaquel: Compartido) -> None:
        for _ in range(40):
            with anaquel.abierto() as cuentas:
                cuentas["n"] = cuentas.get("n", 0) + 1

    with ThreadPoolExecutor(6) as hilos:
        list(hilos.map(sumar, varios * 2))
    assert json.loads((tmp_path / "c.json").read_text()) == {"n": 240}
    with pytest.raises(KeyError), varios[0].abierto() as cuentas:
        cuentas["n"] = 0
        raise KeyError
    with varios[1].abierto() as cuentas:
        assert cuentas == {"n": 240}, "lo que falló a medias se guardó"


def test_una_tanda_la_tiene_uno_solo_y_al_soltarla_la_toma_otro(tmp_path: Path) -> None:
    uno, otro = Reparto(tmp_path), Reparto(tmp_path)
    with uno.tomar(_MOMENTO, "t") as mia:
        assert mia
        with otro.tomar(_MOMENTO, "t") as tambien:
            assert not tambien
    with otro.tomar(_MOMENTO, "t") as mia:
        assert mia


def test_se_sabe_si_hay_recoleccion(tmp_path: Path) -> None:
    with _levantado(tmp_path / "E") as (_, espacio):
        assert not hay_recoleccion(espacio)
        with candado(candado_de(espacio), 1.0):
            assert not hay_recoleccion(espacio), "la de uno solo no se ayuda"
        with Reparto(espacio.rutas.aterrizaje).ofreciendo():
            assert hay_recoleccion(abrir_espacio(espacio.raiz))
        assert not hay_recoleccion(espacio)


def test_lo_que_ofrecio_una_que_murio_nadie_lo_pide_aunque_otra_recolecte_sola(tmp_path: Path) -> None:
    with _levantado(tmp_path / "E") as (simulador, espacio):
        reparto = Reparto(espacio.rutas.aterrizaje)
        with abrir_corrida(espacio, _MOMENTO, del_espacio(espacio), dormir=no_esperar) as corrida:
            planear(corrida, Etapa.PERFILES)
        muerta = EnCurso(_MOMENTO, "perfiles", "muerta", "gasto_20260905")
        reparto.anunciar(muerta)
        with candado(candado_de(espacio), 1.0):
            assert ayudar(espacio, del_espacio(espacio)) == Ayuda(0, 0)
        assert reparto.en_curso() == muerta
        with abrir_corrida(espacio, _MOMENTO, del_espacio(espacio), dormir=no_esperar):
            assert reparto.en_curso() is None
        assert sum(simulador.contabilidad.recibidas(r) for r in REDES) == 0


def test_una_recoleccion_espera_a_quien_ayudaba_a_la_que_murio(tmp_path: Path) -> None:
    ayudante, nueva = Reparto(tmp_path), Reparto(tmp_path)
    with ayudante.tomar(_MOMENTO, "t") as mia:
        assert mia
        with pytest.raises(AlmacenOcupado):
            nueva.recoger(0.0)
    nueva.recoger(0.0)


def test_quien_ayuda_lleva_el_gasto_en_las_cuentas_de_quien_reparte_aunque_ya_sea_otro_dia(
    tmp_path: Path,
) -> None:
    with (
        _levantado(tmp_path / "E", Escenario(latencia_ms=10)) as (_, espacio),
        ThreadPoolExecutor(1) as hilos,
    ):
        ayuda = hilos.submit(_ayudar, en(espacio, _MOMENTO + timedelta(days=1)))
        _repartida(espacio)
        assert ayuda.result(30).consultas > 0, "nadie ayudó: la prueba no probó nada"
        cuentas = Reparto(espacio.rutas.aterrizaje).cuentas(_MOMENTO, "limites").parent
        assert len(list(cuentas.glob("gasto_*.json"))) == 1


def test_de_lo_pendiente_se_intenta_otra_vez_lo_que_no_se_obtuvo(tmp_path: Path) -> None:
    with (
        _levantado(tmp_path / "E") as (_, espacio),
        abrir_corrida(espacio, _MOMENTO, del_espacio(espacio), dormir=no_esperar, turno=sin_turno) as corrida,
    ):
        consultas = planear(corrida, Etapa.PERFILES)
        repartido = corrida.recorredor
        assert isinstance(repartido, RecorredorRepartido)
        for tanda in tandas_de(consultas):
            fallos = [{"ausencia": "fallo", "mensaje": "de antes", "paginas": 0}] * len(tanda.consultas)
            repartido.reparto.anotar(_MOMENTO, tanda.identidad, fallos)
        assert {d.mensaje for d in repartido.recorrer(consultas)} == {"de antes"}
        repartido.olvidar(consultas)
        assert {d.ausencia for d in repartido.recorrer(consultas)} == {None}


def test_unas_cuentas_que_un_corte_de_luz_dejo_vacias_empiezan_de_nuevo(tmp_path: Path) -> None:
    (tmp_path / "c.json").touch()
    with Compartido(tmp_path / "c.json").abierto() as cuentas:
        assert cuentas == {}
        cuentas["n"] = 1
    assert json.loads((tmp_path / "c.json").read_text()) == {"n": 1}


def test_la_que_encuentra_a_otra_en_curso_lo_dice(tmp_path: Path) -> None:
    with _levantado(tmp_path / "E") as (_, espacio):
        abierta = abrir_corrida(espacio, _MOMENTO, del_espacio(espacio), espera_segundos=0.1)
        with (
            candado(candado_de(espacio), 1.0),
            pytest.raises(RecoleccionEnCurso, match="Ya se recolecta en este espacio") as caso,
            abierta,
        ):
            pass
    # Si viene de otro proceso, dice lo mismo.
    assert str(pickle.loads(pickle.dumps(caso.value))) == str(caso.value)  # noqa: S301
