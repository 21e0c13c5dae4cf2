"""Un respaldo se abre sin confiar en lo que trae: nada sale de su carpeta ni ocupa más de lo que dice."""

import hashlib
import json
import stat
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from almacen.archivador import INDICE, comprobar, escribiendo, extraer, leer_indice
from almacen.errores import RespaldoInvalido

AHORA = datetime(2026, 7, 20, 16, tzinfo=UTC)


def _escribir(ruta: Path, archivos: Mapping[str, bytes]) -> None:
    with escribiendo(ruta) as archivador:
        for nombre, contenido in archivos.items():
            archivador.agregar(nombre, BytesIO(contenido))
        archivador.cerrar(espacio="/e", organismo="INE", creado_en=AHORA)


def _hostil(ruta: Path, entradas: Mapping[str, bytes], *, atributos: int = 0, **indice: object) -> None:
    """Un ZIP con un índice coherente y lo que se quiera de malo."""
    archivos = {n: {"sha256": hashlib.sha256(c).hexdigest(), "bytes": len(c)} for n, c in entradas.items()}
    datos: dict[str, object] = {
        "version": 1, "espacio": "/e", "organismo": "INE", "creado_en": AHORA.isoformat(),
        "archivos": archivos,
    }  # fmt: skip
    with zipfile.ZipFile(ruta, "w") as archivo:
        for nombre, contenido in entradas.items():
            info = zipfile.ZipInfo(nombre)
            info.external_attr = atributos << 16
            archivo.writestr(info, contenido, zipfile.ZIP_DEFLATED)
        archivo.writestr(INDICE, json.dumps(datos | indice))


def _extraer(ruta: Path, tmp_path: Path) -> Path:
    destino = tmp_path / "fuera" / "destino"
    destino.mkdir(parents=True)
    extraer(ruta, destino)
    return destino


def test_lo_que_se_extrae_es_lo_que_se_escribio(tmp_path: Path) -> None:
    archivos = {"a/b.txt": b"hola", "vac\u00edo": b"", "grande.bin": bytes(3_000_000) + b"fin"}
    _escribir(tmp_path / "r.zip", archivos)
    assert comprobar(tmp_path / "r.zip") == leer_indice(tmp_path / "r.zip")
    destino = _extraer(tmp_path / "r.zip", tmp_path)
    assert {
        r.relative_to(destino).as_posix(): r.read_bytes() for r in destino.rglob("*") if r.is_file()
    } == archivos


def test_los_nombres_que_no_sirven_en_todos_los_sistemas_se_cambian_y_ninguno_pisa_a_otro(
    tmp_path: Path,
) -> None:
    _escribir(tmp_path / "r.zip", {"a\\b": b"1", "a\nb": b"2", "A_B": b"3", "c:d": b"4"})
    destino = _extraer(tmp_path / "r.zip", tmp_path)
    assert sorted(r.name for r in destino.iterdir()) == ["A_B_3", "a_b", "a_b_2", "c_d"]


@pytest.mark.parametrize(
    "nombre", ["../x", "/x", "a/../../x", "a//x", "./x", "C:/x", "..\\x", "a/\x07", "a/", ".."]
)
def test_un_nombre_que_saldria_de_la_carpeta_se_rechaza(tmp_path: Path, nombre: str) -> None:
    _hostil(tmp_path / "r.zip", {nombre: b"x"})
    with pytest.raises(RespaldoInvalido):
        _extraer(tmp_path / "r.zip", tmp_path)
    assert not any(r.is_file() for r in (tmp_path / "fuera").rglob("*"))


@pytest.mark.parametrize("tipo", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFDIR])
def test_un_enlace_o_un_dispositivo_se_rechaza(tmp_path: Path, tipo: int) -> None:
    _hostil(tmp_path / "r.zip", {"x": b"/etc/passwd"}, atributos=tipo | 0o777)
    with pytest.raises(RespaldoInvalido, match="no es un archivo común"):
        _extraer(tmp_path / "r.zip", tmp_path)


def test_una_bomba_se_rechaza(tmp_path: Path) -> None:
    _hostil(tmp_path / "r.zip", {"x": bytes(200_000_000)})
    with pytest.raises(RespaldoInvalido, match="crecer"):
        _extraer(tmp_path / "r.zip", tmp_path)


def test_lo_que_crece_mas_de_lo_que_dice_su_indice_no_se_termina_de_abrir(tmp_path: Path) -> None:
    contenido = bytes(10_000_000)
    dicho = {"x": {"sha256": hashlib.sha256(contenido).hexdigest(), "bytes": 10}}
    _hostil(tmp_path / "r.zip", {"x": contenido}, archivos=dicho)
    with pytest.raises(RespaldoInvalido, match="no tiene los bytes"):
        _extraer(tmp_path / "r.zip", tmp_path)
    assert sum(r.stat().st_size for r in tmp_path.rglob("x")) < len(contenido)


@pytest.mark.parametrize(
    ("indice", "dice"),
    [
        ({"version": 99}, "versión 99"),
        ({"archivos": {}}, "no trae los archivos"),
        ({"archivos": {"x": {"sha256": "0" * 64, "bytes": 1}}}, "no tiene los bytes"),
        ({"archivos": {"x": {"sha256": "0" * 64, "bytes": -5}}}, "imposibles"),
        ({"archivos": ["x"]}, "se entienda"),
        ({"creado_en": "ayer"}, "se entienda"),
        ({"creado_en": "2026-07-20T16:00:00"}, "en qué zona"),
    ],
)
def test_un_indice_que_no_es_el_suyo_se_rechaza(tmp_path: Path, indice: dict[str, object], dice: str) -> None:
    _hostil(tmp_path / "r.zip", {"x": b"x"}, **indice)
    with pytest.raises(RespaldoInvalido, match=dice):
        _extraer(tmp_path / "r.zip", tmp_path)


def test_dos_archivos_con_el_mismo_nombre_se_rechazan(tmp_path: Path) -> None:
    _hostil(tmp_path / "r.zip", {"x": b"1", "X": b"2"})
    with pytest.raises(RespaldoInvalido, match="mismo nombre"):
        _extraer(tmp_path / "r.zip", tmp_path)


def test_un_byte_cambiado_o_un_archivo_cortado_se_notan(tmp_path: Path) -> None:
    ruta = tmp_path / "r.zip"
    _escribir(ruta, {"datos/a.zst": b"contenido que no se comprime"})
    crudo = ruta.read_bytes()
    for malo in (crudo.replace(b"contenido", b"contenidO"), crudo[: len(crudo) // 2], b"", b"PK"):
        ruta.write_bytes(malo)
        with pytest.raises(RespaldoInvalido):
            comprobar(ruta)


@given(st.text(min_size=1, max_size=30), st.binary(max_size=50))
@example("\0", b"")
def test_cualquier_nombre_que_entre_sale_dentro_de_la_carpeta(
    tmp_path_factory: pytest.TempPathFactory, nombre: str, contenido: bytes
) -> None:
    carpeta = tmp_path_factory.mktemp("cualquiera")
    try:
        _hostil(carpeta / "r.zip", {nombre: contenido})
    except (ValueError, UnicodeError):
        return
    try:
        destino = _extraer(carpeta / "r.zip", carpeta)
    except RespaldoInvalido:
        destino = carpeta / "fuera" / "destino"
    fuera = [r for r in carpeta.rglob("*") if r.is_file() and not r.is_relative_to(destino)]
    assert fuera == [carpeta / "r.zip"]
