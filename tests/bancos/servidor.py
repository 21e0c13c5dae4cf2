"""Banco del servicio: cuánto tarda en empezar una corrida, cuánto ocupa en reposo, y dos workers contra uno.

python -m tests.bancos.servidor                 # lo que corre «make bancos»
python -m tests.bancos.servidor --cuentas 50 --pares 1

Cada recolección va en un espacio nuevo, con el mismo servidor. «Con dos workers» incluye lo que tarda en
arrancar la corrida que ayuda.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from tests.bancos.medidas import MemoriaEnConjunto, resumir
from tests.bancos.simulador import Mundo, Servido, servir
from tests.fallas.apoyo_servicio import Api, esperar, puerto_libre, servicio

LATENCIA_MS = 200.0
"""La de una API de verdad: con menos, dos procesos de una máquina compiten por el procesador y no ayudan."""
_HILOS = 16
_REPOSO = 20.0
_TOPE = 600.0


def principal(argumentos: list[str] | None = None) -> None:
    """Mide y dice."""
    opciones = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    opciones.add_argument("--cuentas", type=int, default=1_000)
    opciones.add_argument("--pares", type=int, default=3)
    dadas = opciones.parse_args(argumentos)
    mundo = Mundo.reciente(dadas.cuentas, 100)
    with ExitStack() as pila:
        carpeta = Path(pila.enter_context(tempfile.TemporaryDirectory()))
        servido = pila.enter_context(servir(mundo, LATENCIA_MS))
        raiz, puerto = servido.espacio(carpeta / "base", hilos=_HILOS), str(puerto_libre())
        ambiente = os.environ | {"PREFECT_API_URL": f"http://127.0.0.1:{puerto}/api"}
        entero = servicio(carpeta, ambiente, "--espacio", str(raiz), "--puerto", puerto)
        proceso = pila.enter_context(entero)
        api = Api(ambiente["PREFECT_API_URL"])
        esperar("el servicio", lambda: api.pedir("/deployments/name/recorrido/recorrido"), 120.0)
        esperar("el worker", lambda: api.workers() or None)
        with MemoriaEnConjunto(proceso.pid) as memoria:
            time.sleep(_REPOSO)
        print(f"en reposo, servidor, worker y quien los vigila: {memoria.megabytes:,.0f} MB")
        solo, juntos = [], []
        for numero in range(dadas.pares):
            solo.append(_recolectar(api, servido, carpeta / f"solo{numero}"))
            with servicio(carpeta, ambiente, "--espacio", str(raiz), "--solo", "worker"):
                esperar("el segundo worker", lambda: api.workers() == 2 or None)
                juntos.append(_recolectar(api, servido, carpeta / f"dos{numero}"))
            esperar("que se vaya el segundo", lambda: api.workers() == 1 or None, 180.0)
        empezar = [c["empezar"] for c in solo]
        print(f"de pedirla al primer avance de una corrida: {resumir(empezar)}")
        print(f"un worker, de pedirla al final: {resumir([c['total'] for c in solo])}")
        print(f"dos workers: {resumir([c['total'] for c in juntos])}")
        razones = [s["total"] / d["total"] for s, d in zip(solo, juntos, strict=True)]
        print(f"un worker ÷ dos, par por par: {resumir(razones, 'veces')}")


def _recolectar(api: Api, servido: Servido, destino: Path) -> Mapping[str, float]:
    """Una recolección por el despliegue, en un espacio nuevo: segundos al primer avance y al final."""
    raiz = servido.espacio(destino, hilos=_HILOS)
    inicio = time.monotonic()
    corrida = api.correr("recoleccion/recoleccion", espacio=str(raiz))
    filtro = {"logs": {"flow_run_id": {"any_": [corrida]}}, "limit": 50}
    esperar(
        "el primer avance",
        lambda: any("Preparo" in r["message"] for r in api.pedir("/logs/filter", filtro)) or None,
    )
    primero = time.monotonic() - inicio
    final = api.esperar_final(corrida, _TOPE)
    if final["state_type"] != "COMPLETED":
        raise RuntimeError(f"La recolección terminó {final['state']}")
    total = time.monotonic() - inicio
    print(f"  {destino.name}: primer avance {primero:.1f} s, final {total:.1f} s", flush=True)
    return {"empezar": primero, "total": total}


if __name__ == "__main__":
    principal()
