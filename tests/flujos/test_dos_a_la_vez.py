"""Dos revisiones a la vez sobre el mismo espacio, en dos procesos: se esperan y nada se repite."""

import subprocess
import sys
from pathlib import Path

from almacen.candado import candado
from almacen.maestro import abrir_maestro
from flujos.pasos.espacio import Espacio
from flujos.pasos.espera import avisar_si_hay_que_esperar
from flujos.pasos.recepcion import turno
from tests.flujos.conftest import AHORA, S, formato_lleno

_REVISION = """
import sys
from pathlib import Path
from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.informe import informar
from flujos.pasos.publicacion import publicar
from flujos.pasos.recepcion import recibir
from lineamientos.semestres import Semestre

espacio, semestre = abrir_espacio(Path(sys.argv[1])), Semestre(2026, 1)
print("lista", flush=True)
sys.stdin.readline()
resumen = recibir(espacio, semestre)
evaluada = evaluar(espacio, semestre)
informar(espacio, semestre)
publicar(espacio)
print(resumen.suma("cargados"), resumen.suma("rechazados"), evaluada.nueva)
"""


def _lanzar(espacio: Espacio) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _REVISION, str(espacio.raiz)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_dos_revisiones_a_la_vez_se_esperan_y_cargan_cada_archivo_una_vez(espacio: Espacio) -> None:
    for red in ("x", "facebook"):
        (espacio.entradas / f"{red}.csv").write_bytes(formato_lleno(espacio, red))
    (espacio.entradas / "ajeno.csv").write_bytes(b"esto,no,es\n1,2,3\n")
    procesos = [_lanzar(espacio), _lanzar(espacio)]
    try:
        for proceso in procesos:
            assert proceso.stdout is not None
            assert proceso.stdout.readline() == "lista\n"
        for proceso in procesos:  # las dos ya están en la puerta: se sueltan juntas
            assert proceso.stdin is not None
            proceso.stdin.write("\n")
            proceso.stdin.flush()
        salidas = [proceso.communicate(timeout=120) for proceso in procesos]
    finally:
        for proceso in procesos:
            proceso.kill()
            proceso.wait()
    assert [p.returncode for p in procesos] == [0, 0], [error for _, error in salidas]
    # Una hizo todo; la otra esperó y encontró todo hecho.
    assert sorted(salida for salida, _ in salidas) == ["0 0 False\n", "2 1 True\n"]
    with abrir_maestro(espacio.rutas, AHORA) as base:
        assert base.consultar("SELECT count(*) AS n FROM evaluaciones").item() == 1
        assert base.consultar("SELECT count(*) AS n FROM lotes WHERE estado = 'cargado'").item() == 2
    assert (espacio.rechazados / "ajeno.csv").exists()
    assert (espacio.informes(S) / "informe_2026-1.pdf").exists()


def test_a_quien_tiene_que_esperar_se_le_dice(espacio: Espacio) -> None:
    avisos: list[str] = []
    avisar_si_hay_que_esperar(espacio, avisos.append)
    assert avisos == []
    with turno(espacio):
        avisar_si_hay_que_esperar(espacio, avisos.append)
    with candado(espacio.rutas.maestro, 0):
        avisar_si_hay_que_esperar(espacio, avisos.append)
    avisar_si_hay_que_esperar(espacio, avisos.append)
    assert len(avisos) == 2
    assert "se espera a que termine, hasta 10 minutos" in avisos[0]
    assert str(espacio.raiz) in avisos[1]
