"""Respaldar y restaurar un espacio: lo restaurado es lo que había, y ningún secreto sale."""

import shutil
import stat
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from almacen.archivador import escribiendo
from almacen.aterrizaje_api import AterrizajeApi, LoteAbierto
from almacen.errores import BaseIlegible, RespaldoInvalido
from almacen.inventario import inventariar
from almacen.maestro import conectada
from flujos.errores import EspacioInvalido, OrdenInvalida
from flujos.pasos import respaldo
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.reconstruccion import reconstruir
from flujos.pasos.respaldo import respaldar
from flujos.pasos.restauracion import contenido, restaurar
from flujos.pasos.verificacion import verificar
from tests.flujos.apoyo_compartido import una_vez
from tests.flujos.apoyo_recoleccion import MARCAS
from tests.flujos.apoyo_recuperacion import HOY, espacio_trabajado, foto
from tests.flujos.conftest import S


@pytest.fixture(scope="module")
def modelo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return una_vez(tmp_path_factory, "trabajado", espacio_trabajado)


@pytest.fixture
def espacio(modelo: Path, tmp_path: Path) -> Espacio:
    shutil.copytree(modelo, tmp_path / "E")
    return abrir_espacio(tmp_path / "E")


def _archivos(raiz: Path) -> dict[str, bytes]:
    """Lo que un respaldo debe llevarse, salvo las bases, que se comparan por sus tablas."""
    fuera = ("datos/publicado", "datos/prefect", "respaldos", "datos/comunicaciones/restaurado.json")
    fuera += ("datos/huellas_de_entradas.json",)
    return {
        n: r.read_bytes()
        for r in sorted(raiz.rglob("*"))
        if r.is_file()
        and not (n := r.relative_to(raiz).as_posix()).startswith(fuera)
        and not n.endswith((".candado", ".duckdb", ".env"))
    }


def test_lo_restaurado_es_lo_que_habia(espacio: Espacio, tmp_path: Path) -> None:
    hecho = respaldar(espacio)
    assert hecho.ruta == espacio.raiz / "respaldos" / f"respaldo_{HOY:%Y%m%dT%H%M%S}.zip"
    assert hecho.ruta.stat().st_size == hecho.bytes
    assert len(hecho.avisos) == 1
    assert ".env no se respaldan" in hecho.avisos[0]
    restaurar(hecho.ruta, tmp_path / "R")
    otro = abrir_espacio(tmp_path / "R")
    assert _archivos(otro.raiz) == _archivos(espacio.raiz)
    assert foto(otro.rutas.maestro) == foto(espacio.rutas.maestro)
    with conectada(otro.rutas.reservado) as suya, conectada(espacio.rutas.reservado) as propia:
        contactos = "SELECT * FROM contactos ORDER BY cuenta"
        assert suya.consultar(contactos).rows() == propia.consultar(contactos).rows() != []
    tiene = contenido(otro)
    assert (tiene.cuentas, tiene.evaluados) == (4, (S.clave,))
    assert tiene.cargados == tiene.lotes > 20
    assert not [c for c in verificar(otro.raiz) if c.resultado == "mal"]
    assert not list(espacio.raiz.rglob("*.parcial"))
    assert not (espacio.rutas.datos / "respaldo").exists()


def test_ningun_secreto_va_en_el_respaldo_y_solo_lo_lee_su_dueno(espacio: Espacio) -> None:
    shutil.copy(espacio.raiz / ".env", espacio.raiz / "padron" / ".env.viejo")
    hecho = respaldar(espacio)
    with zipfile.ZipFile(hecho.ruta) as archivo:
        nombres = archivo.namelist()
        todo = b"".join(archivo.read(n) for n in nombres)
    assert not [n for n in nombres if ".env" in n]
    assert not [m for m in MARCAS.values() if m.encode() in todo]
    assert stat.S_IMODE(hecho.ruta.stat().st_mode) == 0o600


