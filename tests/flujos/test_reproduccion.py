"""Repetir una evaluación desde sus lotes da los mismos bytes, y lo que no, se dice dónde."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from almacen.maestro import abrir_maestro
from almacen.repeticion import TABLAS_DE_EVALUACION
from conectores.archivos.formato_escritor import escribir_formato_csv
from flujos.errores import OrdenInvalida
from flujos.pasos import reproduccion
from flujos.pasos.comparacion import comparar, escribir_comparacion
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.recepcion import recibir
from flujos.pasos.reproduccion import reproducir
from tests.flujos.apoyo_cohorte import cifras_de_x, espacio_con_cohorte
from tests.flujos.conftest import AHORA, S

ORDEN = Path(sys.executable).with_name("pertinencia")


@pytest.fixture(scope="module")
def modelo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lo recolectado por API lo rehacen las pruebas de reconstruir."""
    return espacio_con_cohorte(tmp_path_factory.mktemp("modelo") / "E").raiz


@pytest.fixture
def espacio(modelo: Path, tmp_path: Path) -> Espacio:
    shutil.copytree(modelo, tmp_path / "E")
    return abrir_espacio(tmp_path / "E")


def _alterar(espacio: Espacio, sql: str) -> None:
    with abrir_maestro(espacio.rutas, AHORA) as base:
        base.ejecutar(sql)


def _cambiar(espacio: Espacio, archivo: str, viejo: str, nuevo: str) -> Espacio:
    ruta = espacio.raiz / archivo
    texto = ruta.read_text("utf-8")
    assert viejo in texto
    ruta.write_text(texto.replace(viejo, nuevo), "utf-8")
    return abrir_espacio(espacio.raiz)


def test_en_otro_proceso_con_otra_semilla_y_otros_hilos_da_los_mismos_bytes(espacio: Espacio) -> None:
    antes = {r: r.read_bytes() for r in sorted(espacio.rutas.datos.rglob("*")) if r.is_file()}
    corrida = subprocess.run(
        [str(ORDEN), "reproducir", S.clave, "--espacio", str(espacio.raiz), "--json"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONHASHSEED": "4321", "POLARS_MAX_THREADS": "1", "TZ": "Asia/Tokyo"},
    )
    assert corrida.returncode == 0, corrida.stdout + corrida.stderr
    hecho = json.loads(corrida.stdout)
    assert (hecho["igual"], hecho["otro_metodo"], hecho["danados"]) == (True, False, [])
    assert [t["tabla"] for t in hecho["tablas"]] == [t.nombre for t in TABLAS_DE_EVALUACION]
    # Del primer semestre no hay recomendaciones anteriores que seguir.
    vacias = {t["tabla"] for t in hecho["tablas"] if not t["filas_antes"]}
    assert vacias <= {"recomendaciones_seguimiento"}, "hay qué comparar en las demás"
    assert {r: r.read_bytes() for r in antes} == antes, "repetir no cambia nada"
    assert not (espacio.rutas.datos / "reproduccion").exists()


def test_lo_que_hoy_cambio_no_alcanza_a_lo_que_se_evaluo(espacio: Espacio) -> None:
    """Otro padrón, otros parámetros y un archivo que llegó después: la versión 1 sale igual; y se compara."""
    de_x = next(c for c in espacio.padron.por_clave().values() if c.red == "x")
    espacio = _cambiar(espacio, "padron/cuentas.csv", f",{de_x.nombre},", ",Otro nombre,")
    espacio = _cambiar(espacio, "parametros/calificacion.toml", "valor = 30\n", "valor = 35\n")
    cuentas = list(espacio.padron.por_clave().values())
    nuevas = {c.cuenta: cifras_de_x(i) | {"impresiones": 77_777} for i, c in enumerate(cuentas)}
    (espacio.entradas / "x.csv").write_bytes(escribir_formato_csv("x", cuentas, S, nuevas))
    recibir(espacio, S)
    segunda = evaluar(espacio, S)
    assert segunda.nueva
    hecho = reproducir(espacio, S, "1")
    assert hecho.igual, [t for t in hecho.tablas if not t.igual]
    assert (hecho.version, hecho.posteriores, hecho.sin_observaciones) == (1, 1, True)
    assert reproducir(espacio, S, segunda.evaluacion[:8]).igual

    comparacion = comparar(espacio, S)
    assert [f[1:] for f in comparacion.parametros.filas] == [
        ("calificacion.corte_no_pertinente", "30 puntos de 0 a 100", "35 puntos de 0 a 100")
    ]
    assert "1 parámetro; las cifras, el padrón" in comparacion.resumen[1]
    escritos = escribir_comparacion(comparacion, espacio.raiz / "salida")
    assert [r.suffix for r in escritos] == [".csv", ".csv", ".csv", ".xlsx"]
    assert "corte_no_pertinente,30 puntos" in escritos[0].read_text("utf-8")


def test_una_diferencia_se_dice_con_cuenta_columna_y_los_dos_valores(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    de_x = next(c.cuenta for c in espacio.padron.por_clave().values() if c.red == "x")
    _alterar(espacio, f"UPDATE cifras SET valor = 123 WHERE cuenta = '{de_x}' AND metrica = 'impresiones'")
    hecho = reproducir(espacio, S)
    assert not hecho.igual
    [cifras] = [t for t in hecho.tablas if not t.igual]
    assert cifras.tabla == "cifras"
    [diferencia] = cifras.primeras
    assert diferencia.fila == f"{de_x}, {S.clave}, impresiones"
    assert (diferencia.columna, diferencia.antes) == ("valor", "123")
    # Con otro método no se dice que los datos difieran, ni cuenta como diferencia que su huella sea otra.
    monkeypatch.setattr(reproduccion, "huella_del_metodo", lambda: "otra")
    otro = reproducir(espacio, S)
    assert otro.otro_metodo
    assert [t.tabla for t in otro.tablas if not t.igual] == ["cifras"]
    # Y si el de hoy pide un parámetro que entonces no había, se dice lo mismo en vez de pedir que se añada.
    _alterar(espacio, "DELETE FROM parametros WHERE clave = 'calificacion.corte_pertinente'")
    with pytest.raises(OrdenInvalida, match="El método instalado es otro"):
        reproducir(espacio, S)
