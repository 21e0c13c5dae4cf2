from pathlib import Path

import duckdb
import pytest

from almacen.consulta import consultar
from almacen.errores import ConsultaInvalida, SinPublicacion
from almacen.maestro import Rutas, abrir_maestro
from almacen.publicacion import publicar
from tests.almacen.conftest import AHORA


def test_quien_lee_la_anterior_la_sigue_leyendo(rutas: Rutas) -> None:
    with abrir_maestro(rutas, AHORA) as base:
        base.ejecutar("INSERT INTO areas VALUES ('a', 'Una', 'central', NULL, false)")
    publicado = publicar(rutas, AHORA)
    assert publicado.sustituyo
    with duckdb.connect(str(publicado.ruta), read_only=True) as lector:
        assert lector.execute("SELECT count(*) FROM areas").fetchone() == (1,)
        with abrir_maestro(rutas, AHORA) as base:
            base.ejecutar("INSERT INTO areas VALUES ('b', 'Otra', 'central', NULL, false)")
        assert publicar(rutas, AHORA).ruta == publicado.ruta
        assert lector.execute("SELECT count(*) FROM areas").fetchone() == (1,)
    assert consultar(rutas.publicado, "SELECT count(*) AS n FROM areas").item() == 2


def test_publicar_sin_cambios_da_los_mismos_bytes(rutas: Rutas) -> None:
    primera = publicar(rutas, AHORA).ruta.read_bytes()
    assert publicar(rutas, AHORA).ruta.read_bytes() == primera


def test_lo_publicado_no_trae_contactos(rutas: Rutas) -> None:
    publicar(rutas, AHORA)
    tablas = consultar(rutas.publicado, "SELECT table_name FROM duckdb_tables()")["table_name"].to_list()
    assert "cuentas" in tablas
    assert "contactos" not in tablas


def test_si_el_sistema_no_deja_sustituir_queda_al_lado(rutas: Rutas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Así se porta una carpeta compartida de Windows con el archivo abierto."""
    publicar(rutas, AHORA)
    reemplazar = Path.replace

    def negarse(origen: Path, destino: Path) -> Path:
        if Path(destino) == rutas.publicado:
            raise PermissionError("en uso")
        return reemplazar(origen, destino)

    monkeypatch.setattr(Path, "replace", negarse)
    publicado = publicar(rutas, AHORA)
    assert not publicado.sustituyo
    assert publicado.ruta.name == "pertinencia_20260720T160000.duckdb"
    assert consultar(publicado.ruta, "SELECT count(*) AS n FROM areas").item() == 0


@pytest.mark.parametrize(
    ("sql", "fragmento"),
    [
        ("SELECT cuanta FROM cuentas", "cuenta"),
        ("SELEC 1", "SELEC"),
        ("DELETE FROM cuentas", "read-only"),
        ("SELECT * FROM read_csv('/etc/passwd')", "external|disabled|file system"),
        ("SET enable_external_access = true", "Cannot|cannot"),
        ("", "SELECT"),
    ],
)
def test_una_consulta_mala_se_explica(rutas: Rutas, sql: str, fragmento: str) -> None:
    publicar(rutas, AHORA)
    with pytest.raises(ConsultaInvalida, match=fragmento):
        consultar(rutas.publicado, sql)


def test_sin_publicar_se_dice_que_hacer(rutas: Rutas) -> None:
    with pytest.raises(SinPublicacion, match="pertinencia publicar"):
        consultar(rutas.publicado, "SELECT 1")
