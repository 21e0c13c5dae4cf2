"""Las órdenes de recuperación y de limpieza: qué dicen y con qué código salen."""

import json
import shutil
from pathlib import Path

import pytest

from almacen.maestro import abrir_maestro
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.publicacion import publicar
from flujos.pasos.recepcion import recibir
from tests.flujos.apoyo_orden import correr
from tests.flujos.conftest import AHORA, S, formato_lleno, sembrar_espacio


@pytest.fixture(scope="module")
def modelo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    espacio = abrir_espacio(sembrar_espacio(tmp_path_factory.mktemp("revisado") / "E"))
    (espacio.entradas / "x.csv").write_bytes(formato_lleno(espacio, "x"))
    recibir(espacio, S)
    evaluar(espacio, S)
    publicar(espacio)
    return espacio.raiz


@pytest.fixture
def revisado(modelo: Path, tmp_path: Path) -> Espacio:
    return abrir_espacio(shutil.copytree(modelo, tmp_path / "E"))


def test_respaldar_restaurar_y_reconstruir(revisado: Espacio, tmp_path: Path) -> None:
    (revisado.raiz / ".env").write_text("PERTINENCIA_X_TOKEN=marca-que-no-debe-salir\n")
    respaldo = correr("respaldo", str(tmp_path / "R"), "--espacio", str(revisado.raiz), "--json")
    assert respaldo.returncode == 0, respaldo.stderr
    hecho = json.loads(respaldo.stdout)
    assert ".env no se respaldan" in hecho["avisos"][0]
    destino = tmp_path / "otra"
    restaurado = correr("restaurar", hecho["ruta"], "--espacio", str(destino))
    assert restaurado.returncode == 0, restaurado.stderr
    assert "3 cuentas; 3 lotes aterrizados; semestres evaluados: 2026-1." in restaurado.stdout
    assert "marca-que-no-debe-salir" not in respaldo.stdout + respaldo.stderr + restaurado.stdout
    ensayo = correr("reconstruir", "--ensayo", "--espacio", str(destino))
    assert ensayo.returncode == 0, ensayo.stderr
    assert "Todas las tablas son iguales" in ensayo.stdout
    assert "no se cambió nada" in ensayo.stdout
    de_nuevo = correr("restaurar", hecho["ruta"], "--espacio", str(destino))
    assert (de_nuevo.returncode, "no pisa nada" in de_nuevo.stderr) == (2, True)


def test_el_ensayo_sale_con_1_si_hay_diferencias_y_dice_cuales(revisado: Espacio) -> None:
    with abrir_maestro(revisado.rutas, AHORA) as base:
        base.ejecutar("DELETE FROM mediciones WHERE cuenta = 'x_dos'")
    ensayo = correr("reconstruir", "--ensayo", "--espacio", str(revisado.raiz))
    assert ensayo.returncode == 1
    assert "DIFERENTE mediciones" in ensayo.stdout
    datos = json.loads(correr("reconstruir", "--ensayo", "--json", "--espacio", str(revisado.raiz)).stdout)
    assert datos["igual"] is False
    assert [d["tabla"] for d in datos["diferencias"]] == ["mediciones"]


def test_sin_ninguna_base_reconstruye_y_dice_lo_que_se_perdio(revisado: Espacio) -> None:
    revisado.rutas.maestro.unlink()
    revisado.rutas.publicado.unlink()
    corrida = correr("reconstruir", "--espacio", str(revisado.raiz))
    assert corrida.returncode == 1
    assert "vuelva a calificar" in corrida.stdout
    assert correr("calificar", S.clave, "--espacio", str(revisado.raiz)).returncode == 0


def test_una_base_danada_dice_que_se_reconstruya(revisado: Espacio) -> None:
    revisado.rutas.maestro.write_bytes(b"nada" * 5000)
    corrida = correr("calificar", S.clave, "--espacio", str(revisado.raiz))
    assert (corrida.returncode, "pertinencia reconstruir" in corrida.stderr) == (1, True)
    assert correr("reconstruir", "--espacio", str(revisado.raiz)).returncode == 0
    assert correr("calificar", S.clave, "--espacio", str(revisado.raiz)).returncode == 0


def test_limpiar_sin_ajustes_no_borra_nada(revisado: Espacio) -> None:
    for extra in ((), ("--ensayo",)):
        corrida = correr("limpiar", *extra, "--espacio", str(revisado.raiz))
        assert corrida.returncode == 0, corrida.stderr
        assert corrida.stdout.startswith("Nada que borrar.")
    datos = json.loads(correr("limpiar", "--ensayo", "--json", "--espacio", str(revisado.raiz)).stdout)
    assert (datos["ensayo"], datos["en_revision"], datos["limpiado"]) == (True, S.clave, [])


@pytest.mark.parametrize(
    ("argumentos", "codigo", "fragmento"),
    [
        (("reconstruir", "--espacio", "E", "--desde", "nada.duckdb"), 2, "No existe la base"),
        (("restaurar", "E/pertinencia.toml", "--espacio", "nueva"), 1, "no se puede abrir como ZIP"),
        (("restaurar", "E/pertinencia.toml"), 2, "--espacio"),
        (("respaldo", "E/entradas/aqui", "--espacio", "E"), 2, "Elija otra"),
    ],
)
def test_el_mal_uso_sale_con_una_oracion(
    raiz: Path, argumentos: tuple[str, ...], codigo: int, fragmento: str
) -> None:
    corrida = correr(*argumentos, en=raiz.parent)
    assert corrida.returncode == codigo, corrida.stderr
    assert fragmento in corrida.stderr
    assert "Traceback" not in corrida.stderr
    assert not (raiz.parent / "nueva").exists()
