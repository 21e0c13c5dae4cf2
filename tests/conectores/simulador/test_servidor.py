"""El servidor: control por HTTP, contabilidad que no cuenta el control, y el simulador como proceso."""

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from pedidos_x import BASE, INICIO, cliente

from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador

PROYECTO = Path(__file__).parents[3]
FICHA = {"Authorization": "Bearer f"}


def test_el_reloj_se_lee_y_se_mueve() -> None:
    with cliente() as x:
        assert x.json("/_control/reloj") == {"ahora": "2026-09-29T12:00:00+00:00"}
        base = x.simulador.base + "/_control/reloj"
        movido = requests.post(base, json={"ahora": "2026-07-01T07:00:00-06:00"}, timeout=5)
        assert movido.json() == {"ahora": "2026-07-01T13:00:00+00:00"}
        assert len(x.json(f"/2/users/{BASE}/tweets")["data"]) == 2
        for malo in ({"ahora": "2026-07-01T07:00:00"}, {"ahora": "ayer"}, {}, []):
            assert requests.post(base, json=malo, timeout=5).status_code == 422


def test_la_contabilidad_se_lee_y_se_reinicia_sin_contarse_a_si_misma() -> None:
    with cliente() as x:
        x.json(f"/2/users/{BASE}/tweets")
        cuenta = x.json("/_control/contabilidad", renglones="true")
        assert cuenta["redes"] == {
            "x": {"recibidas": 1, "buenas": 1, "fallas": {}, "cargos": {"post_leido": 10}}
        }
        assert [(r["ruta"], r["estado"]) for r in cuenta["renglones"]] == [(f"/2/users/{BASE}/tweets", 200)]
        requests.post(x.simulador.base + "/_control/reiniciar", timeout=5)
        assert x.json("/_control/contabilidad")["redes"] == {}


def test_el_plan_de_fallas_se_cambia_en_marcha() -> None:
    with cliente() as x:
        direccion = x.simulador.base + "/_control/plan"
        plan = {"semilla": 4, "proporcion": 1.0, "clases": ["5xx"], "intentos": 1}
        assert requests.post(direccion, json=plan, timeout=5).json() == {"semilla": 4, "proporcion": 1.0}
        assert [x.get(f"/2/users/{BASE}/tweets").status_code for _ in range(2)] == [503, 200]
        for malo in ({"clases": ["otra"]}, {"proporcion": 3}, {"ajeno": 1}):
            assert requests.post(direccion, json=malo, timeout=5).status_code == 422


def test_contesta_en_paralelo_sin_sumar_latencias() -> None:
    nucleo = Nucleo(FuentePareja(2, 5, ["x"], INICIO, timedelta(hours=1)), INICIO + timedelta(days=40))
    with Simulador(nucleo, con_renglones=False) as simulador:
        assert set(simulador.bases.values()) == {simulador.base}
        simulador.contexto.escenario = type(simulador.contexto.escenario)(latencia_ms=300)
        empezo = time.monotonic()
        with ThreadPoolExecutor(10) as hilos:
            dadas = list(
                hilos.map(
                    lambda _: (
                        requests.get(
                            f"{simulador.base}/2/users/{BASE}/tweets", headers=FICHA, timeout=5
                        ).status_code
                    ),
                    range(10),
                )
            )
        assert dadas == [200] * 10
        assert 0.3 <= time.monotonic() - empezo < 2.5


@pytest.mark.parametrize(
    ("opciones", "cuentas", "se_abre_desde"),
    [
        (["--publicaciones", "12", "--redes", "x", "--cuentas", "3", "--preparar"], 3, datetime(2026, 7, 31)),
        (["--cuentas", "30", "--hora-del-cliente", "2026-11-25T00:00:00Z"], 1, datetime(2026, 11, 25)),
    ],
)
def test_como_proceso_dice_su_puerto_y_contesta(
    opciones: list[str], cuentas: int, se_abre_desde: datetime
) -> None:
    orden = [sys.executable, "-m", "conectores.simulador", *opciones]
    with subprocess.Popen(orden, stdout=subprocess.PIPE, text=True, cwd=PROYECTO) as proceso:
        try:
            assert proceso.stdout is not None
            hallado = re.fullmatch(r"listo (\d+)\n", proceso.stdout.readline())
            assert hallado is not None
            base = f"http://127.0.0.1:{hallado[1]}"
            usuarios = ",".join(f"pareja_{k:06}" for k in range(3)) + ",ejemplo_cncs"
            respuesta = requests.get(
                f"{base}/2/users/by", params={"usernames": usuarios}, headers=FICHA, timeout=20
            )
            datos = respuesta.json()["data"]
            assert len(datos) == cuentas
            se_abre = datetime.fromtimestamp(int(respuesta.headers["x-rate-limit-reset"]), UTC)
            assert timedelta(0) < se_abre - se_abre_desde.replace(tzinfo=UTC) < timedelta(days=1)
        finally:
            proceso.terminate()
        proceso.wait(10)
