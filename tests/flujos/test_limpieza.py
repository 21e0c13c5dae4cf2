"""La retención borra solo lo que se dijo, nunca lo del semestre que se revisa, y deja dicho qué borró."""

import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from almacen.aterrizaje_api import AterrizajeApi
from almacen.inventario import inventariar
from flujos.errores import EspacioInvalido
from flujos.pasos.ajustes_retencion import AjustesDeRetencion
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.limpieza import Limpiado, limpiar
from flujos.pasos.reconstruccion import reconstruir
from flujos.pasos.respaldo import respaldar
from flujos.pasos.verificacion import verificar
from tests.flujos.apoyo_compartido import una_vez
from tests.flujos.apoyo_recuperacion import HOY, espacio_trabajado, foto

DENTRO_DE_DOS_ANIOS = datetime(2028, 7, 20, 16, tzinfo=UTC)
TODO = AjustesDeRetencion(
    lotes_api=365, comunicaciones=365, publicaciones=30, copias_de_base=30, prefect=30, temporales=1
)


@pytest.fixture(scope="module")
def modelo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return una_vez(tmp_path_factory, "trabajado", espacio_trabajado)


@pytest.fixture
def espacio(modelo: Path, tmp_path: Path) -> Espacio:
    shutil.copytree(modelo, tmp_path / "E")
    return abrir_espacio(tmp_path / "E")


def _en(espacio: Espacio, momento: datetime, retencion: AjustesDeRetencion = TODO) -> Espacio:
    return replace(espacio, reloj=lambda: momento, retencion=retencion)


def _archivos(espacio: Espacio) -> dict[str, bytes]:
    return {
        r.relative_to(espacio.raiz).as_posix(): r.read_bytes()
        for r in sorted(espacio.raiz.rglob("*"))
        if r.is_file() and r.suffix != ".candado"
    }


def _escribir(espacio: Espacio, nombre: str, dias: int = 0) -> Path:
    """Un archivo de hace tantos días, según el reloj del disco."""
    ruta = espacio.rutas.datos / nombre
    ruta.parent.mkdir(parents=True, exist_ok=True)
    ruta.write_bytes(b"algo")
    if dias:
        momento = (HOY - timedelta(days=dias)).timestamp()
        os.utime(ruta, (momento, momento))
    return ruta


def _por_regla(limpiados: list[Limpiado]) -> dict[str, int]:
    return {x.regla: x.cuantos for x in limpiados}


def test_sin_ajustes_no_se_borra_nada_por_viejo_que_sea(espacio: Espacio) -> None:
    for nombre in ("comunicaciones/2025-1/oficio.pdf", "maestro_anterior_20200101T000000.duckdb"):
        _escribir(espacio, nombre)
    antes = _archivos(espacio)
    assert limpiar(_en(espacio, DENTRO_DE_DOS_ANIOS, AjustesDeRetencion()), ensayo=False) == []
    assert _archivos(espacio) == antes


def test_el_ensayo_dice_lo_mismo_que_se_borra_y_no_borra(espacio: Espacio) -> None:
    _escribir(espacio, "comunicaciones/2025-1/oficio.pdf")
    _escribir(espacio, "publicado/pertinencia_20270101T000000.duckdb")
    _escribir(espacio, "publicado/pertinencia_20280701T000000.duckdb")
    _escribir(espacio, "maestro_v1_20270101T000000.duckdb")
    _escribir(espacio, "reservado_v1_20270101T000000.duckdb")
    _escribir(espacio, "aterrizaje/ab/x/pagina-0000.zst.parcial", dias=40)
    luego = _en(espacio, DENTRO_DE_DOS_ANIOS)
    antes = _archivos(espacio)
    dicho = limpiar(luego, ensayo=True)
    assert _archivos(espacio) == antes
    assert limpiar(luego, ensayo=False) == dicho
    assert _por_regla(dicho) == {
        "lotes_api_dias": _por_regla(dicho)["lotes_api_dias"],
        "comunicaciones_dias": 1,
        "publicaciones_dias": 1,
        "copias_de_base_dias": 2,
        "temporales_dias": 1,
    }
    assert (espacio.rutas.publicado.parent / "pertinencia_20280701T000000.duckdb").exists()
    registro = [json.loads(r) for r in (espacio.rutas.datos / "limpieza.jsonl").read_text().splitlines()]
    assert {r["ruta"] for r in registro} == {
        str(ruta.relative_to(espacio.raiz)) for x in dicho for ruta in x.rutas
    }
    despues = _archivos(espacio)
    assert limpiar(luego, ensayo=False) == []
    assert _archivos(espacio) == despues


