"""Actualizar el programa: lo de versiones anteriores se abre, y antes de migrar queda una copia."""

import json
import logging
import os
from pathlib import Path

import pytest

from almacen import migracion
from almacen.maestro import Rutas, abrir_maestro, abrir_reservado, conectada
from almacen.migracion import Migracion, migraciones
from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.reconstruccion import reconstruir
from flujos.pasos.restauracion import restaurar
from tests.almacen.apoyo_lotes import AHORA
from tests.almacen.espacios.hacer import CARPETA, huella

_GUARDADOS = sorted(CARPETA.glob("v*.json"))
_ULTIMA = migraciones(reservado=False)[-1].version


@pytest.fixture(params=_GUARDADOS, ids=lambda r: r.stem)
def guardado(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, dict[str, object]]]:
    """Un espacio guardado por una versión del programa, y lo que deben dar sus tablas."""
    ruta: Path = request.param
    restaurar(ruta.with_suffix(".zip"), tmp_path / "E")
    return tmp_path / "E", json.loads(ruta.read_text("utf-8"))["tablas"]


def _migracion_nueva(monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    """Hace como si el programa trajera una migración más."""
    originales = migraciones

    def con_una_mas(*, reservado: bool) -> list[Migracion]:
        pasos = originales(reservado=reservado)
        return [*pasos, Migracion(pasos[-1].version + 1, "de_prueba", sql)]

    monkeypatch.setattr(migracion, "migraciones", con_una_mas)


def test_hay_un_espacio_guardado_de_la_estructura_de_hoy() -> None:
    """Al agregar una migración, el de la anterior ya debe estar: se guarda antes de cambiar nada."""
    assert f"v{_ULTIMA}" in [r.stem for r in _GUARDADOS] or f"v{_ULTIMA - 1}" in [r.stem for r in _GUARDADOS]


def test_un_espacio_de_otra_version_da_las_mismas_tablas(
    guardado: tuple[Path, dict[str, dict[str, object]]],
) -> None:
    raiz, esperado = guardado
    espacio = abrir_espacio(raiz)
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        for tabla, dicho in esperado.items():
            assert huella(base, tabla, dicho["columnas"]) == dicho["huella"], tabla  # type: ignore[arg-type]
        assert base.consultar("SELECT max(version) AS v FROM migraciones").item() == _ULTIMA
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        assert reservado.consultar("SELECT count(*) AS n FROM contactos").item() > 0
    # Un programa nuevo puede pedir cifras que el de entonces no pedía: sobran renglones y no falta ninguno.
    diferencias = reconstruir(espacio, ensayo=True).diferencias
    assert {d.tabla for d in diferencias} <= {"catalogo", "mediciones"}
    assert [d for d in diferencias if d.faltan] == []


def test_antes_de_migrar_queda_una_copia_y_se_dice(
    guardado: tuple[Path, dict[str, dict[str, object]]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    raiz, esperado = guardado
    rutas = Rutas(raiz / "datos")
    with abrir_maestro(rutas, AHORA) as base:
        lotes = base.consultar("SELECT * FROM lotes ORDER BY ALL").rows()
    for copia in rutas.datos.glob("maestro_v*"):
        copia.unlink()
    _migracion_nueva(monkeypatch, "ALTER TABLE lotes ADD COLUMN nueva VARCHAR")
    with caplog.at_level(logging.WARNING), abrir_maestro(rutas, AHORA) as base:
        assert base.consultar("SELECT * EXCLUDE (nueva) FROM lotes ORDER BY ALL").rows() == lotes
    (copia,) = rutas.datos.glob("maestro_v*")
    assert copia.name == f"maestro_v{_ULTIMA}_{AHORA:%Y%m%dT%H%M%S}.duckdb"
    assert str(copia) in caplog.text
    with conectada(copia) as base:
        assert base.consultar("SELECT * FROM lotes ORDER BY ALL").rows() == lotes
        assert base.consultar("SELECT max(version) AS v FROM migraciones").item() == _ULTIMA
    with abrir_maestro(rutas, AHORA):
        pass
    assert list(rutas.datos.glob("maestro_v*")) == [copia], "ya al día, no se copia otra vez"
    assert esperado


def test_una_migracion_que_falla_deja_la_base_como_estaba_y_no_copia_dos_veces(
    rutas: Rutas, monkeypatch: pytest.MonkeyPatch
) -> None:
    with abrir_maestro(rutas, AHORA):
        pass
    antes = rutas.maestro.read_bytes()
    _migracion_nueva(monkeypatch, "ALTER TABLE no_existe ADD COLUMN nueva VARCHAR")
    for _ in range(2):
        with pytest.raises(Exception, match="no_existe"), abrir_maestro(rutas, AHORA):
            pass
    (copia,) = rutas.datos.glob("maestro_v*")
    assert copia.read_bytes() == rutas.maestro.read_bytes() == antes
    monkeypatch.undo()
    with abrir_maestro(rutas, AHORA) as base:
        assert base.consultar("SELECT max(version) AS v FROM migraciones").item() == _ULTIMA


def test_una_muerte_a_media_copia_no_deja_una_que_parezca_buena(
    rutas: Rutas, monkeypatch: pytest.MonkeyPatch
) -> None:
    with abrir_reservado(rutas, AHORA):
        pass
    _migracion_nueva(monkeypatch, "ALTER TABLE contactos ADD COLUMN nueva VARCHAR")

    def morir(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as muerte:
        muerte.setattr(os, "fsync", morir)
        with pytest.raises(KeyboardInterrupt), abrir_reservado(rutas, AHORA):
            pass
    assert list(rutas.datos.glob("reservado_v*.duckdb")) == []
    with abrir_reservado(rutas, AHORA) as base:
        assert "nueva" in base.consultar("SELECT * FROM contactos").columns
    assert len(list(rutas.datos.glob("reservado_v*.duckdb"))) == 1


def test_una_base_nueva_no_deja_copia(rutas_nuevas: Rutas) -> None:
    with abrir_maestro(rutas_nuevas, AHORA), abrir_reservado(rutas_nuevas, AHORA):
        pass
    assert list(rutas_nuevas.datos.glob("*_v*")) == []
