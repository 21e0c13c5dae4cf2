"""Banco de la recolección: 1,000 cuentas de X con 100 publicaciones, a 20 ms, y dlt con lo mismo.

python -m tests.bancos.recoleccion                        # lo que corre «make bancos»
python -m tests.bancos.recoleccion --cuentas 50 --pares 1  # para probar el banco

«De la primera petición al commit» va de que el simulador recibe la primera a la última escritura del
maestro. De dlt se cuenta extraer, normalizar y cargar, y no importarlo. Los pares se alternan.
"""

import argparse
import json
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.bancos.ambiente_dlt import interprete
from tests.bancos.medidas import ORDEN, Corrida, MemoriaEnConjunto, carga, correr, resumir
from tests.bancos.simulador import Mundo, Servido, servir

LATENCIA_MS = 20.0
HILOS = 16
"""Los que trae el programa; al rival se le dan los 32 con que mejor le va."""
_RIVAL = Path(__file__).with_name("rival_dlt.py")
_FLUJO = (
    "import sys\n"
    "from flujos.ajustes import apagar_telemetria\n"
    "apagar_telemetria()\n"
    "from flujos.prefect.embebido import embebido\n"
    "with embebido():\n"
    "    from flujos.prefect.recoleccion import recoleccion\n"
    "    recoleccion(espacio=sys.argv[1])\n"
)


@dataclass(frozen=True)
class Recoleccion:
    """Una recolección medida.

    Attributes:
        corrida: Su proceso.
        arranque: Segundos de que se lanzó a la primera petición.
        segundos: De la primera petición al commit.
        peticiones: Las que recibió el simulador.
    """

    corrida: Corrida
    arranque: float
    segundos: float
    peticiones: int


def recolectar(servido: Servido, orden: list[str], carpeta: Path, *, menciones: bool) -> Recoleccion:
    """Recolecta en un espacio nuevo, con un proceso entero, y comprueba lo que quedó.

    El espacio no se borra: tras borrar miles de archivos ext4 tarda treinta veces más en crear los que
    siguen (no vuelve a usar enseguida los i-nodos que soltó), y eso se mediría en la corrida siguiente.

    Raises:
        RuntimeError: Si termina mal o no quedó lo que el simulador tiene.
    """
    raiz = servido.espacio(Path(tempfile.mkdtemp(dir=carpeta)) / "E", hilos=HILOS)
    servido.reiniciar()
    corrida = correr([p.replace("ESPACIO", str(raiz)) for p in orden])
    maestro = raiz / "datos" / "maestro.duckdb"
    termino = maestro.stat().st_mtime
    cuenta = servido.contabilidad()
    with duckdb.connect(str(maestro), read_only=True) as base:
        quedo = base.execute(
            "SELECT count(*), count(DISTINCT id_publicacion), sum(me_gusta)::BIGINT FROM publicaciones"
        ).fetchone()
        mencionadas = base.execute("SELECT count(*) FROM menciones").fetchone()
    _comprobar(servido.mundo, quedo)
    if (mencionadas != (0,)) is not menciones:
        raise RuntimeError(f"Quedaron {mencionadas} menciones")
    return Recoleccion(
        corrida, cuenta["primera"] - corrida.empezo, termino - cuenta["primera"], cuenta["recibidas"]
    )


def rival(servido: Servido, python: Path, carpeta: Path) -> tuple[Corrida, float]:
    """Lo mismo con dlt: su proceso y los segundos de extraer, normalizar y cargar."""
    mundo = servido.mundo
    servido.reiniciar()
    corrida = correr(
        [
            str(python),
            str(_RIVAL),
            servido.base,
            tempfile.mkdtemp(dir=carpeta),
            str(mundo.cuentas),
            f"{mundo.inicio:%Y-%m-%dT%H:%M:%SZ}",
            f"{mundo.ahora:%Y-%m-%dT%H:%M:%SZ}",
        ]
    )
    datos = json.loads(corrida.salida.splitlines()[-1])
    _comprobar(mundo, tuple(datos["quedo"]))
    return corrida, sum(datos["tardo"].values())