def test_de_los_lotes_solos_salen_las_mismas_tablas(espacio: Espacio, tmp_path: Path) -> None:
    esperada = foto(espacio.rutas.maestro)
    restaurar(respaldar(espacio).ruta, tmp_path / "R", solo_lotes=True)
    otro = abrir_espacio(tmp_path / "R")
    assert not otro.rutas.maestro.exists()
    assert contenido(otro).cargados is None
    hecho = reconstruir(otro)
    assert hecho.perdidos
    assert not hecho.danados
    evaluar(otro, S)
    quedo = foto(otro.rutas.maestro)
    # Qué archivo es copia de otro lo dice «entradas», no un lote; con ella se anotó el padrón en «lector».
    copiado = {o[1] for o in esperada["observaciones"] if o[5] == "L901"}
    assert len(copiado) == 1
    for tabla in esperada.keys() - {"lotes", "observaciones", "migraciones"}:
        assert quedo[tabla] == esperada[tabla], tabla
    assert [f for f in quedo["lotes"] if f[0] not in copiado] == [
        f for f in esperada["lotes"] if f[0] not in copiado
    ]
    assert quedo["observaciones"] == [o for o in esperada["observaciones"] if o[5] != "L901"]


def _lote_que_cambia(monkeypatch: pytest.MonkeyPatch, espacio: Espacio, al_llegar: str, que: object) -> None:
    """Hace que, justo después de copiar las páginas de un lote, le pase algo."""
    original = respaldo._agregar

    def _agregar(raiz: Path, ruta: Path, *resto: object) -> None:
        original(raiz, ruta, *resto)  # type: ignore[arg-type]
        if ruta.parent.name == al_llegar and ruta.name == "pagina-0000.zst":
            que()  # type: ignore[operator]

    monkeypatch.setattr(respaldo, "_agregar", _agregar)


