"""Cien publicaciones con analistas leyendo: nadie espera a nadie y cada quien ve lo suyo."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from almacen.maestro import Rutas, abrir_maestro
from almacen.publicacion import publicar
from lineamientos.semestres import Semestre
from tests.almacen.apoyo_lotes import AHORA

PUBLICACIONES = 100
S = Semestre(2026, 1)
_ABIERTA = """
import sys, duckdb
abierta = duckdb.connect(sys.argv[1], read_only=True)
print(*abierta.execute("SELECT count(*) FROM areas").fetchone(), flush=True)
for _ in sys.stdin:
    vista = abierta.execute("SELECT count(*) FROM areas").fetchone()
    # En un mismo proceso DuckDB comparte lo abierto con la misma ruta: la nueva se adjunta a otra instancia.
    with duckdb.connect() as otra:
        otra.execute(f"ATTACH '{sys.argv[1]}' AS nueva (READ_ONLY)")
        print(*vista, *otra.execute("SELECT count(*) FROM nueva.areas").fetchone(), flush=True)
"""
"""Un analista que la dejó abierta, y que en cada turno la abre además de nuevo."""
_CADA_CENTESIMA = """
import sys, threading, duckdb
basta = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), basta.set()), daemon=True).start()
print("leyendo", flush=True)
vistas = []
while not basta.wait(0.01):
    with duckdb.connect(sys.argv[1], read_only=True) as conexion:
        vistas.append(conexion.execute("SELECT count(*) FROM areas").fetchone()[0])
print(*vistas, flush=True)
"""
"""Otro que la abre, la lee y la cierra cada centésima: así cae también a media publicación.

Sin esa pausa gastaría un núcleo entero y no vería más.
"""


@contextmanager
def _analista(programa: str, publicado: Path) -> Iterator["subprocess.Popen[str]"]:
    orden = [sys.executable, "-c", programa, str(publicado)]
    with subprocess.Popen(orden, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as proceso:
        yield proceso


def _agregar_sin_esperar(rutas: Rutas, clave: int) -> None:
    """Escribe en el maestro sin esperar a nadie: si estuviera ocupado, fallaría."""
    with abrir_maestro(rutas, AHORA, espera_segundos=0) as base:
        base.ejecutar("INSERT INTO areas VALUES (?, 'Un área', 'central', NULL, false)", [str(clave)])


def _turno(analista: "subprocess.Popen[str]") -> str:
    assert analista.stdin is not None
    assert analista.stdout is not None
    analista.stdin.write("\n")
    analista.stdin.flush()
    return analista.stdout.readline()


def test_cien_publicaciones_con_analistas_leyendo(rutas: Rutas) -> None:
    _agregar_sin_esperar(rutas, 1)
    publicar(rutas, AHORA, S)
    with (
        _analista(_ABIERTA, rutas.publicado) as quieto,
        _analista(_CADA_CENTESIMA, rutas.publicado) as inquieto,
    ):
        assert quieto.stdout is not None
        assert inquieto.stdout is not None
        assert quieto.stdout.readline() == "1\n"
        assert inquieto.stdout.readline() == "leyendo\n"
        for areas in range(2, PUBLICACIONES + 2):
            _agregar_sin_esperar(rutas, areas)
            assert publicar(rutas, AHORA, S).sustituyo
            assert _turno(quieto) == f"1 {areas}\n"
        dicho, _ = inquieto.communicate()
    assert (quieto.returncode, inquieto.returncode) == (0, 0)
    vistas = [int(n) for n in dicho.split()]
    assert vistas == sorted(vistas)
    assert set(vistas) <= set(range(1, PUBLICACIONES + 2))
    assert len(set(vistas)) > 1
