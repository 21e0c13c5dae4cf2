import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from almacen.consulta import consultar
from almacen.errores import BaseEnUso, BaseIlegible, ConsultaInvalida, SinPublicacion
from almacen.escritura import escribir_atomico
from almacen.maestro import Rutas, abrir_maestro
from almacen.publicacion import publicar
from lineamientos.semestres import Semestre
from tests.almacen.apoyo_lotes import AHORA
from tests.almacen.apoyo_publicacion import no_dejar_sustituir

S = Semestre(2026, 1)


def test_quien_lee_la_anterior_la_sigue_leyendo(rutas: Rutas) -> None:
    with abrir_maestro(rutas, AHORA) as base:
        base.ejecutar("INSERT INTO areas VALUES ('a', 'Una', 'central', NULL, false)")
    publicado = publicar(rutas, AHORA, S)
    assert publicado.sustituyo
    with duckdb.connect(str(publicado.ruta), read_only=True) as lector:
        assert lector.execute("SELECT count(*) FROM areas").fetchone() == (1,)
        with abrir_maestro(rutas, AHORA) as base:
            base.ejecutar("INSERT INTO areas VALUES ('b', 'Otra', 'central', NULL, false)")
        assert publicar(rutas, AHORA, S).ruta == publicado.ruta
        assert lector.execute("SELECT count(*) FROM areas").fetchone() == (1,)
    assert consultar(rutas.publicado, "SELECT count(*) AS n FROM areas").item() == 2


def test_publicar_sin_cambios_da_los_mismos_bytes(rutas: Rutas) -> None:
    primera = publicar(rutas, AHORA, S).ruta.read_bytes()
    assert publicar(rutas, AHORA, S).ruta.read_bytes() == primera


def test_lo_publicado_no_trae_contactos(rutas: Rutas) -> None:
    publicar(rutas, AHORA, S)
    tablas = consultar(rutas.publicado, "SELECT table_name FROM duckdb_tables()")["table_name"].to_list()
    assert "cuentas" in tablas
    assert "contactos" not in tablas


def test_si_el_sistema_no_deja_sustituir_queda_al_lado(rutas: Rutas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Así se porta una carpeta compartida de Windows con el archivo abierto."""
    publicar(rutas, AHORA, S)
    no_dejar_sustituir(monkeypatch, rutas.publicado)
    publicado = publicar(rutas, AHORA, S)
    assert not publicado.sustituyo
    assert publicado.ruta.name == "pertinencia_20260720T160000.duckdb"
    assert consultar(publicado.ruta, "SELECT count(*) AS n FROM areas").item() == 0


@pytest.mark.parametrize(
    ("sql", "fragmento"),
    [
        ("SELEC 1", "SELEC"),
        ("DELETE FROM cuentas", "read-only"),
        ("SELECT * FROM read_csv('/etc/passwd')", "external|disabled|file system"),
        ("SET enable_external_access = true", "Cannot|cannot"),
        ("", "SELECT"),
    ],
)
def test_una_consulta_mala_se_explica(rutas: Rutas, sql: str, fragmento: str) -> None:
    publicar(rutas, AHORA, S)
    with pytest.raises(ConsultaInvalida, match=fragmento):
        consultar(rutas.publicado, sql)


@pytest.mark.parametrize(
    ("sql", "fila"),
    [
        ("SELECT 1 AS n, INTERVAL 1 DAY AS t", ("1", "1 day")),
        ("SELECT [INTERVAL 1 DAY] AS l", ("[1 day]",)),
        ("SELECT TIMETZ '10:00:00+00' AS t", ("10:00:00+00",)),
        ("SELECT 1::UNION(a INT) AS u", ("1",)),
        ("SELECT 1 AS n, DATE '2026-01-02' AS f, NULL AS v", (1, date(2026, 1, 2), None)),
    ],
)
def test_un_tipo_que_el_marco_no_tiene_sale_como_texto(
    rutas: Rutas, sql: str, fila: tuple[object, ...]
) -> None:
    publicar(rutas, AHORA, S)
    assert consultar(rutas.publicado, sql).rows() == [fila]


def _danar_cabecera(ruta: Path) -> None:
    ruta.write_bytes(b"esto no es una base" * 1000)


def _danar_datos(ruta: Path) -> None:
    datos = bytearray(ruta.read_bytes())
    datos[12288:] = bytes(b ^ 0xFF for b in datos[12288:])
    ruta.write_bytes(datos)


def _truncar(ruta: Path) -> None:
    ruta.write_bytes(ruta.read_bytes()[:20_000])


@pytest.mark.parametrize("danar", [_danar_cabecera, _danar_datos, _truncar])
def test_una_base_danada_se_dice_con_su_remedio(rutas: Rutas, danar: Callable[[Path], None]) -> None:
    publicar(rutas, AHORA, S)
    for ruta in (rutas.maestro, rutas.publicado):
        ruta.chmod(0o600)
        danar(ruta)
    with pytest.raises(BaseIlegible, match="pertinencia reconstruir"), abrir_maestro(rutas, AHORA):
        pass
    with pytest.raises(BaseIlegible, match="pertinencia publicar"):
        consultar(rutas.publicado, "SELECT * FROM areas")


_TENERLA_ABIERTA = """
import sys, duckdb
with duckdb.connect(sys.argv[1]):
    print("abierta", flush=True)
    sys.stdin.read()
"""


def test_una_base_abierta_por_otro_programa_pide_cerrarlo(rutas: Rutas) -> None:
    publicar(rutas, AHORA, S)
    orden = [sys.executable, "-c", _TENERLA_ABIERTA, str(rutas.maestro)]
    with subprocess.Popen(orden, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as otro:
        assert otro.stdout is not None
        assert otro.stdout.readline() == b"abierta\n"
        with pytest.raises(BaseEnUso, match="Cierre el programa"), abrir_maestro(rutas, AHORA):
            pass
        otro.communicate()


def test_un_error_de_programa_no_se_disfraza_de_base_danada(rutas: Rutas) -> None:
    with pytest.raises(duckdb.ParserException), abrir_maestro(rutas, AHORA) as base:
        base.ejecutar("SELEC 1")


def test_sin_publicar_se_dice_que_hacer(rutas: Rutas) -> None:
    with pytest.raises(SinPublicacion, match="pertinencia publicar"):
        consultar(rutas.publicado, "SELECT 1")


def test_se_escribe_con_el_nombre_mas_largo(tmp_path: Path) -> None:
    ruta = tmp_path / ("n" * 255)
    escribir_atomico(ruta, b"a")
    assert [r.name for r in tmp_path.iterdir()] == [ruta.name]
    assert ruta.read_bytes() == b"a"