def test_un_lote_que_se_cierra_mientras_se_respalda_va_entero(
    espacio: Espacio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lote = AterrizajeApi(espacio.rutas.aterrizaje).abrir("ab" * 16, '{"red":"x"}')
    _pagina(lote, b"uno")
    carpeta = espacio.rutas.aterrizaje / "ab" / ("ab" * 16)
    (carpeta / "pagina-0001.zst.parcial").write_bytes(b"a medias")

    def seguir() -> None:
        if not lote.cerrado:
            _pagina(lote, b"dos")
            lote.cerrar(HOY)

    _lote_que_cambia(monkeypatch, espacio, "ab" * 16, seguir)
    restaurar(respaldar(espacio).ruta, tmp_path / "R")
    otro = AterrizajeApi(tmp_path / "R" / "datos" / "aterrizaje")
    assert [p.cuerpo for p in otro.leer("ab" * 16)[1]] == [b"uno", b"dos"]
    assert not list((tmp_path / "R").rglob("*.parcial"))


def test_un_lote_que_se_purga_mientras_se_respalda_queda_purgado(
    espacio: Espacio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lote = inventariar(espacio.rutas.aterrizaje).api[0].lote
    purgar = AterrizajeApi(espacio.rutas.aterrizaje).purgar
    _lote_que_cambia(monkeypatch, espacio, lote, lambda: purgar(lote, HOY, "retención"))
    restaurar(respaldar(espacio).ruta, tmp_path / "R")
    otro = abrir_espacio(tmp_path / "R")
    assert [m.lote for m in inventariar(otro.rutas.aterrizaje).purgados] == [lote]
    assert not [c for c in verificar(otro.raiz) if c.resultado == "mal"]


def _pagina(lote: LoteAbierto, cuerpo: bytes) -> None:
    lote.agregar(cuerpo, leida_en=HOY, peticion="GET", estado=200, cargos={})


def test_se_conservan_los_que_se_digan_y_ninguno_de_otro_espacio(espacio: Espacio, tmp_path: Path) -> None:
    destino = tmp_path / "comunes"
    ajeno = replace(espacio, raiz=tmp_path / "F")
    shutil.copytree(espacio.raiz, ajeno.raiz)
    respaldar(ajeno, destino)
    (destino / "respaldo_viejo.zip").write_bytes(b"no es un respaldo")
    pocos = replace(espacio, respaldo=replace(espacio.respaldo, conservar=2))
    hechos = [
        respaldar(replace(pocos, reloj=lambda d=d: HOY + timedelta(days=d)), destino)  # type: ignore[misc]
        for d in (1, 2, 3)
    ]
    assert [h.borrados for h in hechos] == [(), (), (hechos[0].ruta,)]
    assert len(list(destino.glob("*.zip"))) == 4


def test_no_se_restaura_sobre_nada(espacio: Espacio, tmp_path: Path) -> None:
    ruta = respaldar(espacio).ruta
    lleno = tmp_path / "lleno"
    lleno.mkdir()
    (lleno / "algo").touch()
    for destino in (lleno, lleno / "algo", espacio.raiz):
        with pytest.raises(OrdenInvalida, match="no pisa nada"):
            restaurar(ruta, destino)
    (tmp_path / "vacia").mkdir()
    restaurar(ruta, tmp_path / "vacia")
    assert abrir_espacio(tmp_path / "vacia").organismo == espacio.organismo


def test_un_respaldo_malo_no_deja_nada(espacio: Espacio, tmp_path: Path) -> None:
    ruta = respaldar(espacio).ruta
    crudo = bytearray(ruta.read_bytes())
    crudo[len(crudo) // 3] ^= 0xFF
    ruta.write_bytes(crudo)
    with pytest.raises(RespaldoInvalido):
        restaurar(ruta, tmp_path / "R")
    assert [r.name for r in tmp_path.iterdir()] == ["E"]


@pytest.mark.parametrize(
    "ajeno", [".env", "padron/.env.viejo", "datos/servidor/prefect/prefect.db", "flujos/ajustes.py"]
)
def test_un_respaldo_con_algo_que_ninguno_lleva_no_se_restaura(tmp_path: Path, ajeno: str) -> None:
    hostil = tmp_path / "r.zip"
    with escribiendo(hostil) as archivador:
        for nombre in ("pertinencia.toml", "padron/cuentas.csv", ajeno):
            archivador.agregar(nombre, BytesIO(b"x"))
        archivador.cerrar(espacio="/x", organismo="X", creado_en=HOY)
    with pytest.raises(RespaldoInvalido, match="ningún respaldo lleva"):
        restaurar(hostil, tmp_path / "R")
    assert [r.name for r in tmp_path.iterdir()] == ["r.zip"]


def test_no_se_respalda_dentro_de_lo_que_se_respalda(espacio: Espacio) -> None:
    with pytest.raises(OrdenInvalida, match="Elija otra"):
        respaldar(espacio, espacio.entradas / "respaldos")


def test_una_base_danada_no_se_respalda_como_si_nada(espacio: Espacio) -> None:
    espacio.rutas.maestro.write_bytes(b"nada" * 5000)
    with pytest.raises(BaseIlegible):
        respaldar(espacio)
    assert list((espacio.raiz / "respaldos").iterdir()) == []


def test_lo_que_dejo_uno_que_murio_no_estorba_ni_se_queda(espacio: Espacio) -> None:
    respaldos = espacio.raiz / "respaldos"
    respaldos.mkdir()
    (respaldos / ".respaldo_20200101T000000.zip.parcial").write_bytes(b"a medias")
    (espacio.rutas.datos / "respaldo").mkdir()
    (espacio.rutas.datos / "respaldo" / "maestro.duckdb").write_bytes(b"a medias")
    hecho = respaldar(espacio)
    assert list(respaldos.iterdir()) == [hecho.ruta]
    assert not (espacio.rutas.datos / "respaldo").exists()


def test_uno_que_no_pasa_la_comprobacion_no_queda(espacio: Espacio, monkeypatch: pytest.MonkeyPatch) -> None:
    def mala(ruta: Path) -> None:
        raise RespaldoInvalido(ruta, "el disco devolvió otros bytes")

    monkeypatch.setattr(respaldo, "comprobar", mala)
    with pytest.raises(RespaldoInvalido):
        respaldar(espacio)
    assert list((espacio.raiz / "respaldos").iterdir()) == []


def test_los_enlaces_no_se_siguen(espacio: Espacio, tmp_path: Path) -> None:
    (tmp_path / "secreto").write_text("ajeno")
    (espacio.entradas / "enlace").symlink_to(tmp_path / "secreto")
    hecho = respaldar(espacio)
    assert any("enlace" in a for a in hecho.avisos)
    restaurar(hecho.ruta, tmp_path / "R")
    assert not (tmp_path / "R" / "entradas" / "enlace").exists()


@pytest.mark.parametrize(
    "seccion", ["destino = 3", "destino = ''", "conservar = 0", "conservar = true", "cada = 1"]
)
def test_un_ajuste_malo_se_dice(espacio: Espacio, seccion: str) -> None:
    toml = espacio.raiz / "pertinencia.toml"
    toml.write_text(f"{toml.read_text()}\n[respaldo]\n{seccion}\n")
    with pytest.raises(EspacioInvalido, match="respaldo"):
        abrir_espacio(espacio.raiz)