def test_las_paginas_viejas_se_borran_y_sus_cifras_se_quedan(espacio: Espacio) -> None:
    tablas = foto(espacio.rutas.maestro)
    antes = inventariar(espacio.rutas.aterrizaje)
    luego = _en(espacio, DENTRO_DE_DOS_ANIOS)
    (limpiado,) = limpiar(luego, ensayo=False)
    assert limpiado.regla == "lotes_api_dias"
    quedan = inventariar(espacio.rutas.aterrizaje)
    borrados = {m.lote for m in quedan.purgados}
    assert borrados
    assert len(quedan.api) + len(borrados) == len(antes.api)
    assert all("clave" in str(m.consulta) for m in quedan.api), "de la clave pública decide otra regla"
    assert len(quedan.archivo) == len(antes.archivo)
    ahora = foto(espacio.rutas.maestro)
    assert {f[0] for f in ahora.pop("lapidas")} == borrados
    del tablas["lapidas"]
    assert ahora == tablas
    assert not [c for c in verificar(espacio.raiz) if c.resultado == "mal"]
    # Con la base o con la publicada de antes, las cifras siguen.
    for maestro in (True, False):
        if not maestro:
            espacio.rutas.maestro.unlink()
        reconstruir(luego)
        quedo = foto(espacio.rutas.maestro)
        assert {f[0] for f in quedo.pop("lapidas")} == borrados
        assert quedo == tablas


def test_lo_del_semestre_que_se_revisa_y_lo_posterior_no_se_toca(espacio: Espacio) -> None:
    """En julio de 2026 se revisa 2026-1: nada suyo se borra aunque los días digan que sí."""
    for clave in ("2026-1", "2026-2", "otra cosa"):
        _escribir(espacio, f"comunicaciones/{clave}/oficio.pdf")
    antes = _archivos(espacio)
    exigente = replace(TODO, lotes_api=1, comunicaciones=1)
    assert limpiar(_en(espacio, HOY + timedelta(days=11), exigente), ensayo=False) == []
    assert _archivos(espacio) == antes


def test_una_muerte_a_la_mitad_se_completa_al_repetirla(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    luego = _en(espacio, DENTRO_DE_DOS_ANIOS)
    hechos: list[str] = []
    original = AterrizajeApi.purgar

    def _muere(self: AterrizajeApi, lote: str, *resto: object, **mas: object) -> None:
        if len(hechos) == 2:
            raise KeyboardInterrupt
        hechos.append(lote)
        original(self, lote, *resto, **mas)  # type: ignore[arg-type]

    monkeypatch.setattr(AterrizajeApi, "purgar", _muere)
    with pytest.raises(KeyboardInterrupt):
        limpiar(luego, ensayo=False)
    monkeypatch.undo()
    assert len(inventariar(espacio.rutas.aterrizaje).purgados) == 2
    limpiar(luego, ensayo=False)
    lapidas = {f[0] for f in foto(espacio.rutas.maestro)["lapidas"]}
    assert {m.lote for m in inventariar(espacio.rutas.aterrizaje).purgados} == lapidas


def test_los_respaldos_de_mas_se_dicen(espacio: Espacio) -> None:
    for dias in (0, 1, 2):
        respaldar(_en(espacio, HOY + timedelta(days=dias)))
    pocos = replace(_en(espacio, HOY), respaldo=replace(espacio.respaldo, conservar=1))
    (limpiado,) = limpiar(pocos, ensayo=True)
    assert limpiado.cuantos == 2
    limpiar(pocos, ensayo=False)
    (queda,) = (espacio.raiz / "respaldos").glob("*.zip")
    assert f"{HOY + timedelta(days=2):%Y%m%d}" in queda.name


def test_los_enlaces_no_llevan_a_borrar_fuera(espacio: Espacio, tmp_path: Path) -> None:
    ajeno = tmp_path / "ajeno"
    ajeno.mkdir()
    (ajeno / "importante").write_text("x")
    comunicaciones = espacio.rutas.datos / "comunicaciones"
    comunicaciones.mkdir()
    (comunicaciones / "2024-1").symlink_to(ajeno)
    _escribir(espacio, "comunicaciones/2024-2/oficio.pdf")
    (comunicaciones / "2024-2" / "enlace").symlink_to(ajeno / "importante")
    limpiar(_en(espacio, HOY), ensayo=False)
    assert (ajeno / "importante").exists()
    assert not (comunicaciones / "2024-2" / "enlace").is_symlink()


@pytest.mark.parametrize(
    "renglon", ["lotes_api_dias = 30", "prefect_dias = 'un mes'", "temporales_dias = 0", "cartas_dias = 400"]
)
def test_un_ajuste_malo_o_demasiado_corto_se_dice(espacio: Espacio, renglon: str) -> None:
    toml = espacio.raiz / "pertinencia.toml"
    toml.write_text(f"{toml.read_text()}\n[retencion]\n{renglon}\n")
    with pytest.raises(EspacioInvalido, match="retencion"):
        abrir_espacio(espacio.raiz)
