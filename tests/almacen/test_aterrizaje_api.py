from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almacen.aterrizaje import Aterrizaje
from almacen.aterrizaje_api import AterrizajeApi, LoteAbierto
from almacen.errores import LoteDanado, LotePurgado

LOTE = "ab" + "0" * 30
CONSULTA = '{"red":"x","operacion":"publicaciones"}'
LEIDA = datetime(2026, 7, 1, 14, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def aterrizaje(tmp_path: Path) -> AterrizajeApi:
    return AterrizajeApi(tmp_path / "aterrizaje")


def _agregar(lote: LoteAbierto, *cuerpos: bytes) -> None:
    for cuerpo in cuerpos:
        lote.agregar(
            cuerpo, leida_en=LEIDA, peticion="GET /2/users/1/tweets?ñ", estado=200, cargos={"post_leido": 2}
        )


def _carpeta(aterrizaje: AterrizajeApi) -> Path:
    return aterrizaje.raiz / LOTE[:2] / LOTE


@pytest.mark.parametrize("cuerpo", [b"", b"\n", b'{"a":1}\n\n{"b":2}', bytes(range(256)) * 500])
def test_una_pagina_se_lee_como_llego(aterrizaje: AterrizajeApi, cuerpo: bytes) -> None:
    lote = aterrizaje.abrir(LOTE, CONSULTA)
    _agregar(lote, cuerpo, b"otra")
    lote.cerrar(LEIDA)
    consulta, (pagina, otra) = aterrizaje.leer(LOTE)
    assert (consulta, pagina.cuerpo, otra.cuerpo) == (CONSULTA, cuerpo, b"otra")
    assert (pagina.archivo, pagina.leida_en, pagina.peticion) == (
        "pagina-0000.zst",
        LEIDA,
        "GET /2/users/1/tweets?ñ",
    )
    assert (pagina.estado, pagina.cargos) == (200, {"post_leido": 2})


def test_tras_una_muerte_se_retoma_con_lo_aterrizado(aterrizaje: AterrizajeApi) -> None:
    _agregar(aterrizaje.abrir(LOTE, CONSULTA), b"uno", b"dos")
    a_medias = _carpeta(aterrizaje) / "pagina-0002.zst.parcial"
    a_medias.write_bytes(b"lo que alcanz")
    assert list(aterrizaje.abiertos()) == [LOTE]
    retomado = AterrizajeApi(aterrizaje.raiz).abrir(LOTE, CONSULTA)
    assert [p.cuerpo for p in retomado.paginas] == [b"uno", b"dos"]
    assert not retomado.cerrado
    assert not a_medias.exists()
    _agregar(retomado, b"tres")
    retomado.cerrar(LEIDA)
    assert [p.cuerpo for p in aterrizaje.leer(LOTE)[1]] == [b"uno", b"dos", b"tres"]
    assert (list(aterrizaje.abiertos()), list(aterrizaje.cerrados())) == ([], [LOTE])


@given(cuerpos=st.lists(st.binary(max_size=200), min_size=1, max_size=5), corte=st.integers(0, 5))
def test_lo_leido_no_depende_de_donde_se_murio(
    tmp_path_factory: pytest.TempPathFactory, cuerpos: list[bytes], corte: int
) -> None:
    aterrizaje = AterrizajeApi(tmp_path_factory.mktemp("a"))
    _agregar(aterrizaje.abrir(LOTE, CONSULTA), *cuerpos[:corte])
    retomado = aterrizaje.abrir(LOTE, CONSULTA)
    _agregar(retomado, *cuerpos[len(retomado.paginas) :])
    retomado.cerrar(LEIDA)
    _, paginas = aterrizaje.leer(LOTE)
    assert [p.cuerpo for p in paginas] == cuerpos
    assert aterrizaje.huella(paginas) == aterrizaje.huella(retomado.paginas)


def test_un_lote_abierto_tambien_se_lee(aterrizaje: AterrizajeApi) -> None:
    assert not aterrizaje.empezado(LOTE)
    _agregar(aterrizaje.abrir(LOTE, CONSULTA), b"uno")
    assert aterrizaje.empezado(LOTE)
    consulta, paginas = aterrizaje.leer(LOTE)
    assert (consulta, [p.cuerpo for p in paginas]) == (CONSULTA, [b"uno"])


def test_abrir_sin_pedir_nada_no_deja_rastro(aterrizaje: AterrizajeApi) -> None:
    aterrizaje.abrir(LOTE, CONSULTA)
    assert not aterrizaje.raiz.exists()
    with pytest.raises(LoteDanado):
        aterrizaje.leer(LOTE)


def test_un_lote_cerrado_no_admite_paginas(aterrizaje: AterrizajeApi) -> None:
    lote = aterrizaje.abrir(LOTE, CONSULTA)
    _agregar(lote, b"uno")
    lote.cerrar(LEIDA)
    for el_mismo in (lote, aterrizaje.abrir(LOTE, CONSULTA)):
        assert el_mismo.cerrado
        with pytest.raises(ValueError, match="cerrado"):
            _agregar(el_mismo, b"dos")


def test_un_manifiesto_que_no_llego_al_disco_deja_el_lote_abierto(aterrizaje: AterrizajeApi) -> None:
    lote = aterrizaje.abrir(LOTE, CONSULTA)
    _agregar(lote, b"uno")
    lote.cerrar(LEIDA)
    (_carpeta(aterrizaje) / "manifiesto.json").write_bytes(b"")
    retomado = aterrizaje.abrir(LOTE, CONSULTA)
    assert (retomado.cerrado, [p.cuerpo for p in retomado.paginas]) == (False, [b"uno"])
    retomado.cerrar(LEIDA)
    assert [p.cuerpo for p in aterrizaje.leer(LOTE)[1]] == [b"uno"]


@pytest.mark.parametrize("cerrado", [True, False])
@pytest.mark.parametrize("dano", [lambda b: b[:-3], lambda _: b"", lambda b: b[:20] + b"\x00" + b[21:]])
def test_una_pagina_danada_se_dice(aterrizaje: AterrizajeApi, cerrado: bool, dano: object) -> None:
    lote = aterrizaje.abrir(LOTE, CONSULTA)
    _agregar(lote, b"uno" * 100)
    if cerrado:
        lote.cerrar(LEIDA)
    pagina = _carpeta(aterrizaje) / "pagina-0000.zst"
    pagina.write_bytes(dano(pagina.read_bytes()))  # type: ignore[operator]
    with pytest.raises(LoteDanado):
        aterrizaje.leer(LOTE)
    with pytest.raises(LoteDanado):
        aterrizaje.abrir(LOTE, CONSULTA)


def test_una_pagina_de_otro_lote_no_pasa_por_suya(aterrizaje: AterrizajeApi) -> None:
    otro = "cd" + "0" * 30
    for lote, cuerpo in ((LOTE, b"uno"), (otro, b"dos")):
        abierto = aterrizaje.abrir(lote, CONSULTA)
        _agregar(abierto, cuerpo)
        abierto.cerrar(LEIDA)
    ajena = aterrizaje.raiz / otro[:2] / otro / "pagina-0000.zst"
    (_carpeta(aterrizaje) / "pagina-0000.zst").write_bytes(ajena.read_bytes())
    with pytest.raises(LoteDanado, match="huella"):
        aterrizaje.leer(LOTE)


def test_la_falta_de_una_pagina_intermedia_se_dice(aterrizaje: AterrizajeApi) -> None:
    _agregar(aterrizaje.abrir(LOTE, CONSULTA), b"uno", b"dos", b"tres")
    (_carpeta(aterrizaje) / "pagina-0001.zst").unlink()
    with pytest.raises(LoteDanado, match="intermedias"):
        aterrizaje.abrir(LOTE, CONSULTA)


def test_otra_consulta_no_es_el_mismo_lote(aterrizaje: AterrizajeApi) -> None:
    _agregar(aterrizaje.abrir(LOTE, CONSULTA), b"uno")
    with pytest.raises(LoteDanado, match="consulta"):
        aterrizaje.abrir(LOTE, CONSULTA.replace("x", "facebook"))


@pytest.mark.parametrize("cerrado", [True, False])
def test_purgar_borra_las_paginas_y_lo_deja_dicho(aterrizaje: AterrizajeApi, cerrado: bool) -> None:
    lote = aterrizaje.abrir(LOTE, CONSULTA)
    _agregar(lote, b"uno", b"dos")
    if cerrado:
        lote.cerrar(LEIDA)
    assert aterrizaje.cuantas(LOTE) == 2
    for dias in (1, 2):
        aterrizaje.purgar(LOTE, LEIDA + timedelta(days=dias))
        assert [p.name for p in _carpeta(aterrizaje).iterdir()] == ["manifiesto.json"]
        with pytest.raises(LotePurgado, match="2026-07-02"):
            aterrizaje.leer(LOTE)
    assert Aterrizaje(aterrizaje.raiz).manifiesto(LOTE).bytes == (6 if cerrado else 0)
    with pytest.raises(LotePurgado):
        aterrizaje.abrir(LOTE, CONSULTA)


def test_los_de_api_y_los_de_archivo_comparten_carpeta(aterrizaje: AterrizajeApi) -> None:
    de_archivos = Aterrizaje(aterrizaje.raiz)
    manifiesto = de_archivos.aterrizar_archivo("x1/a.csv", "x1", b"datos", LEIDA)
    lote = aterrizaje.abrir(LOTE, CONSULTA)
    _agregar(lote, b"uno")
    lote.cerrar(LEIDA)
    assert list(de_archivos.lotes()) == sorted([manifiesto.lote, LOTE])
    assert list(aterrizaje.cerrados()) == [LOTE]
    assert de_archivos.manifiesto(LOTE).consulta == CONSULTA