def principal(argumentos: list[str] | None = None) -> None:
    """Mide y dice."""
    opciones = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    opciones.add_argument("--cuentas", type=int, default=1_000)
    opciones.add_argument("--publicaciones", type=int, default=100)
    opciones.add_argument("--pares", type=int, default=3, help="veces que se mide cada uno, alternados")
    dadas = opciones.parse_args(argumentos)
    mundo = Mundo.reciente(dadas.cuentas, dadas.publicaciones)
    print(
        f"Recolección: {mundo.cuentas:,} cuentas de X con {mundo.publicaciones} publicaciones, "
        f"{LATENCIA_MS:.0f} ms por respuesta, {HILOS} hilos."
    )
    python = interprete()
    with tempfile.TemporaryDirectory() as carpeta, servir(mundo, LATENCIA_MS) as servido:
        _por_pares(servido, python, dadas.pares, Path(carpeta))
        _completa(servido, Path(carpeta))


def _por_pares(servido: Servido, python: Path | None, pares: int, carpeta: Path) -> None:
    nuestra = [sys.executable, "-m", "tests.bancos.solo_publicaciones", "recolectar", "--espacio", "ESPACIO"]
    nuestras: list[Recoleccion] = []
    suyas: list[tuple[Corrida, float]] = []
    for _ in range(pares):
        nuestras.append(recolectar(servido, nuestra, carpeta, menciones=False))
        if python is not None:
            suyas.append(rival(servido, python, carpeta))
        # Cada par con la carga que había: en un equipo ocupado solo la razón dice algo.
        print(
            f"  par: nuestra {nuestras[-1].segundos:.2f} s (CPU {nuestras[-1].corrida.cpu:.1f})"
            + (f", dlt {suyas[-1][1]:.2f} s (CPU {suyas[-1][0].cpu:.1f})" if suyas else "")
            + f"; carga {carga()}"
        )
    _decir("perfiles y publicaciones", nuestras, _minimas(servido.mundo))
    with MemoriaEnConjunto() as memoria:
        recolectar(servido, nuestra, carpeta, menciones=False)
    print(f"en conjunto con su otro proceso, en una corrida aparte: pico {memoria.megabytes:,.0f} MB")
    if suyas:
        print(
            f"dlt, extraer + normalizar + cargar: {resumir([s for _, s in suyas])}; pico "
            f"{max(c.megabytes for c, _ in suyas):,.0f} MB"
        )
        razones = [s / n.segundos for n, (_, s) in zip(nuestras, suyas, strict=True)]
        print(f"dlt ÷ nuestra, par por par: {resumir(razones, 'veces')}")


def _completa(servido: Servido, carpeta: Path) -> None:
    minimas = _minimas(servido.mundo) + servido.mundo.cuentas
    ordenada = [str(ORDEN), "recolectar", "--espacio", "ESPACIO"]
    orden = recolectar(servido, ordenada, carpeta, menciones=True)
    _decir("con menciones, «pertinencia recolectar»", [orden], minimas)
    flujo = recolectar(servido, [sys.executable, "-c", _FLUJO, "ESPACIO"], carpeta, menciones=True)
    _decir("con menciones, como flujo de Prefect", [flujo], minimas)
    print(f"lo que Prefect agrega al arranque: {flujo.arranque - orden.arranque:.1f} s")


def _minimas(mundo: Mundo) -> int:
    """Las menos peticiones que X permite: cien perfiles, o cien publicaciones de una cuenta, en cada una."""
    return -(-mundo.cuentas // 100) + mundo.cuentas * -(-mundo.publicaciones // 100)


def _decir(que: str, medidas: list[Recoleccion], minimas: int) -> None:
    print(
        f"{que}: de la primera petición al commit {resumir([m.segundos for m in medidas])}; arranque "
        f"{statistics.median(m.arranque for m in medidas):.1f} s, proceso entero "
        f"{statistics.median(m.corrida.segundos for m in medidas):.1f} s; pico del mayor "
        f"{max(m.corrida.megabytes for m in medidas):,.0f} MB; peticiones ÷ mínimas "
        f"{max(m.peticiones for m in medidas) / minimas:.3f}"
    )


def _comprobar(mundo: Mundo, quedo: object) -> None:
    cuantas = mundo.cuentas * mundo.publicaciones
    esperado = (cuantas, cuantas, mundo.me_gusta())
    if quedo != esperado:
        raise RuntimeError(f"Quedó {quedo} (filas, distintas, me gusta) y el simulador tiene {esperado}")


if __name__ == "__main__":
    principal()
