"""La última publicación de cada semestre se conserva con su nombre."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from almacen.consulta import consultar
from almacen.maestro import Rutas
from almacen.publicacion import publicar
from lineamientos.semestres import Semestre
from tests.almacen.apoyo_lotes import AHORA
from tests.almacen.apoyo_publicacion import agregar_area, no_dejar_sustituir

PRIMERO, SEGUNDO = Semestre(2026, 1), Semestre(2026, 2)
EN_ENERO = AHORA + timedelta(days=180)


def _areas(ruta: Path) -> list[str]:
    areas: list[str] = consultar(ruta, "SELECT area FROM areas ORDER BY ALL")["area"].to_list()
    return areas


def _nombres(rutas: Rutas) -> list[str]:
    return sorted(r.name for r in rutas.publicado.parent.iterdir())


def test_queda_la_ultima_de_cada_semestre(rutas: Rutas) -> None:
    agregar_area(rutas, "a")
    publicar(rutas, AHORA, PRIMERO)
    agregar_area(rutas, "b")
    assert publicar(rutas, AHORA, PRIMERO).del_semestre == rutas.publicado_de("2026-1")
    agregar_area(rutas, "c")
    publicar(rutas, EN_ENERO, SEGUNDO)
    agregar_area(rutas, "d")
    publicar(rutas, EN_ENERO, SEGUNDO)
    assert _areas(rutas.publicado_de("2026-1")) == ["a", "b"]
    assert _areas(rutas.publicado_de("2026-2")) == _areas(rutas.publicado) == ["a", "b", "c", "d"]


def test_publicar_dos_veces_no_cambia_nada(rutas: Rutas) -> None:
    publicar(rutas, AHORA, PRIMERO)
    publicar(rutas, EN_ENERO, SEGUNDO)
    antes = {n: (rutas.publicado.parent / n).read_bytes() for n in _nombres(rutas)}
    publicar(rutas, EN_ENERO, SEGUNDO)
    assert {n: (rutas.publicado.parent / n).read_bytes() for n in _nombres(rutas)} == antes
    assert list(antes) == ["pertinencia.duckdb", "pertinencia_2026-1.duckdb", "pertinencia_2026-2.duckdb"]


def test_los_dos_nombres_son_el_mismo_archivo(rutas: Rutas) -> None:
    publicar(rutas, AHORA, PRIMERO)
    assert rutas.publicado.samefile(rutas.publicado_de("2026-1"))


def test_donde_no_hay_enlaces_queda_una_copia(rutas: Rutas, monkeypatch: pytest.MonkeyPatch) -> None:
    def negarse(_: Path, __: Path) -> None:
        raise OSError("este sistema de archivos no enlaza")

    monkeypatch.setattr(Path, "hardlink_to", negarse)
    agregar_area(rutas, "a")
    publicar(rutas, AHORA, PRIMERO)
    assert not rutas.publicado.samefile(rutas.publicado_de("2026-1"))
    assert rutas.publicado.read_bytes() == rutas.publicado_de("2026-1").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows no deja sustituir un archivo de solo lectura")
def test_lo_publicado_no_puede_escribirse(rutas: Rutas) -> None:
    publicar(rutas, AHORA, PRIMERO)
    for ruta in (rutas.publicado, rutas.publicado_de("2026-1")):
        assert not ruta.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


@pytest.mark.parametrize("cual", ["pertinencia.duckdb", "pertinencia_2026-1.duckdb"])
def test_si_uno_no_puede_sustituirse_el_otro_si_y_nada_se_pierde(
    rutas: Rutas, monkeypatch: pytest.MonkeyPatch, cual: str
) -> None:
    publicar(rutas, AHORA, PRIMERO)
    agregar_area(rutas, "a")
    no_dejar_sustituir(monkeypatch, rutas.publicado.with_name(cual))
    publicado = publicar(rutas, AHORA, PRIMERO)
    assert publicado.sustituyo is (cual != "pertinencia.duckdb")
    assert _areas(publicado.ruta) == _areas(publicado.del_semestre) == ["a"]
    assert _areas(rutas.publicado.with_name(cual)) == []
    vecina = cual.replace(".duckdb", "_20260720T160000.duckdb")
    assert _nombres(rutas) == sorted(["pertinencia.duckdb", "pertinencia_2026-1.duckdb", vecina])


@pytest.mark.parametrize("momento", range(3))
def test_morir_a_media_publicacion_no_deja_nada_a_medias(
    rutas: Rutas, monkeypatch: pytest.MonkeyPatch, momento: int
) -> None:
    """Muere sin llevar nada a disco, entre los dos nombres, o con los dos puestos."""
    agregar_area(rutas, "a")
    publicar(rutas, AHORA, PRIMERO)
    agregar_area(rutas, "b")

    class Muerte(BaseException):
        pass

    reemplazar, faltan = Path.replace, [momento]

    def morir(origen: Path, destino: Path) -> Path:
        if not faltan[0]:
            raise Muerte
        faltan[0] -= 1
        return reemplazar(origen, destino)

    with monkeypatch.context() as parche:
        parche.setattr(Path, "replace", morir)
        if momento < 2:
            with pytest.raises(Muerte):
                publicar(rutas, AHORA, PRIMERO)
        else:
            publicar(rutas, AHORA, PRIMERO)
    esperadas = [["a"], ["a", "b"]]
    assert _areas(rutas.publicado) == esperadas[momento > 1]
    assert _areas(rutas.publicado_de("2026-1")) == esperadas[momento > 0]
    publicar(rutas, AHORA, PRIMERO)
    assert _nombres(rutas) == ["pertinencia.duckdb", "pertinencia_2026-1.duckdb"]
    assert _areas(rutas.publicado) == _areas(rutas.publicado_de("2026-1")) == ["a", "b"]
