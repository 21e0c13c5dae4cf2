import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from almacen.aterrizaje_api import AterrizajeApi
from flujos.pasos.comprobacion import Comprobacion
from flujos.pasos.espacio import Espacio
from flujos.pasos.recepcion import recibir
from flujos.pasos.verificacion import verificar
from tests.flujos.conftest import S, formato_lleno


def _comprobacion(espacio: Espacio, que: str) -> Comprobacion:
    (una,) = (c for c in verificar(espacio.raiz) if c.que == que)
    return una


@pytest.fixture
def recibido(espacio: Espacio) -> Espacio:
    for nombre, red in (("x.csv", "x"), ("fb.csv", "facebook")):
        (espacio.entradas / nombre).write_bytes(formato_lleno(espacio, red))
    recibir(espacio, S)
    return espacio


def _paginas(espacio: Espacio) -> list[Path]:
    """Las de los archivos recibidos, sin las de los asientos que deja recibirlos."""
    return sorted(
        pagina
        for pagina in espacio.rutas.aterrizaje.rglob("*.zst")
        if json.loads((pagina.parent / "manifiesto.json").read_text("utf-8"))["origen"] == "archivo"
    )


def test_lo_sano_se_cuenta(recibido: Espacio) -> None:
    assert _comprobacion(recibido, "Base") == Comprobacion("Base", "bien", "2 lotes")
    aterrizaje = _comprobacion(recibido, "Aterrizaje")
    assert (aterrizaje.resultado, aterrizaje.detalle) == ("bien", "lotes con sus bytes intactos: 4")


def test_una_pagina_danada_se_nombra(recibido: Espacio) -> None:
    danada, sana = _paginas(recibido)
    danada.write_bytes(sana.read_bytes())
    aterrizaje = _comprobacion(recibido, "Aterrizaje")
    assert aterrizaje.resultado == "mal"
    assert "lotes intactos: 3; dañados: 1." in aterrizaje.detalle
    assert danada.parent.name in aterrizaje.detalle
    assert sana.parent.name not in aterrizaje.detalle


def test_una_pagina_que_falta_y_un_manifiesto_roto_se_nombran(recibido: Espacio) -> None:
    primera, segunda = _paginas(recibido)
    primera.unlink()
    (segunda.parent / "manifiesto.json").write_text("{", "utf-8")
    detalle = _comprobacion(recibido, "Aterrizaje").detalle
    assert primera.parent.name in detalle
    assert segunda.parent.name in detalle


def test_una_base_danada_sale_mal_y_no_detiene_lo_demas(recibido: Espacio) -> None:
    recibido.rutas.maestro.write_bytes(b"esto no es una base" * 1000)
    base = _comprobacion(recibido, "Base")
    assert base.resultado == "mal"
    assert "pertinencia reconstruir" in base.detalle
    assert _comprobacion(recibido, "Aterrizaje").resultado == "bien"


def test_los_lotes_de_api_tambien_se_comprueban(recibido: Espacio) -> None:
    momento = datetime(2026, 7, 1, tzinfo=UTC)
    aterrizaje = AterrizajeApi(recibido.rutas.aterrizaje)
    for letra in "abc":
        lote = aterrizaje.abrir(letra * 32, "{}")
        lote.agregar(b"{}", leida_en=momento, peticion="GET", estado=200, cargos={})
        if letra != "c":
            lote.cerrar(momento)
    aterrizaje.purgar("b" * 32, momento)
    bien = _comprobacion(recibido, "Aterrizaje")
    assert (bien.resultado, bien.detalle) == (
        "bien",
        "lotes con sus bytes intactos: 5; purgados por retención: 1",
    )
    (recibido.rutas.aterrizaje / "aa" / ("a" * 32) / "pagina-0000.zst").write_bytes(b"otra cosa")
    mal = _comprobacion(recibido, "Aterrizaje")
    assert mal.resultado == "mal"
    assert "a" * 32 in mal.detalle
