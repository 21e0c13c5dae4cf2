from datetime import timedelta
from pathlib import Path

import pytest

from almacen.aterrizaje import Aterrizaje, identidad_de_archivo
from almacen.errores import LoteDanado
from tests.almacen.apoyo_lotes import AHORA


@pytest.fixture
def aterrizaje(tmp_path: Path) -> Aterrizaje:
    return Aterrizaje(tmp_path / "aterrizaje")


@pytest.mark.parametrize("contenido", [b"", b"hola", bytes(range(256)) * 5000])
def test_lo_aterrizado_se_lee_igual(aterrizaje: Aterrizaje, contenido: bytes) -> None:
    manifiesto = aterrizaje.aterrizar_archivo("x1/a.csv", "x1", contenido, AHORA)
    assert aterrizaje.contenido(aterrizaje.manifiesto(manifiesto.lote)) == contenido
    assert manifiesto.bytes == len(contenido)


def test_aterrizar_dos_veces_es_un_lote_y_conserva_la_primera_recepcion(aterrizaje: Aterrizaje) -> None:
    primero = aterrizaje.aterrizar_archivo("x1/a.csv", "x1", b"datos", AHORA)
    segundo = aterrizaje.aterrizar_archivo("x1/otro nombre.csv", "x1", b"datos", AHORA + timedelta(days=1))
    assert segundo == primero
    assert list(aterrizaje.lotes()) == [primero.lote]


def test_los_mismos_bytes_de_otra_cuenta_son_otro_lote() -> None:
    assert (
        identidad_de_archivo("x1", "aa")
        != identidad_de_archivo("x2", "aa")
        != identidad_de_archivo(None, "aa")
    )


def test_sin_manifiesto_no_hay_lote_y_se_aterriza_de_nuevo(aterrizaje: Aterrizaje) -> None:
    """Una muerte entre la página y el manifiesto deja un lote sin cerrar, que no cuenta."""
    lote = aterrizaje.aterrizar_archivo("x1/a.csv", "x1", b"datos", AHORA).lote
    manifiesto = next(aterrizaje.raiz.glob("*/*/manifiesto.json"))
    manifiesto.unlink()
    assert list(aterrizaje.lotes()) == []
    assert aterrizaje.aterrizar_archivo("x1/a.csv", "x1", b"datos", AHORA).lote == lote


@pytest.mark.parametrize("dano", [lambda b: b[:-3], lambda b: b"", lambda b: b[:20] + b"\x00" + b[21:]])
def test_una_pagina_danada_se_dice(aterrizaje: Aterrizaje, dano: object) -> None:
    manifiesto = aterrizaje.aterrizar_archivo("x1/a.csv", "x1", b"datos" * 100, AHORA)
    pagina = next(aterrizaje.raiz.glob("*/*/pagina-0000.zst"))
    pagina.write_bytes(dano(pagina.read_bytes()))  # type: ignore[operator]
    with pytest.raises(LoteDanado, match=r"respaldo"):
        aterrizaje.contenido(manifiesto)


def test_un_manifiesto_ilegible_se_dice(aterrizaje: Aterrizaje) -> None:
    lote = aterrizaje.aterrizar_archivo("x1/a.csv", "x1", b"datos", AHORA).lote
    next(aterrizaje.raiz.glob("*/*/manifiesto.json")).write_text("{")
    with pytest.raises(LoteDanado):
        aterrizaje.manifiesto(lote)
