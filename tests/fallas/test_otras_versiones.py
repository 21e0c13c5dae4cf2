"""La evaluación da los mismos bytes con otra versión de numpy y de polars, otros hilos y otra semilla.

Instala las otras versiones aparte, del registro de paquetes; sin red se salta y lo dice.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.recepcion import recibir
from tests.flujos.apoyo_cohorte import espacio_con_cohorte
from tests.flujos.conftest import S

OTRAS = ("numpy==2.3.5", "polars==2.0.0", "polars-runtime-32==2.0.0")
"""La menor anterior de cada una: la que más probablemente tendría quien no actualizó."""
_VERSIONES = "import json, numpy, polars; print(json.dumps([numpy.__version__, polars.__version__]))"
_REPRODUCIR = "from flujos.cli.principal import principal; principal()"


@pytest.fixture(scope="module")
def otras(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Carpeta con las otras versiones, que se anteponen a las del ambiente."""
    carpeta = tmp_path_factory.mktemp("otras")
    orden = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    instalacion = subprocess.run(
        [*orden, "--only-binary=:all:", "--target", str(carpeta), *OTRAS],
        capture_output=True,
        text=True,
        check=False,
    )
    if instalacion.returncode:
        pytest.skip(f"No se pudieron instalar {', '.join(OTRAS)} (¿sin red?): {instalacion.stderr[-300:]}")
    return carpeta


@pytest.fixture(scope="module")
def modelo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return espacio_con_cohorte(tmp_path_factory.mktemp("modelo") / "E").raiz


def _entorno(otras: Path, semilla: str, hilos: str) -> dict[str, str]:
    raiz = Path(__file__).parents[2]
    return os.environ | {
        "PYTHONPATH": f"{otras}{os.pathsep}{raiz}",
        "PYTHONHASHSEED": semilla,
        "POLARS_MAX_THREADS": hilos,
        "OPENBLAS_NUM_THREADS": hilos,
    }


def _correr(codigo: str, *argumentos: str, entorno: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", codigo, *argumentos], capture_output=True, text=True, check=False, env=entorno
    )


@pytest.mark.parametrize(("semilla", "hilos"), [("1", "1"), ("987654321", "7")])
def test_otras_versiones_otra_semilla_y_otros_hilos_dan_los_mismos_bytes(
    modelo: Path, otras: Path, tmp_path: Path, semilla: str, hilos: str
) -> None:
    entorno = _entorno(otras, semilla, hilos)
    versiones = json.loads(_correr(_VERSIONES, entorno=entorno).stdout)
    assert versiones == [OTRAS[0].split("==")[1], OTRAS[1].split("==")[1]], "son otras de verdad"
    shutil.copytree(modelo, tmp_path / "E")
    corrida = _correr(
        _REPRODUCIR, "reproducir", S.clave, "--espacio", str(tmp_path / "E"), "--json", entorno=entorno
    )
    assert corrida.returncode == 0, corrida.stdout[-3000:] + corrida.stderr[-3000:]
    hecho = json.loads(corrida.stdout)
    assert hecho["igual"]
    assert not hecho["otro_metodo"]
    # Con índices e intervalos que comparar: si todas quedaran sin elementos, esto no probaría nada.
    filas = {t["tabla"]: t["filas_antes"] for t in hecho["tablas"]}
    assert min(filas[t] for t in ("calificaciones", "criterios", "partes", "metas", "incertidumbre")) > 0


def test_evaluar_de_nuevo_con_otras_versiones_no_hace_otra_evaluacion(
    modelo: Path, otras: Path, tmp_path: Path
) -> None:
    """La identidad sale de las huellas: si una versión moviera un bit de lo que entra, sería otra."""
    shutil.copytree(modelo, tmp_path / "E")
    abierto = abrir_espacio(tmp_path / "E")
    recibir(abierto, S)
    antes = evaluar(abierto, S)
    assert not antes.nueva
    corrida = _correr(
        _REPRODUCIR,
        *("calificar", S.clave, "--espacio", str(tmp_path / "E"), "--json"),
        entorno=_entorno(otras, "42", "3"),
    )
    assert corrida.returncode == 0, corrida.stderr[-3000:]
    hecho = json.loads(corrida.stdout)
    assert (hecho["evaluacion"], hecho["nueva"]) == (antes.evaluacion, False)
